// links: kith_domain
// Any text: entities are in order and inside it, and its HTML survives cleaning with nothing but allowed tags.
#include "core/text.hpp"
#include "domain/sanitize_html.hpp"
#include "domain/status_html.hpp"

#include <cstdlib>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto entities = find_entities(text);
    std::size_t at = 0;
    for (const auto& entity : entities) {
        require(entity.begin >= at && entity.end > entity.begin && entity.end <= text.size() && !entity.name.empty());
        at = entity.end;
    }
    status_length(text);
    for (const auto& hashtag : hashtags_of(entities))
        require(normalize_hashtag(hashtag) == hashtag);

    MentionTargets targets;
    for (const auto& acct : mentions_of(entities, "kith.example"))
        targets[acct] = {"https://kith.example/@" + acct.str(), acct.str()};
    std::string html = status_html(text, entities, {"https://kith.example/tags/", "kith.example", targets});
    std::string lower = to_lower_ascii(html);
    require(lower.find("<script") == std::string::npos && lower.find("\"javascript:") == std::string::npos);
    std::string clean = sanitize_html(html);
    require(sanitize_html(clean) == clean);
    return 0;
}
