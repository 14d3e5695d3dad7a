#include "domain/shortcodes.hpp"
#include "domain/unicode.hpp"

#include <gmock/gmock.h>
#include <string>

namespace kith {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Shortcodes, are_found_between_colons_each_once) {
    EXPECT_THAT(shortcodes_in(":blob: and :cat_2:, :blob:"), ElementsAre("blob", "cat_2"));
    EXPECT_THAT(shortcodes_in(":one: :two:"), ElementsAre("one", "two"));
    EXPECT_THAT(shortcodes_in("<p>:blob:</p>"), ElementsAre("blob"));
    EXPECT_THAT(shortcodes_in("日本、:blob:。"), ElementsAre("blob"));
}

TEST(Shortcodes, of_one_sign_or_with_other_signs_are_none) {
    EXPECT_THAT(shortcodes_in(":a: :: :x-y: :x y: ::blob::"), IsEmpty());
    EXPECT_THAT(shortcodes_in(":never closed"), IsEmpty());
    EXPECT_THAT(shortcodes_in(":" + std::string(longest_shortcode + 1, 'x') + ":"), IsEmpty());
}

TEST(Shortcodes, inside_words_and_times_are_none) {
    EXPECT_THAT(shortcodes_in("at 12:30:45 sharp"), IsEmpty());
    EXPECT_THAT(shortcodes_in("word:blob: :blob:word é:blob:"), IsEmpty());
    EXPECT_THAT(shortcodes_in("a:b: :blob:"), ElementsAre("blob"));
}

TEST(Shortcodes, need_linear_time) {
    std::string colons(200'000, ':');
    EXPECT_THAT(shortcodes_in(colons), IsEmpty());
}

TEST(Emoji, is_one_emoji_and_nothing_else) {
    for (auto emoji : {"🤔", "👩‍👩‍👧‍👦", "🇩🇪", "❤️", "❤", "👍🏽", "1️⃣"})
        EXPECT_TRUE(unicode::is_emoji(emoji)) << emoji;
    for (auto other : {"", "a", "1", "🤔🤔", "🤔 ", "<b>", "\xF0\x9F", "日"})
        EXPECT_FALSE(unicode::is_emoji(other)) << other;
}

} // namespace
} // namespace kith
