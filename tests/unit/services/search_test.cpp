#include "services/addresses.hpp"
#include "services/search.hpp"
#include "services/statistics.hpp"
#include "services/trends.hpp"

#include <gtest/gtest.h>

namespace kith::services {
namespace {

const Instance here{"kith.example", "https://kith.example"};

TEST(SearchWords, operators_are_taken_out_of_the_words) {
    auto parsed = parse_search("cats from:@Anna before:2026-11-22 after:2026-11-01 and dogs");
    EXPECT_EQ(parsed.words, "cats and dogs");
    EXPECT_EQ(parsed.from, "anna");
    ASSERT_TRUE(parsed.before && parsed.after);
    EXPECT_EQ(to_iso_date(*parsed.before), "2026-11-22");
    EXPECT_EQ(to_iso_date(*parsed.after), "2026-11-02");
}

TEST(SearchWords, what_only_looks_like_an_operator_stays_a_word) {
    auto parsed = parse_search("from: before:soon after:2026 http://a.example note:x");
    EXPECT_EQ(parsed.words, "from: before:soon after:2026 http://a.example note:x");
    EXPECT_EQ(parsed.from, "");
    EXPECT_FALSE(parsed.before || parsed.after);
}

TEST(LocalAddress, profiles_and_posts_are_known_in_both_forms) {
    for (auto url :
         {"https://kith.example/@Anna", "https://kith.example/users/anna/", "https://kith.example/@anna?x=1#y"}) {
        auto address = parse_local_address(here, url);
        ASSERT_TRUE(address) << url;
        EXPECT_EQ(address->username, "anna");
        EXPECT_FALSE(address->status);
    }
    for (auto url : {"https://kith.example/@anna/113", "https://kith.example/users/anna/statuses/113"}) {
        auto address = parse_local_address(here, url);
        ASSERT_TRUE(address) << url;
        EXPECT_EQ(address->status, StatusId{113});
    }
}

TEST(LocalAddress, other_pages_and_servers_are_none) {
    for (auto url : {"https://kith.example", "https://kith.example/", "https://kith.example/about",
                     "https://kith.example.evil/@anna", "https://other.example/@anna", "https://kith.example/@anna/x",
                     "https://kith.example/@anna/1/2", "https://kith.example/@", "https://kith.example/@a%20b",
                     "https://kith.example/users/anna/statuses", "https://kith.example/@anna/0", ""})
        EXPECT_FALSE(parse_local_address(here, url)) << url;
}

TEST(TrendScore, a_day_halves_it) {
    Time now = from_unix_ms(1'800'000'000'000);
    EXPECT_DOUBLE_EQ(trend_score(4, now, now), 4);
    EXPECT_DOUBLE_EQ(trend_score(4, now - std::chrono::days(1), now), 2);
    EXPECT_DOUBLE_EQ(trend_score(4, now + std::chrono::days(1), now), 4);
}

TEST(Statistics, weeks_begin_on_mondays) {
    EXPECT_EQ(to_iso_date(week_of(*parse_iso("2026-11-22T23:59:59Z"))), "2026-11-16");
    EXPECT_EQ(to_iso_date(week_of(*parse_iso("2026-11-16T00:00:00Z"))), "2026-11-16");
}

} // namespace
} // namespace kith::services
