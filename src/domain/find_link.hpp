// Where a link in plain text ends; find_entities' rules for links live here. Pure, linear time.
#pragma once

#include <cstddef>
#include <string_view>

namespace kith {

// One past the last byte of the link that starts at `begin`, or `begin` if none does. Looks at what comes before, too.
std::size_t find_link_end(std::string_view text, std::size_t begin);

} // namespace kith
