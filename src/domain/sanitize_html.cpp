#include "domain/sanitize_html.hpp"

#include "core/text.hpp"
#include "domain/html_tree.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace kith {
namespace {

constexpr std::size_t longest_href = 4096;
constexpr std::size_t longest_language_tag = 35; // RFC 5646, 4.4.1

bool is_blank(std::string_view text) { return trim(text).empty(); }

bool is_allowed_href(std::string_view href) {
    constexpr auto schemes = std::to_array<std::string_view>(
        {"http", "https", "dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "xmpp", "magnet", "gemini"});
    if (href.size() > longest_href) return false;
    if (std::ranges::any_of(href, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }))
        return false;
    auto scheme = href.substr(0, href.find(':'));
    return scheme.size() < href.size() &&
           std::ranges::any_of(schemes, [&](std::string_view s) { return equals_ignoring_case(s, scheme); });
}

bool is_allowed_class(std::string_view name) {
    for (std::string_view prefix : {"h-", "p-", "u-", "dt-", "e-"})
        if (name.starts_with(prefix)) return true;
    return name == "mention" || name == "hashtag" || name == "ellipsis" || name == "invisible" ||
           name == "quote-inline";
}

bool is_language_tag(std::string_view text) {
    return !text.empty() && text.size() <= longest_language_tag && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool is_number(std::string_view text) { return text.size() <= 10 && !text.starts_with('+') && parse_int(text); }

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
    out += ' ';
    out += name;
    out += "=\"";
    append_escaped_html(out, value);
    out += '"';
}

// The allow-list: what an element is called in the answer, "" if it gives way to its content.
std::string_view allowed_name(const GumboElement& element) {
    switch (element.tag) {
    case GUMBO_TAG_P:
        return "p";
    case GUMBO_TAG_SPAN:
        return "span";
    case GUMBO_TAG_A:
        return is_allowed_href(attribute(element, "href").value_or("")) ? "a" : "";
    case GUMBO_TAG_DEL:
        return "del";
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
        return "s";
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
        return "pre";
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_TT:
        return "code";
    case GUMBO_TAG_EM:
        return "em";
    case GUMBO_TAG_STRONG:
        return "strong";
    case GUMBO_TAG_B:
        return "b";
    case GUMBO_TAG_I:
        return "i";
    case GUMBO_TAG_U:
        return "u";
    case GUMBO_TAG_UL:
        return "ul";
    case GUMBO_TAG_OL:
        return "ol";
    case GUMBO_TAG_LI:
        return "li";
    case GUMBO_TAG_BLOCKQUOTE:
        return "blockquote";
    default:
        return "";
    }
}

bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }
bool is_block_name(std::string_view name) {
    return name == "p" || name == "pre" || name == "blockquote" || name == "ul" || name == "ol" || name == "li";
}

std::string class_attribute(const GumboElement& element) {
    std::string kept;
    std::string classes(attribute(element, "class").value_or(""));
    std::ranges::replace_if(classes, [](char c) { return c == '\t' || c == '\n' || c == '\f' || c == '\r'; }, ' ');
    for (std::string_view name : split(classes, ' ')) {
        if (!is_allowed_class(name)) continue;
        if (!kept.empty()) kept += ' ';
        kept += name;
    }
    return kept;
}

std::string attributes_of(const GumboElement& element, std::string_view name) {
    std::string out;
    auto keep = [&](const char* attribute_name, bool (*is_allowed)(std::string_view)) {
        auto value = attribute(element, attribute_name);
        if (value && is_allowed(*value)) append_attribute(out, attribute_name, *value);
    };
    if (name == "a") append_attribute(out, "href", *attribute(element, "href"));
    if (name == "a" || name == "span" || name == "p") {
        if (std::string classes = class_attribute(element); !classes.empty()) append_attribute(out, "class", classes);
    }
    if (name == "a" || name == "span") keep("translate", [](std::string_view value) { return value == "no"; });
    if (name == "a" || name == "span" || name == "p" || name == "blockquote" || name == "li")
        keep("lang", is_language_tag);
    if (name == "ol") {
        keep("start", is_number);
        if (attribute(element, "reversed")) out += " reversed=\"\"";
    }
    if (name == "li") keep("value", is_number);
    if (name == "a") out += " rel=\"nofollow noopener noreferrer\" target=\"_blank\"";
    return out;
}

// Writes elements so that a parser finds the very tree that was written: where HTML would close an element by itself,
// its end tag is there. That, and counting against the limits only what is written, makes sanitising twice the same as
// once.
class SafeWriter {
public:
    // Elements that were written for one of the source carry numbers from its token on; 0 if none was.
    using Token = unsigned;

