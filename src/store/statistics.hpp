// Figures about the whole server. These read many rows: for what is kept ready, not for every request.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace kith::store {

struct ServerCounts {
    std::int64_t members = 0;  // local accounts that may be seen
    std::int64_t statuses = 0; // local ones, boosts included
    std::int64_t domains = 0;  // other servers of which an account is known
};

// https://docs.joinmastodon.org/methods/instance/#activity
struct WeekOfActivity {
    Time start;                     // midnight UTC, a Monday
    std::int64_t statuses = 0;      // posted here
    std::int64_t members = 0;       // who posted, or were last seen in that week
    std::int64_t registrations = 0; // accounts that were made here
};

struct FollowsAcross {
    std::int64_t following = 0;
    std::int64_t followers = 0;
};

class Statistics {
public:
    virtual ~Statistics() = default;

    virtual Result<ServerCounts> counts() const = 0;
    // The weeks from `first` (a Monday's midnight) on, oldest first, weeks without activity included.
    virtual Result<std::vector<WeekOfActivity>> weeks(Time first, int count) const = 0;
    // Every other server of which an account is known, sorted.
    virtual Result<std::vector<std::string>> domains() const = 0;
    // How many follows blocking a domain would cost this account.
    virtual Result<FollowsAcross> follows_across(AccountId account, std::string_view domain) const = 0;
};

} // namespace kith::store
