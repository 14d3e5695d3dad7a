// Full-text search. https://docs.joinmastodon.org/methods/search/
#pragma once

#include "core/result.hpp"
#include "domain/status.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::store {

struct StatusQuery {
    AccountId viewer;
    std::string words;       // as typed; treated as words, not as an expression
    AccountId author;        // none: any
    std::int64_t max_id = 0; // 0: no bound
    std::int64_t min_id = 0;
    int offset = 0;
    int limit = 20;
};

class Search {
public:
    virtual ~Search() = default;

    // What the viewer may search: own statuses, those that mention them, those they favourited, bookmarked or boosted,
    // and public ones whose author is indexable. Newest first.
    virtual Result<std::vector<StatusId>> statuses(const StatusQuery& query) const = 0;

    // Puts the status' words into the index, and `more` that belongs to it (descriptions, choices of its poll),
    // replacing what was there. Boosts have none.
    virtual Result<void> index_status(const Status& status, std::string_view more = {}) = 0;
};

} // namespace kith::store
