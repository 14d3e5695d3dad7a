#include "domain/unicode.hpp"

#include <gtest/gtest.h>

namespace kith::unicode {
namespace {

TEST(Unicode, characters_of_scripts_without_blanks_are_taken_apart) {
    EXPECT_EQ(apart("the bread is ready"), "the bread is ready");
    EXPECT_EQ(apart("Grüße, Ωmega"), "Grüße, Ωmega");
    EXPECT_EQ(apart("東京タワー"), " 東  京  タ  ワ  ー ");
    EXPECT_EQ(apart("bei 서울!"), "bei  서  울 !");
    EXPECT_EQ(apart("a\xE6\x9D"), "a\xE6\x9D") << "what is no character stays as it is";
    EXPECT_EQ(apart(""), "");
}

} // namespace
} // namespace kith::unicode
