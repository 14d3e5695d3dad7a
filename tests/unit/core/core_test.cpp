#include "core/clock.hpp"
#include "core/crypto.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

Result<int> half(int n) {
    if (n % 2 != 0) return invalid("odd", "Only even numbers can be halved");
    return n / 2;
}
Result<int> quarter(int n) {
    int once = TRY(half(n));
    return half(once);
}

} // namespace

TEST(Result, try_leaves_with_the_error_or_gives_the_value) {
    EXPECT_EQ(*quarter(8), 2);
    auto failed = quarter(6);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "odd");
    EXPECT_EQ(failed.error().kind, ErrorKind::invalid);
}

TEST(Clock, iso_times_round_trip) {
    Time t = from_unix_ms(1795323600123);
    EXPECT_EQ(to_iso(t), "2026-11-22T05:00:00.123Z");
    EXPECT_EQ(parse_iso(to_iso(t)), t);
    EXPECT_EQ(parse_iso("2026-11-22T07:00:00.123+02:00"), t);
    EXPECT_EQ(parse_iso("2026-11-22"), from_unix_ms(1795305600000));
    EXPECT_EQ(parse_iso("2026-13-22"), std::nullopt);
    EXPECT_EQ(parse_iso("2026-11-22T25:00"), std::nullopt);
    EXPECT_EQ(parse_iso("nonsense"), std::nullopt);
    EXPECT_EQ(parse_iso(""), std::nullopt);
    EXPECT_EQ(to_http_date(t), "Sun, 22 Nov 2026 05:00:00 GMT");
}

TEST(Ids, grow_even_when_the_clock_goes_back) {
    ManualClock clock(from_unix_ms(1'000'000));
    IdMaker ids(clock);
    auto first = ids.next();
    clock.set(from_unix_ms(999'000));
    auto second = ids.next();
    EXPECT_GT(second, first);
    for (int i = 0; i < 5000; ++i) { // more than one millisecond holds
        auto next = ids.next();
        ASSERT_GT(next, second);
        second = next;
    }
    EXPECT_EQ(time_of_id(first), from_unix_ms(1'000'000));
}

TEST(Ids, only_positive_decimal_numbers_are_ids) {
    EXPECT_EQ(parse_id("42"), 42);
    EXPECT_EQ(parse_id("0"), std::nullopt);
    EXPECT_EQ(parse_id("-1"), std::nullopt);
    EXPECT_EQ(parse_id("1x"), std::nullopt);
    EXPECT_EQ(parse_id("99999999999999999999"), std::nullopt);
}

TEST(Crypto, passwords_verify_and_tokens_differ) {
    auto hash = hash_password("correct horse");
    ASSERT_TRUE(hash);
    EXPECT_TRUE(verify_password(*hash, "correct horse"));
    EXPECT_FALSE(verify_password(*hash, "wrong horse"));
    EXPECT_FALSE(verify_password("not a hash", "x"));
    EXPECT_NE(random_token(), random_token());
    EXPECT_EQ(token_digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_TRUE(equal_in_constant_time("ab", "ab"));
    EXPECT_FALSE(equal_in_constant_time("ab", "ac"));
}

} // namespace kith
