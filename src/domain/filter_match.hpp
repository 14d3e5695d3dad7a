// Matching statuses against a member's filters: compiled once, then one pass over each status' text.
#pragma once

#include "domain/filter.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

// What of a status a filter looks at, folded; make it once for all members who see the status.
class FilterText {
public:
    // Plain texts: spoiler, body, descriptions of media, options of a poll. Keywords do not match across two parts.
    explicit FilterText(std::span<const std::string_view> parts);
    FilterText(std::initializer_list<std::string_view> parts) : FilterText(std::span(parts.begin(), parts.size())) {}

    std::string_view folded() const { return folded_; }

private:
    std::string folded_;
};

// One filter that a status fell under (Mastodon API, FilterResult).
struct FilterMatch {
    const Filter* filter = nullptr;           // of the CompiledFilters, lives as long as they do
    std::vector<std::string> keyword_matches; // as the member wrote them, each once
    std::vector<StatusId> status_matches;
};

// Immutable, so safe to share between threads. Keywords match whatever their case, width and accents' composition.
// Where whole_word is set, a keyword that begins (ends) with a word character must not be preceded (followed) by
// another one; next to other characters there is no such condition, as in Mastodon. Memory is linear in the keywords.
class CompiledFilters {
public:
    CompiledFilters() = default;
    explicit CompiledFilters(std::vector<Filter> filters);

    bool empty() const { return filters_.empty(); }

    // `boosted` is the status behind a boost, 0 if `status` is none; `text` is that of the one with the words. Filters
    // that expired or are not for this context (none: whatever they are for) are passed over. In the order of the
    // filters.
    std::vector<FilterMatch> match(const FilterText& text, StatusId status, StatusId boosted,
                                   std::optional<FilterContext> context, Time now) const;

private:
    struct Keyword {
        std::uint32_t filter = 0;
        std::uint32_t index = 0; // in the filter
        std::uint32_t size = 0;  // bytes, folded
        bool starts_at_word = false;
        bool ends_at_word = false;
    };
    // Of the Aho-Corasick automaton over the keywords' folded bytes; 0 is the root.
    struct State {
        std::uint32_t edges_begin = 0; // in edges_, sorted by byte
        std::uint32_t edges_end = 0;
        std::uint32_t fallback = 0;       // the longest proper suffix that is a state
        std::uint32_t keywords_begin = 0; // in keywords_, those that end here
        std::uint32_t keywords_end = 0;
        std::uint32_t shorter = 0; // the nearest state on the way of fallbacks where a keyword ends, 0 if none
    };
    struct Edge {
        unsigned char byte = 0;
        std::uint32_t to = 0;
    };
    struct StatusEntry {
        StatusId status;
        std::uint32_t filter = 0;
        friend auto operator<=>(const StatusEntry&, const StatusEntry&) = default;
    };

    void build(const std::vector<std::pair<std::string, Keyword>>& entries);
    void link_fallbacks();
    std::uint32_t child(std::uint32_t state, unsigned char byte) const; // 0 if there is none
    std::uint32_t advance(std::uint32_t state, unsigned char byte) const;
    std::vector<Keyword> find_keywords(std::string_view folded) const;

    std::vector<Filter> filters_;
    std::vector<StatusEntry> statuses_; // sorted
    std::vector<Keyword> keywords_;
    std::vector<State> states_;
    std::vector<Edge> edges_;
    std::array<std::uint32_t, 256> first_{}; // children of the root
};

} // namespace kith
