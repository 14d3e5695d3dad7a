// links: kith_domain
// Any HTML: sanitising twice is the same as once, and only allowed tags come out.
#include "core/text.hpp"
#include "domain/plain_text.hpp"
#include "domain/sanitize_html.hpp"

#include <array>
#include <cstdlib>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

bool is_allowed_tag(std::string_view name) {
    static constexpr auto allowed =
        std::to_array<std::string_view>({"p", "br", "span", "a", "del", "s", "pre", "code", "em", "strong", "b", "i",
                                         "u", "ul", "ol", "li", "blockquote"});
    for (auto tag : allowed)
        if (tag == name) return true;
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith;
    std::string_view html(reinterpret_cast<const char*>(data), size);
    std::string clean = sanitize_html(html);
    require(is_valid_utf8(clean));
    for (std::size_t at = clean.find('<'); at != std::string::npos; at = clean.find('<', at + 1)) {
        std::size_t begin = at + (clean[at + 1] == '/' ? 2 : 1);
        require(is_allowed_tag(std::string_view(clean).substr(begin, clean.find_first_of(" >", begin) - begin)));
    }
    require(sanitize_html(clean) == clean);
    require(is_valid_utf8(html_to_text(html)));
    return 0;
}
