#include "domain/notification.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace kith {
namespace {

// In the order of NotificationKind.
constexpr std::array<std::string_view, 12> names{"mention",        "status",        "reblog",        "follow",
                                                 "follow_request", "favourite",     "poll",          "update",
                                                 "quote",          "quoted_update", "admin.sign_up", "admin.report"};

} // namespace

std::string_view to_string(NotificationKind kind) { return names.at(static_cast<std::size_t>(kind)); }

std::span<const NotificationKind> all_notification_kinds() {
    static constexpr auto kinds = [] {
        std::array<NotificationKind, names.size()> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<NotificationKind>(i);
        return all;
    }();
    return kinds;
}

std::string group_key_of(const Notification& notification, Time now) {
    auto half_day = to_unix_ms(now) / (12LL * 3600 * 1000);
    switch (notification.kind) {
    case NotificationKind::favourite:
    case NotificationKind::reblog:
        return fmt::format("{}-{}-{}", to_string(notification.kind), notification.status_id.value, half_day);
    case NotificationKind::follow:
    case NotificationKind::admin_sign_up:
        return fmt::format("{}-{}", to_string(notification.kind), half_day);
    default:
        return ungrouped_key(notification.id);
    }
}

std::string ungrouped_key(NotificationId id) { return std::string(ungrouped_prefix).append(id.str()); }

std::optional<NotificationKind> parse_notification_kind(std::string_view name) {
    const auto* found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<NotificationKind>(found - names.begin());
}

} // namespace kith
