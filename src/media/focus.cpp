#include "media/focus.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kith::media {
namespace {

std::optional<double> parse_coordinate(std::string_view text) {
    text = trim(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return std::clamp(value, -1.0, 1.0);
}

} // namespace

std::optional<Focus> parse_focus(std::string_view text) {
    std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    auto x = parse_coordinate(text.substr(0, comma));
    auto y = parse_coordinate(text.substr(comma + 1));
    if (!x || !y) return std::nullopt;
    return Focus{*x, *y};
}

} // namespace kith::media
