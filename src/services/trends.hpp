// What many people here have been using, sharing and liking lately: never what one person pushes.
#pragma once

#include "store/store.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace kith::services {

struct TrendList {
    struct Link {
        Card card;
        std::vector<store::TagDay> history; // seven days, today first
    };

    std::vector<Tag> tags;
    std::vector<std::vector<store::TagDay>> tag_histories; // of each tag, likewise
    std::vector<StatusId> statuses;
    std::vector<Link> links;
};

// Thread-safe; kept ready.
class Trends {
public:
    static constexpr int fewest_people = 2; // what only one person does is no trend

    Trends(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

    // As they were when they were made last. The first call makes them: on a worker.
    Result<std::shared_ptr<const TrendList>> get();
    // Makes them anew; call it every few minutes.
    Result<void> refresh();

private:
    store::Store& store_;
    const Clock& clock_;
    std::mutex mutex_;
    std::shared_ptr<const TrendList> kept_;
};

// How much a post trends: one that is a day older needs twice as many people. Pure.
double trend_score(std::int64_t people, Time posted, Time now);

} // namespace kith::services
