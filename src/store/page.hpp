// Paging as the Mastodon API does it: newest first by id, bounded by ids.
// https://docs.joinmastodon.org/api/guidelines/#pagination
#pragma once

#include <cstdint>
#include <limits>

namespace kith::store {

// max_id and since_id are exclusive; min_id too, but asks for the page right above it (results still newest first).
struct Page {
    std::int64_t max_id = std::numeric_limits<std::int64_t>::max();
    std::int64_t since_id = 0;
    std::int64_t min_id = 0;
    int limit = 20;

    // The lower bound, exclusive, whichever of the two is given.
    std::int64_t above() const { return min_id > since_id ? min_id : since_id; }
    bool upwards() const { return min_id > 0; }
};

} // namespace kith::store
