// Sizes of pictures. Pure.
#pragma once

#include <cstdint>

namespace kith::media {

struct Size {
    int width = 0;
    int height = 0;

    std::int64_t area() const { return static_cast<std::int64_t>(width) * height; }
    bool operator==(const Size&) const = default;
};

// The same shape within `area` pixels, at least 1x1; never larger than it was. Needs positive sides.
Size fit_area(Size size, std::int64_t area);
// Both sides even, as H.264's chroma needs; at least 2x2.
Size to_even(Size size);

} // namespace kith::media
