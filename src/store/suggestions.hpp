// Whom a member might want to follow.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <vector>

namespace kith::store {

struct SuggestedAccount {
    AccountId id;
    std::int64_t mutuals = 0; // accounts the member follows that follow this one
};

// Nobody in the answers is the member, is followed or asked already, blocked in either direction, muted, on a domain
// the member blocks, dismissed, undiscoverable, moved away, silenced, suspended or waiting for approval.
class Suggestions {
public:
    virtual ~Suggestions() = default;

    // Followed by those whom the member followed last (the newest `through`; who hides whom they follow is left out);
    // most mutuals first.
    virtual Result<std::vector<SuggestedAccount>> friends_of_friends(AccountId account, Time now, int through,
                                                                     int limit) const = 0;
    // Local ones, most followers first.
    virtual Result<std::vector<SuggestedAccount>> popular(AccountId account, Time now, int limit) const = 0;

    // Never suggest it again. Nothing happens if there is no such account.
    virtual Result<void> dismiss(AccountId account, AccountId target) = 0;
};

} // namespace kith::store
