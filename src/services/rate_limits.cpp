#include "services/rate_limits.hpp"

#include "core/crypto.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <cstring>
#include <endian.h>
#include <new>
#include <sodium.h>

namespace kith::services {
namespace {

using namespace std::chrono_literals;

// Of one address, and of one name from wherever (0: no limit).
struct AttemptRule {
    RateLimit of_address;
    RateLimit of_name;
};

AttemptRule rule_of(Attempt::Kind kind) {
    switch (kind) {
    case Attempt::Kind::sign_in:
        return {{25, 300s}, {25, 3600s}};
    case Attempt::Kind::sign_up:
        return {{5, 1800s}, {}};
    case Attempt::Kind::mail:
        return {{10, 1800s}, {5, 1800s}};
    case Attempt::Kind::application:
        return {{20, 600s}, {}};
    }
    std::unreachable();
}

enum AttemptCounter : std::uint32_t { attempts_of_address = 1000, attempts_of_name = 2000 };

} // namespace

void RateCounters::Free::operator()(Set* counters) const { std::free(counters); }

RateCounters::RateCounters() : counters_(static_cast<Set*>(std::calloc(sets, sizeof(Set)))) {
    if (!counters_) throw std::bad_alloc();
    auto random = random_bytes(secret_.size());
    std::ranges::copy(random, secret_.begin());
}

std::uint64_t RateCounters::key(std::uint32_t kind, std::string_view who) const {
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(who.data()), who.size(), secret_.data());
    std::uint64_t value = 0;
    std::memcpy(&value, hash.data(), sizeof value);
    return key(kind, value);
}

std::uint64_t RateCounters::key(std::uint32_t kind, std::uint64_t who) const {
    std::array<unsigned char, 12> message{};
    std::memcpy(message.data(), &who, sizeof who);
    std::memcpy(message.data() + sizeof who, &kind, sizeof kind);
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), message.data(), message.size(), secret_.data());
    std::uint64_t value = 0;
    std::memcpy(&value, hash.data(), sizeof value);
    return value | 1; // 0 is an empty place
}

RateVerdict RateCounters::count(std::uint64_t key, RateLimit limit, Time now) {
    auto seconds = to_unix_ms(now) / 1000;
    auto end = static_cast<std::uint32_t>((seconds / limit.window.count() + 1) * limit.window.count());
    auto at = (key >> 8) % sets;
    auto& set = counters_[at];
    RateVerdict verdict{
        .allowed = true, .limit = limit.limit, .remaining = 0, .reset = Time(std::chrono::seconds(end))};
    std::scoped_lock lock(mutexes_[at % locks]);
    Counter* place = nullptr;
    for (auto& counter : set) {
        if (counter.key == key) {
            place = &counter;
            break;
        }
        auto worth = [&](const Counter& c) { return c.window_end <= seconds ? 0U : c.used; };
        if (place == nullptr || worth(counter) < worth(*place)) place = &counter;
    }
    if (place->key != key || place->window_end != end) *place = {key, end, 0};
    verdict.allowed = place->used < limit.limit;
    if (verdict.allowed) ++place->used;
    verdict.remaining = limit.limit - place->used;
    return verdict;
}

std::optional<std::uint64_t> client_of(std::string_view address) {
    std::array<char, INET6_ADDRSTRLEN + 1> text{};
    if (address.empty() || address.size() >= text.size()) return std::nullopt;
    std::ranges::copy(address, text.begin());
    std::uint64_t client = 0;
    if (in_addr v4{}; ::inet_pton(AF_INET, text.data(), &v4) == 1) {
        std::uint32_t bytes = 0;
        std::memcpy(&bytes, &v4, sizeof bytes);
        // No /64 of the public internet begins like this.
        return 0xFFFF'FFFF'0000'0000ULL | bytes;
    }
    if (in6_addr v6{}; ::inet_pton(AF_INET6, text.data(), &v6) == 1) {
        std::memcpy(&client, &v6, sizeof client);
        return be64toh(client);
    }
    return std::nullopt;
}

Result<void> AttemptLimits::operator()(const Attempt& attempt) const {
    auto rule = rule_of(attempt.kind);
    auto kind = static_cast<std::uint32_t>(attempt.kind);
    auto now = clock_.now();
    auto client = client_of(attempt.address);
    bool allowed =
        !client || counters_.count(counters_.key(attempts_of_address + kind, *client), rule.of_address, now).allowed;
    if (allowed && !attempt.name.empty() && rule.of_name.limit != 0)
        allowed = counters_.count(counters_.key(attempts_of_name + kind, attempt.name), rule.of_name, now).allowed;
    if (!allowed) return fail(ErrorKind::rate_limited, "rate_limited", "Too many requests");
    return {};
}

} // namespace kith::services
