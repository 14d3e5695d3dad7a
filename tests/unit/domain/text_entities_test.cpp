#include "domain/text_entities.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

// "@alice@example.com", "#tag", "https://…": what was found, in order.
std::vector<std::string> found(std::string_view text) {
    std::vector<std::string> all;
    for (const auto& entity : find_entities(text))
        all.emplace_back(text.substr(entity.begin, entity.end - entity.begin));
    return all;
}
using Found = std::vector<std::string>;

} // namespace

TEST(TextEntities, mentions_have_a_username_and_perhaps_a_domain) {
    std::string text = "hi @alice, @bob@Example.com. and @a.b-c@ex-am.ple";
    auto entities = find_entities(text);
    ASSERT_EQ(entities.size(), 3U);
    EXPECT_EQ(entities[0].name, "alice");
    EXPECT_EQ(entities[0].domain, "");
    EXPECT_EQ(entities[1].name, "bob");
    EXPECT_EQ(entities[1].domain, "Example.com");
    EXPECT_EQ(entities[2].name, "a.b-c");
    EXPECT_EQ(entities[2].domain, "ex-am.ple");
    EXPECT_EQ(entities[1].begin, 11U);
    EXPECT_EQ(entities[1].end, 27U);
}

TEST(TextEntities, domain_of_a_mention_may_have_a_port) {
    auto domain_in = [](std::string_view text) {
        auto entities = find_entities(text);
        return entities.size() == 1 ? std::string(entities[0].domain) : "none";
    };
    EXPECT_EQ(domain_in("hi @bob@localhost:8080!"), "localhost:8080");
    EXPECT_EQ(domain_in("hi @bob@localhost:8080"), "localhost:8080");
    EXPECT_EQ(domain_in("ask @bob@example.com: why?"), "example.com");
    EXPECT_EQ(domain_in("ask @bob@example.com:5 apples"), "example.com");
    EXPECT_EQ(domain_in("ask @bob@example.com:30pm"), "example.com");
    EXPECT_EQ(domain_in("ask @bob@example.com:123456"), "example.com");
    EXPECT_EQ(mentions_of(find_entities("hi @bob@localhost:8080!"), "localhost:8080"), (std::vector{Acct{"bob", ""}}));
}

TEST(TextEntities, mail_addresses_paths_and_halves_are_no_mentions) {
    EXPECT_EQ(found("write to bob@example.com"), Found{});
    EXPECT_EQ(found("example.com/@alice and x=@alice"), Found{});
    EXPECT_EQ(found("@alice@ and @alicé and @alice://x"), Found{});
    EXPECT_EQ(found("日本語@alice"), Found{});
    EXPECT_EQ(found("(@alice)"), Found{"@alice"});
    EXPECT_EQ(found("@"), Found{});
}

TEST(TextEntities, mentions_of_idn_domains_are_found_and_normalised) {
    std::string text = "Grüße an @jo@Bücher.example!";
    auto entities = find_entities(text);
    ASSERT_EQ(entities.size(), 1U);
    EXPECT_EQ(entities[0].domain, "Bücher.example");
    auto mentions = mentions_of(entities, "kith.example");
    ASSERT_EQ(mentions.size(), 1U);
    EXPECT_EQ(mentions[0].str(), "jo@xn--bcher-kva.example");
}

TEST(TextEntities, the_own_domain_is_left_out_and_each_person_comes_once) {
    auto mentions =
        mentions_of(find_entities("@Alice @alice@kith.example @bob@other.example @BOB@Other.Example"), "kith.example");
    ASSERT_EQ(mentions.size(), 2U);
    EXPECT_EQ(mentions[0].str(), "alice");
    EXPECT_EQ(mentions[1].str(), "bob@other.example");
}

TEST(TextEntities, hashtags_are_words_with_something_that_is_no_digit) {
    EXPECT_EQ(found("#tag #l33t #3d #one_two #_x, #2026! #1_000 #___"),
              (Found{"#tag", "#l33t", "#3d", "#one_two", "#_x", "#1_000"}));
    EXPECT_EQ(found("#日本語 #ありがとう。 #Öl #नमस्ते #ａｅｓｔｈｅｔｉｃ ＃ｆｏｏ"),
              (Found{"#日本語", "#ありがとう", "#Öl", "#नमस्ते", "#ａｅｓｔｈｅｔｉｃ", "＃ｆｏｏ"}));
}

TEST(TextEntities, separators_stay_inside_hashtags) {
    EXPECT_EQ(found("#one·two·three·"), Found{"#one·two·three"});
    EXPECT_EQ(found("#ぼっち・ざ・ろっく"), Found{"#ぼっち・ざ・ろっく"});
    EXPECT_EQ(found("#نرم‌افزار"), Found{"#نرم‌افزار"}); // with U+200C inside
    EXPECT_EQ(found("#·one"), Found{});
}

TEST(TextEntities, a_number_sign_inside_something_else_is_no_hashtag) {
    EXPECT_EQ(found("a#b /#b x=#b )#b &#39; #️⃣ ##"), Found{});
    EXPECT_EQ(found("(#b) \"#c\""), (Found{"#b", "#c"}));
    EXPECT_EQ(found("https://example.org/x_(y)#Part https://example.org/testé#foo"),
              (Found{"https://example.org/x_(y)#Part", "https://example.org/testé#foo"}));
}

TEST(TextEntities, a_link_right_after_a_hashtag_is_not_swallowed) {
    EXPECT_EQ(found("#taghttp://example.com"), Found{"#tag"});
}

