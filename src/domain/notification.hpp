// A notification: something that somebody did and that a member should know of.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kith {

// https://docs.joinmastodon.org/entities/Notification/#type. Stored as numbers: append only.
enum class NotificationKind {
    mention,
    status,
    reblog,
    follow,
    follow_request,
    favourite,
    poll,
    update,
    quote,
    quoted_update,
    admin_sign_up,
    admin_report,
};

std::string_view to_string(NotificationKind kind);
std::span<const NotificationKind> all_notification_kinds();
std::optional<NotificationKind> parse_notification_kind(std::string_view name);

struct Notification {
    NotificationId id;
    AccountId account_id; // who is told
    NotificationKind kind = NotificationKind::mention;
    AccountId from_account_id;
    StatusId status_id;
    ReportId report_id;
    std::string group_key; // like ones share it: group_key_of
    bool held = false;     // waits in requests
};

// Favourites and boosts of one status, follows, and sign-ups are one entry while they come in the same half of a day;
// all else stands alone. https://docs.joinmastodon.org/methods/grouped_notifications/
std::string group_key_of(const Notification& notification, Time now);

inline constexpr std::string_view ungrouped_prefix = "ungrouped-";
// The group of one that stands alone.
std::string ungrouped_key(NotificationId id);

} // namespace kith
