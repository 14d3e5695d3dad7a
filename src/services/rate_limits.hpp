// How often somebody may do something: counters in memory, of bounded size.
#pragma once

#include "core/clock.hpp"
#include "services/attempts.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

namespace kith::services {

// So many in each window of time. Windows begin at fixed moments, the same for everybody.
struct RateLimit {
    std::uint32_t limit = 0;
    std::chrono::seconds window{0};
};

struct RateVerdict {
    bool allowed = true;
    std::uint32_t limit = 0;
    std::uint32_t remaining = 0;
    Time reset; // when the window ends
};

// Thread-safe; a count takes well under a microsecond and never allocates. When there are more counters than fit, those
// that count least are forgotten: whoever floods keeps being counted.
class RateCounters {
public:
    RateCounters();

    // Counts one more of `key` and says whether it is within the limit. What is beyond the limit is not counted.
    RateVerdict count(std::uint64_t key, RateLimit limit, Time now);

    // A key for what is counted and by whom; nobody can guess two that clash.
    std::uint64_t key(std::uint32_t kind, std::string_view who) const;
    std::uint64_t key(std::uint32_t kind, std::uint64_t who) const;

private:
    struct Counter {
        std::uint64_t key;        // 0: none
        std::uint32_t window_end; // seconds since 1970
        std::uint32_t used;
    };
    static constexpr std::size_t ways = 8;
    static constexpr std::size_t sets = 8192;
    static constexpr std::size_t locks = 64; // each for every 64th set
    using Set = std::array<Counter, ways>;
    struct Free {
        void operator()(Set* counters) const;
    };

    std::array<unsigned char, 16> secret_;
    std::array<std::mutex, locks> mutexes_;
    // 1 MiB from calloc, so that what nobody counts in takes no memory.
    std::unique_ptr<Set[], Free> counters_;
};

// One client: an IPv4 address, or the /64 of an IPv6 one, that providers give to one household. nullopt for what is no
// address (a unix socket). Pure.
std::optional<std::uint64_t> client_of(std::string_view address);

// The limits of what can be guessed or flooded; for AttemptGate.
class AttemptLimits {
public:
    AttemptLimits(RateCounters& counters, const Clock& clock) : counters_(counters), clock_(clock) {}

    // Errors: rate_limited.
    Result<void> operator()(const Attempt& attempt) const;

private:
    RateCounters& counters_;
    const Clock& clock_;
};

} // namespace kith::services
