// What Unicode says about text, for the rules of this folder (ICU). Pure, thread-safe, linear time; all strings are
// UTF-8, bad sequences count as U+FFFD.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kith::unicode {

// Letters, marks, decimal digits and connector punctuation: what \w means in UTS #18.
bool is_word(char32_t code_point);
bool is_letter(char32_t code_point); // the Alphabetic property
bool is_space(char32_t code_point);  // the White_Space property

// NFKC_Casefold (UAX #44): equal for texts that differ in case, width, composition or invisible characters only.
std::string fold(std::string_view text);

// Grapheme clusters (UAX #29). A cluster of more than 16 code points counts once for every 16 begun, so that stacked
// marks do not get around a limit.
std::size_t count_graphemes(std::string_view text);

} // namespace kith::unicode
