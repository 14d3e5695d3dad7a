#include "services/notification_groups.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace kith::services {
namespace {

constexpr int samples = 8;
constexpr int batch = 200;
constexpr int batches = 25; // a page looks at 5,000 notifications at most

std::string own_key(const Notification& notification, std::span<const NotificationKind> grouped) {
    if (std::ranges::find(grouped, notification.kind) != grouped.end()) return notification.group_key;
    return ungrouped_key(notification.id);
}

// What stands alone, by its key; none if it is not there, or is held.
Result<std::optional<Notification>> lone(const store::ReadTx& tx, AccountId account, std::string_view key) {
    if (!key.starts_with(ungrouped_prefix)) return std::nullopt;
    auto id = parse_id_as<NotificationId>(key.substr(ungrouped_prefix.size()));
    if (!id) return std::nullopt;
    auto found = TRY(tx.notifications().by_id(*id));
    if (!found || found->account_id != account || found->held) return std::nullopt;
    return found;
}

// Gives each notification of the selection between the page's bounds to `take`, from the page's own end, until it says
// that it has enough or the most is reached.
template <class Take>
Result<void> walk(const store::ReadTx& tx, AccountId account, const store::NotificationSelection& selection,
                  store::Page page, Take&& take) {
    bool upwards = page.upwards();
    page.limit = batch;
    for (int round = 0; round < batches; ++round) {
        auto found = TRY(tx.notifications().list(account, selection, page));
        if (upwards) std::ranges::reverse(found);
        for (auto& notification : found)
            if (!take(notification)) return {};
        if (found.size() < static_cast<std::size_t>(batch)) return {};
        (upwards ? page.min_id : page.max_id) = found.back().id.value;
    }
    return {};
}

} // namespace

std::span<const NotificationKind> groupable_kinds() {
    static constexpr std::array kinds{NotificationKind::favourite, NotificationKind::follow, NotificationKind::reblog,
                                      NotificationKind::admin_sign_up};
    return kinds;
}

Result<NotificationEntries> grouped_page(const store::ReadTx& tx, AccountId account,
                                         const store::NotificationSelection& selection,
                                         std::span<const NotificationKind> grouped, const store::Page& page) {
    NotificationEntries result;
    auto& entries = result.entries;
    std::unordered_map<std::string, std::size_t> places;
    NotificationId last;
    TRY(walk(tx, account, selection, page, [&](Notification& notification) {
        auto key = own_key(notification, grouped);
        last = notification.id;
        auto [place, added] = places.try_emplace(key, entries.size());
        if (!added) {
            auto& entry = entries[place->second];
            entry.page_min = std::min(entry.page_min, notification.id);
            entry.page_max = std::max(entry.page_max, notification.id);
            return true;
        }
        entries.push_back({.group_key = std::move(key),
                           .count = 1,
                           .newest = {notification},
                           .page_min = notification.id,
                           .page_max = notification.id});
        return entries.size() < static_cast<std::size_t>(page.limit);
    }));
    if (entries.empty()) return result;
    result.newest = entries.front().newest.front().id;
    result.oldest = last;
    if (page.upwards()) {
        std::swap(result.newest, result.oldest);
        std::ranges::reverse(entries);
    }
    std::vector<std::string> keys;
    NotificationId top;
    for (const auto& entry : entries) {
        top = std::max(top, entry.page_max);
        if (!entry.group_key.starts_with(ungrouped_prefix)) keys.push_back(entry.group_key);
    }
    for (auto& group : TRY(tx.notifications().groups(account, keys, selection.held, top, samples))) {
        auto place = places.at(group.key);
        auto& entry = entries[page.upwards() ? entries.size() - 1 - place : place];
        entry.count = group.count;
        entry.newest = std::move(group.newest);
    }
    return result;
}

Result<std::optional<NotificationEntry>> group_of(const store::ReadTx& tx, AccountId account, const std::string& key) {
    if (auto one = TRY(lone(tx, account, key)))
        return std::optional(NotificationEntry{
            .group_key = key, .count = 1, .newest = {*std::move(one)}, .page_min = {}, .page_max = {}});
    std::array keys{key};
    auto groups = TRY(tx.notifications().groups(account, keys, store::Held::left_out,
                                                NotificationId{std::numeric_limits<std::int64_t>::max()}, samples));
    if (groups.empty()) return std::optional<NotificationEntry>();
    return std::optional(NotificationEntry{.group_key = key,
                                           .count = groups.front().count,
                                           .newest = std::move(groups.front().newest),
                                           .page_min = {},
                                           .page_max = {}});
}

Result<std::vector<Notification>> notifications_of_group(const store::ReadTx& tx, AccountId account,
                                                         std::string_view key, const store::Page& page) {
    if (auto one = TRY(lone(tx, account, key))) {
        bool inside = (page.max_id == 0 || one->id.value < page.max_id) && one->id.value > page.since_id &&
                      one->id.value > page.min_id;
        return inside ? std::vector{*std::move(one)} : std::vector<Notification>();
    }
    return tx.notifications().of_group(account, key, page);
}

Result<void> remove_group(store::WriteTx& tx, AccountId account, std::string_view key) {
    if (auto one = TRY(lone(tx, account, key))) {
        TRY(tx.notifications().remove(account, one->id));
        return {};
    }
    TRY(tx.notifications().remove_group(account, key));
    return {};
}

Result<std::int64_t> count_groups_above(const store::ReadTx& tx, AccountId account,
                                        const store::NotificationSelection& selection,
                                        std::span<const NotificationKind> grouped, std::int64_t above, int limit) {
    std::unordered_set<std::string> seen;
    TRY(walk(tx, account, selection, store::Page{.since_id = above}, [&](const Notification& notification) {
        seen.insert(own_key(notification, grouped));
        return seen.size() < static_cast<std::size_t>(limit);
    }));
    return static_cast<std::int64_t>(seen.size());
}

} // namespace kith::services
