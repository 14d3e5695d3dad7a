// What a member decides about senders whose notifications wait.
#pragma once

#include "services/events.hpp"
#include "services/notification_policy.hpp"
#include "store/store.hpp"

#include <functional>
#include <span>

namespace kith::services {

// Thread-safe; each function is one transaction. Those that take several requests pass over what is not there (a sender
// may have taken their words back meanwhile) or is across a block, and answer how many they found.
class NotificationRequests {
public:
    NotificationRequests(store::Store& store, const Clock& clock, IdMaker& ids, Events& events)
        : store_(store), clock_(clock), ids_(ids), events_(events) {}

    // What waits from these senders enters the list of notifications and the conversations; the policy holds nothing of
    // theirs any more, and messages of the kinds that waited are welcome from them (services/held.hpp).
    Result<std::size_t> accept(AccountId account, std::span<const std::int64_t> requests);
    // Out of sight, though not lost, until something more of the sender is held.
    Result<std::size_t> dismiss(AccountId account, std::span<const std::int64_t> requests);

    // Takes `dismiss` back: among those that wait again, where it was.
    Result<std::size_t> restore(AccountId account, std::span<const std::int64_t> requests);

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
