// Names that hold on every server: of accounts and statuses, wherever they live. Batches.
#pragma once

#include "services/instance.hpp"
#include "store/store.hpp"

#include <span>
#include <string>
#include <unordered_map>

namespace kith::services {

// "anna@kith.example".
std::string full_handle(const Account& account, const Instance& instance);

// The URI of each status that exists; in two queries.
Result<std::unordered_map<StatusId, std::string>> status_uris(const store::ReadTx& tx, std::span<const StatusId> ids,
                                                              const Instance& instance);

} // namespace kith::services
