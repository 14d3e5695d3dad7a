// The focal point of a picture. https://docs.joinmastodon.org/api/guidelines/#focal-points
#pragma once

#include <optional>
#include <string_view>

namespace kith::media {

// The point that crops must keep: x from -1 (left) to 1 (right), y from -1 (bottom) to 1 (top).
struct Focus {
    double x = 0;
    double y = 0;
    bool operator==(const Focus&) const = default;
};

// "x,y"; numbers outside [-1, 1] are moved to the edge, as Mastodon does; nullopt if it isn't two finite numbers.
std::optional<Focus> parse_focus(std::string_view text);

} // namespace kith::media
