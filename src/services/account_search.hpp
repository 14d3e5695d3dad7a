// Finding people by name.
#pragma once

#include "services/instance.hpp"
#include "store/store.hpp"

#include <string_view>
#include <vector>

namespace kith::services {

// The account of an address ("alice", "@alice@example.social", a profile's address here), if it is known and shown to
// others.
Result<std::optional<Account>> account_of_address(const store::ReadTx& tx, const Instance& instance,
                                                  std::string_view text);
// Whom an address names exactly comes first, then names that start with the words. Within a read; may take
// milliseconds.
Result<std::vector<AccountId>> search_accounts(const store::ReadTx& tx, const Instance& instance,
                                               std::string_view query, store::AccountSearch search);

} // namespace kith::services
