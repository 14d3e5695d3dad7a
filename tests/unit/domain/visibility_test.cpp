#include "domain/visibility.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

constexpr ViewerFacts stranger;
constexpr ViewerFacts author{.is_author = true};
constexpr ViewerFacts mentioned{.is_mentioned = true};
constexpr ViewerFacts follower{.follows_author = true};

} // namespace

TEST(Visibility, each_kind_has_its_readers) {
    for (auto visibility : {Visibility::public_, Visibility::unlisted}) {
        EXPECT_TRUE(may_see(visibility, stranger));
        EXPECT_TRUE(may_boost(visibility, stranger));
    }
    EXPECT_FALSE(may_see(Visibility::private_, stranger));
    EXPECT_TRUE(may_see(Visibility::private_, follower));
    EXPECT_TRUE(may_see(Visibility::private_, mentioned));
    EXPECT_FALSE(may_see(Visibility::direct, follower));
    EXPECT_TRUE(may_see(Visibility::direct, mentioned));
    EXPECT_TRUE(may_see(Visibility::direct, author));
}

TEST(Visibility, a_block_in_either_direction_hides_everything) {
    for (auto visibility : {Visibility::public_, Visibility::unlisted, Visibility::private_, Visibility::direct}) {
        EXPECT_FALSE(may_see(visibility, {.is_mentioned = true, .follows_author = true, .blocks_author = true}));
        EXPECT_FALSE(may_see(visibility, {.is_mentioned = true, .follows_author = true, .blocked_by_author = true}));
    }
}

TEST(Visibility, only_the_author_boosts_what_is_for_followers) {
    EXPECT_TRUE(may_boost(Visibility::private_, author));
    EXPECT_FALSE(may_boost(Visibility::private_, follower));
    EXPECT_FALSE(may_boost(Visibility::direct, author));
    EXPECT_FALSE(may_boost(Visibility::public_, {.blocked_by_author = true}));
}

TEST(Visibility, words_of_the_api_round_trip) {
    for (auto visibility : {Visibility::public_, Visibility::unlisted, Visibility::private_, Visibility::direct})
        EXPECT_EQ(parse_visibility(to_string(visibility)), visibility);
    EXPECT_EQ(parse_visibility("public_"), std::nullopt);
}

} // namespace kith
