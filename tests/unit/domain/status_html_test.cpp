#include "domain/status_html.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

const MentionTargets& people() {
    static const MentionTargets targets{
        {{"alice", ""}, {"https://kith.example/@alice", "alice"}},
        {{"bob", "other.example"}, {"https://other.example/@bob", "bob@other.example"}},
    };
    return targets;
}

std::string html(std::string_view text, const MentionTargets& targets = people()) {
    HtmlLinks links{"https://kith.example/tags/", "kith.example", targets};
    return status_html(text, find_entities(text), links);
}

} // namespace

TEST(StatusHtml, text_becomes_paragraphs_and_lines) {
    EXPECT_EQ(html("text"), "<p>text</p>");
    EXPECT_EQ(html("a\nb\n\nc\r\nd\r\n\r\n\r\ne"), "<p>a<br />b</p><p>c<br />d</p><p>e</p>");
    EXPECT_EQ(html("\n\n a\n\n"), "<p> a</p>");
    EXPECT_EQ(html(" \n\u3000"), "");
    EXPECT_EQ(html(""), "");
}

TEST(StatusHtml, everything_written_is_escaped) {
    EXPECT_EQ(html("<script>alert(\"x\" & 'y')</script>"),
              "<p>&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;</p>");
    auto link = html("https://example.com/?a=1&b='x");
    EXPECT_NE(link.find("href=\"https://example.com/?a=1&amp;b=&#39;x\""), std::string::npos) << link;
}

TEST(StatusHtml, links_show_their_first_thirty_characters) {
    EXPECT_EQ(html("https://www.example.com/a"),
              "<p><a href=\"https://www.example.com/a\" target=\"_blank\" rel=\"nofollow noopener noreferrer\" "
              "translate=\"no\"><span class=\"invisible\">https://www.</span><span class=\"\">example.com/a</span>"
              "<span class=\"invisible\"></span></a></p>");
    auto cut = html("https://example.com/日本語日本語日本語日本語日本語日本語日本語");
    EXPECT_NE(cut.find("<span class=\"ellipsis\">example.com/日本語日本語日本語日本語日本語日本語</span>"
                       "<span class=\"invisible\">日本語</span>"),
              std::string::npos)
        << cut;
}

TEST(StatusHtml, known_people_are_linked_and_others_stay_text) {
    EXPECT_EQ(html("@Alice and @carol"),
              "<p><span class=\"h-card\" translate=\"no\"><a href=\"https://kith.example/@alice\" class=\"u-url "
              "mention\">@<span>alice</span></a></span> and @carol</p>");
    EXPECT_EQ(html("@alice@kith.example"), html("@alice"));
    EXPECT_NE(html("@bob@other.example").find("@<span>bob</span>"), std::string::npos);
    EXPECT_EQ(html("@bob"), "<p>@bob</p>");
}

TEST(StatusHtml, people_with_the_same_username_are_told_apart) {
    MentionTargets targets = people();
    targets[{"alice", "other.example"}] = {"https://other.example/@alice", "alice@other.example"};
    auto out = html("@alice @alice@other.example @bob@other.example", targets);
    EXPECT_NE(out.find("<span>alice</span>"), std::string::npos) << out;
    EXPECT_NE(out.find("<span>alice@other.example</span>"), std::string::npos) << out;
    EXPECT_NE(out.find("<span>bob</span>"), std::string::npos) << out;
}

TEST(StatusHtml, hashtags_lead_to_their_normalised_form) {
    EXPECT_EQ(html("#Hashtagタグ"),
              "<p><a href=\"https://kith.example/tags/hashtag%E3%82%BF%E3%82%B0\" class=\"mention "
              "hashtag\" rel=\"tag\">#<span>Hashtagタグ</span></a></p>");
}

TEST(StatusHtml, profile_links_say_that_they_are_me) {
    HtmlLinks links{"https://kith.example/tags/", "kith.example", people()};
    EXPECT_NE(note_html("https://me.example", links).find("rel=\"me nofollow noopener noreferrer\""),
              std::string::npos);
    EXPECT_EQ(field_html("one\ntwo <b>", links), "one two &lt;b&gt;");
    EXPECT_TRUE(field_html("https://me.example", links).starts_with("<a href=\"https://me.example\""));
}

} // namespace kith
