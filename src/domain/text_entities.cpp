#include "domain/text_entities.hpp"

#include "core/text.hpp"
#include "domain/find_link.hpp"
#include "domain/unicode.hpp"

#include <array>
#include <optional>
#include <unordered_set>

namespace kith {
namespace {

constexpr std::string_view wide_hash = "\xEF\xBC\x83"; // U+FF03

bool is_joint(char c) { return c == '.' || c == '-'; }

// Words joined by dots and hyphens; `read_word` gives where the word at a place ends, or that place.
template <class ReadWord>
std::size_t read_joined_words(std::string_view text, std::size_t begin, ReadWord read_word) {
    std::size_t end = read_word(begin);
    if (end == begin) return begin;
    while (true) {
        std::size_t next = end;
        while (next < text.size() && is_joint(text[next]))
            ++next;
        if (next == end) return end;
        std::size_t word_end = read_word(next);
        if (word_end == next) return end;
        end = word_end;
    }
}

std::size_t read_username(std::string_view text, std::size_t begin) {
    return read_joined_words(text, begin, [&](std::size_t at) {
        while (at < text.size() && is_username_char(text[at]))
            ++at;
        return at;
    });
}

std::size_t read_domain(std::string_view text, std::size_t begin) {
    return read_joined_words(text, begin, [&](std::size_t at) {
        std::size_t end = at;
        while (at < text.size() && unicode::is_word(next_code_point(text, at)))
            end = at;
        return end;
    });
}

// The end of ":8080" behind a domain: servers under development have a port. One digit is rather a count.
std::size_t read_port(std::string_view text, std::size_t begin) {
    if (begin >= text.size() || text[begin] != ':') return begin;
    std::size_t end = begin + 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9')
        ++end;
    std::size_t digits = end - begin - 1;
    std::size_t after = end;
    bool goes_on = end < text.size() && unicode::is_word(next_code_point(text, after));
    return digits >= 2 && digits <= 5 && !goes_on ? end : begin;
}

bool is_accented_latin(char32_t c) {
    if (c == 0xD7 || c == 0xF7) return false;
    return (c >= 0xC0 && c <= 0x24F) || (c >= 0x300 && c <= 0x36F) || (c >= 0x1E00 && c <= 0x1EFF);
}

bool may_follow_mention(std::string_view text, std::size_t at) {
    if (at >= text.size()) return true;
    if (text.substr(at, 3) == "://") return false;
    char32_t next = next_code_point(text, at);
    return next != '@' && next != 0xFF20 && !is_accented_latin(next);
}

std::optional<TextEntity> read_mention(std::string_view text, std::size_t begin) {
    if (begin > 0) {
        char32_t before = unicode::code_point_before(text, begin);
        if (before == '/' || before == '=' || unicode::is_word(before)) return std::nullopt;
    }
    std::size_t name_end = read_username(text, begin + 1);
    if (name_end == begin + 1) return std::nullopt;
    TextEntity mention{EntityKind::mention, begin, name_end, text.substr(begin + 1, name_end - begin - 1), {}};
    if (name_end < text.size() && text[name_end] == '@') {
        std::size_t domain_end = read_port(text, read_domain(text, name_end + 1));
        mention.domain = text.substr(name_end + 1, domain_end - name_end - 1);
        if (!mention.domain.empty()) mention.end = domain_end;
    }
    return may_follow_mention(text, mention.end) ? std::optional(mention) : std::nullopt;
}

bool is_inner_separator(char32_t c) { return c == 0xB7 || c == 0x30FB || c == 0x200C; }

// Where the hashtag's name that starts at `begin` ends, or `begin` if there is none.
std::size_t read_hashtag_name(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    bool has_letter = false;
    bool has_digit = false;
    bool has_separator = false; // with something after it
    bool separator_is_open = false;
    for (std::size_t at = begin; at < text.size();) {
        char32_t c = next_code_point(text, at);
        bool is_first = end == begin;
        if (c == '_' || is_inner_separator(c)) {
            if (is_first && c != '_') break;
            separator_is_open = true;
            if (c == '_') end = at;
            continue;
        }
        if (!unicode::is_word(c) || (is_first && unicode::is_mark(c))) break;
        has_separator |= separator_is_open && (has_letter || has_digit);
        (unicode::is_letter(c) ? has_letter : has_digit) = true;
        end = at;
    }
    return has_letter || (has_digit && has_separator) ? end : begin;
}

// "#tag" right before "http://…": the scheme is no part of it.
std::size_t without_scheme(std::string_view text, std::size_t begin, std::size_t end) {
    if (text.substr(end, 3) != "://") return end;
    auto name = text.substr(begin, end - begin);
    for (std::string_view scheme : {"https", "http"})
        if (name.size() > scheme.size() && equals_ignoring_case(name.substr(name.size() - scheme.size()), scheme))
            return end - scheme.size();
    return end;
}

std::optional<TextEntity> read_hashtag(std::string_view text, std::size_t begin, std::size_t sign) {
    if (begin > 0) {
        char32_t before = unicode::code_point_before(text, begin);
        constexpr std::string_view refused = "/)=.&";
        if (unicode::is_word(before) || (before < 0x80 && refused.find(static_cast<char>(before)) != refused.npos))
            return std::nullopt;
    }
    std::size_t name_begin = begin + sign;
    std::size_t end = without_scheme(text, name_begin, read_hashtag_name(text, name_begin));
    if (end == name_begin) return std::nullopt;
    return TextEntity{EntityKind::hashtag, begin, end, text.substr(name_begin, end - name_begin), {}};
}

std::optional<TextEntity> read_link(std::string_view text, std::size_t begin) {
    std::size_t end = find_link_end(text, begin);
    if (end == begin) return std::nullopt;
    return TextEntity{EntityKind::link, begin, end, text.substr(begin, end - begin), {}};
}

std::optional<TextEntity> read_entity(std::string_view text, std::size_t at) {
    switch (text[at]) {
    case '@':
        return read_mention(text, at);
    case '#':
        return read_hashtag(text, at, 1);
    case 'h':
    case 'H':
        return read_link(text, at);
    default:
        return text.substr(at, wide_hash.size()) == wide_hash ? read_hashtag(text, at, wide_hash.size()) : std::nullopt;
    }
}

constexpr auto starts_entity = [] {
    std::array<bool, 256> table{};
    for (unsigned char c : {'@', '#', 'h', 'H', '\xEF'})
        table[c] = true;
    return table;
}();

// The ASCII letter that a small letter of Latin-1 or Latin Extended-A is drawn upon; 0 for others.
char plain_latin(char32_t c) {
    constexpr char32_t first = 0xE0;
    constexpr std::string_view plain = "aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
                                       ".a.a.a.c.c.c.c.d.d.e.e.e.e.e.g.g"
                                       ".g.g.h.h.i.i.i.i.i...j.kk.l.l.l."
                                       "..l.n.n.n..n.o.o.o...r.r.r.s.s.s"
                                       ".s.t.t.t.u.u.u.u.u.u.w.y..z.z.z.";
    if (c < first || c - first >= plain.size()) return 0;
    char letter = plain[c - first];
    return letter == '.' ? '\0' : letter;
}

} // namespace

std::vector<TextEntity> find_entities(std::string_view text) {
    std::vector<TextEntity> entities;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!starts_entity[static_cast<unsigned char>(text[at])]) continue;
        if (auto entity = read_entity(text, at)) {
            at = entity->end - 1;
            entities.push_back(*entity);
        }
    }
    return entities;
}

