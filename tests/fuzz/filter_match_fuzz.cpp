// links: kith_domain
// Lines before the first empty one are keywords ("=" in front: whole word), the rest is the text. What is found is what
// a plain search for each keyword finds.
#include "core/text.hpp"
#include "domain/filter_match.hpp"
#include "domain/unicode.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    auto end = input.find("\n\n");
    if (end == std::string_view::npos) return 0;
    Filter filter;
    filter.contexts.insert(FilterContext::home);
    FilterText text{input.substr(end + 2)};
    std::size_t expected = 0;
    for (std::string_view line : split(input.substr(0, end), '\n')) {
        bool whole_word = line.starts_with('=');
        if (whole_word) line.remove_prefix(1);
        filter.keywords.push_back({{}, std::string(line), whole_word});
        std::string folded = unicode::fold(trim(line));
        bool can_match = !folded.empty() && folded.find('\0') == std::string::npos;
        if (!whole_word) expected += can_match && text.folded().find(folded) != std::string_view::npos;
    }
    CompiledFilters filters({filter});
    std::size_t found = 0;
    for (const auto& match : filters.match(text, StatusId{1}, {}, FilterContext::home, Time{}))
        found += match.keyword_matches.size();
    if (found < expected) std::abort();
    bool all_parts = true;
    for (const auto& keyword : filter.keywords)
        all_parts &= !keyword.whole_word;
    if (all_parts && found != expected) std::abort();
    return 0;
}