TEST(TextEntities, hashtags_normalise_to_one_form) {
    EXPECT_EQ(normalize_hashtag("ＦｏｏBar"), "foobar");
    EXPECT_EQ(normalize_hashtag("Straße"), "strasse");
    EXPECT_EQ(normalize_hashtag("ﷺ"), "صلىاللهعليهوسلم"); // its parts have spaces between them
    EXPECT_EQ(normalize_hashtag("Résumé"), "resume");
    EXPECT_EQ(normalize_hashtag("Re\u0301sume\u0301"), "resume");
    EXPECT_EQ(normalize_hashtag("ŁÓDŹ"), "lodz");
    EXPECT_EQ(normalize_hashtag("Tiếng"), "tiếng");
    EXPECT_EQ(normalize_hashtag("ø\u0323"), "ọ");
    EXPECT_EQ(normalize_hashtag("ł\u0301"), "l");
    EXPECT_EQ(hashtags_of(find_entities("#Café #cafe #other")), (std::vector<std::string>{"cafe", "other"}));
    EXPECT_EQ(hashtags_of(find_entities("#Kith #KITH #other")), (std::vector<std::string>{"kith", "other"}));
    EXPECT_TRUE(is_hashtag("#kith"));
    EXPECT_TRUE(is_hashtag("kith"));
    EXPECT_FALSE(is_hashtag("#ki th"));
    EXPECT_FALSE(is_hashtag("2026"));
    EXPECT_FALSE(is_hashtag("#"));
}

TEST(TextEntities, links_end_before_punctuation) {
    EXPECT_EQ(
        found("see https://example.com. And http://example.com/a, (https://example.com/b) 'https://example.com/c'"),
        (Found{"https://example.com", "http://example.com/a", "https://example.com/b", "https://example.com/c"}));
    EXPECT_EQ(found("http://www.google.com! <https://example.com/> \"https://example.com/\" http://example.com?"),
              (Found{"http://www.google.com", "https://example.com/", "https://example.com/", "http://example.com"}));
    EXPECT_EQ(found("「[https://example.org/」"), Found{"https://example.org/"});
    EXPECT_EQ(found("https://example.com/\u3000abc"), Found{"https://example.com/"});
}

TEST(TextEntities, links_keep_balanced_parentheses) {
    EXPECT_EQ(found("https://en.wikipedia.org/wiki/Diaspora_(software)"),
              Found{"https://en.wikipedia.org/wiki/Diaspora_(software)"});
    EXPECT_EQ(found("(see https://example.com/a_(b_(c)))"), Found{"https://example.com/a_(b_(c))"});
    EXPECT_EQ(found("https://example.com/a(b c"), Found{"https://example.com/a"});
}

TEST(TextEntities, links_have_queries_ports_and_other_scripts) {
    EXPECT_EQ(found("https://example.com:8443/search?utf8=✓&q=a%20b#part-2;"),
              Found{"https://example.com:8443/search?utf8=✓&q=a%20b#part-2"});
    EXPECT_EQ(found("https://nic.みんな/ https://ja.wikipedia.org/wiki/日本 HTTPS://EXAMPLE.COM/X"),
              (Found{"https://nic.みんな/", "https://ja.wikipedia.org/wiki/日本", "HTTPS://EXAMPLE.COM/X"}));
    EXPECT_EQ(found("これhttps://example.comを見て"), Found{"https://example.com"});
    EXPECT_EQ(found("https://xn--bcher-kva.xn--p1ai/x"), Found{"https://xn--bcher-kva.xn--p1ai/x"});
}

TEST(TextEntities, what_is_no_host_is_no_link) {
    EXPECT_EQ(found("http://localhost http:// https://a http://1.2.3.4 http://www\\.google\\.com ftp://example.com"),
              Found{});
    EXPECT_EQ(found("example.com and xhttp://example.com @http://example.com"), Found{});
    EXPECT_EQ(found("https://example.com@evil.example/ https://example.com:80@evil.example/"), Found{});
    EXPECT_EQ(found("https://example.com-/"), Found{});
    EXPECT_EQ(found("https://medium.com/@alice/x#y"), Found{"https://medium.com/@alice/x#y"});
}

TEST(TextEntities, time_is_linear_whatever_the_text) {
    for (std::string_view piece :
         {"@a", "#a", "#1", "http://", "http://a.", "https://a.b/(", "@a@", "@a.", "＃", "h"}) {
        std::string text;
        while (text.size() < 1'000'000)
            text += piece;
        auto start = std::chrono::steady_clock::now();
        find_entities(text);
        // Quadratic would be minutes.
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << piece;
    }
}

TEST(TextEntities, length_counts_links_as_23_and_mentions_without_their_domain) {
    EXPECT_EQ(status_length(""), 0U);
    EXPECT_EQ(status_length("https://example.com/" + std::string(200, 'x')), 23U);
    EXPECT_EQ(status_length("http://a.io"), 23U);
    EXPECT_EQ(status_length("@alice@" + std::string(30, 'b') + ".com hi"), 9U);
    EXPECT_EQ(status_length("@alice #tag"), 11U);
}

TEST(TextEntities, length_counts_what_readers_see_as_one_character_once) {
    EXPECT_EQ(status_length("👩‍👩‍👧‍👦"), 1U);
    EXPECT_EQ(status_length("e\u0301🇩🇪日本"), 4U);
    EXPECT_EQ(status_length("a\r\nb"), 3U);
}

TEST(TextEntities, stacked_marks_do_not_get_around_the_limit) {
    std::string text = "a";
    for (int i = 0; i < 1599; ++i)
        text += "\u0301";
    EXPECT_EQ(status_length(text), 100U);
}

} // namespace kith
