#pragma once

namespace kith::relationship {

inline constexpr double strength_start = -2.0;
inline constexpr double strength_coefficients[] = {0.55, 0.82, 1.99, 0.38, 0.79};

} // namespace kith::relationship
