// What members do with statuses beside answering: favourite, bookmark, pin, mute the conversation.
#pragma once

#include "services/events.hpp"
#include "services/notifier.hpp"
#include "services/ties.hpp"
#include "store/store.hpp"

namespace kith::services {

// Each is idempotent and gives the id of the status it was about (the original, for boosts). Errors: not_found.
class StatusMarks {
public:
    StatusMarks(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, std::size_t pins_at_most);

    Result<StatusId> favourite(AccountId account, StatusId id);
    Result<StatusId> unfavourite(AccountId account, StatusId id);
    Result<StatusId> bookmark(AccountId account, StatusId id);
    Result<StatusId> unbookmark(AccountId account, StatusId id);
    // Own statuses that are not direct, no boosts. Errors: invalid (pin_…).
    Result<StatusId> pin(AccountId account, StatusId id);
    Result<StatusId> unpin(AccountId account, StatusId id);
    // Nothing that happens in the conversation notifies any more.
    Result<StatusId> mute(AccountId account, StatusId id);
    Result<StatusId> unmute(AccountId account, StatusId id);

private:
    // The status itself, or what it boosts.
    static Result<Status> original(const store::ReadTx& tx, AccountId account, StatusId id);
    // What can be undone also when the status can no longer be seen.
    static Result<Status> original_unchecked(const store::ReadTx& tx, StatusId id);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    std::size_t pins_at_most_;
    Notifier notifier_;
    Ties ties_;
};

} // namespace kith::services
