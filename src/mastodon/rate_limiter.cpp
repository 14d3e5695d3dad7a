#include "mastodon/rate_limiter.hpp"

#include <algorithm>

namespace kith::mastodon {
namespace {

using namespace std::chrono_literals;
using services::RateLimit;

enum Counted : std::uint32_t { member = 1, address, uploads, deletions, tokens };

constexpr RateLimit requests_of_member{300, 300s};
constexpr RateLimit requests_of_address{300, 300s};
constexpr RateLimit uploads_of_member{30, 1800s};
constexpr RateLimit deletions_of_member{30, 1800s};

bool is_limited(const http::Request& request) {
    return request.method != http::Method::options &&
           (request.path.starts_with("/api/") || request.path.starts_with("/oauth/"));
}

struct Dearer {
    Counted kind;
    RateLimit limit;
};

// What is limited once more on its own.
std::optional<Dearer> dearer(const http::Request& request) {
    if (request.method == http::Method::post) {
        if (request.route == "/api/v2/media" || request.route == "/api/v1/media")
            return Dearer{uploads, uploads_of_member};
        if (request.route == "/api/v1/statuses/:id/unreblog") return Dearer{deletions, deletions_of_member};
    }
    if (request.method == http::Method::delete_ && request.route == "/api/v1/statuses/:id")
        return Dearer{deletions, deletions_of_member};
    return std::nullopt;
}

} // namespace

RateLimiter::RateLimiter(services::RateCounters& counters, const Clock& clock, services::Events& events,
                         Authenticate authenticate)
    : counters_(counters), clock_(clock), authenticate_(std::move(authenticate)) {
    events.listen([this](const services::Event& event) {
        if (!std::holds_alternative<services::TokensRevoked>(event) &&
            !std::holds_alternative<services::EverythingChanged>(event))
            return;
        std::scoped_lock lock(mutex_);
        owners_.fill({});
    });
}

AccountId RateLimiter::owner_of(std::string_view token) {
    auto hash = counters_.key(tokens, token);
    auto& place = owners_[hash % owners_kept];
    {
        std::scoped_lock lock(mutex_);
        if (place.token == hash) return place.account;
    }
    // Whether the token is good is looked at again by the endpoint; here it only says whom to count.
    auto session = authenticate_(token);
    if (!session || !*session || !(*session)->account_id) return {};
    std::scoped_lock lock(mutex_);
    place = {hash, (*session)->account_id};
    return place.account;
}

std::optional<RateLimiter::Who> RateLimiter::who_asks(const http::Request& request) {
    if (auto token = request.bearer_token(); !token.empty())
        if (auto account = owner_of(token)) return Who{member, static_cast<std::uint64_t>(account.value)};
    if (auto client = services::client_of(request.remote_address)) return Who{address, *client};
    return std::nullopt;
}

std::optional<http::Response> RateLimiter::before(http::Request& request) {
    if (!is_limited(request)) return std::nullopt;
    auto who = who_asks(request);
    if (!who) return std::nullopt;
    auto now = clock_.now();
    auto verdict = counters_.count(counters_.key(who->kind, who->id),
                                   who->kind == member ? requests_of_member : requests_of_address, now);
    if (auto more = dearer(request); more && verdict.allowed) {
        auto second = counters_.count(counters_.key(more->kind, who->id), more->limit, now);
        if (!second.allowed || second.remaining < verdict.remaining) verdict = second;
    }
    request.answer_headers.push_back({"X-RateLimit-Limit", std::to_string(verdict.limit)});
    request.answer_headers.push_back({"X-RateLimit-Remaining", std::to_string(verdict.remaining)});
    request.answer_headers.push_back({"X-RateLimit-Reset", to_iso(verdict.reset)});
    if (verdict.allowed) return std::nullopt;
    auto response = http::Response::json_text(R"({"error":"Too many requests"})", 429);
    auto wait = std::chrono::ceil<std::chrono::seconds>(verdict.reset - now).count();
    response.header("Retry-After", std::to_string(std::max<std::int64_t>(1, wait)));
    return response;
}

} // namespace kith::mastodon
