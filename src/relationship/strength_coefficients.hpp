// The coefficients of tie strength (strength.hpp). Written by model/strength/run --write; do not edit.
// Fitted 2026-11-22 on SNAP CollegeMsg (Panzarasa et al. 2009), cut at 20, 30, 40, 50 and 60 % of its time, and
// KONECT radoslaw_email (Michalski et al. 2011), cut at 40, 50 and 60 %; networks and cuts weigh alike.
// CollegeMsg: AUC 0.865, P@100 0.39, calibration error 0.004 (means over cuts).
// radoslaw: AUC 0.894, P@100 0.98, calibration error 0.031 (means over cuts).
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
