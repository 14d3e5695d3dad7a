// Tells a member that somebody did something, unless they chose not to hear of it.
#pragma once

#include "services/events.hpp"
#include "services/notification_policy.hpp"
#include "store/store.hpp"

namespace kith::services {

class Notifier {
public:
    Notifier(const Clock& clock, IdMaker& ids, Events& events) : clock_(clock), ids_(ids), events_(events) {}

    // Nothing happens for remote receivers, for oneself, where one blocks the other or the receiver blocks the sender's
    // domain, muted the sender with notifications, or muted the conversation. Else the receiver's policy says whether
    // it is told at once, held, or dropped. `status` may be none. Within a write transaction.
    Result<void> notify(store::WriteTx& tx, NotificationKind kind, const Account& to, AccountId from,
                        const Status* status);

    // The same for what a member is told of their own doing (their poll has ended).
    Result<void> notify_own(store::WriteTx& tx, NotificationKind kind, const Account& to, AccountId from,
                            const Status& status);

    // What became of a notification.
    enum class Way {
        nowhere, // see notify
        dropped, // as the receiver's policy has it
        told,
        held, // it waits in the receiver's requests: nobody is told
    };
    // As notify, but with `hold` what would be told waits.
    Result<Way> deliver(store::WriteTx& tx, NotificationKind kind, const Account& to, AccountId from,
                        const Status* status, bool hold);

private:
    Result<Way> way(store::WriteTx& tx, NotificationKind kind, const Account& to, AccountId from,
                    const Status* status) const;
    Result<PolicyAnswer> ask_policy(const store::ReadTx& tx, NotificationKind kind, AccountId to,
                                    const store::Relationship& sender, const Status* status) const;
    Result<void> insert(store::WriteTx& tx, NotificationKind kind, AccountId to, AccountId from, StatusId status,
                        Way way);

    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
};

} // namespace kith::services
