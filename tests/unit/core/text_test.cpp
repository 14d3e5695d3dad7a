#include "core/text.hpp"

#include <gtest/gtest.h>

namespace kith {

TEST(Text, bad_utf8_becomes_replacement_characters_and_nul_is_dropped) {
    EXPECT_EQ(to_valid_utf8(std::string("a\0b\xC3", 4)), "ab\xEF\xBF\xBD");
    EXPECT_EQ(to_valid_utf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); // a surrogate
    EXPECT_EQ(to_valid_utf8("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD");                 // overlong
    EXPECT_FALSE(is_valid_utf8("\xC3"));
    EXPECT_TRUE(is_valid_utf8("\xEF\xBF\xBD naïve 👋"));
}

TEST(Text, json_strings_are_escaped) {
    std::string out;
    append_json_string(out, "a\"b\\c\n\x01 é\xFF");
    EXPECT_EQ(out, "\"a\\\"b\\\\c\\n\\u0001 é\xEF\xBF\xBD\"");
}

TEST(Text, base64_round_trips_in_both_alphabets) {
    EXPECT_EQ(to_base64("\xFB\xFF"), "+/8=");
    EXPECT_EQ(to_base64url("\xFB\xFF"), "-_8");
    EXPECT_EQ(from_base64("-_8"), "\xFB\xFF");
    EXPECT_EQ(from_base64("+/8="), "\xFB\xFF");
    EXPECT_EQ(from_base64("a"), std::nullopt);
    EXPECT_EQ(from_base64("a b"), std::nullopt);
}

TEST(Text, percent_decoding_refuses_broken_escapes) {
    EXPECT_EQ(percent_decode("a%20b+c", true), "a b c");
    EXPECT_EQ(percent_decode("a+b", false), "a+b");
    EXPECT_EQ(percent_decode("%2", true), std::nullopt);
    EXPECT_EQ(percent_decode("%zz", true), std::nullopt);
    EXPECT_EQ(percent_encode("a b/é"), "a%20b%2F%C3%A9");
}

TEST(Text, nearest_finds_a_typo_and_nothing_else) {
    EXPECT_EQ(nearest("prot", {"port", "host"}), "port");
    EXPECT_EQ(nearest("xyzzy", {"port", "host"}), "");
}

TEST(Text, code_points_are_counted_and_never_cut) {
    EXPECT_EQ(count_code_points("né👋"), 3U);
    EXPECT_EQ(truncate_code_points("né👋x", 3), "né👋");
}

TEST(Text, numbers_and_case) {
    EXPECT_EQ(parse_int("-12"), -12);
    EXPECT_EQ(parse_int("12a"), std::nullopt);
    EXPECT_EQ(parse_int(""), std::nullopt);
    EXPECT_TRUE(contains_ignoring_case("Hello World", "o wOR"));
    EXPECT_EQ(trim(" \t a b\n"), "a b");
}

} // namespace kith
