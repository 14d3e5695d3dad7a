// The statuses around one: what it answers, and what answers it.
#pragma once

#include "store/store.hpp"

namespace kith::services {

struct Thread {
    std::vector<StatusId> ancestors;   // oldest first
    std::vector<StatusId> descendants; // depth first: an answer is followed by the answers to it
};

// `all`: the statuses of the conversation, in any order. At most 4,096 of each kind, answers at most 40 levels deep for
// somebody who is not signed in (`shallow`: 60 answers, 20 deep), as Mastodon does. Pure.
Thread thread_around(const Status& status, const std::vector<Status>& all, bool shallow);

} // namespace kith::services
