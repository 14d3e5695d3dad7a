#include "domain/filter_match.hpp"

#include "core/text.hpp"
#include "domain/unicode.hpp"

#include <algorithm>

namespace kith {
namespace {

bool is_word_at(std::string_view text, std::size_t at) {
    return at < text.size() && unicode::is_word(next_code_point(text, at));
}
bool is_word_before(std::string_view text, std::size_t at) {
    return at > 0 && unicode::is_word(unicode::code_point_before(text, at));
}

struct Hit {
    std::uint32_t filter = 0;
    StatusId status;           // 0 for a keyword
    std::uint32_t keyword = 0; // in the filter; of no meaning for a status
    friend auto operator<=>(const Hit&, const Hit&) = default;
};

} // namespace

FilterText::FilterText(std::span<const std::string_view> parts) {
    for (std::string_view part : parts) {
        if (part.empty()) continue;
        if (!folded_.empty()) folded_ += '\0'; // no keyword has one
        folded_ += unicode::fold(part);
    }
}

CompiledFilters::CompiledFilters(std::vector<Filter> filters) : filters_(std::move(filters)) {
    std::vector<std::pair<std::string, Keyword>> entries;
    for (std::uint32_t f = 0; f < filters_.size(); ++f) {
        const auto& keywords = filters_[f].keywords;
        for (std::uint32_t k = 0; k < keywords.size(); ++k) {
            std::string folded = unicode::fold(trim(keywords[k].keyword));
            if (folded.empty() || folded.find('\0') != std::string::npos) continue;
            bool whole = keywords[k].whole_word;
            Keyword keyword{f, k, static_cast<std::uint32_t>(folded.size()), whole && is_word_at(folded, 0),
                            whole && is_word_before(folded, folded.size())};
            entries.emplace_back(std::move(folded), keyword);
        }
        for (const auto& status : filters_[f].statuses)
            statuses_.push_back({status.status, f});
    }
    std::ranges::sort(statuses_);
    if (!entries.empty()) build(entries);
}

void CompiledFilters::build(const std::vector<std::pair<std::string, Keyword>>& entries) {
    struct Node {
        std::vector<Edge> edges;
        std::vector<Keyword> keywords;
    };
    std::vector<Node> nodes(1);
    for (const auto& [folded, keyword] : entries) {
        std::uint32_t at = 0;
        for (char c : folded) {
            auto byte = static_cast<unsigned char>(c);
            auto edge = std::ranges::find(nodes[at].edges, byte, &Edge::byte);
            std::uint32_t to = edge != nodes[at].edges.end() ? edge->to : static_cast<std::uint32_t>(nodes.size());
            if (to == nodes.size()) {
                nodes[at].edges.push_back({byte, to});
                nodes.emplace_back();
            }
            at = to;
        }
        nodes[at].keywords.push_back(keyword);
    }
    for (auto& node : nodes) {
        State state;
        std::ranges::sort(node.edges, {}, &Edge::byte);
        state.edges_begin = static_cast<std::uint32_t>(edges_.size());
        edges_.insert(edges_.end(), node.edges.begin(), node.edges.end());
        state.edges_end = static_cast<std::uint32_t>(edges_.size());
        state.keywords_begin = static_cast<std::uint32_t>(keywords_.size());
        keywords_.insert(keywords_.end(), node.keywords.begin(), node.keywords.end());
        state.keywords_end = static_cast<std::uint32_t>(keywords_.size());
        states_.push_back(state);
    }
    for (const Edge& edge : nodes[0].edges)
        first_[edge.byte] = edge.to;
    link_fallbacks();
}

// Breadth first, so that a state's fallback, which is shorter, is complete before the state is.
void CompiledFilters::link_fallbacks() {
    std::vector<std::uint32_t> queue{0};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        std::uint32_t parent = queue[i];
        for (std::uint32_t e = states_[parent].edges_begin; e < states_[parent].edges_end; ++e) {
            State& state = states_[edges_[e].to];
            state.fallback = parent == 0 ? 0 : advance(states_[parent].fallback, edges_[e].byte);
            const State& fallback = states_[state.fallback];
            state.shorter = fallback.keywords_begin < fallback.keywords_end ? state.fallback : fallback.shorter;
            queue.push_back(edges_[e].to);
        }
    }
}

std::uint32_t CompiledFilters::child(std::uint32_t state, unsigned char byte) const {
    auto begin = edges_.begin() + states_[state].edges_begin;
    auto end = edges_.begin() + states_[state].edges_end;
    auto edge = std::lower_bound(begin, end, byte, [](const Edge& e, unsigned char b) { return e.byte < b; });
    return edge != end && edge->byte == byte ? edge->to : 0;
}

std::uint32_t CompiledFilters::advance(std::uint32_t state, unsigned char byte) const {
    while (state != 0) {
        if (std::uint32_t next = child(state, byte)) return next;
        state = states_[state].fallback;
    }
    return first_[byte];
}

std::vector<CompiledFilters::Keyword> CompiledFilters::find_keywords(std::string_view folded) const {
    std::vector<Keyword> found;
    std::vector<bool> seen;
    std::uint32_t state = 0;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        state = advance(state, static_cast<unsigned char>(folded[i]));
        for (std::uint32_t at = state; at != 0; at = states_[at].shorter) {
            for (std::uint32_t k = states_[at].keywords_begin; k < states_[at].keywords_end; ++k) {
                if (!seen.empty() && seen[k]) continue;
                const Keyword& keyword = keywords_[k];
                std::size_t end = i + 1;
                if (keyword.starts_at_word && is_word_before(folded, end - keyword.size)) continue;
                if (keyword.ends_at_word && is_word_at(folded, end)) continue;
                seen.resize(keywords_.size());
                seen[k] = true;
                found.push_back(keyword);
            }
        }
    }
    return found;
}

std::vector<FilterMatch> CompiledFilters::match(const FilterText& text, StatusId status, StatusId boosted,
                                                std::optional<FilterContext> context, Time now) const {
    std::vector<Hit> hits;
    if (!states_.empty())
        for (const Keyword& keyword : find_keywords(text.folded()))
            hits.push_back({keyword.filter, {}, keyword.index});
    for (StatusId id : {status, boosted}) {
        if (!id) continue;
        for (const auto& entry : std::ranges::equal_range(statuses_, id, {}, &StatusEntry::status))
            hits.push_back({entry.filter, id, 0});
    }
    std::ranges::sort(hits);

    std::vector<FilterMatch> matches;
    for (const Hit& hit : hits) {
        const Filter& filter = filters_[hit.filter];
        if ((context && !filter.contexts.contains(*context)) || !filter.is_active(now)) continue;
        if (matches.empty() || matches.back().filter != &filter) matches.push_back({&filter, {}, {}});
        if (!hit.status)
            matches.back().keyword_matches.push_back(filter.keywords[hit.keyword].keyword);
        else if (auto& ids = matches.back().status_matches; ids.empty() || ids.back() != hit.status)
            ids.push_back(hit.status);
    }
    return matches;
}

} // namespace kith
