// What a web page says about itself for previews: OpenGraph (https://ogp.me), Twitter cards, and plain HTML. Pure,
// thread-safe; the bounds of sanitize_html.
#pragma once

#include <string>
#include <string_view>

namespace kith {

// Plain text, cut to what a preview needs; empty: the page does not say.
struct PageMetadata {
    std::string title;       // at most 300 code points
    std::string description; // at most 500
    std::string author;      // at most 100
    std::string site;        // the name of the site; at most 100
    std::string language;    // ISO 639
    std::string image_url;   // absolute, http or https
};

// `url`: where the page came from, for relative addresses.
PageMetadata parse_page_metadata(std::string_view html, std::string_view url);

// The text of a page in UTF-8, by the charset that the server or the page's first 1024 bytes name (WHATWG HTML,
// "prescan"); as it is if that is none that is known.
std::string page_as_utf8(std::string body, std::string_view charset);

// An address as a page writes it, as an absolute one; "" unless it is http or https. At most 2048 bytes.
std::string absolute_url(std::string_view reference, std::string_view base);

} // namespace kith
