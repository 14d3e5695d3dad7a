// What operators' commands read from the command line and from standard input.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>

namespace kith::app {

// The text itself, or all of standard input for "-".
std::string text_or_stdin(const std::string& text);

// None for an empty text. Errors: invalid; `what` names the flag.
Result<std::optional<Time>> moment(const std::string& text, const std::string& what);

// Errors: invalid; `list` is the command that shows the ids.
template <class I>
Result<I> parse_id_for(const std::string& text, const std::string& list) {
    if (auto id = parse_id_as<I>(text)) return *id;
    return invalid("id", "\"" + text + "\" is no id; `" + list + "` shows them");
}

} // namespace kith::app
