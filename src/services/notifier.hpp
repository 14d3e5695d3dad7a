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

    // From the mildest to the strictest.
    enum class Way : std::uint8_t {
        told,
        held,    // it waits in the receiver's requests: nobody is told
        dropped, // as the receiver's policy has it
        refused, // one blocks the other, or the receiver the sender's domain
    };
    // How a member takes what somebody else does.
    struct Reception {
        Way way = Way::told;
        bool quiet = false; // no word of it: the receiver muted the sender with notifications, or the conversation
    };
    // For local receivers other than the sender; `status` may be none.
    Result<Reception> reception(const store::ReadTx& tx, NotificationKind kind, AccountId to, AccountId from,
                                const Status* status) const;
    // Makes the notification that follows. What is held is kept even if quiet: it is found once the mute has ended.
    Result<void> insert(store::WriteTx& tx, NotificationKind kind, AccountId to, AccountId from, StatusId status,
                        Reception how);

private:
    Result<PolicyAnswer> ask_policy(const store::ReadTx& tx, NotificationKind kind, AccountId to,
                                    const store::Relationship& sender, const Status* status) const;

    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
};

} // namespace kith::services
