#include "domain/html_tree.hpp"

#include "core/text.hpp"
#include "domain/sanitize_html.hpp"

#include <algorithm>
#include <array>

namespace kith {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_tag_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_formatting(std::string_view name) {
    constexpr auto names = std::to_array<std::string_view>(
        {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
    return std::ranges::any_of(names, [&](std::string_view n) { return equals_ignoring_case(n, name); });
}

// Past the ">" of the tag whose attributes begin at `at`, or the end.
std::size_t skip_attributes(std::string_view html, std::size_t at) {
    for (char quote = 0; at < html.size(); ++at) {
        char c = html[at];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if ((c == '"' || c == '\'') && html[at - 1] == '=')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return at;
}

// What the parser is given: cut at the limits, and without the attributes of formatting elements. A parser that does
// what HTML asks for opens such elements again in each new block, all those that differ: the attributes, of which none
// is kept, would make that quadratic.
std::string bounded(std::string_view html) {
    std::string out;
    out.reserve(html.size());
    std::size_t tags = 0;
    std::size_t at = 0;
    while (at < html.size()) {
        std::size_t open = std::min(html.find('<', at), html.size());
        out += html.substr(at, open - at);
        std::size_t name_begin = open + 1;
        if (name_begin >= html.size() || (html[name_begin] != '/' && !is_ascii_letter(html[name_begin]))) {
            out += html.substr(open, 1);
            at = std::min(name_begin, html.size());
            continue;
        }
        if (++tags > html_limits::input_tags) break;
        std::size_t name_end = name_begin;
        while (name_end < html.size() && !is_tag_space(html[name_end]) && html[name_end] != '/' &&
               html[name_end] != '>')
            ++name_end;
        out += html.substr(open, name_end - open);
        at = name_end;
        if (name_end < html.size() && html[name_end] != '>' &&
            is_formatting(html.substr(name_begin, name_end - name_begin))) {
            at = skip_attributes(html, name_end);
            out += '>';
        }
    }
    return out;
}

std::string_view cut(std::string_view html) {
    if (html.size() <= html_limits::input_bytes) return html;
    std::size_t end = html_limits::input_bytes;
    while (end > 0 && (static_cast<unsigned char>(html[end]) & 0xC0) == 0x80)
        --end;
    return html.substr(0, end);
}

} // namespace

HtmlTree::HtmlTree(std::string_view html)
    : html_(bounded(cut(html))), arena_(std::max<std::size_t>(4096, 8 * html_.size())) {
    if (!is_valid_utf8(html_) || html_.find('\0') != std::string::npos) html_ = to_valid_utf8(html_);
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = [](void* arena, std::size_t size) {
        return static_cast<std::pmr::memory_resource*>(arena)->allocate(size);
    };
    options.deallocator = [](void*, void*) {};
    options.userdata = static_cast<std::pmr::memory_resource*>(&arena_);
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_BODY;
    output_ = gumbo_parse_with_options(&options, html_.data(), html_.size());
}

std::optional<std::string_view> attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found ? std::optional<std::string_view>(found->value) : std::nullopt;
}

bool is_block(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
        return true;
    default:
        return false;
    }
}

bool is_dropped(const GumboElement& element) {
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return true;
    switch (element.tag) {
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_PLAINTEXT:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_XMP:
        return true;
    default:
        return false;
    }
}

} // namespace kith
