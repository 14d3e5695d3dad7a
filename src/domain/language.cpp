#include "domain/language.hpp"

#include "core/text.hpp"
#include "domain/text_entities.hpp"

#include <algorithm>
#include <array>
#include <cld2/public/compact_lang_det.h>
#include <unicode/locid.h>

namespace kith {
namespace {

constexpr std::size_t looked_at = 16'384; // bytes; more does not make a guess better

constexpr auto codes = std::to_array<std::string_view>({
    "aa",  "ab", "ae",  "af",  "ak",  "am", "an",    "ar",    "as",    "ast",    "av", "ay",  "az",  "ba",  "be",
    "bg",  "bh", "bi",  "bm",  "bn",  "bo", "br",    "bs",    "ca",    "ce",     "ch", "chr", "ckb", "cnr", "co",
    "cr",  "cs", "csb", "cu",  "cv",  "cy", "da",    "de",    "dv",    "dz",     "ee", "el",  "en",  "eo",  "es",
    "et",  "eu", "fa",  "ff",  "fi",  "fj", "fo",    "fr",    "fy",    "ga",     "gd", "gl",  "gn",  "gsw", "gu",
    "gv",  "ha", "he",  "hi",  "ho",  "hr", "ht",    "hu",    "hy",    "hz",     "ia", "id",  "ie",  "ig",  "ii",
    "ik",  "io", "is",  "it",  "iu",  "ja", "jbo",   "jv",    "ka",    "kab",    "kg", "ki",  "kj",  "kk",  "kl",
    "km",  "kn", "ko",  "kr",  "ks",  "ku", "kv",    "kw",    "ky",    "la",     "lb", "ldn", "lfn", "lg",  "li",
    "ln",  "lo", "lt",  "lu",  "lv",  "mg", "mh",    "mi",    "mk",    "ml",     "mn", "mr",  "ms",  "mt",  "my",
    "na",  "nb", "nd",  "nds", "ne",  "ng", "nl",    "nn",    "no",    "nr",     "nv", "ny",  "oc",  "oj",  "om",
    "or",  "os", "pa",  "pi",  "pl",  "ps", "pt",    "qu",    "rm",    "rn",     "ro", "ru",  "rw",  "sa",  "sc",
    "sco", "sd", "se",  "sg",  "si",  "sk", "sl",    "sma",   "smj",   "sn",     "so", "sq",  "sr",  "ss",  "st",
    "su",  "sv", "sw",  "szl", "ta",  "te", "tg",    "th",    "ti",    "tk",     "tl", "tn",  "to",  "tok", "tr",
    "ts",  "tt", "tw",  "ty",  "ug",  "uk", "ur",    "uz",    "ve",    "vi",     "vo", "wa",  "wo",  "xal", "xh",
    "yi",  "yo", "za",  "zba", "zgh", "zh", "zh-CN", "zh-HK", "zh-TW", "zh-YUE", "zu",
});
static_assert(std::ranges::is_sorted(codes));

// Other names of accepted codes: old ISO 639 codes, which cld2 uses, and scripts of Chinese.
constexpr auto aliases = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"fil", "tl"},
    {"in", "id"},
    {"iw", "he"},
    {"ji", "yi"},
    {"jw", "jv"},
    {"yue", "zh-YUE"},
    {"zh-hans", "zh-CN"},
    {"zh-hant", "zh-TW"},
});

std::optional<std::string> accepted(std::string_view text) {
    auto alias = std::ranges::find_if(aliases, [&](const auto& a) { return equals_ignoring_case(a.first, text); });
    if (alias != aliases.end()) return std::string(alias->second);
    auto code = std::ranges::find_if(codes, [&](std::string_view c) { return equals_ignoring_case(c, text); });
    return code != codes.end() ? std::optional<std::string>(*code) : std::nullopt;
}

std::string without_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    for (const auto& entity : find_entities(text)) {
        out += text.substr(at, entity.begin - at);
        out += ' ';
        at = entity.end;
    }
    out += text.substr(at);
    return out;
}

} // namespace

DetectedLanguage detect_language(std::string_view text) {
    if (text.size() > looked_at) text = text.substr(0, looked_at);
    std::string words = without_entities(text);
    if (!is_valid_utf8(words)) words = to_valid_utf8(words);
    if (trim(words).empty()) return {};
    bool reliable = false;
    CLD2::Language language =
        CLD2::DetectLanguage(words.data(), static_cast<int>(words.size()), /*is_plain_text=*/true, &reliable);
    if (language == CLD2::UNKNOWN_LANGUAGE) return {};
    auto code = normalize_language(CLD2::LanguageCode(language));
    return code ? DetectedLanguage{std::move(*code), reliable} : DetectedLanguage{};
}

std::span<const std::string_view> language_codes() { return codes; }

std::optional<std::string> normalize_language(std::string_view text) {
    constexpr std::size_t longest = 35; // RFC 5646, 4.4.1
    text = trim(text);
    if (text.empty() || text.size() > longest) return std::nullopt;
    std::string tag = replace_all(std::string(text), "_", "-");
    for (std::size_t end = tag.size();; end = tag.rfind('-')) {
        tag.resize(end);
        if (auto code = accepted(tag)) return code;
        if (tag.find('-') == std::string::npos) return std::nullopt;
    }
}

std::string language_name(std::string_view code) {
    if (code == "zh-YUE") return "Cantonese";
    icu::UnicodeString name;
    icu::Locale(std::string(code).c_str()).getDisplayName(icu::Locale::getEnglish(), name);
    std::string out;
    name.toUTF8String(out);
    return out;
}

} // namespace kith
