#include "domain/page_metadata.hpp"

#include "core/text.hpp"
#include "domain/html_tree.hpp"
#include "domain/language.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace kith {
namespace {

constexpr std::size_t longest_url = 2048;

// White space of any kind and length becomes one blank.
std::string tidy(std::string_view text, std::size_t most) {
    std::string out;
    for (char c : text) {
        bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (static_cast<unsigned char>(c) < 0x20 && !blank) continue;
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return std::string(trim(truncate_code_points(out, most)));
}

// The first of several ways to say the same thing wins by its place here.
enum Field { title, description, author, site, locale, image, field_count };
struct MetaName {
    std::string_view name;
    Field field;
    int rank; // lower is better
};
constexpr std::array<MetaName, 17> meta_names{{
    {"og:title", title, 0},
    {"twitter:title", title, 1},
    {"og:description", description, 0},
    {"twitter:description", description, 1},
    {"description", description, 2},
    {"author", author, 0},
    {"article:author", author, 1},
    {"twitter:creator", author, 2},
    {"og:site_name", site, 0},
    {"application-name", site, 1},
    {"og:locale", locale, 0},
    {"language", locale, 1},
    {"og:image:secure_url", image, 0},
    {"og:image", image, 1},
    {"og:image:url", image, 2},
    {"twitter:image", image, 3},
    {"twitter:image:src", image, 4},
}};
constexpr int rank_of_title_element = 2;

class Finder {
public:
    struct Token {
        bool title = false;
    };

    void text(std::string_view text) {
        if (in_title_ && title_.size() < 4096) title_ += text;
    }
    std::optional<Token> enter(const GumboElement& element) {
        if (element.tag == GUMBO_TAG_META) meta(element);
        bool is_title = element.tag == GUMBO_TAG_TITLE && element.tag_namespace == GUMBO_NAMESPACE_HTML;
        if (!is_title && is_dropped(element) && element.tag != GUMBO_TAG_HEAD) return std::nullopt;
        bool first = is_title && !had_title_;
        in_title_ = in_title_ || first;
        had_title_ = had_title_ || first;
        return Token{first};
    }
    void leave(const GumboElement&, Token token) {
        if (!token.title) return;
        in_title_ = false;
        offer(title, title_, rank_of_title_element);
    }

    const std::string& value(Field field) const { return found_[field].value; }

private:
    struct Found {
        std::string value;
        int rank = 1000;
    };

    void offer(Field field, std::string_view value, int rank) {
        auto& found = found_[field];
        if (rank >= found.rank || trim(value).empty()) return;
        found = {std::string(value), rank};
    }
    void meta(const GumboElement& element) {
        auto content = attribute(element, "content");
        if (!content) return;
        // Pages put OpenGraph names into `name`, and others into `property`.
        for (const char* key : {"property", "name"}) {
            auto name = attribute(element, key);
            if (!name) continue;
            for (const auto& known : meta_names)
                if (equals_ignoring_case(trim(*name), known.name)) offer(known.field, *content, known.rank);
        }
    }

    std::array<Found, field_count> found_;
    std::string title_;
    bool in_title_ = false;
    bool had_title_ = false;
};

// "charset=…" in the first bytes of a page.
std::string_view declared_charset(std::string_view body) {
    constexpr std::string_view mark = "charset=";
    auto head = body.substr(0, 1024);
    for (std::size_t at = 0; at + mark.size() < head.size(); ++at) {
        if (!equals_ignoring_case(head.substr(at, mark.size()), mark)) continue;
        auto value = head.substr(at + mark.size());
        while (!value.empty() && (value.front() == '"' || value.front() == '\'' || value.front() == ' '))
            value.remove_prefix(1);
        return value.substr(0, value.find_first_of("\"' />;\r\n\t"));
    }
    return {};
}

} // namespace

std::string page_as_utf8(std::string body, std::string_view charset) {
    if (charset.empty()) charset = declared_charset(body);
    std::string name(charset.substr(0, 64));
    // A page whose "charset=utf-16" could be read is no UTF-16 (WHATWG HTML).
    if (name.empty() || equals_ignoring_case(name.substr(0, 3), "utf")) return body;
    // What pages call ISO-8859-1 and ASCII is windows-1252 (WHATWG Encoding).
    if (equals_ignoring_case(name, "iso-8859-1") || equals_ignoring_case(name, "latin1") ||
        equals_ignoring_case(name, "us-ascii") || equals_ignoring_case(name, "ascii"))
        name = "windows-1252";
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &error), &ucnv_close);
    if (U_FAILURE(error) || !converter) return body;
    icu::UnicodeString text(body.data(), static_cast<int32_t>(body.size()), converter.get(), error);
    if (U_FAILURE(error)) return body;
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::string absolute_url(std::string_view reference, std::string_view base) {
    reference = trim(reference);
    if (reference.empty() || reference.size() > longest_url) return {};
    auto is_web = [](std::string_view url) {
        return (url.size() > 8 && equals_ignoring_case(url.substr(0, 8), "https://")) ||
               (url.size() > 7 && equals_ignoring_case(url.substr(0, 7), "http://"));
    };
    if (std::ranges::any_of(reference, [](char c) { return static_cast<unsigned char>(c) <= 0x20; })) return {};
    if (is_web(reference)) return std::string(reference);
    if (!is_web(base)) return {};
    auto scheme_end = base.find("://");
    auto host_end = std::min(base.find_first_of("/?#", scheme_end + 3), base.size());
    std::string made;
    if (reference.starts_with("//")) {
        made = std::string(base.substr(0, scheme_end + 1)) + std::string(reference);
    } else if (reference.starts_with('/')) {
        made = std::string(base.substr(0, host_end)) + std::string(reference);
    } else {
        // Another scheme ("data:", "javascript:") is no address of a picture or page.
        if (reference.substr(0, reference.find_first_of("/?#")).find(':') != std::string_view::npos) return {};
        auto path = base.substr(0, std::min(base.find_first_of("?#"), base.size()));
        auto slash = path.rfind('/');
        made = slash < host_end ? std::string(base.substr(0, host_end)) + "/" : std::string(path.substr(0, slash + 1));
        made += reference;
    }
    return made.size() <= longest_url && is_web(made) ? made : std::string();
}

PageMetadata parse_page_metadata(std::string_view html, std::string_view url) {
    HtmlTree tree(html);
    Finder finder;
    walk<Finder::Token>(tree, finder);
    PageMetadata page{.title = tidy(finder.value(title), 300),
                      .description = tidy(finder.value(description), 500),
                      .author = tidy(finder.value(author), 100),
                      .site = tidy(finder.value(site), 100),
                      .language = {},
                      .image_url = absolute_url(finder.value(image), url)};
    // "article:author" is often an address of a profile.
    if (page.author.starts_with("http://") || page.author.starts_with("https://")) page.author.clear();
    auto language = finder.value(locale).substr(0, finder.value(locale).find_first_of("_-"));
    if (!language.empty()) page.language = normalize_language(language).value_or("");
    return page;
}

} // namespace kith
