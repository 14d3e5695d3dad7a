#include "services/fan_out.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace kith::services {
namespace {

using AccountSet = std::unordered_set<AccountId>;

bool wants_language(const Follow& follow, std::string_view language) {
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

} // namespace

Result<Recipients> recipients_of(const store::ReadTx& tx, const Status& status, const Status* original,
                                 std::span<const TagId> tags, Time now) {
    Recipients to;
    bool replies_to_other = status.in_reply_to_account_id && status.in_reply_to_account_id != status.account_id;
    if (status.visibility == Visibility::direct) {
        to.home.push_back(status.account_id);
        return to;
    }
    for (const auto& follow : TRY(tx.relations().local_followers(status.account_id))) {
        if (status.is_boost() && !follow.show_reblogs) continue;
        if (!wants_language(follow, original != nullptr ? original->language : status.language)) continue;
        to.home.push_back(follow.account_id);
        if (follow.notify && !replies_to_other) to.notify.push_back(follow.account_id);
    }
    if (replies_to_other) TRY(keep_those_who_follow_both(tx, status.in_reply_to_account_id, to.home));
    if (!tags.empty() && status.visibility == Visibility::public_ && !status.is_boost()) {
        auto have = to_set(to.home);
        for (auto id : TRY(tx.tags().followers(tags)))
            if (have.insert(id).second && id != status.account_id) to.home.push_back(id);
    }
    auto hidden = to_set(TRY(tx.relations().hiding(status.account_id, to.home, now)));
    if (original != nullptr) {
        auto more = TRY(tx.relations().hiding(original->account_id, to.home, now));
        hidden.insert(more.begin(), more.end());
        std::erase(to.home, original->account_id); // nobody needs a boost of their own words
    }
    std::erase_if(to.home, [&](AccountId id) { return hidden.contains(id); });
    std::erase_if(to.notify, [&](AccountId id) { return hidden.contains(id); });
    to.home.push_back(status.account_id);
    return to;
}

} // namespace kith::services
