#include "domain/find_link.hpp"

#include "core/text.hpp"
#include "domain/unicode.hpp"

#include <unicode/uscript.h>

namespace kith {
namespace {

constexpr std::string_view never_last = "!*'\";:,.$%[]~|@^`\\?";

bool is_ascii_alphanumeric(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool may_precede(std::string_view text, std::size_t begin) {
    if (begin == 0) return true;
    char32_t before = unicode::code_point_before(text, begin);
    return !is_ascii_alphanumeric(before) && before != '@' && before != 0xFF20 && before != '$' && before != '#' &&
           before != 0xFF03;
}

std::size_t scheme_length(std::string_view text, std::size_t begin) {
    auto rest = text.substr(begin, 8);
    if (equals_ignoring_case(rest, "https://")) return 8;
    if (equals_ignoring_case(rest.substr(0, 7), "http://")) return 7;
    return 0;
}

// One label of a host, and how much of it can be a top-level domain.
struct Label {
    std::size_t end = 0;
    std::size_t top_level_end = 0; // 0 if it cannot be one
};

// "com" of "com日本語" is a top-level domain: people write on without a space in scripts that have none.
class TopLevelScan {
public:
    void take(char32_t c, std::size_t end) {
        if (stopped_) return;
        bool ascii = c < 0x80;
        if (size_ == 0) starts_ascii_ = ascii;
        if (!unicode::is_letter(c) && !unicode::is_mark(c)) {
            stopped_ = true;
            possible_ = false;
        } else if (starts_ascii_ && !ascii && !is_latin(c)) {
            stopped_ = true;
        } else {
            ++size_;
            end_ = end;
        }
    }
    std::size_t end() const { return possible_ && size_ >= 2 ? end_ : 0; }

private:
    static bool is_latin(char32_t c) {
        UErrorCode status = U_ZERO_ERROR;
        auto script = uscript_getScript(static_cast<UChar32>(c), &status);
        return script == USCRIPT_LATIN || script == USCRIPT_INHERITED;
    }

    std::size_t size_ = 0;
    std::size_t end_ = 0;
    bool starts_ascii_ = false;
    bool stopped_ = false;
    bool possible_ = true;
};

Label read_label(std::string_view text, std::size_t begin) {
    Label label{begin, 0};
    TopLevelScan top_level;
    for (std::size_t at = begin; at < text.size();) {
        char32_t c = next_code_point(text, at);
        if (c != '-' && !unicode::is_word(c)) break;
        top_level.take(c, at);
        label.end = at;
    }
    auto written = text.substr(begin, label.end - begin);
    bool is_encoded = written.size() > 4 && equals_ignoring_case(written.substr(0, 4), "xn--") && written.back() != '-';
    label.top_level_end = is_encoded ? label.end : top_level.end();
    return label;
}

std::size_t find_host_end(std::string_view text, std::size_t begin) {
    std::size_t host_end = begin;
    std::size_t at = begin;
    for (bool first = true;; first = false) {
        Label label = read_label(text, at);
        if (label.end == at || text[at] == '-' || text[label.end - 1] == '-') break;
        if (!first && label.top_level_end != 0) host_end = label.top_level_end;
        if (label.end >= text.size() || text[label.end] != '.') {
            at = label.end;
            break;
        }
        at = label.end + 1;
    }
    // A user's name with a dot: the host would be another one than it seems.
    return at < text.size() && text[at] == '@' ? begin : host_end;
}

std::size_t find_port_end(std::string_view text, std::size_t begin) {
    if (begin >= text.size() || text[begin] != ':') return begin;
    std::size_t at = begin + 1;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        ++at;
    return at > begin + 1 && at - begin <= 6 ? at : begin;
}

bool ends_link(char32_t c) {
    if (c < 0x80) return c <= ' ' || c == '<' || c == '>' || c == '"' || c == 0x7F;
    bool is_directional =
        c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return is_directional || c == 0xFFFD || c == 0xFEFF || unicode::is_space(c);
}

bool may_be_last(char32_t c, bool in_query) {
    if (c < 0x80) {
        if (c == '=' || c == '&') return in_query;
        return c != '(' && never_last.find(static_cast<char>(c)) == std::string_view::npos;
    }
    bool is_closing = c == 0x300C || c == 0x300D || c == 0x300F || c == 0x3011 || c == 0xFF09;
    return !is_closing;
}

// Path, query and fragment.
std::size_t find_rest_end(std::string_view text, std::size_t begin) {
    if (begin >= text.size() || (text[begin] != '/' && text[begin] != '?' && text[begin] != '#')) return begin;
    std::size_t end = begin;
    std::size_t open = 0;
    bool in_query = false;
    for (std::size_t at = begin; at < text.size();) {
        char32_t c = next_code_point(text, at);
        if (ends_link(c) || (c == ')' && open == 0)) break;
        in_query |= c == '?';
        if (c == '(') {
            ++open;
        } else if (c == ')') {
            if (--open == 0) end = at;
        } else if (open == 0 && may_be_last(c, in_query)) {
            end = at;
        }
    }
    return end;
}

} // namespace

std::size_t find_link_end(std::string_view text, std::size_t begin) {
    std::size_t scheme = scheme_length(text, begin);
    if (scheme == 0 || !may_precede(text, begin)) return begin;
    std::size_t host = begin + scheme;
    std::size_t host_end = find_host_end(text, host);
    if (host_end == host) return begin;
    std::size_t port_end = find_port_end(text, host_end);
    if (port_end < text.size() && text[port_end] == '@') return begin;
    return find_rest_end(text, port_end);
}

} // namespace kith
