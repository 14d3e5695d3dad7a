// Searching: what a person typed, and what it finds. https://docs.joinmastodon.org/methods/search/
#pragma once

#include "services/instance.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

// Typed words taken apart: "from:me", "from:anna", "before:2026-11-22", "after:2026-11-01" say which posts; the rest is
// what they must hold.
struct SearchWords {
    std::string words;
    std::string from; // "me" or an address; empty: anybody
    std::optional<Time> before;
    std::optional<Time> after;
};
// Pure. What only looks like one of these stays a word.
SearchWords parse_search(std::string_view typed);

struct SearchRequest {
    std::string typed;
    AccountId viewer; // none: a stranger, who finds no posts by their words
    bool accounts = true;
    bool statuses = true;
    bool hashtags = true;
    bool following = false; // only accounts that the viewer follows
    AccountId author;       // only posts by this one
    std::int64_t max_id = 0;
    std::int64_t min_id = 0;
    int offset = 0;
    int limit = 20;
};

// Not yet checked for what the viewer may see.
struct SearchResults {
    std::vector<AccountId> accounts;
    std::vector<StatusId> statuses;
    std::vector<Tag> hashtags;
};

// The address of a post or profile finds just that. Within a read; may take milliseconds.
Result<SearchResults> search(const store::ReadTx& tx, const Instance& instance, const SearchRequest& request);

} // namespace kith::services
