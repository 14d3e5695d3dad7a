#include "services/lists.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace kith::services {
namespace {

constexpr int backfilled = 40;         // posts of an account that enters or leaves
constexpr int returning_to_home = 400; // posts of a list that stops being exclusive

Result<void> apply(const ListChange& change, List& list) {
    if (change.title) list.title = std::string(trim(to_valid_utf8(*change.title)));
    if (list.title.empty()) return invalid("title_blank", "Validation failed: Title can't be blank");
    if (count_code_points(list.title) > limits::list_title)
        return invalid("title_too_long", fmt::format("Validation failed: Title is too long (maximum is {} characters)",
                                                     limits::list_title));
    list.replies_policy = change.replies_policy.value_or(list.replies_policy);
    list.exclusive = change.exclusive.value_or(list.exclusive);
    return {};
}

} // namespace

Result<List> Lists::owned(const store::ReadTx& tx, AccountId account, ListId id) {
    auto list = TRY(tx.lists().by_id(id));
    if (!list || list->account_id != account) return not_found();
    return std::move(*list);
}

Result<List> Lists::create(AccountId account, const ListChange& change) {
    List list{.id = ids_.make<ListId>(), .account_id = account, .title = {}};
    TRY(apply(change, list));
    return store_.write([&](store::WriteTx& tx) -> Result<List> {
        if (TRY(tx.lists().of_account(account)).size() >= limits::lists)
            return invalid("too_many_lists", "Validation failed: You have reached the maximum number of lists");
        TRY(tx.lists().insert(list));
        return list;
    });
}

Result<List> Lists::update(AccountId account, ListId id, const ListChange& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<List> {
        auto list = TRY(owned(tx, account, id));
        bool was_exclusive = list.exclusive;
        TRY(apply(change, list));
        TRY(tx.lists().update(list));
        if (list.exclusive && !was_exclusive) TRY(tx.timelines().remove_list_from_home(id));
        if (!list.exclusive && was_exclusive) TRY(tx.timelines().add_list_to_home(id, returning_to_home));
        return list;
    });
}

Result<void> Lists::remove(AccountId account, ListId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto list = TRY(owned(tx, account, id));
        if (list.exclusive) TRY(tx.timelines().add_list_to_home(id, returning_to_home));
        TRY(tx.lists().remove(id));
        return {};
    });
}

Result<void> Lists::add(AccountId account, ListId id, std::span<const AccountId> members) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto list = TRY(owned(tx, account, id));
        for (auto member : members)
            if (member != account && !TRY(tx.relations().follow(account, member))) return not_found();
        for (auto member : members) {
            if (!TRY(tx.lists().add_member(id, member, ids_.next())))
                return invalid("already_listed", "Validation failed: Account has already been taken");
            TRY(tx.timelines().add_author_to_list(id, member, backfilled));
        }
        if (list.exclusive) TRY(tx.timelines().remove_list_from_home(id));
        return {};
    });
}

Result<void> Lists::remove_accounts(AccountId account, ListId id, std::span<const AccountId> members) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto list = TRY(owned(tx, account, id));
        for (auto member : members) {
            if (!TRY(tx.lists().remove_member(id, member)) || !list.exclusive) continue;
            auto others = TRY(tx.lists().with_member(account, member));
            if (std::ranges::none_of(others, [](const auto& other) { return other.exclusive; }))
                TRY(tx.timelines().add_author_to_home(account, member, backfilled));
        }
        return {};
    });
}

} // namespace kith::services
