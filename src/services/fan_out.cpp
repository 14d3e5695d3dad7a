#include "services/fan_out.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace kith::services {
namespace {

using AccountSet = std::unordered_set<AccountId>;

bool wants_language(const store::LocalFollower& follow, std::string_view language) {
    if (follow.languages.empty() || language.empty()) return true;
    return std::ranges::any_of(split(follow.languages, ','), [&](auto wanted) { return wanted == language; });
}

AccountSet to_set(const std::vector<AccountId>& ids) { return {ids.begin(), ids.end()}; }

// Of `home`, those who may get a reply: who follow the one replied to as well, or are that one.
Result<void> keep_those_who_follow_both(const store::ReadTx& tx, AccountId parent_author,
                                        std::vector<AccountId>& home) {
    auto both = to_set(TRY(tx.relations().followers_among(parent_author, home)));
    std::erase_if(home, [&](AccountId id) { return id != parent_author && !both.contains(id); });
    return {};
}

// Of `lists`, those that show a reply to this account.
Result<void> keep_those_that_show_replies_to(const store::ReadTx& tx, AccountId parent_author,
                                             std::vector<List>& lists) {
    std::vector<AccountId> owners;
    std::vector<ListId> ids;
    for (const auto& list : lists) {
        owners.push_back(list.account_id);
        ids.push_back(list.id);
    }
    auto follow_it = to_set(TRY(tx.relations().followers_among(parent_author, owners)));
    auto having_it = TRY(tx.lists().among_with_member(ids, parent_author));
    std::erase_if(lists, [&](const List& list) {
        if (list.account_id == parent_author) return false;
        switch (list.replies_policy) {
        case RepliesPolicy::followed:
            return !follow_it.contains(list.account_id);
        case RepliesPolicy::list:
            return std::ranges::find(having_it, list.id) == having_it.end();
        case RepliesPolicy::none:
            return true;
        }
        std::unreachable();
    });
    return {};
}

// `lists` are those with the author in them; `readers`, the followers who take such a status.
Result<void> choose_lists(const store::ReadTx& tx, const Status& status, std::vector<List> lists,
                          const AccountSet& readers, Recipients& to) {
    std::erase_if(lists, [&](const List& list) {
        return list.account_id != status.account_id && !readers.contains(list.account_id);
    });
    bool replies_to_other = status.in_reply_to_account_id && status.in_reply_to_account_id != status.account_id;
    if (replies_to_other && !lists.empty())
        TRY(keep_those_that_show_replies_to(tx, status.in_reply_to_account_id, lists));
    for (const auto& list : lists)
        to.lists.push_back(list.id);
    return {};
}

} // namespace

Result<Recipients> recipients_of(const store::ReadTx& tx, const Status& status, const Status* original,
                                 std::span<const TagId> tags, Time now) {
    Recipients to;
    bool replies_to_other = status.in_reply_to_account_id && status.in_reply_to_account_id != status.account_id;
    if (status.visibility == Visibility::direct) {
        to.home.push_back(status.account_id);
        return to;
    }
    auto lists = TRY(tx.lists().all_with_member(status.account_id));
    AccountSet list_owners;
    for (const auto& list : lists)
        list_owners.insert(list.account_id);
    std::vector<AccountId> readers; // of home or lists
    for (const auto& follow : TRY(tx.relations().local_followers(status.account_id))) {
        if (status.is_boost() && !follow.show_reblogs) continue;
        if (!wants_language(follow, original != nullptr ? original->language : status.language)) continue;
        readers.push_back(follow.account_id);
        if (follow.notify && !replies_to_other) to.notify.push_back(follow.account_id);
    }
    to.home = readers;
    if (replies_to_other) TRY(keep_those_who_follow_both(tx, status.in_reply_to_account_id, to.home));
    if (!tags.empty() && status.visibility == Visibility::public_ && !status.is_boost()) {
        auto have = to_set(to.home);
        for (auto id : TRY(tx.tags().followers(tags)))
            if (have.insert(id).second && id != status.account_id) to.home.push_back(id);
    }
    std::erase_if(readers, [&](AccountId id) { return !list_owners.contains(id); });
    auto everybody = to.home;
    everybody.insert(everybody.end(), readers.begin(), readers.end());
    auto hidden = to_set(TRY(tx.relations().hiding(status.account_id, everybody, now)));
    if (original != nullptr) {
        auto more = TRY(tx.relations().hiding(original->account_id, everybody, now));
        hidden.insert(more.begin(), more.end());
        hidden.insert(original->account_id); // nobody needs a boost of their own words
    }
    auto hides = [&](AccountId id) { return hidden.contains(id); };
    std::erase_if(readers, hides);
    std::erase_if(to.notify, hides);
    AccountSet exclusive;
    for (const auto& list : lists)
        if (list.exclusive) exclusive.insert(list.account_id);
    std::erase_if(to.home, [&](AccountId id) { return hides(id) || exclusive.contains(id); });
    TRY(choose_lists(tx, status, std::move(lists), to_set(readers), to));
    to.home.insert(std::ranges::lower_bound(to.home, status.account_id), status.account_id); // in order: written faster
    return to;
}

} // namespace kith::services
