#include "relationship/etiquette/tokens.hpp"

#include "core/text.hpp"
#include "relationship/etiquette/seen_text.hpp"

#include <algorithm>
#include <array>

namespace kith::relationship {
namespace {

constexpr std::size_t byte_limit = 5000;
constexpr std::size_t disguise = 4; // bytes that a styled letter may take
constexpr std::size_t token_limit = 1000;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }
constexpr bool is_host_char(char c) { return is_ascii_letter(c) || is_digit(c) || c == '-' || c == '.'; }
constexpr bool is_handle_char(char c) { return is_ascii_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-'; }
constexpr bool ends_link(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '<' || c == '>' || c == '"';
}

bool is_pictograph(char32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) ||
           (c >= 0x2190 && c <= 0x21FF) || c == 0x200D || c == 0xFE0F || (c >= 0xFE000 && c <= 0xFEFFF);
}
// Letters outside ASCII; also full-width and styled forms. Blanks, signs and pictographs are not.
bool is_letter(char32_t c) {
    if (c < 0x80) return is_ascii_letter(static_cast<char>(c));
    if (c == 0xFFFD || is_pictograph(c)) return false;
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c == 0xD7 || c == 0xF7) return false;
    if (c >= 0x2000 && c <= 0x2BFF) return false;
    if (c >= 0x3000 && c <= 0x3004) return false;
    if (c >= 0x3008 && c <= 0x3020) return false;
    if (c == 0x30FB || (c >= 0xFE10 && c <= 0xFE1F) || (c >= 0xFF01 && c <= 0xFF0F)) return false;
    return true;
}

constexpr std::array<std::string_view, 46> top_domains = {
    "com", "net", "org", "info", "biz",    "co",    "io",   "me",     "tv",   "uk", "de", "fr",
    "us",  "ca",  "au",  "in",   "ru",     "nl",    "it",   "es",     "eu",   "ly", "gl", "shop",
    "app", "dev", "xyz", "site", "online", "store", "blog", "club",   "live", "fm", "pl", "br",
    "jp",  "cn",  "ch",  "at",   "be",     "se",    "no",   "social", "link", "edu"};

// A host such as "kidsmedia.com": at least two labels, the last a known top domain.
bool is_host(std::string_view text) {
    std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || text.front() == '-' || text.find("..") != std::string_view::npos)
        return false;
    std::string last = to_lower_ascii(text.substr(dot + 1));
    return std::find(top_domains.begin(), top_domains.end(), last) != top_domains.end();
}

class Tokenizer {
public:
    explicit Tokenizer(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        while (at_ < text_.size() && tokens_.size() < token_limit)
            step();
        return std::move(tokens_);
    }

private:
    bool starts_with(std::string_view lower) const {
        return at_ + lower.size() <= text_.size() && equals_ignoring_case(text_.substr(at_, lower.size()), lower);
    }
    char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    void add(TokenKind kind, std::size_t end, std::string form) {
        Token token;
        token.kind = kind;
        token.sentence = sentence_;
        token.start = static_cast<std::uint32_t>(at_);
        token.end = static_cast<std::uint32_t>(end);
        token.form = std::move(form);
        tokens_.push_back(std::move(token));
        at_ = end;
    }

    void step() {
        char c = text_[at_];
        if (c == '\n') ++sentence_;
        if (static_cast<unsigned char>(c) < 0x80) {
            if (starts_with("http://") || starts_with("https://") || starts_with("www.")) return link();
            if (c == '@' && is_handle_char(peek(1)) && peek(1) != '.') return handle();
            if (c == '#' && at_ + 1 < text_.size() && hashtag()) return;
            if (c == '$' && is_digit(peek(1))) return price();
            if (is_digit(c)) return number();
            if (is_ascii_letter(c)) return word();
            return sign();
        }
        std::size_t next = at_;
        char32_t point = next_code_point(text_, next);
        if ((point == U'€' || point == U'£' || point == U'¥' || point == U'₹') && next < text_.size() &&
            is_digit(text_[next]))
            return price();
        if (is_pictograph(point)) return emoji();
        if (is_letter(point) && !is_unseen(point)) return word();
        if (point == U'…') {
            ++sentence_;
            return add(TokenKind::sign, next, "…");
        }
        at_ = next;
    }

