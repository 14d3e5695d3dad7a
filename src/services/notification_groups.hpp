// Pages of grouped notifications. https://docs.joinmastodon.org/methods/grouped_notifications/
#pragma once

#include "store/store.hpp"

#include <optional>
#include <span>
#include <vector>

namespace kith::services {

// One entry of a page.
struct NotificationEntry {
    std::string group_key;
    std::int64_t count = 0;           // of the whole group up to the page's newest
    std::vector<Notification> newest; // of the group, at most 8, newest first
    // Of the group's notifications on the page; none where one group was asked for by its key.
    NotificationId page_min;
    NotificationId page_max;
};

struct NotificationEntries {
    std::vector<NotificationEntry> entries; // newest first
    // Where the next pages begin; none: there was nothing.
    NotificationId newest;
    NotificationId oldest;
};

// The kinds that the server groups.
std::span<const NotificationKind> groupable_kinds();

// `page.limit` counts entries. Of a group the newest (paging upwards: the oldest) notification within the page's bounds
// has the place; kinds that are not in `grouped` are entries of their own.
Result<NotificationEntries> grouped_page(const store::ReadTx& tx, AccountId account,
                                         const store::NotificationSelection& selection,
                                         std::span<const NotificationKind> grouped, const store::Page& page);
// Of a group by its key; one that stands alone because its kind was not grouped is found by "ungrouped-<id>", too.
Result<std::optional<NotificationEntry>> group_of(const store::ReadTx& tx, AccountId account, const std::string& key);
Result<std::vector<Notification>> notifications_of_group(const store::ReadTx& tx, AccountId account,
                                                         std::string_view key, const store::Page& page);
Result<void> remove_group(store::WriteTx& tx, AccountId account, std::string_view key);
// Entries above the marker, at most `limit`.
Result<std::int64_t> count_groups_above(const store::ReadTx& tx, AccountId account,
                                        const store::NotificationSelection& selection,
                                        std::span<const NotificationKind> grouped, std::int64_t above, int limit);

} // namespace kith::services
