#include "services/smart_lists.hpp"

#include "store/held_messages.hpp"
#include "store/judgements.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <unordered_set>
#include <utility>

namespace kith::services {
namespace {

using relationship::Stage;

constexpr std::size_t most_members = 500;
constexpr int statuses_looked_at = 200; // for the members of lists of statuses
constexpr int most_pages_of_held = 5;

std::optional<Stage> stage_of(SmartList list) {
    switch (list) {
    case SmartList::trusted:
        return Stage::trusted;
    case SmartList::friends:
        return Stage::friend_;
    case SmartList::acquaintances:
        return Stage::acquaintance;
    case SmartList::waiting:
    case SmartList::offers:
        return std::nullopt;
    }
    std::unreachable();
}

std::string_view title_of(SmartList list) {
    switch (list) {
    case SmartList::trusted:
        return "Trusted";
    case SmartList::friends:
        return "Friends";
    case SmartList::acquaintances:
        return "Acquaintances";
    case SmartList::waiting:
        return "Waiting for you";
    case SmartList::offers:
        return "Offers";
    }
    std::unreachable();
}

// What waits in requests does not wait for an answer yet.
Result<std::vector<StatusId>> waiting(const store::ReadTx& tx, AccountId account, store::Page page) {
    std::vector<StatusId> found;
    for (int i = 0; i < most_pages_of_held && found.empty(); ++i) {
        auto statuses = TRY(tx.ties().waiting(account, page));
        if (statuses.empty()) break;
        std::unordered_set<StatusId> held;
        for (const auto& message : TRY(tx.held_messages().among(account, statuses)))
            held.insert(message.status_id);
        (page.upwards() ? page.min_id : page.max_id) = page.upwards() ? statuses.front().value : statuses.back().value;
        std::ranges::copy_if(statuses, std::back_inserter(found), [&](StatusId id) { return !held.contains(id); });
    }
    return found;
}

Result<std::vector<AccountId>> authors_of(const store::ReadTx& tx, std::span<const StatusId> statuses) {
    std::vector<AccountId> authors;
    for (const auto& status : TRY(tx.statuses().by_ids(statuses)))
        if (std::ranges::find(authors, status.account_id) == authors.end()) authors.push_back(status.account_id);
    return authors;
}

Result<std::vector<AccountId>> of_stage(const store::ReadTx& tx, AccountId account, Stage stage, Time now) {
    std::vector<AccountId> members;
    for (const auto& known : TRY(ties_of(tx, account, store::TieSelection::known, now))) {
        if (known.stage != stage) continue;
        members.push_back(known.tie.other);
        if (members.size() == most_members) break;
    }
    return members;
}

Result<void> leave_out_hidden(const store::ReadTx& tx, AccountId account, std::vector<AccountId>& members) {
    auto blocked = TRY(tx.relations().blocked_among(account, members));
    std::unordered_set<AccountId> hidden(blocked.begin(), blocked.end());
    for (const auto& member : TRY(tx.accounts().by_ids(members)))
        if (member.suspended()) hidden.insert(member.id);
    std::erase_if(members, [&](AccountId member) { return hidden.contains(member); });
    return {};
}

} // namespace

std::string_view to_string(SmartList list) {
    static constexpr std::array<std::string_view, 5> names{"trusted", "friends", "acquaintances", "waiting", "offers"};
    return names[static_cast<std::size_t>(list) - 1];
}

std::optional<SmartList> parse_smart_list(std::string_view name) {
    for (auto list : all_smart_lists)
        if (to_string(list) == name) return list;
    return std::nullopt;
}

std::optional<SmartList> smart_list(ListId id) {
    if (id.value < 1 || id.value > static_cast<std::int64_t>(all_smart_lists.size())) return std::nullopt;
    return static_cast<SmartList>(id.value);
}

List as_list(SmartList list, AccountId account) {
    return {.id = ListId{static_cast<std::int64_t>(list)},
            .account_id = account,
            .title = std::string(title_of(list)),
            .replies_policy = RepliesPolicy::list};
}

Failure cannot_change(SmartList list) {
    return invalid("smart_list",
                   fmt::format("Validation failed: “{}” fills itself from whom you talk with and can't be "
                               "changed. You can hide it in your settings on this server",
                               title_of(list)));
}

Result<std::vector<SmartList>> shown_smart_lists(const store::ReadTx& tx, AccountId account) {
    store::TiePreferences preferences;
    for (const auto& [who, chosen] : TRY(tx.ties().preferences(std::array{account})))
        preferences = chosen;
    std::vector<SmartList> lists;
    for (auto list : all_smart_lists)
        if ((preferences.hidden_lists >> static_cast<unsigned>(list) & 1) == 0) lists.push_back(list);
    return lists;
}

Result<void> check_shown(const store::ReadTx& tx, AccountId account, SmartList list) {
    auto shown = TRY(shown_smart_lists(tx, account));
    if (std::ranges::find(shown, list) == shown.end()) return not_found();
    return {};
}

Result<std::vector<AccountId>> members_of(const store::ReadTx& tx, AccountId account, SmartList list, Time now) {
    std::vector<AccountId> members;
    if (auto stage = stage_of(list)) {
        members = TRY(of_stage(tx, account, *stage, now));
    } else {
        store::Page page{.limit = statuses_looked_at};
        auto statuses =
            list == SmartList::waiting ? TRY(waiting(tx, account, page)) : TRY(tx.judgements().offers(account, page));
        members = TRY(authors_of(tx, statuses));
    }
    TRY(leave_out_hidden(tx, account, members));
    return members;
}

Result<std::vector<StatusId>> smart_timeline(const store::ReadTx& tx, AccountId account, SmartList list,
                                             const store::Page& page, Time now) {
    if (list == SmartList::waiting) return waiting(tx, account, page);
    if (list == SmartList::offers) return tx.judgements().offers(account, page);
    return tx.ties().written_by(account, TRY(of_stage(tx, account, *stage_of(list), now)), page);
}

Result<bool> is_in(const store::ReadTx& tx, AccountId account, SmartList list, const Status& status, Time now) {
    store::Page only{.max_id = status.id.value + 1, .since_id = status.id.value - 1, .limit = 1};
    auto stage = stage_of(list);
    if (!stage) return !TRY(smart_timeline(tx, account, list, only, now)).empty();
    // Of the list's members only the author matters, and whom a reply answers.
    std::array candidates{status.account_id, status.in_reply_to_account_id};
    std::vector<AccountId> members;
    for (const auto& known : TRY(ties_with(tx, account, candidates, now)))
        if (known.stage == *stage) members.push_back(known.tie.other);
    if (std::ranges::find(members, status.account_id) == members.end()) return false;
    return !TRY(tx.ties().written_by(account, members, only)).empty();
}

Result<std::vector<SmartList>> smart_lists_with(const store::ReadTx& tx, AccountId account, AccountId other, Time now) {
    auto stage = TRY(tie_with(tx, account, other, now)).stage;
    std::vector<SmartList> lists;
    for (auto list : TRY(shown_smart_lists(tx, account)))
        if (stage_of(list) == stage) lists.push_back(list);
    return lists;
}

} // namespace kith::services
