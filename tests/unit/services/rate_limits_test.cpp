#include "services/rate_limits.hpp"

#include <gtest/gtest.h>

namespace kith::services {
namespace {

using namespace std::chrono_literals;

constexpr RateLimit three_a_minute{3, 60s};

TEST(RateCounters, allow_the_limit_and_no_more_until_the_window_ends) {
    RateCounters counters;
    Time now = from_unix_ms(1'800'000'010'000);
    auto key = counters.key(1, std::uint64_t{7});
    for (std::uint32_t left : {2U, 1U, 0U}) {
        auto verdict = counters.count(key, three_a_minute, now);
        EXPECT_TRUE(verdict.allowed);
        EXPECT_EQ(verdict.remaining, left);
        EXPECT_EQ(verdict.limit, 3U);
        EXPECT_EQ(verdict.reset, from_unix_ms(1'800'000'060'000));
    }
    EXPECT_FALSE(counters.count(key, three_a_minute, now).allowed);
    EXPECT_FALSE(counters.count(key, three_a_minute, now + 49s).allowed);
    EXPECT_TRUE(counters.count(key, three_a_minute, now + 50s).allowed);
}

TEST(RateCounters, count_each_kind_and_each_one_alone) {
    RateCounters counters;
    Time now = from_unix_ms(1'800'000'000'000);
    for (int at = 0; at < 4; ++at)
        (void)counters.count(counters.key(1, "anna"), three_a_minute, now);
    EXPECT_FALSE(counters.count(counters.key(1, "anna"), three_a_minute, now).allowed);
    EXPECT_TRUE(counters.count(counters.key(2, "anna"), three_a_minute, now).allowed);
    EXPECT_TRUE(counters.count(counters.key(1, "ben"), three_a_minute, now).allowed);
}

TEST(RateCounters, keep_who_floods_when_millions_come) {
    RateCounters counters;
    Time now = from_unix_ms(1'800'000'000'000);
    auto flooder = counters.key(1, "flooder");
    RateLimit limit{100, 3600s};
    for (int at = 0; at < 100; ++at)
        (void)counters.count(flooder, limit, now);
    for (std::uint64_t other = 0; other < 300'000; ++other)
        (void)counters.count(counters.key(1, other), limit, now);
    EXPECT_FALSE(counters.count(flooder, limit, now).allowed);
}

TEST(RateLimits, a_household_is_one_client) {
    EXPECT_EQ(client_of("2001:db8:1:2::1"), client_of("2001:db8:1:2:ffff::9"));
    EXPECT_NE(client_of("2001:db8:1:2::1"), client_of("2001:db8:1:3::1"));
    EXPECT_NE(client_of("192.0.2.1"), client_of("192.0.2.2"));
    EXPECT_EQ(client_of("192.0.2.1"), client_of("192.0.2.1"));
    EXPECT_EQ(client_of(""), std::nullopt);
    EXPECT_EQ(client_of("unix"), std::nullopt);
}

TEST(AttemptLimits, guessing_passwords_ends_by_address_and_by_name) {
    RateCounters counters;
    ManualClock clock(from_unix_ms(1'800'000'000'000));
    AttemptLimits limits(counters, clock);
    using enum Attempt::Kind;
    int let_through = 0;
    for (int at = 0; at < 40; ++at)
        let_through +=
            limits({.kind = sign_in, .address = "192.0.2.1", .name = std::to_string(at)}).has_value() ? 1 : 0;
    EXPECT_EQ(let_through, 25);
    let_through = 0;
    for (int at = 0; at < 40; ++at)
        let_through +=
            limits({.kind = sign_in, .address = "198.51.100." + std::to_string(at), .name = "anna"}).has_value() ? 1
                                                                                                                 : 0;
    EXPECT_EQ(let_through, 25);
    auto refused = limits({.kind = sign_in, .address = "192.0.2.1", .name = "x"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::rate_limited);
    clock.advance(2h);
    EXPECT_TRUE(limits({.kind = sign_in, .address = "192.0.2.1", .name = "anna"}));
}

TEST(AttemptLimits, an_unknown_address_is_not_everybodys) {
    RateCounters counters;
    ManualClock clock(from_unix_ms(1'800'000'000'000));
    AttemptLimits limits(counters, clock);
    for (int at = 0; at < 100; ++at)
        EXPECT_TRUE(limits({.kind = Attempt::Kind::sign_up, .address = "", .name = ""}));
}

} // namespace
} // namespace kith::services
