#include "domain/language.hpp"

#include <gtest/gtest.h>

namespace kith {

TEST(Language, is_recognised_in_sentences) {
    EXPECT_EQ(detect_language("This is a rather normal sentence about the weather in the mountains.").code, "en");
    EXPECT_EQ(detect_language("Das ist ein ganz normaler Satz über das Wetter in den Bergen.").code, "de");
    EXPECT_EQ(detect_language("C'est une phrase tout à fait normale sur le temps en montagne.").code, "fr");
    EXPECT_EQ(detect_language("今日は山の天気についての普通の文章です。").code, "ja");
    EXPECT_EQ(detect_language("זה משפט רגיל לגמרי על מזג האוויר בהרים").code, "he");
    EXPECT_TRUE(detect_language("Das ist ein ganz normaler Satz über das Wetter in den Bergen.").reliable);
}

TEST(Language, is_not_guessed_from_links_mentions_and_hashtags) {
    auto detected = detect_language("@hallo #dasisteinsatz https://example.com/das/ist/ein/ganz/normaler/satz");
    EXPECT_EQ(detected.code, "");
    EXPECT_FALSE(detected.reliable);
    EXPECT_EQ(detect_language("").code, "");
    EXPECT_FALSE(detect_language("ok lol").reliable);
    EXPECT_FALSE(detect_language("\xFF\xFE\xC3 \xC3\x28").reliable);
}

TEST(Language, codes_are_normalised_to_accepted_ones) {
    EXPECT_EQ(normalize_language("EN"), "en");
    EXPECT_EQ(normalize_language("pt_BR"), "pt");
    EXPECT_EQ(normalize_language("zh-tw"), "zh-TW");
    EXPECT_EQ(normalize_language("zh-Hant-HK"), "zh-TW");
    EXPECT_EQ(normalize_language("tok"), "tok");
    EXPECT_EQ(normalize_language("iw"), "he");
    EXPECT_EQ(normalize_language("xx"), std::nullopt);
    EXPECT_EQ(normalize_language(""), std::nullopt);
    EXPECT_EQ(normalize_language("-"), std::nullopt);
    EXPECT_EQ(normalize_language(std::string(1000, '-')), std::nullopt);
    for (auto code : language_codes())
        EXPECT_EQ(normalize_language(code), code);
}

TEST(Language, names_are_english) {
    EXPECT_EQ(language_name("de"), "German");
    EXPECT_EQ(language_name("zh-TW"), "Chinese (Taiwan)");
}

} // namespace kith
