#include "mastodon/rate_limiter.hpp"

#include <gtest/gtest.h>

namespace kith::mastodon {
namespace {

using namespace std::chrono_literals;

class RateLimiterTest : public testing::Test {
protected:
    // The status that a request gets; 200: it goes on.
    int ask(http::Method method, std::string_view path, std::string_view token, std::string_view address,
            std::string_view route = "") {
        std::vector<http::Header> headers;
        if (!token.empty()) headers.push_back({"Authorization", "Bearer " + std::string(token)});
        auto request = http::Request::make(method, path, headers);
        request.remote_address = address;
        request.route = route;
        auto early = limiter_.before(request);
        headers_ = request.answer_headers;
        return early ? early->status : 200;
    }
    int get(std::string_view token, std::string_view address) {
        return ask(http::Method::get, "/api/v1/instance", token, address);
    }
    std::string header(std::string_view name) const {
        for (const auto& one : headers_)
            if (one.name == name) return one.value;
        return "";
    }

    ManualClock clock_{from_unix_ms(1'800'000'000'000)};
    services::Events events_;
    services::RateCounters counters_;
    RateLimiter limiter_{counters_, clock_, events_,
                         [](std::string_view token) -> Result<std::shared_ptr<const Session>> {
                             auto session = std::make_shared<Session>();
                             if (token.starts_with("anna")) session->account_id = AccountId{1};
                             if (token.starts_with("ben")) session->account_id = AccountId{2};
                             if (!session->account_id) return std::shared_ptr<const Session>();
                             return std::shared_ptr<const Session>(session);
                         }};
    std::vector<http::Header> headers_;
};

TEST_F(RateLimiterTest, a_member_has_one_budget_over_all_tokens_and_addresses) {
    for (int at = 0; at < 300; ++at)
        ASSERT_EQ(get(at % 2 == 0 ? "anna-phone" : "anna-web", "192.0.2." + std::to_string(at % 9)), 200);
    EXPECT_EQ(get("anna-phone", "192.0.2.77"), 429);
    EXPECT_EQ(header("X-RateLimit-Remaining"), "0");
    EXPECT_EQ(get("ben", "192.0.2.77"), 200);
    clock_.advance(5min);
    EXPECT_EQ(get("anna-phone", "192.0.2.77"), 200);
}

TEST_F(RateLimiterTest, the_answer_says_what_is_left) {
    EXPECT_EQ(get("", "192.0.2.1"), 200);
    EXPECT_EQ(header("X-RateLimit-Limit"), "300");
    EXPECT_EQ(header("X-RateLimit-Remaining"), "299");
    EXPECT_EQ(header("X-RateLimit-Reset"), "2027-01-15T08:05:00.000Z");
}

TEST_F(RateLimiterTest, bad_tokens_use_the_budget_of_the_address) {
    for (int at = 0; at < 300; ++at)
        ASSERT_EQ(get("guess" + std::to_string(at), "2001:db8::" + std::to_string(at)), 200);
    EXPECT_EQ(get("guess", "2001:db8::1"), 429);
    EXPECT_EQ(get("", "2001:db8:0:1::1"), 200);
}

TEST_F(RateLimiterTest, uploads_and_deletions_have_smaller_budgets) {
    for (int at = 0; at < 30; ++at)
        ASSERT_EQ(ask(http::Method::post, "/api/v2/media", "anna", "192.0.2.1", "/api/v2/media"), 200);
    EXPECT_EQ(ask(http::Method::post, "/api/v2/media", "anna", "192.0.2.1", "/api/v2/media"), 429);
    EXPECT_EQ(ask(http::Method::post, "/api/v1/media", "anna", "192.0.2.1", "/api/v1/media"), 429);
    for (int at = 0; at < 30; ++at)
        ASSERT_EQ(ask(http::Method::delete_, "/api/v1/statuses/1", "anna", "192.0.2.1", "/api/v1/statuses/:id"), 200);
    EXPECT_EQ(ask(http::Method::delete_, "/api/v1/statuses/1", "anna", "192.0.2.1", "/api/v1/statuses/:id"), 429);
    EXPECT_EQ(get("anna", "192.0.2.1"), 200);
}

TEST_F(RateLimiterTest, pages_preflights_and_clients_without_an_address_are_free) {
    for (int at = 0; at < 400; ++at) {
        ASSERT_EQ(ask(http::Method::get, "/@anna", "", "192.0.2.1"), 200);
        ASSERT_EQ(ask(http::Method::options, "/api/v1/instance", "", "192.0.2.1"), 200);
        ASSERT_EQ(get("", ""), 200);
    }
    EXPECT_EQ(header("X-RateLimit-Limit"), "");
}

} // namespace
} // namespace kith::mastodon