    void link() {
        std::size_t end = at_;
        while (end < text_.size() && !ends_link(text_[end]))
            ++end;
        while (end > at_ + 1 && std::string_view(".,;:!?)]'*").find(text_[end - 1]) != std::string_view::npos)
            --end;
        add(TokenKind::link, end, to_lower_ascii(text_.substr(at_, end - at_)));
    }

    void handle() {
        std::size_t end = at_ + 1;
        while (end < text_.size() && (is_handle_char(text_[end]) ||
                                      (text_[end] == '@' && end + 1 < text_.size() && is_ascii_letter(text_[end + 1]))))
            ++end;
        while (end > at_ + 2 && (text_[end - 1] == '.' || text_[end - 1] == '-'))
            --end;
        add(TokenKind::handle, end, to_lower_ascii(text_.substr(at_ + 1, end - at_ - 1)));
    }

    bool hashtag() {
        std::size_t end = at_ + 1;
        bool letters = false;
        while (end < text_.size()) {
            std::size_t next = end;
            char32_t point = next_code_point(text_, next);
            bool letter = is_letter(point);
            if (!letter && point != U'_' && !(point < 0x80 && is_digit(static_cast<char>(point)))) break;
            letters |= letter;
            end = next;
        }
        if (!letters) return false;
        add(TokenKind::hashtag, end, to_lower_ascii(text_.substr(at_ + 1, end - at_ - 1)));
        return true;
    }

    std::size_t end_of_digits(std::size_t from) const {
        while (from < text_.size() &&
               (is_digit(text_[from]) || ((text_[from] == '.' || text_[from] == ',' || text_[from] == ':') &&
                                          from + 1 < text_.size() && is_digit(text_[from + 1]))))
            ++from;
        return from;
    }

    void price() {
        std::size_t from = at_;
        next_code_point(text_, from);
        std::size_t end = end_of_digits(from);
        if (end < text_.size() && (text_[end] == 'k' || text_[end] == 'K' || text_[end] == 'm')) ++end;
        add(TokenKind::price, end, "<price>");
    }

    void number() {
        std::size_t end = end_of_digits(at_);
        std::size_t after = end;
        while (after < text_.size() && text_[after] == ' ')
            ++after;
        if (after < text_.size() && after - end <= 1) {
            if (text_[after] == '%') return add(TokenKind::price, after + 1, "<percent>");
            if (text_[after] == '$') return add(TokenKind::price, after + 1, "<price>");
            std::size_t next = after;
            char32_t sign = next_code_point(text_, next);
            if (sign == U'€' || sign == U'£') return add(TokenKind::price, next, "<price>");
        }
        while (end < text_.size() && (is_ascii_letter(text_[end]) || is_digit(text_[end])))
            ++end;
        add(TokenKind::number, end, to_lower_ascii(text_.substr(at_, end - at_)));
    }

    void word() {
        if (static_cast<unsigned char>(text_[at_]) < 0x80 && host_or_mail()) return;
        std::size_t end = at_;
        std::string form;
        bool capitals = true;
        std::size_t letters = 0;
        while (end < text_.size()) {
            std::size_t next = end;
            char32_t point = next_code_point(text_, next);
            if (point == U'’' || point == U'‘' || point == U'´' || point == '`') point = U'\'';
            bool inner = (point == U'\'' || point == U'-' || point == U'_') && next < text_.size() && end > at_ &&
                         follows_letter(next);
            bool digit = point < 0x80 && is_digit(static_cast<char>(point));
            if (!inner && !digit && !is_letter(point)) break;
            if (point < 0x80) {
                char c = static_cast<char>(point);
                capitals &= !is_ascii_letter(c) || is_upper(c);
                c = is_upper(c) ? static_cast<char>(c + 32) : c;
                std::size_t size = form.size();
                if (!(size >= 2 && form[size - 1] == c && form[size - 2] == c)) form += c;
            } else {
                capitals = false;
                append_utf8(form, point);
            }
            letters += is_letter(point);
            end = next;
        }
        bool capital = is_upper(text_[at_]);
        add(TokenKind::word, end, std::move(form));
        tokens_.back().capital = capital;
        tokens_.back().all_capitals = capitals && letters >= 2;
    }