    void text(std::string_view text) {
        if (is_full_ || (is_blank(text) && line_break_is_due_)) return;
        begin_inline();
        for (std::size_t at = 0; at < text.size() && !is_full_;) {
            std::size_t begin = at;
            char32_t c = next_code_point(text, at);
            bool is_control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
            if (is_control) continue;
            // The first line end in it is not part of the content for a parser.
            piece_ = c == '\n' && out_.ends_with("<pre>") ? "\n" : "";
            append_escaped_html(piece_, text.substr(begin, at - begin));
            append(piece_);
            if (!is_blank(piece_)) at_line_start_ = false;
        }
    }

    std::optional<Token> enter(const GumboElement& element) {
        if (is_dropped(element)) return std::nullopt;
        if (element.tag == GUMBO_TAG_BR) {
            line_break();
            return std::nullopt;
        }
        if (is_heading(element.tag)) {
            Token token = open("p", "");
            Token inner = open("strong", "");
            return token != 0 ? token : inner;
        }
        std::string_view name = allowed_name(element);
        if (name.empty()) {
            line_break_is_due_ |= is_block(element.tag);
            return Token{};
        }
        return open(name, attributes_of(element, name));
    }

    void leave(const GumboElement& element, Token token) {
        while (token != 0 && !open_.empty() && open_.back().number >= token)
            close();
        if (token == 0) line_break_is_due_ |= is_block(element.tag);
    }

    std::string finish() {
        while (!open_.empty())
            close();
        return std::move(out_);
    }

private:
    struct Open {
        std::string_view name;
        Token number = 0;
    };

    bool is_open(std::string_view name) const {
        return std::ranges::any_of(open_, [&](const Open& open) { return open.name == name; });
    }

    // False, and nothing more is written from here on but end tags, when the answer is full.
    bool append(std::string_view piece) {
        is_full_ |= out_.size() + piece.size() > html_limits::output_bytes;
        if (!is_full_) out_ += piece;
        return !is_full_;
    }

    void begin_inline() {
        if (line_break_is_due_ && !at_line_start_) line_break();
        line_break_is_due_ = false;
    }

    void line_break() {
        line_break_is_due_ = false;
        at_line_start_ = true;
        if (elements_ >= html_limits::output_elements) return;
        ++elements_;
        append("<br />");
    }

    Token open(std::string_view name, const std::string& attributes) {
        if (name == "li") close_list_item();
        if (is_block_name(name)) {
            close_through("p");
            line_break_is_due_ = false;
            at_line_start_ = true;
        } else {
            begin_inline();
        }
        bool is_nested_link = name == "a" && is_open(name);
        if (is_nested_link || open_.size() >= html_limits::depth || elements_ >= html_limits::output_elements) return 0;
        if (!append("<" + std::string(name) + attributes + ">")) return 0;
        ++elements_;
        open_.push_back({name, ++last_number_});
        return last_number_;
    }

    void close() {
        std::string_view name = open_.back().name;
        open_.pop_back();
        out_ += "</";
        out_ += name;
        out_ += '>';
        if (is_block_name(name)) {
            line_break_is_due_ = false;
            at_line_start_ = true;
        }
    }

    void close_through(std::string_view name) {
        if (!is_open(name)) return;
        while (open_.back().name != name)
            close();
        close();
    }

    // A list item ends the one before it, unless that is outside of the innermost list or block.
    void close_list_item() {
        for (std::size_t i = open_.size(); i-- > 0;) {
            if (open_[i].name == "li") return close_through("li");
            if (open_[i].name != "p" && is_block_name(open_[i].name)) return;
        }
    }

    std::string out_;
    std::string piece_;
    std::vector<Open> open_;
    Token last_number_ = 0;
    std::size_t elements_ = 0;
    bool at_line_start_ = true;
    bool line_break_is_due_ = false;
    bool is_full_ = false;
};

} // namespace

std::string sanitize_html(std::string_view html) {
    HtmlTree tree(html);
    SafeWriter writer;
    walk<SafeWriter::Token>(tree, writer);
    return writer.finish();
}

} // namespace kith
