// Reciprocity: how even the give and take of a tie is.
#pragma once

#include "relationship/tie.hpp"

#include <optional>

namespace kith::relationship {

// Units at `now`, half-life 90 days, as the owner gave and took them. Taken: what the other gave to the owner, and the
// owner's own asks and pitches.
struct GiveAndTake {
    double given = 0;
    double taken = 0;
};
GiveAndTake give_and_take(const Tie& tie, Time now);

// 2·min(given, taken) / (given + taken), in [0, 1]; nullopt while the two make less than one unit.
std::optional<double> reciprocity(const Tie& tie, Time now);

} // namespace kith::relationship