    bool follows_letter(std::size_t at) const { return is_letter(next_code_point(text_, at)); }

    // "host.tld", "host.tld/path" or "name@host.tld" at this place.
    bool host_or_mail() {
        std::size_t end = at_;
        while (end < text_.size() && (is_host_char(text_[end]) || text_[end] == '_'))
            ++end;
        if (end < text_.size() && text_[end] == '@' && end > at_) {
            std::size_t host = end + 1;
            std::size_t stop = host;
            while (stop < text_.size() && is_host_char(text_[stop]))
                ++stop;
            while (stop > host && text_[stop - 1] == '.')
                --stop;
            if (is_host(text_.substr(host, stop - host))) {
                add(TokenKind::mail, stop, "<mail>");
                return true;
            }
            return false;
        }
        while (end > at_ && (text_[end - 1] == '.' || text_[end - 1] == '-'))
            --end;
        if (!is_host(text_.substr(at_, end - at_))) return false;
        if (end < text_.size() && text_[end] == '/') {
            while (end < text_.size() && !ends_link(text_[end]))
                ++end;
        } else if (std::string_view host = text_.substr(at_, end - at_);
                   host.size() < 6 || is_upper(host[host.rfind('.') + 1])) {
            return false; // "me.So", "e.g": two sentences without a blank
        }
        add(TokenKind::link, end, to_lower_ascii(text_.substr(at_, end - at_)));
        return true;
    }

    void emoji() {
        std::size_t end = at_;
        while (end < text_.size()) {
            std::size_t next = end;
            char32_t point = next_code_point(text_, next);
            if (!is_pictograph(point)) break;
            end = next;
        }
        add(TokenKind::emoji, end, "<emoji>");
    }

    void sign() {
        char c = text_[at_];
        if (std::string_view("!?.|>+&@:").find(c) == std::string_view::npos) {
            ++at_;
            return;
        }
        std::size_t end = at_;
        while (end < text_.size() && (text_[end] == '!' || text_[end] == '?' || text_[end] == '.' || text_[end] == c))
            ++end;
        std::string_view run = text_.substr(at_, end - at_);
        std::string form(1, run.find('?') != std::string_view::npos ? '?' : c);
        if (c == '.' && form == ".") {
            if (run.size() == 1) {
                at_ = end;
                if (end == text_.size() || !(is_ascii_letter(text_[end]) || is_digit(text_[end]))) ++sentence_;
                return;
            }
            form = "…";
        }
        add(TokenKind::sign, end, std::move(form));
        if (c == '!' || c == '?' || c == '.') ++sentence_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::uint16_t sentence_ = 0;
    std::vector<Token> tokens_;
};

} // namespace

std::vector<Token> tokenize(std::string_view text) {
    std::string_view first = text.substr(0, byte_limit);
    if (!hides_something(first)) return Tokenizer(first).run();
    SeenText seen = as_seen(text.substr(0, byte_limit * disguise), byte_limit);
    std::vector<Token> tokens = Tokenizer(seen.text).run();
    for (Token& token : tokens) {
        token.start = seen.places[token.start];
        token.end = seen.places[token.end];
    }
    return tokens;
}

std::string host_of(std::string_view link) {
    if (std::size_t scheme = link.find("://"); scheme != std::string_view::npos && scheme < 12)
        link.remove_prefix(scheme + 3);
    link = link.substr(0, std::min(link.find_first_of("/?#"), link.size()));
    if (std::size_t user = link.rfind('@'); user != std::string_view::npos) link.remove_prefix(user + 1);
    link = link.substr(0, std::min(link.find(':'), link.size()));
    std::string host = to_lower_ascii(link);
    if (host.starts_with("www.")) host.erase(0, 4);
    if (host.ends_with(".")) host.pop_back();
    return host.find('.') == std::string::npos ? std::string() : host;
}

} // namespace kith::relationship
