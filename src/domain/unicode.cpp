#include "domain/unicode.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <memory>
#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

namespace kith::unicode {
namespace {

constexpr std::size_t code_points_a_grapheme = 16;

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t count_ascii(std::string_view text) {
    std::size_t count = text.size();
    for (std::size_t i = 1; i < text.size(); ++i)
        count -= text[i - 1] == '\r' && text[i] == '\n';
    return count;
}

// An iterator takes longer to make than a status takes to count.
icu::BreakIterator* grapheme_iterator() {
    thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        return U_SUCCESS(status) ? std::move(made) : nullptr;
    }();
    return iterator.get();
}

bool is_written_without_blanks(char32_t c) {
    constexpr char32_t first = 0xE00;
    constexpr char32_t long_vowel = 0x30FC; // of both Kana, of the script of neither
    if (c < first) return false;
    if (c == long_vowel) return true;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

} // namespace

bool is_word(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    constexpr std::uint32_t word = U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & word) != 0;
}

bool is_letter(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return u_isUAlphabetic(static_cast<UChar32>(c));
}

bool is_mark(char32_t c) { return c >= 0x300 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

bool is_space(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    return u_isUWhiteSpace(static_cast<UChar32>(c));
}

bool is_emoji(std::string_view text) {
    constexpr std::size_t longest = 64; // bytes; the longest sequence there is has 35
    if (text.empty() || text.size() > longest) return false;
    auto units = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    auto is_one = [](const icu::UnicodeString& sequence) {
        return u_stringHasBinaryProperty(sequence.getBuffer(), sequence.length(), UCHAR_RGI_EMOJI) != 0;
    };
    if (is_one(units)) return true;
    units.append(static_cast<UChar32>(0xFE0F));
    return is_one(units);
}

char32_t code_point_before(std::string_view text, std::size_t at) {
    std::size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
        --begin;
    std::size_t end = begin;
    char32_t c = next_code_point(text, end);
    return end == at ? c : 0xFFFD;
}

std::string fold(std::string_view text) {
    if (is_ascii(text)) return to_lower_ascii(text);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) return to_lower_ascii(text);
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    icu::StringByteSink<std::string> sink(&out);
    normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr,
                              status);
    return U_SUCCESS(status) ? out : to_lower_ascii(text);
}

std::string apart(std::string_view text) {
    constexpr unsigned char first_of_three = 0xE0; // nothing below U+0800 is meant
    std::string out;
    if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= first_of_three; }))
        return out = text;
    out.reserve(text.size() * 2);
    for (std::size_t at = 0; at < text.size();) {
        auto begin = at;
        bool alone = is_written_without_blanks(next_code_point(text, at));
        if (alone) out += ' ';
        out += text.substr(begin, at - begin);
        if (alone) out += ' ';
    }
    return out;
}

std::size_t count_graphemes(std::string_view text) {
    if (is_ascii(text)) return count_ascii(text);
    icu::BreakIterator* iterator = grapheme_iterator();
    UErrorCode status = U_ZERO_ERROR;
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &status);
    if (!iterator || U_FAILURE(status)) return count_code_points(text);
    iterator->setText(&source, status);
    std::size_t count = 0;
    std::int32_t begin = iterator->first();
    for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE; begin = end, end = iterator->next()) {
        auto size = static_cast<std::size_t>(end - begin);
        bool short_enough = size <= code_points_a_grapheme;
        count +=
            short_enough
                ? 1
                : (count_code_points(text.substr(static_cast<std::size_t>(begin), size)) + code_points_a_grapheme - 1) /
                      code_points_a_grapheme;
    }
    utext_close(&source);
    return count;
}

} // namespace kith::unicode
