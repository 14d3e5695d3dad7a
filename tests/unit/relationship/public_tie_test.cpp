#include "relationship/public_tie.hpp"

#include <gtest/gtest.h>

namespace kith::relationship {
namespace {

PublicTie tie(std::uint32_t one_spoke, std::uint32_t another_spoke, bool both_met = false) {
    return {.one = AccountId{1},
            .another = AccountId{2},
            .one_spoke = one_spoke,
            .another_spoke = another_spoke,
            .both_met = both_met};
}

TEST(PublicTie, takes_words_from_both_or_a_meeting_of_both) {
    EXPECT_FALSE(know_each_other(tie(0, 0)));
    EXPECT_FALSE(know_each_other(tie(900, 0)));
    EXPECT_FALSE(know_each_other(tie(0, 900)));
    EXPECT_TRUE(know_each_other(tie(1, 1)));
    EXPECT_TRUE(know_each_other(tie(0, 0, true)));
}

TEST(PublicTie, is_as_strong_as_its_quieter_side_and_coarse) {
    EXPECT_EQ(public_strength(tie(900, 0)), 0);
    EXPECT_EQ(public_strength(tie(900, 1)), 1 / 8.0);
    EXPECT_EQ(public_strength(tie(1, 900)), 1 / 8.0);
    EXPECT_EQ(public_strength(tie(2, 2)), 2 / 8.0);
    EXPECT_EQ(public_strength(tie(3, 5)), 2 / 8.0);
    EXPECT_EQ(public_strength(tie(4, 4)), 3 / 8.0);
    EXPECT_EQ(public_strength(tie(63, 64)), 6 / 8.0);
    EXPECT_EQ(public_strength(tie(64, 64)), 7 / 8.0);
    EXPECT_EQ(public_strength(tie(4'000'000'000U, 4'000'000'000U)), 7 / 8.0);
    EXPECT_EQ(public_strength(tie(0, 0, true)), 1 / 8.0) << "a meeting alone";
    EXPECT_EQ(public_strength(tie(4, 4, true)), 3 / 8.0) << "adds nothing to words";
}

} // namespace
} // namespace kith::relationship
