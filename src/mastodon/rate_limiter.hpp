// Holds back who asks too often, before anything else is done for a request, and tells everybody how much is left.
// https://docs.joinmastodon.org/api/rate-limits/
#pragma once

#include "mastodon/api.hpp"
#include "services/events.hpp"
#include "services/rate_limits.hpp"

#include <array>
#include <mutex>

namespace kith::mastodon {

// Thread-safe; runs on event loops, well under a microsecond for tokens seen before.
class RateLimiter {
public:
    RateLimiter(services::RateCounters& counters, const Clock& clock, services::Events& events,
                Authenticate authenticate);

    // For http::Hooks::before: the answer if there were too many; else the headers are put on the request's answer.
    std::optional<http::Response> before(http::Request& request);

private:
    // Whose budget a request uses: a member's, or an address'.
    struct Who {
        std::uint32_t kind = 0;
        std::uint64_t id = 0;
    };
    std::optional<Who> who_asks(const http::Request& request);
    AccountId owner_of(std::string_view token);

    // Which member a token belongs to, for tokens seen lately.
    struct Owner {
        std::uint64_t token = 0; // a keyed hash
        AccountId account;
    };
    static constexpr std::size_t owners_kept = 4096;

    services::RateCounters& counters_;
    const Clock& clock_;
    Authenticate authenticate_;
    std::mutex mutex_;
    std::array<Owner, owners_kept> owners_{};
};

} // namespace kith::mastodon
