// Polls and their votes.
#pragma once

#include "core/result.hpp"
#include "domain/status.hpp"

#include <span>
#include <vector>

namespace kith::store {

struct PollVote {
    PollId poll_id;
    int position = 0;
};

class Polls {
public:
    virtual ~Polls() = default;

    virtual Result<std::optional<Poll>> by_id(PollId id) const = 0;
    virtual Result<std::vector<Poll>> by_ids(std::span<const PollId> ids) const = 0;
    // The viewer's own votes in these polls.
    virtual Result<std::vector<PollVote>> votes(AccountId viewer, std::span<const PollId> ids) const = 0;
    virtual Result<std::vector<AccountId>> voters(PollId id) const = 0;

    virtual Result<void> insert(const Poll& poll) = 0;
    // New options and dates; all votes go (an edited poll starts anew). not_found.
    virtual Result<void> replace(const Poll& poll) = 0;
    virtual Result<void> remove(PollId id) = 0;
    // conflict if the account has voted before, invalid if a position is not there. Counters are kept up.
    virtual Result<void> vote(PollId id, AccountId account, std::span<const int> positions) = 0;
    // The account's votes in at most `limit` polls go, and are no longer counted; gives the polls.
    virtual Result<std::vector<PollId>> retract_votes(AccountId account, int limit) = 0;
};

} // namespace kith::store
