// links: kith_domain
// Any page: what is found is short, valid UTF-8, and addresses are those of the web.
#include "core/text.hpp"
#include "domain/page_metadata.hpp"

#include <cstdlib>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

bool is_web_address(const std::string& url) {
    return url.empty() || (kith::contains_ignoring_case(url.substr(0, 8), "http") && url.find("://") < 6);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith;
    std::string body(reinterpret_cast<const char*>(data), size);
    auto page = parse_page_metadata(page_as_utf8(body, ""), "https://example.org/a/b?c#d");
    for (const auto* text : {&page.title, &page.description, &page.author, &page.site, &page.language})
        require(is_valid_utf8(*text) && count_code_points(*text) <= 500);
    require(is_web_address(page.image_url) && page.image_url.size() <= 2048);
    require(is_web_address(absolute_url(body, "http://example.org")));
    return 0;
}