std::string normalize_hashtag(std::string_view name) {
    // Letters that have become plain and marks that have come together may make others.
    for (std::string folded = unicode::fold(name);; folded = unicode::fold(folded)) {
        std::string kept;
        for (std::size_t at = 0; at < folded.size();) {
            std::size_t begin = at;
            char32_t c = next_code_point(folded, at);
            if (char plain = plain_latin(c))
                kept += plain;
            else if (unicode::is_word(c) || is_inner_separator(c))
                kept.append(folded, begin, at - begin);
        }
        if (kept.size() == folded.size()) return folded;
        folded = std::move(kept);
    }
}

bool is_hashtag(std::string_view text) {
    if (text.starts_with('#'))
        text.remove_prefix(1);
    else if (text.starts_with(wide_hash))
        text.remove_prefix(wide_hash.size());
    return !text.empty() && read_hashtag_name(text, 0) == text.size();
}

std::vector<std::string> hashtags_of(const std::vector<TextEntity>& entities) {
    std::vector<std::string> hashtags;
    std::unordered_set<std::string> seen;
    for (const auto& entity : entities) {
        if (entity.kind != EntityKind::hashtag) continue;
        std::string hashtag = normalize_hashtag(entity.name);
        if (seen.insert(hashtag).second) hashtags.push_back(std::move(hashtag));
    }
    return hashtags;
}

std::optional<Acct> acct_of(const TextEntity& mention, std::string_view local_domain) {
    Acct acct{to_lower_ascii(mention.name), {}};
    if (mention.domain.empty()) return acct;
    auto domain = normalize_domain(mention.domain);
    if (!domain) return std::nullopt;
    if (*domain != local_domain) acct.domain = domain.take();
    return acct;
}

std::vector<Acct> mentions_of(const std::vector<TextEntity>& entities, std::string_view local_domain) {
    std::vector<Acct> mentions;
    std::unordered_set<Acct> seen;
    for (const auto& entity : entities) {
        if (entity.kind != EntityKind::mention) continue;
        auto acct = acct_of(entity, local_domain);
        if (acct && seen.insert(*acct).second) mentions.push_back(std::move(*acct));
    }
    return mentions;
}

std::size_t status_length(std::string_view text) {
    std::string counted;
    counted.reserve(text.size());
    std::size_t at = 0;
    for (const auto& entity : find_entities(text)) {
        counted += text.substr(at, entity.begin - at);
        if (entity.kind == EntityKind::link)
            counted.append(link_length, 'x');
        else
            counted += text.substr(entity.begin, entity.end - entity.begin - // without "@domain"
                                                     (entity.domain.empty() ? 0 : entity.domain.size() + 1));
        at = entity.end;
    }
    counted += text.substr(at);
    return unicode::count_graphemes(counted);
}

} // namespace kith
