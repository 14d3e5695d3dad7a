#include "services/notifier.hpp"

#include "services/push.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace kith::services {
namespace {

constexpr std::chrono::days newcomer{30};
constexpr int conversation_at_most = 500; // statuses looked through for the receiver's own

bool refuses(const store::Relationship& sender) {
    return sender.blocking || sender.blocked_by || sender.domain_blocking;
}

bool is_unheard(const store::Relationship& sender, Time now) {
    const auto& mute = sender.muting;
    return mute && mute->hide_notifications && (!mute->expires_at || *mute->expires_at > now);
}

// Whether the receiver has written to the sender in this conversation, in private.
Result<bool> answers(const store::ReadTx& tx, const Status& status, AccountId receiver) {
    if (status.in_reply_to_account_id == receiver) return true;
    std::vector<StatusId> own;
    for (const auto& other : TRY(tx.statuses().conversation(status.conversation_id, conversation_at_most)))
        if (other.account_id == receiver && other.visibility == Visibility::direct) own.push_back(other.id);
    if (own.empty()) return false;
    auto mentions = TRY(tx.statuses().mentions(own));
    return std::ranges::any_of(mentions, [&](const auto& m) { return m.account_id == status.account_id; });
}

} // namespace

Result<PolicyAnswer> Notifier::ask_policy(const store::ReadTx& tx, NotificationKind kind, AccountId to,
                                          const store::Relationship& sender, const Status* status) const {
    auto user = TRY(tx.users().by_account(to));
    if (!user || !policy_applies(kind)) return PolicyAnswer::accept;
    auto policy = read_notification_policy(user->settings);
    SenderFacts facts{.followed = sender.following && !sender.following->pending, .follows = sender.followed_by};
    if (!facts.followed) {
        auto account = TRY(tx.accounts().by_id(sender.target_id));
        facts.is_new = account && account->created_at() > clock_.now() - newcomer;
        facts.limited = account && account->silenced_at;
        facts.unasked_mention = policy.for_private_mentions != PolicyAnswer::accept &&
                                kind == NotificationKind::mention && status != nullptr &&
                                status->visibility == Visibility::direct && !TRY(answers(tx, *status, to));
    }
    auto answer = judge(policy, facts);
    if (answer == PolicyAnswer::accept || TRY(tx.notification_requests().permits(to, sender.target_id)))
        return PolicyAnswer::accept;
    // Those who look after the server are always heard.
    auto sender_user = TRY(tx.users().by_account(sender.target_id));
    if (sender_user && sender_user->role != Role::user) return PolicyAnswer::accept;
    return answer;
}

Result<Notifier::Reception> Notifier::reception(const store::ReadTx& tx, NotificationKind kind, AccountId to,
                                                AccountId from, const Status* status) const {
    std::array senders{from};
    auto sender = TRY(tx.relations().with(to, senders)).front();
    if (refuses(sender)) return Reception{Way::refused, true};
    Reception reception{.quiet = is_unheard(sender, clock_.now())};
    if (status != nullptr && !reception.quiet) {
        std::array conversations{status->conversation_id};
        std::array statuses{status->id};
        reception.quiet = !TRY(tx.statuses().marks(to, statuses, conversations)).muted.empty();
    }
    switch (TRY(ask_policy(tx, kind, to, sender, status))) {
    case PolicyAnswer::accept:
        reception.way = Way::told;
        break;
    case PolicyAnswer::filter:
        reception.way = Way::held;
        break;
    case PolicyAnswer::drop:
        reception.way = Way::dropped;
        break;
    }
    return reception;
}

Result<void> Notifier::notify(store::WriteTx& tx, NotificationKind kind, const Account& to, AccountId from,
                              const Status* status) {
    if (!to.local() || to.id == from) return {};
    auto how = TRY(reception(tx, kind, to.id, from, status));
    if (how.quiet) return {};
    return insert(tx, kind, to.id, from, status != nullptr ? status->id : StatusId{}, how);
}

Result<void> Notifier::notify_own(store::WriteTx& tx, NotificationKind kind, const Account& to, AccountId from,
                                  const Status& status) {
    if (!to.local()) return {};
    if (to.id != from) return notify(tx, kind, to, from, &status);
    return insert(tx, kind, to.id, from, status.id, {});
}

Result<void> Notifier::insert(store::WriteTx& tx, NotificationKind kind, AccountId to, AccountId from, StatusId status,
                              Reception how) {
    if (how.way == Way::dropped || how.way == Way::refused) return {};
    if (how.way == Way::told && how.quiet) return {};
    bool held = how.way == Way::held;
    auto now = clock_.now();
    Notification notification{.id = ids_.make<NotificationId>(),
                              .account_id = to,
                              .kind = kind,
                              .from_account_id = from,
                              .status_id = status,
                              .report_id = {},
                              .group_key = {},
                              .held = held};
    notification.group_key = group_key_of(notification, now);
    TRY(tx.notifications().insert(notification));
    if (held) {
        if (!how.quiet) tx.after_commit([this, to] { events_.publish(RequestsGrown{to}); });
        return tx.notification_requests().put(to, from, ids_.next(), now);
    }
    bool pushes = TRY(Push::queue(tx, ids_, notification, now));
    tx.after_commit([this, notification, pushes] {
        events_.publish(Notified{notification});
        if (pushes) events_.publish(JobsAdded{});
    });
    return {};
}

} // namespace kith::services
