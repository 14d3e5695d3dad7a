#include "domain/shortcodes.hpp"

#include "domain/names.hpp"
#include "domain/unicode.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace kith {
namespace {

bool is_part_of_word(char32_t c) { return c == U':' || (c != U'_' && unicode::is_word(c)); }

bool begins(std::string_view text, std::size_t colon) {
    return colon == 0 || !is_part_of_word(unicode::code_point_before(text, colon));
}

bool ends(std::string_view text, std::size_t after) {
    return after == text.size() || !is_part_of_word(next_code_point(text, after));
}

} // namespace

bool is_shortcode(std::string_view text) {
    return text.size() >= 2 && text.size() <= longest_shortcode && std::ranges::all_of(text, is_username_char);
}

std::vector<std::string_view> shortcodes_in(std::string_view text) {
    std::vector<std::string_view> found;
    auto open = text.find(':');
    while (open != std::string_view::npos) {
        auto close = text.find(':', open + 1);
        if (close == std::string_view::npos) break;
        auto name = text.substr(open + 1, close - open - 1);
        if (is_shortcode(name) && begins(text, open) && ends(text, close + 1)) {
            if (std::ranges::find(found, name) == found.end()) found.push_back(name);
            open = text.find(':', close + 1);
        } else {
            open = close;
        }
    }
    return found;
}

} // namespace kith
