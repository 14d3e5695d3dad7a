// What a member decides about senders whose notifications wait.
#pragma once

#include "services/events.hpp"
#include "services/notification_policy.hpp"
#include "store/store.hpp"

#include <functional>
#include <span>

namespace kith::services {

// Thread-safe; each function is one transaction.
class NotificationRequests {
public:
    NotificationRequests(store::Store& store, const Clock& clock, IdMaker& ids, Events& events)
        : store_(store), clock_(clock), ids_(ids), events_(events) {}

    // What waits from these senders enters the list of notifications and the conversations; the policy holds nothing of
    // theirs any more, and messages of the kinds that waited are welcome from them (services/held.hpp).
    // All or none. Errors: not_found (also where one blocks the other).
    Result<void> accept(AccountId account, std::span<const std::int64_t> requests);
    // Out of sight, though not lost, until something more of the sender is held. All or none. Errors: not_found.
    Result<void> dismiss(AccountId account, std::span<const std::int64_t> requests);

    // Takes `dismiss` back: among those that wait again, where it was. All or none. Errors: not_found.
    Result<void> restore(AccountId account, std::span<const std::int64_t> requests);

    // Gives the policy as changed. Errors: not_found (no member).
    Result<NotificationPolicy> change_policy(AccountId account, const std::function<void(NotificationPolicy&)>& change);
    static Result<NotificationPolicy> policy(const store::ReadTx& tx, AccountId account);

private:
    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
};

} // namespace kith::services
