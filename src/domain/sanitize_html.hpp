// HTML from other servers, written again from an allow-list (the one Mastodon keeps, so that posts look as their
// authors meant): p br span a del s pre code em strong b i u ul ol li blockquote. Headings become bold paragraphs;
// other elements give way to what is in them; scripts, styles, frames, forms' values, images and drawings go with their
// content. Pure, thread-safe. Sanitising a second time changes nothing.
//
// Kept attributes: class (microformats, mention, hashtag, ellipsis, invisible, quote-inline), translate="no", lang,
// start, reversed, value, and href with the schemes http https dat dweb ipfs ipns ssb gopher xmpp magnet gemini. A link
// always gets rel="nofollow noopener noreferrer" and target="_blank".
#pragma once

#include <string>
#include <string_view>

namespace kith {

// Time and memory are bounded whatever the input is: what comes after these is left out; elements past the depth or the
// number give way to what is in them.
namespace html_limits {
constexpr std::size_t input_bytes = 262'144;
constexpr std::size_t input_tags = 8192; // start and end tags
constexpr std::size_t output_bytes = 196'608;
constexpr std::size_t output_elements = 2048;
constexpr std::size_t depth = 32;
} // namespace html_limits

std::string sanitize_html(std::string_view html);

} // namespace kith
