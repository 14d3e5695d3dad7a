#include "services/moderator.hpp"

#include "core/text.hpp"

#include <array>

namespace kith::services {

std::optional<Measure> parse_measure(std::string_view text) {
    constexpr std::array<std::string_view, 4> names{"none", "disable", "silence", "suspend"};
    for (std::size_t at = 0; at < names.size(); ++at)
        if (names[at] == text) return static_cast<Measure>(at);
    return std::nullopt;
}

bool outranks(Role actor, Role target) { return actor == Role::owner || (actor >= Role::moderator && actor > target); }

Result<void> leaves_an_owner(store::WriteTx& tx, const User& without) {
    if (without.role != Role::owner) return {};
    for (const auto& user : TRY(tx.users().all())) {
        if (user.role != Role::owner || user.account_id == without.account_id || user.disabled) continue;
        auto account = TRY(tx.accounts().by_id(user.account_id));
        if (account && !account->suspended()) return {};
    }
    return fail(ErrorKind::conflict, "last_owner", "Somebody has to own this server");
}

Result<void> tell_moderators(store::WriteTx& tx, const Clock& clock, IdMaker& ids, Events& events,
                             NotificationKind kind, AccountId from, ReportId report) {
    for (auto moderator : TRY(tx.users().moderators())) {
        Notification notification{.id = ids.make<NotificationId>(),
                                  .account_id = moderator,
                                  .kind = kind,
                                  .from_account_id = from,
                                  .status_id = {},
                                  .report_id = report,
                                  .group_key = {}};
        notification.group_key = group_key_of(notification, clock.now());
        TRY(tx.notifications().insert(notification));
        tx.after_commit([&events, notification] { events.publish(Notified{notification}); });
    }
    return {};
}

Result<void> log_entry(store::WriteTx& tx, IdMaker& ids, const Moderator& by, AccountId target, std::string action) {
    return tx.moderation_log().insert({.id = ids.make<store::ModerationEntryId>(),
                                       .account_id = by.account,
                                       .target_id = target,
                                       .report_id = by.report,
                                       .action = std::move(action),
                                       .subject = {},
                                       .text = by.text});
}

Result<void> log_change(store::WriteTx& tx, IdMaker& ids, const Moderator& by, std::string action,
                        std::string_view subject) {
    constexpr std::size_t longest = 120; // code points
    auto shown = std::string(truncate_code_points(subject, longest));
    if (shown.size() < subject.size()) shown += "…";
    return tx.moderation_log().insert({.id = ids.make<store::ModerationEntryId>(),
                                       .account_id = by.account,
                                       .target_id = {},
                                       .report_id = by.report,
                                       .action = std::move(action),
                                       .subject = std::move(shown),
                                       .text = by.text});
}

} // namespace kith::services
