// Lists of accounts. What they show is in Timelines.
#pragma once

#include "core/result.hpp"
#include "domain/list.hpp"
#include "store/page.hpp"
#include "store/relations.hpp"

#include <span>
#include <vector>

namespace kith::store {

class Lists {
public:
    virtual ~Lists() = default;

    virtual Result<std::optional<List>> by_id(ListId id) const = 0;
    // Oldest first.
    virtual Result<std::vector<List>> of_account(AccountId owner) const = 0;
    // The owner's lists that this account is in, oldest first.
    virtual Result<std::vector<List>> with_member(AccountId owner, AccountId member) const = 0;
    // Everybody's lists that this account is in: where its posts may go.
    virtual Result<std::vector<List>> all_with_member(AccountId member) const = 0;
    // Of `lists`, those that this account is in.
    virtual Result<std::vector<ListId>> among_with_member(std::span<const ListId> lists, AccountId member) const = 0;
    // Who was added last comes first.
    virtual Result<std::vector<Positioned>> members(ListId id, const Page& page) const = 0;

    virtual Result<void> insert(const List& list) = 0;
    // Title, policy and exclusive. not_found.
    virtual Result<void> update(const List& list) = 0;
    // With its members and entries. Whether there was one.
    virtual Result<bool> remove(ListId id) = 0;
    // Whether it was not in it before.
    virtual Result<bool> add_member(ListId id, AccountId member, std::int64_t position) = 0;
    // The member leaves, and what it wrote or boosted leaves the list. Whether it was in it.
    virtual Result<bool> remove_member(ListId id, AccountId member) = 0;
    // It leaves all of the owner's lists (unfollow, block).
    virtual Result<void> remove_from_all(AccountId owner, AccountId member) = 0;
};

} // namespace kith::store
