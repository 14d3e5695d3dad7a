// Voting, and the end of polls.
#pragma once

#include "services/events.hpp"
#include "services/notifier.hpp"
#include "store/store.hpp"

#include <span>

namespace kith::services {

class PollVotes {
public:
    static constexpr std::string_view job_kind = "poll_end";

    PollVotes(store::Store& store, const Clock& clock, IdMaker& ids, Events& events);

    // The poll, if the viewer may see its status. Errors: not_found.
    static Result<Poll> visible(const store::ReadTx& tx, AccountId viewer, PollId id);
    // Errors: not_found, invalid (poll_own, poll_expired, poll_choice, poll_voted).
    Result<void> vote(AccountId account, PollId id, std::span<const int> choices);
    // The job: payload is the id. Tells the author and those who voted that it has ended.
    Result<void> end(const std::string& payload);

private:
    store::Store& store_;
    const Clock& clock_;
    Events& events_;
    Notifier notifier_;
};

} // namespace kith::services
