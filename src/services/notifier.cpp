#include "services/notifier.hpp"

#include <array>
#include <fmt/format.h>

namespace kith::services {
namespace {

// Favourites and boosts of one status, and follows, are shown as one entry while they come within twelve hours.
// https://docs.joinmastodon.org/methods/grouped_notifications/
std::string group_key_for(NotificationKind kind, StatusId status, NotificationId id, Time now) {
    auto half_day = to_unix_ms(now) / (12LL * 3600 * 1000);
    switch (kind) {
    case NotificationKind::favourite:
    case NotificationKind::reblog:
        return fmt::format("{}-{}-{}", to_string(kind), status.value, half_day);
    case NotificationKind::follow:
        return fmt::format("{}-{}", to_string(kind), half_day);
    default:
        return fmt::format("ungrouped-{}", id.value);
    }
}

bool refuses(const store::Relationship& sender, Time now) {
    if (sender.blocking || sender.blocked_by || sender.domain_blocking) return true;
    const auto& mute = sender.muting;
    return mute && mute->hide_notifications && (!mute->expires_at || *mute->expires_at > now);
}

} // namespace

Result<void> Notifier::notify(store::WriteTx& tx, NotificationKind kind, const Account& to, AccountId from,
                              const Status* status) {
    if (!to.local() || to.id == from) return {};
    auto now = clock_.now();
    std::array senders{from};
    if (refuses(TRY(tx.relations().with(to.id, senders)).front(), now)) return {};
    StatusId status_id = status != nullptr ? status->id : StatusId{};
    if (status != nullptr) {
        std::array conversations{status->conversation_id};
        std::array statuses{status->id};
        if (!TRY(tx.statuses().marks(to.id, statuses, conversations)).muted.empty()) return {};
    }
    return insert(tx, kind, to.id, from, status_id);
}

Result<void> Notifier::notify_own(store::WriteTx& tx, NotificationKind kind, const Account& to, AccountId from,
                                  const Status& status) {
    if (!to.local()) return {};
    if (to.id != from) return notify(tx, kind, to, from, &status);
    return insert(tx, kind, to.id, from, status.id);
}

Result<void> Notifier::insert(store::WriteTx& tx, NotificationKind kind, AccountId to, AccountId from,
                              StatusId status) {
    Notification notification{.id = ids_.make<NotificationId>(),
                              .account_id = to,
                              .kind = kind,
                              .from_account_id = from,
                              .status_id = status,
                              .report_id = {},
                              .group_key = {},
                              .held = false};
    notification.group_key = group_key_for(kind, status, notification.id, clock_.now());
    TRY(tx.notifications().insert(notification));
    tx.after_commit([this, notification] { events_.publish(Notified{notification}); });
    return {};
}

} // namespace kith::services
