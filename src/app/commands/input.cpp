#include "app/commands/input.hpp"

#include <fmt/format.h>
#include <iostream>
#include <iterator>

namespace kith::app {

std::string text_or_stdin(const std::string& text) {
    if (text != "-") return text;
    return {std::istreambuf_iterator<char>(std::cin), {}};
}

Result<std::optional<Time>> moment(const std::string& text, const std::string& what) {
    if (text.empty()) return std::nullopt;
    if (auto time = parse_iso(text)) return time;
    return invalid(
        "time", fmt::format("{}: \"{}\" is no time; write it as 2026-12-24 or 2026-12-24T18:00:00+01:00", what, text));
}

} // namespace kith::app
