// What the server tells about itself in numbers.
#pragma once

#include "store/store.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace kith::services {

struct ServerFigures {
    store::ServerCounts counts;
    std::int64_t active_month = 0;     // members seen in the last 4 weeks
    std::int64_t active_half_year = 0; // in the last 180 days
    std::vector<std::string> domains;
};

// Thread-safe; kept ready.
class Statistics {
public:
    Statistics(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

    // As they were when they were made last. The first call makes them: on a worker.
    Result<std::shared_ptr<const ServerFigures>> get();
    // Makes them anew; call it now and then.
    Result<void> refresh();
    // Twelve, the present one first; at most an hour old. Made when asked for, since that reads every post of those
    // weeks: on a worker.
    Result<std::vector<store::WeekOfActivity>> weeks();

private:
    store::Store& store_;
    const Clock& clock_;
    std::mutex mutex_;
    std::shared_ptr<const ServerFigures> kept_;
    std::mutex weeks_mutex_; // held while they are made: once for all who ask
    std::vector<store::WeekOfActivity> weeks_;
    Time weeks_made_at_{};
};

// The last Monday's midnight, UTC. Pure.
Time week_of(Time time);

} // namespace kith::services
