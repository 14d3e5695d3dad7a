// Members' lists of accounts. https://docs.joinmastodon.org/methods/lists/
#pragma once

#include "domain/list.hpp"
#include "store/store.hpp"

#include <optional>
#include <span>
#include <string>

namespace kith::services {

// What is not given stays as it is.
struct ListChange {
    std::optional<std::string> title;
    std::optional<RepliesPolicy> replies_policy;
    std::optional<bool> exclusive;
};

// Thread-safe. Another member's list is not_found.
class Lists {
public:
    Lists(store::Store& store, IdMaker& ids) : store_(store), ids_(ids) {}

    // The list, if it is the account's. Errors: not_found.
    static Result<List> owned(const store::ReadTx& tx, AccountId account, ListId id);

    // Errors: invalid (title_blank, title_too_long, too_many_lists).
    Result<List> create(AccountId account, const ListChange& change);
    // An exclusive list takes what its accounts wrote out of the home; ending that puts it back.
    Result<List> update(AccountId account, ListId id, const ListChange& change);
    Result<void> remove(AccountId account, ListId id);

    // All or none. What they wrote lately comes with them. Errors: not_found (somebody whom the member does not
    // follow), invalid (already_listed).
    Result<void> add(AccountId account, ListId id, std::span<const AccountId> members);
    // What they wrote goes with them; who is not in it is passed over.
    Result<void> remove_accounts(AccountId account, ListId id, std::span<const AccountId> members);

private:
    store::Store& store_;
    IdMaker& ids_;
};

} // namespace kith::services
