// The languages of statuses: which are accepted, and a guess at which one a text is in (cld2). Pure, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kith {

struct DetectedLanguage {
    std::string code;      // one of language_codes(); "" when nothing can be said
    bool reliable = false; // false for short and mixed texts: keep the author's default then
};

// Links, mentions and hashtags are not looked at. ~2 microseconds.
DetectedLanguage detect_language(std::string_view text);

// ISO 639-1, some of ISO 639-3 and regional forms of Chinese: what a status' `language` may be. Sorted.
std::span<const std::string_view> language_codes();
// The accepted code for what a client sent: "en" for "EN", "pt" for "pt_BR", "zh-TW" as it is; nullopt if there is
// none.
std::optional<std::string> normalize_language(std::string_view text);
// In English: "German" for "de"; the code itself if it has no name.
std::string language_name(std::string_view code);

} // namespace kith
