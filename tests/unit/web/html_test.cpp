#include "web/html.hpp"

#include <gtest/gtest.h>

namespace kith::web {
namespace {

TEST(Html, values_are_escaped_in_text_and_attributes) {
    Html html;
    html.add("<a href=\"{}\">{}</a>", "x\" onclick=\"alert(1)", "<b>&'</b>");
    EXPECT_EQ(html.str(), "<a href=\"x&quot; onclick=&quot;alert(1)\">&lt;b&gt;&amp;&#39;&lt;/b&gt;</a>");
}

TEST(Html, places_in_values_are_not_places) {
    Html html;
    html.add("<p>{}{}</p>", "{}", "second");
    EXPECT_EQ(html.str(), "<p>{}second</p>");
}

TEST(Html, trusted_html_and_numbers_go_in_as_they_are) {
    Html html;
    html.add("{} {}", Trusted{"<em>x</em>"}, 42);
    EXPECT_EQ(html.str(), "<em>x</em> 42");
}

TEST(Html, paragraphs_end_at_blank_lines) {
    Html html;
    html.paragraphs("one\r\ntwo\n\n\n<three>\n");
    EXPECT_EQ(html.str(), "<p>one<br>two</p><p>&lt;three&gt;</p>");
    EXPECT_EQ(Html().paragraphs(" \n\n ").str(), "");
}

TEST(SafeUrl, only_the_web_is_linked_to) {
    EXPECT_EQ(safe_url("https://example.org/x"), "https://example.org/x");
    EXPECT_EQ(safe_url("HTTP://example.org"), "HTTP://example.org");
    for (auto url : {"javascript:alert(1)", "data:text/html,x", "//example.org", "", "https://", " https://x"})
        EXPECT_EQ(safe_url(url), "#") << url;
}

} // namespace
} // namespace kith::web
