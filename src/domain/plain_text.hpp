// HTML as text: for search, classification, filters and notifications. Pure, thread-safe; the limits of sanitize_html.
#pragma once

#include <string>
#include <string_view>

namespace kith {

// Line ends for <br> and list items, a blank line between paragraphs; no markup, no scripts, no white space around.
// The answer is text: it needs escaping before it goes into HTML again.
std::string html_to_text(std::string_view html);

} // namespace kith
