// Workloads: entities, length and HTML of a 300-character post; sanitising and reading as text a remote post (1.2 KB)
// and an article (40 KB); compiling 50 keywords and matching a post against them; language of a post; folding.
#include "domain/filter_match.hpp"
#include "domain/language.hpp"
#include "domain/plain_text.hpp"
#include "domain/sanitize_html.hpp"
#include "domain/status_html.hpp"
#include "domain/unicode.hpp"

#include <benchmark/benchmark.h>

namespace kith {
namespace {

constexpr std::string_view post =
    "Good morning @alice and @bob@other.example! Yesterday's meetup was a joy: twelve people, three talks and one very long "
    "table.\n\nNotes are at https://www.example.com/meetups/2026/11/notes-and-slides.html, photos follow. Who would like to "
    "speak in January? Answer here or write to me. #Kith #Meetup #Berlin";

constexpr std::string_view umlaut_post =
    "Schöne Grüße @alice und @bob@other.example! Gestern war’s ein Fest: zwölf Leute, drei Vorträge und ein sehr langer "
    "Tisch 🎉.\n\nNotizen: https://www.example.com/treffen/2026/11/notizen-und-folien.html, Fotos später. Wer möchte im "
    "Jänner sprechen? Hier antworten oder mir schreiben. #Köln #Treffen #日本語";

const MentionTargets& people() {
    static const MentionTargets targets{
        {{"alice", ""}, {"https://kith.example/@alice", "alice"}},
        {{"bob", "other.example"}, {"https://other.example/@bob", "bob@other.example"}},
    };
    return targets;
}

std::string post_html() {
    return status_html(post, find_entities(post), {"https://kith.example/tags/", "kith.example", people()});
}

std::string article_html() {
    std::string out;
    while (out.size() < 40'000)
        out += "<h2>Title</h2><div class=\"x\"><p style=\"a:b\">Some <b class=\"y\">words</b> &amp; a <a "
               "href=\"https://example.com/\">link</a>.</p><ul><li>one</li><li>two</li></ul></div>";
    return out;
}

std::vector<Filter> fifty_keywords() {
    Filter filter;
    filter.contexts.insert(FilterContext::home);
    for (int i = 0; i < 50; ++i)
        filter.keywords.push_back(
            {FilterKeywordId{i + 1},
             "keyword" + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i * 7919 % 1000),
             i % 2 == 0});
    return {filter};
}

void entities(benchmark::State& state, std::string_view text) {
    for (auto _ : state)
        benchmark::DoNotOptimize(find_entities(text));
}
BENCHMARK_CAPTURE(entities, english, post);
BENCHMARK_CAPTURE(entities, german, umlaut_post);

void entities_and_html(benchmark::State& state, std::string_view text) {
    HtmlLinks links{"https://kith.example/tags/", "kith.example", people()};
    for (auto _ : state)
        benchmark::DoNotOptimize(status_html(text, find_entities(text), links));
}
BENCHMARK_CAPTURE(entities_and_html, english, post);
BENCHMARK_CAPTURE(entities_and_html, german, umlaut_post);

void length(benchmark::State& state, std::string_view text) {
    for (auto _ : state)
        benchmark::DoNotOptimize(status_length(text));
}
BENCHMARK_CAPTURE(length, english, post);
BENCHMARK_CAPTURE(length, german, umlaut_post);

void sanitize(benchmark::State& state, const std::string& html) {
    for (auto _ : state)
        benchmark::DoNotOptimize(sanitize_html(html));
    state.SetBytesProcessed(static_cast<std::int64_t>(html.size()) * state.iterations());
}
BENCHMARK_CAPTURE(sanitize, post, post_html());
BENCHMARK_CAPTURE(sanitize, article, article_html());

void to_text(benchmark::State& state, const std::string& html) {
    for (auto _ : state)
        benchmark::DoNotOptimize(html_to_text(html));
    state.SetBytesProcessed(static_cast<std::int64_t>(html.size()) * state.iterations());
}
BENCHMARK_CAPTURE(to_text, post, post_html());

void compile_filters(benchmark::State& state) {
    auto filters = fifty_keywords();
    for (auto _ : state)
        benchmark::DoNotOptimize(CompiledFilters(filters));
}
BENCHMARK(compile_filters);

void match_filters(benchmark::State& state, std::string_view text) {
    CompiledFilters filters(fifty_keywords());
    FilterText folded{text};
    for (auto _ : state)
        benchmark::DoNotOptimize(filters.match(folded, StatusId{1}, {}, FilterContext::home, Time{}));
}
BENCHMARK_CAPTURE(match_filters, english, post);

void fold(benchmark::State& state, std::string_view text) {
    for (auto _ : state)
        benchmark::DoNotOptimize(unicode::fold(text));
}
BENCHMARK_CAPTURE(fold, english, post);
BENCHMARK_CAPTURE(fold, german, umlaut_post);

void language(benchmark::State& state, std::string_view text) {
    for (auto _ : state)
        benchmark::DoNotOptimize(detect_language(text));
}
BENCHMARK_CAPTURE(language, english, post);
BENCHMARK_CAPTURE(language, german, umlaut_post);

} // namespace
} // namespace kith

BENCHMARK_MAIN();
