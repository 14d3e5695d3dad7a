#include "relationship/etiquette/cues.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace kith::relationship {
namespace {

struct Case {
    std::string_view text;
    std::string_view cue;
    bool found;
};

bool finds(std::string_view text, std::string_view cue, const AuthorContext& author = {}) {
    auto tokens = tokenize(text);
    return std::ranges::any_of(find_cues(text, tokens, author),
                               [&](const CueHit& hit) { return cues()[hit.cue].key == cue; });
}

TEST(EtiquetteCues, table_compiles_and_keys_are_unique) {
    EXPECT_EQ(check_cues(), "");
    std::set<std::string_view> keys;
    for (const Cue& cue : cues()) {
        EXPECT_TRUE(keys.insert(cue.key).second) << cue.key;
        EXPECT_FALSE(cue.why.empty()) << cue.key;
    }
}

TEST(EtiquetteCues, phrases_are_found_where_they_stand_and_not_elsewhere) {
    const Case cases[] = {
        {"Check out my channel", "check_out", true},
        {"chek this out", "check_out", true},
        {"I had to check my mail and went out", "check_out", false},
        {"new video on my channel", "on_own", true},
        {"Link in bio!", "link_in_bio", true},
        {"my bio says so", "link_in_bio", false},
        {"Follow me @somebody", "ask_follow", true},
        {"follow me---> https://example.com/x", "ask_follow", true},
        {"I follow the news", "ask_follow", false},
        {"PLEASE SUBSCRIBE", "ask_subscribe", true},
        {"Suscribe my channel please", "ask_subscribe", true},
        {"Like this comment if you agree", "ask_like", true},
        {"I like this song", "ask_like", false},
        {"Please RT", "ask_share", true},
        {"spread the word", "ask_share", true},
        {"Vote for Oskar", "ask_vote", true},
        {"I will only vote for people I trust", "ask_donate", false},
        {"could you introduce me to Helen?", "ask_endorse", true},
        {"sign up for the newsletter", "ask_sign_up", true},
        {"please donate", "ask_donate", true},
        {"tag three friends", "ask_promote", true},
        {"20% off everything", "sale", true},
        {"use code NEWFRIEND", "sale", true},
        {"buy one get one free", "sale", true},
        {"only $15", "price_for", true},
        {"Book your appointment", "book_now", true},
        {"I read a book", "book_now", false},
        {"our clients love it", "client", true},
        {"#laweddingphotographer", "trade_tag", true},
        {"#sunset", "trade_tag", false},
        {"Any tips for a beginner?", "help_any", true},
        {"anyone else awake?", "anyone_else", true},
        {"@ann thanks", "reply_start", true},
        {"thanks @ann", "reply_start", false},
        {"Great evening @ Long Beach, California", "place_end", true},
        {"call me at 510-227-5386 today", "phone", true},
        {"https://example.com/?id=5102275386", "phone", false},
        {"see http://www.etsy.com/shop/x", "link_shop", true},
        {"see http://notetsy.com/shop/x", "link_shop", false},
        {"http://uk.etsy.com/x", "link_shop", true},
        {"https://example.com/?utm_source=x", "link_tracked", true},
        {"https://example.com/", "link_tracked", false},
        {"https://example.com/", "link_only", true},
        {"as I said: https://example.com/ has it all", "link_only", false},
        {"http://a.example.com http://b.example.com", "links_many", true},
        {"buy now ok buy now ok buy now ok buy now ok", "repeats", true},
        {"ha ha ha", "repeats", false},
        {"COME AND SEE THIS NOW", "shouts", true},
        {"OK then we see", "shouts", false},
    };
    for (const Case& c : cases)
        EXPECT_EQ(finds(c.text, c.cue), c.found) << c.cue << ": " << c.text;
}

TEST(EtiquetteCues, phrase_does_not_reach_over_the_end_of_a_sentence) {
    EXPECT_FALSE(finds("Please wait. Share prices fell.", "ask_share"));
    EXPECT_TRUE(finds("Please share.", "ask_share"));
}

TEST(EtiquetteCues, own_links_and_handles_are_known_from_the_author) {
    AuthorContext author{.own_domains = {"bright.example.com"}, .own_handles = {"annabright"}, .links = {}};
    EXPECT_TRUE(finds("see https://www.bright.example.com/a", "link_own", author));
    EXPECT_TRUE(finds("see https://shop.bright.example.com", "link_own", author));
    EXPECT_FALSE(finds("see https://notbright.example.com", "link_own", author));
    EXPECT_TRUE(finds("https://twitter.com/AnnaBright", "link_own", author));
    EXPECT_TRUE(finds("I am annabright elsewhere", "handle_own", author));
    EXPECT_FALSE(finds("see https://www.bright.example.com/a", "link_own"));
}

TEST(EtiquetteCues, links_that_the_text_hides_count) {
    AuthorContext author{.own_domains = {"bright.example.com"},
                         .own_handles = {},
                         .links = {"https://bright.example.com/x?utm_source=k"}};
    EXPECT_TRUE(finds("look here", "link_own", author));
    EXPECT_TRUE(finds("look here", "link_tracked", author));
    EXPECT_TRUE(finds("look here", "link", author));
}

TEST(EtiquetteCues, each_cue_is_reported_once_at_its_first_place) {
    std::string_view text = "link in bio, really: link in bio";
    auto tokens = tokenize(text);
    int count = 0;
    for (const CueHit& hit : find_cues(text, tokens, {}))
        if (cues()[hit.cue].key == "link_in_bio") {
            ++count;
            EXPECT_EQ(text.substr(hit.start, hit.end - hit.start), "link in bio");
            EXPECT_EQ(hit.start, 0U);
        }
    EXPECT_EQ(count, 1);
}

} // namespace
} // namespace kith::relationship
