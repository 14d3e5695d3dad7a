#include "relationship/etiquette/seen_text.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace kith::relationship {
namespace {

constexpr char32_t nothing = 0; // before the first character and after the last
constexpr char word_break = ' ';

constexpr bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Of Latin, Greek, Cyrillic and Armenian: no such letter changes its shape beside a joiner.
constexpr bool is_plain_letter(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c);
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c < 0x590) return c != 0xD7 && c != 0xF7;
    return (c >= 0x1E00 && c < 0x2000) || (c >= 0x2C60 && c < 0x2C80) || (c >= 0xA640 && c < 0xA6A0) ||
           (c >= 0xA720 && c < 0xA800) || (c >= 0xAB30 && c < 0xAB70);
}

constexpr bool is_apostrophe(char32_t c) { return c == '\'' || c == U'’'; }
constexpr bool in_word(char32_t c) { return is_plain_letter(c) || is_apostrophe(c); }

// Beside these no unseen character has a use.
constexpr bool is_plain(char32_t c) {
    if (c == 0xA9 || c == 0xAE || c == 0x203C || c == 0x2049) return false; // may be shown as emoji
    return c < 0x590 || is_plain_letter(c) || (c >= 0x2010 && c < 0x2060) || c == 0x3000 || c == 0xFFFD;
}

constexpr bool is_pictograph(char32_t c) { return (c >= 0x1F000 && c < 0x1FB00) || (c >= 0x2190 && c < 0x2C00); }

constexpr bool in_handle(char32_t c) {
    return is_ascii_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

// Mathematical letters that have their place elsewhere.
constexpr std::array<std::pair<char32_t, char>, 30> letterlike = {{
    {0x2102, 'C'}, {0x210A, 'g'}, {0x210B, 'H'}, {0x210C, 'H'}, {0x210D, 'H'}, {0x210E, 'h'},
    {0x2110, 'I'}, {0x2111, 'I'}, {0x2112, 'L'}, {0x2113, 'l'}, {0x2115, 'N'}, {0x2119, 'P'},
    {0x211A, 'Q'}, {0x211B, 'R'}, {0x211C, 'R'}, {0x211D, 'R'}, {0x2124, 'Z'}, {0x2128, 'Z'},
    {0x212C, 'B'}, {0x212D, 'C'}, {0x212F, 'e'}, {0x2130, 'E'}, {0x2131, 'F'}, {0x2133, 'M'},
    {0x2134, 'o'}, {0x2145, 'D'}, {0x2146, 'd'}, {0x2147, 'e'}, {0x2148, 'i'}, {0x2149, 'j'},
}};

// The character that it shows: itself, or the ASCII one.
char32_t shown_as(char32_t c) {
    if (c < 0x2102) return c;
    if (c < 0x214A) {
        const auto* found = std::ranges::lower_bound(letterlike, c, {}, &std::pair<char32_t, char>::first);
        return found != letterlike.end() && found->first == c ? static_cast<char32_t>(found->second) : c;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    if (c < 0x1D400 || c > 0x1D7FF) return c;
    if (c < 0x1D6A4) { // alphabets of A to Z and a to z
        char32_t letter = (c - 0x1D400) % 52;
        return letter < 26 ? 'A' + letter : 'a' + (letter - 26);
    }
    if (c <= 0x1D6A5) return c == 0x1D6A4 ? 'i' : 'j';  // without dots
    return c >= 0x1D7CE ? '0' + (c - 0x1D7CE) % 10 : c; // the others are Greek
}

class Reader {
public:
    Reader(std::string_view text, std::size_t limit) : text_(text), limit_(limit) {
        seen_.text.reserve(std::min(text.size(), limit + 4));
        seen_.places.reserve(seen_.text.capacity() + 1);
    }

    SeenText run() {
        while (at_ < text_.size() && seen_.text.size() < limit_)
            step();
        seen_.places.push_back(static_cast<std::uint32_t>(at_));
        return std::move(seen_);
    }

private:
    void step() {
        std::size_t start = at_;
        char32_t point = next_code_point(text_, at_);
        if (is_unseen(point)) return unseen(start);
        char32_t shown = shown_as(point);
        if (shown == point)
            keep(start); // bad bytes too
        else
            replace(start, static_cast<char>(shown));
        handle_ = shown == '@' || (handle_ && in_handle(shown));
        before_ = shown;
    }

    // All unseen characters that stand together.
    void unseen(std::size_t start) {
        std::size_t next = at_;
        char32_t after = nothing;
        while (next < text_.size()) {
            char32_t point = next_code_point(text_, next);
            if (!is_unseen(point)) {
                after = shown_as(point);
                break;
            }
            at_ = next;
        }
        if (in_word(before_) && in_word(after) && !handle_ && !link_follows()) return;
        handle_ = false;
        if (is_plain(before_) && (is_plain(after) || is_pictograph(after)))
            replace(start, word_break);
        else
            keep(start);
    }

    bool link_follows() const {
        std::string_view rest = text_.substr(at_);
        return std::ranges::any_of(std::array<std::string_view, 3>{"http://", "https://", "www."}, [&](auto opening) {
            return equals_ignoring_case(rest.substr(0, opening.size()), opening);
        });
    }

    // What was read from `start` on, as it is or as something else.
    void keep(std::size_t start) {
        seen_.text += text_.substr(start, at_ - start);
        for (; start < at_; ++start)
            seen_.places.push_back(static_cast<std::uint32_t>(start));
    }
    void replace(std::size_t start, char shown) {
        seen_.text += shown;
        seen_.places.push_back(static_cast<std::uint32_t>(start));
    }

    std::string_view text_;
    std::size_t limit_;
    std::size_t at_ = 0;
    char32_t before_ = nothing; // the last one seen
    bool handle_ = false;       // within "@name", which ends where the mention does
    SeenText seen_;
};

} // namespace

bool is_unseen(char32_t c) {
    if (c < 0x34F) return c == 0xAD;
    if (c < 0x2000) return c == 0x34F || c == 0x61C || (c >= 0x180B && c <= 0x180F);
    if (c < 0xFE00) return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
    return c <= 0xFE0F || c == 0xFEFF || (c >= 0xE0000 && c < 0xE1000);
}

bool hides_something(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        if (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080ULL) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        char32_t point = next_code_point(text, at);
        if (is_unseen(point) || shown_as(point) != point) return true;
    }
    return false;
}

SeenText as_seen(std::string_view text, std::size_t limit) { return Reader(text, limit).run(); }

} // namespace kith::relationship
