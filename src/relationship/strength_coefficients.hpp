// The coefficients of tie strength (strength.hpp). Written by model/strength/run; do not edit.
// model/strength/PROVENANCE.md says from what, and figures.md beside it how well they do.
#pragma once

namespace kith::relationship {

inline constexpr double strength_start = -1.770;
inline constexpr double strength_coefficients[] = {
    0.318, // both_ways
    1.062, // recent_exchanges
    1.823, // freshness
    0.380, // activity
    0.840, // closeness
};

} // namespace kith::relationship
