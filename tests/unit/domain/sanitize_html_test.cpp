#include "domain/plain_text.hpp"
#include "domain/sanitize_html.hpp"

#include "core/text.hpp"

#include <array>
#include <chrono>
#include <gtest/gtest.h>
#include <random>

namespace kith {
namespace {

constexpr std::string_view added = " rel=\"nofollow noopener noreferrer\" target=\"_blank\"";

std::string link(std::string_view href, std::string_view content) {
    return fmt::format("<a href=\"{}\"{}>{}</a>", href, added, content);
}

// Tags and nonsense in random order.
std::string random_html(std::mt19937& random) {
    static constexpr auto pieces = std::to_array<std::string_view>({"<p>",
                                                                    "</p>",
                                                                    "<p class='h-x evil mention'>",
                                                                    "<b>",
                                                                    "</b>",
                                                                    "<b x=1>",
                                                                    "<i>",
                                                                    "</i>",
                                                                    "<a href='https://x.y'>",
                                                                    "<a href=\"javascript:alert(1)\">",
                                                                    "</a>",
                                                                    "<ul>",
                                                                    "</ul>",
                                                                    "<ol start=3 reversed>",
                                                                    "</ol>",
                                                                    "<li>",
                                                                    "<li value=2>",
                                                                    "</li>",
                                                                    "<pre>",
                                                                    "\n",
                                                                    "</pre>",
                                                                    "<code>",
                                                                    "</code>",
                                                                    "<blockquote>",
                                                                    "</blockquote>",
                                                                    "<h1>",
                                                                    "</h1>",
                                                                    "<h3>",
                                                                    "</h3>",
                                                                    "<div>",
                                                                    "</div>",
                                                                    "<table>",
                                                                    "<tr>",
                                                                    "<td>",
                                                                    "</td>",
                                                                    "</table>",
                                                                    "<br>",
                                                                    "</br>",
                                                                    "<hr>",
                                                                    "<span class=invisible translate=no lang=de>",
                                                                    "</span>",
                                                                    "<button>",
                                                                    "</button>",
                                                                    "<svg>",
                                                                    "</svg>",
                                                                    "<math>",
                                                                    "<mi>",
                                                                    "<annotation-xml encoding=text/html>",
                                                                    "</math>",
                                                                    "<script>",
                                                                    "</script>",
                                                                    "<style>",
                                                                    "</style>",
                                                                    "<textarea>",
                                                                    "</textarea>",
                                                                    "<!--",
                                                                    "-->",
                                                                    "<![CDATA[",
                                                                    "]]>",
                                                                    "&lt;script&gt;",
                                                                    "&amp;amp;",
                                                                    "&#0;",
                                                                    "&#x1;",
                                                                    "&",
                                                                    "<",
                                                                    ">",
                                                                    "\"",
                                                                    "'",
                                                                    "text",
                                                                    " ",
                                                                    "\x01",
                                                                    "\xC3",
                                                                    "é",
                                                                    "<img src=x onerror=alert(1)>",
                                                                    "<select>",
                                                                    "</select>",
                                                                    "<option>",
                                                                    "<template>",
                                                                    "</template>",
                                                                    "<nobr>",
                                                                    "<font color=red>",
                                                                    "</font>",
                                                                    "<form>",
                                                                    "<details>",
                                                                    "<summary>",
                                                                    "<del>",
                                                                    "</del>",
                                                                    "<s>",
                                                                    "<u>",
                                                                    "<em>",
                                                                    "</em>",
                                                                    "<strong>",
                                                                    "</strong>",
                                                                    "<body onload=x>",
                                                                    "<html>",
                                                                    "<head>",
                                                                    "<frameset>",
                                                                    "<plaintext>",
                                                                    "<title>",
                                                                    "</title>",
                                                                    "<ruby>",
                                                                    "<rt>",
                                                                    "<object>",
                                                                    "</object>",
                                                                    "<marquee>",
                                                                    "</marquee>",
                                                                    "<caption>",
                                                                    "<col>",
                                                                    "<isindex>",
                                                                    "<noscript>"});
    std::string html;
    auto count = random() % 40;
    for (unsigned i = 0; i < count; ++i)
        html += pieces[random() % (i % 7 == 0 ? pieces.size() : std::min<std::size_t>(pieces.size(), 45))];
    return html;
}

std::chrono::milliseconds time_of(const std::string& html) {
    auto start = std::chrono::steady_clock::now();
    auto out = sanitize_html(html);
    EXPECT_LT(out.size(), html_limits::output_bytes + 1024);
    html_to_text(html);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

std::string repeated(std::string_view piece, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += replace_all(std::string(piece), "%", std::to_string(i));
    return out;
}

} // namespace

TEST(SanitizeHtml, what_mastodon_writes_stays_as_it_is) {
    std::string html = "<p>Hi <span class=\"h-card\" translate=\"no\"><a href=\"https://o.example/@bob\" class=\"u-url "
                       "mention\"" +
                       std::string(added) +
                       ">@<span>bob</span></a></span><br />see "
                       "<a href=\"https://o.example/x?a=1&amp;b=2\"" +
                       std::string(added) +
                       "><span class=\"invisible\">https://</span><span class=\"ellipsis\">o.example</span></a></p>"
                       "<ul><li>one</li><li>two</li></ul><ol start=\"3\" reversed=\"\"><li value=\"2\">x</li></ol>"
                       "<blockquote><p>q</p></blockquote><pre><code>a\n b</code></pre><p><del>a</del><s>b</s><em>c</em>"
                       "<strong>d</strong><b>e</b><i>f</i><u>g</u></p>";
    EXPECT_EQ(sanitize_html(html), html);
}

TEST(SanitizeHtml, scripts_handlers_and_frames_go) {
    EXPECT_EQ(sanitize_html("<p onclick='x()' style='color:red'>a<script>alert(1)</script></p>"), "<p>a</p>");
    EXPECT_EQ(sanitize_html("<iframe src='https://x.y'>z</iframe><img src=x onerror=alert(1)>a"), "a");
    EXPECT_EQ(sanitize_html("<svg><script>alert(1)</script></svg>b<style>x</style>"), "b");
    EXPECT_EQ(sanitize_html("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
                            "onerror=alert(1)&gt;\">"),
              "");
    EXPECT_EQ(sanitize_html("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"), "");
    EXPECT_EQ(sanitize_html("&lt;script&gt;alert(1)&lt;/script&gt;"), "&lt;script&gt;alert(1)&lt;/script&gt;");
}

TEST(SanitizeHtml, links_need_a_known_scheme) {
    EXPECT_EQ(sanitize_html("<a href='http://example.com'>x</a>"), link("http://example.com", "x"));
    EXPECT_EQ(sanitize_html("<a href='dweb:/a/foo' rel='me' target='_top' title=t>x</a>"), link("dweb:/a/foo", "x"));
    for (std::string_view href : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " https://x.y",
                                  "\x01javascript:alert(1)", "&#106;avascript:alert(1)", "data:text/html,x",
                                  "vbscript:x", "//x.y", "/x", "mailto:a@b.c", "https", "http\t://x.y"})
        EXPECT_EQ(sanitize_html(fmt::format("<a href=\"{}\">x <b>y</b></a>", href)), "x <b>y</b>") << href;
    EXPECT_EQ(sanitize_html("<a>x</a>"), "x");
}

TEST(SanitizeHtml, only_known_classes_stay) {
    EXPECT_EQ(sanitize_html("<p class='quote-inline evil'>a</p>"), "<p class=\"quote-inline\">a</p>");
    EXPECT_EQ(sanitize_html("<span class='x invisible\tu-url mentions'>a</span>"),
              "<span class=\"invisible u-url\">a</span>");
    EXPECT_EQ(sanitize_html("<span class='status__content' id=x translate=yes>a</span>"), "<span>a</span>");
}

TEST(SanitizeHtml, headings_become_bold_paragraphs_and_other_blocks_lines) {
    EXPECT_EQ(sanitize_html("<h1>Foo</h1><h2>Bar</h2>"), "<p><strong>Foo</strong></p><p><strong>Bar</strong></p>");
    EXPECT_EQ(sanitize_html("<div>a</div>\n<div>b</div><p>c</p>"), "a<br />b<p>c</p>");
    EXPECT_EQ(sanitize_html("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"), "a<br />b");
    EXPECT_EQ(sanitize_html("<article><header>h</header><b>x</b></article>"), "h<br /><b>x</b>");
}

TEST(SanitizeHtml, the_tree_that_was_written_is_the_tree_that_is_read) {
    EXPECT_EQ(sanitize_html("<p>a<button><p>b</p></button>c</p>"), "<p>a</p><p>b</p>c");
    EXPECT_EQ(sanitize_html("<ul><li>a<button><li>b</button></ul>"), "<ul><li>a</li><li>b</li></ul>");
    EXPECT_EQ(sanitize_html("<pre>\n\nx</pre>"), "<pre>\n\nx</pre>");
    EXPECT_EQ(sanitize_html("<b>x"), "<b>x</b>");
    EXPECT_EQ(sanitize_html("</p></b>x<!-- y -->"), "<p></p>x");
}

TEST(SanitizeHtml, sanitising_twice_is_the_same_as_once_and_nothing_dangerous_is_left) {
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same cases every time
    for (int i = 0; i < 20'000; ++i) {
        std::string html = random_html(random);
        std::string once = sanitize_html(html);
        ASSERT_EQ(sanitize_html(once), once) << html;
        std::string lower = to_lower_ascii(once);
        for (std::string_view danger :
             {"<script", "<style", "<img", "<svg", "<iframe", "\"javascript:", " on", "<math"})
            ASSERT_EQ(lower.find(danger), std::string::npos) << html << "\n" << once;
        ASSERT_TRUE(is_valid_utf8(once));
    }
}

TEST(SanitizeHtml, hostile_documents_take_bounded_time) {
    using std::chrono::milliseconds;
    EXPECT_LT(time_of(repeated("<b>", 80'000)), milliseconds(3000));
    EXPECT_LT(time_of(repeated("<div>", 50'000)), milliseconds(3000));
    EXPECT_LT(time_of(repeated("<b x=%>", 4'000) + repeated("<p>a", 4'000)), milliseconds(3000));
    EXPECT_LT(time_of(repeated("<a href=https://x.y/%><table><td>", 2'000) + repeated("<p>a", 2'000)),
              milliseconds(3000));
    EXPECT_LT(time_of(repeated("<div>", 4'000) + repeated("</b>", 60'000)), milliseconds(3000));
    EXPECT_LT(time_of(repeated("<b x=\"", 40'000)), milliseconds(3000));
    EXPECT_LT(time_of(std::string(5'000'000, '<')), milliseconds(3000));
    EXPECT_LT(time_of(repeated("<table>", 8'000)), milliseconds(3000));
}

TEST(SanitizeHtml, limits_hold_and_a_cut_document_stays_whole_html) {
    std::string many = sanitize_html(repeated("<p>x</p>", 4'000));
    EXPECT_TRUE(many.starts_with("<p>x</p><p>x</p>"));
    EXPECT_EQ(sanitize_html(many), many);
    std::string deep = sanitize_html(repeated("<blockquote>", 100) + "x");
    EXPECT_EQ(deep, repeated("<blockquote>", html_limits::depth) + "x" + repeated("</blockquote>", html_limits::depth));
    std::string large = sanitize_html("<p><b>" + std::string(300'000, '&') + "é");
    EXPECT_LE(large.size(), html_limits::output_bytes + 8);
    EXPECT_TRUE(large.ends_with("&amp;</b></p>"));
    EXPECT_EQ(sanitize_html(large), large);
}

TEST(PlainText, paragraphs_lines_and_entities_become_text) {
    EXPECT_EQ(html_to_text("<p>Hi <b>there</b> &amp; you</p><p>b<br />c</p>"), "Hi there & you\n\nb\nc");
    EXPECT_EQ(html_to_text("<ul><li>a</li><li>b</li></ul>c"), "a\nb\n\nc");
    EXPECT_EQ(html_to_text("  a \n  b<script>x</script> <style>y</style>"), "a b");
    EXPECT_EQ(html_to_text("<pre>a\n b</pre>"), "a\nb");
    EXPECT_EQ(html_to_text("a<br><br><br><br>b"), "a\n\nb");
    EXPECT_EQ(html_to_text("<a href='https://x.y/z'><span class='invisible'>https://</span>x.y/z</a>"),
              "https://x.y/z");
    EXPECT_EQ(html_to_text("&lt;script&gt;"), "<script>");
    EXPECT_EQ(html_to_text(""), "");
}

} // namespace kith
