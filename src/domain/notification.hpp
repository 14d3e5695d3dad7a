// A notification: something that somebody did and that a member should know of.
#pragma once

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

inline constexpr std::string_view ungrouped_prefix = "ungrouped-";
// The group of a notification that stands alone.
std::string ungrouped_key(NotificationId id);

struct Notification {
    NotificationId id;
    AccountId account_id; // who is told
    NotificationKind kind = NotificationKind::mention;
    AccountId from_account_id;
    StatusId status_id;
    ReportId report_id;
    std::string group_key; // like ones share it; ungrouped_key for those that stand alone
    bool held = false;     // waits in requests
};

} // namespace kith
