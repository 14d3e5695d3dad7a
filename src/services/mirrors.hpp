// The mirror of a member's own activity, computed when they look. See relationship/mirror.hpp.
#pragma once

#include "relationship/mirror.hpp"
#include "store/store.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kith::services {

enum class MirrorPeriod : std::uint8_t { week, month, year };
std::string_view to_string(MirrorPeriod period);
std::optional<MirrorPeriod> parse_mirror_period(std::string_view name);

// The week (from Monday), month or year, UTC, that holds `at`; and the one before a period.
relationship::Period period_around(MirrorPeriod kind, Time at);
relationship::Period period_before(MirrorPeriod kind, const relationship::Period& period);

// What a period of the past is shown with.
struct MirrorPoint {
    relationship::Period period;
    relationship::Mirror mirror;
};

struct MirrorView {
    relationship::Period period;
    relationship::Mirror mirror;
    relationship::Reasons words;     // the most telling first
    std::vector<MirrorPoint> before; // the same periods up to this one, oldest first
};

// The mirror as sentences. Pure.
relationship::Reasons words_for(const relationship::Mirror& mirror);

// Thread-safe. Reads every interaction of the periods: on a worker.
class Mirrors {
public:
    explicit Mirrors(const Clock& clock) : clock_(clock) {}

    Result<MirrorView> get(const store::ReadTx& tx, AccountId owner, MirrorPeriod kind, Time at) const;

private:
    const Clock& clock_;
};

} // namespace kith::services
