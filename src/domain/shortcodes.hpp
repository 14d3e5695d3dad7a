// Custom emojis in text: ":blobcat:". Pure, thread-safe, linear time.
#pragma once

#include <string_view>
#include <vector>

namespace kith {

constexpr std::size_t longest_shortcode = 128; // bytes

// a-z, A-Z, 0-9 and _, at least two of them.
bool is_shortcode(std::string_view text);
// Each once, in order of appearance, without the colons. One counts where no letter, digit or colon stands before its
// first colon nor after its last (as in Mastodon, so that "12:30:45" holds none). The views point into the text.
std::vector<std::string_view> shortcodes_in(std::string_view text);

} // namespace kith
