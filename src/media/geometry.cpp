#include "media/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace kith::media {

Size fit_area(Size size, std::int64_t area) {
    if (size.area() <= area) return size;
    double scale = std::sqrt(static_cast<double>(area) / static_cast<double>(size.area()));
    Size fitted{std::max(1, static_cast<int>(size.width * scale)), std::max(1, static_cast<int>(size.height * scale))};
    // A side that could not go below one pixel leaves less room for the other.
    auto room = [&](int side) { return static_cast<int>(std::max<std::int64_t>(1, area / side)); };
    fitted.width = std::min(fitted.width, room(fitted.height));
    fitted.height = std::min(fitted.height, room(fitted.width));
    return fitted;
}

Size to_even(Size size) {
    auto even = [](int side) { return std::max(2, side & ~1); };
    return {even(size.width), even(size.height)};
}

} // namespace kith::media
