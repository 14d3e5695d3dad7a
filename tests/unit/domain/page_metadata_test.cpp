#include "domain/page_metadata.hpp"

#include "core/text.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

constexpr std::string_view here = "https://example.org/news/today?x=1";

TEST(PageMetadata, prefers_open_graph_to_twitter_to_html) {
    auto page = parse_page_metadata(
        "<html><head><title>Three</title><meta name='twitter:title' content='Two'>"
        "<meta property='og:title' content='One'><meta name='description' content='Plain'>"
        "<meta property='og:description' content='Graph'><meta property='og:site_name' content='Example'>"
        "<meta name='author' content='Anna'><meta property='og:locale' content='de_DE'></head><body>x</body></html>",
        here);
    EXPECT_EQ(page.title, "One");
    EXPECT_EQ(page.description, "Graph");
    EXPECT_EQ(page.site, "Example");
    EXPECT_EQ(page.author, "Anna");
    EXPECT_EQ(page.language, "de");
}

TEST(PageMetadata, the_title_element_is_enough_and_that_of_a_drawing_is_none) {
    auto page = parse_page_metadata("<body><svg><title>drawing</title></svg><title>\n Caf&eacute;   &amp; more </title>"
                                    "<title>second</title>",
                                    here);
    EXPECT_EQ(page.title, "Café & more");
    EXPECT_EQ(
        parse_page_metadata("<noscript><title>x</title></noscript><script>'<title>y</title>'</script>", here).title,
        "");
}

TEST(PageMetadata, empty_values_give_way) {
    auto page = parse_page_metadata("<meta property=og:title content='  '><title>Words</title>", here);
    EXPECT_EQ(page.title, "Words");
}

TEST(PageMetadata, markup_in_values_stays_text_and_is_cut) {
    auto page = parse_page_metadata("<meta property=og:title content='&lt;script&gt;alert(1)&lt;/script&gt;'>"
                                    "<meta property=og:description content='" +
                                        std::string(5000, 'x') + "'>",
                                    here);
    EXPECT_EQ(page.title, "<script>alert(1)</script>");
    EXPECT_EQ(page.description.size(), 500U);
}

TEST(PageMetadata, addresses_become_absolute_or_nothing) {
    EXPECT_EQ(absolute_url("https://a.example/b", here), "https://a.example/b");
    EXPECT_EQ(absolute_url("//cdn.example/p.png", here), "https://cdn.example/p.png");
    EXPECT_EQ(absolute_url("/p.png", here), "https://example.org/p.png");
    EXPECT_EQ(absolute_url("p.png", here), "https://example.org/news/p.png");
    EXPECT_EQ(absolute_url("p.png", "https://example.org"), "https://example.org/p.png");
    for (auto bad : {"", "javascript:alert(1)", "data:image/png;base64,x", "ftp://a.example/", "https://", "a b.png"})
        EXPECT_EQ(absolute_url(bad, here), "") << bad;
    EXPECT_EQ(absolute_url(std::string(3000, 'x'), here), "");
    EXPECT_EQ(parse_page_metadata("<meta property=og:image content='/p.png'>", here).image_url,
              "https://example.org/p.png");
}

TEST(PageMetadata, other_charsets_are_read) {
    EXPECT_EQ(page_as_utf8("Caf\xe9", "ISO-8859-1"), "Café");
    EXPECT_EQ(page_as_utf8("<meta charset=\"windows-1252\"><p>\x80", ""), "<meta charset=\"windows-1252\"><p>€");
    EXPECT_EQ(page_as_utf8("\x93\xfa\x96\x7b", "shift_jis"), "日本");
    EXPECT_EQ(page_as_utf8("Café", "utf-8"), "Café");
    EXPECT_EQ(page_as_utf8("x", "no-such-charset"), "x");
}

} // namespace
} // namespace kith
