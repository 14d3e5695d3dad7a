// What Unicode says about text, for the rules of this folder (ICU). Pure, thread-safe, linear time; all strings are
// UTF-8, bad sequences count as U+FFFD.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kith::unicode {

// Letters, marks, decimal digits and connector punctuation: what \w matches in Ruby, and so in Mastodon's rules.
bool is_word(char32_t code_point);
bool is_letter(char32_t code_point); // the Alphabetic property
bool is_mark(char32_t code_point);
bool is_space(char32_t code_point); // the White_Space property

// Whether the whole text is one emoji (UTS #51, RGI), also without the variation selector that asks for colours.
bool is_emoji(std::string_view text);

// The code point that ends at byte `at`; U+FFFD for a bad sequence. Needs 0 < at <= text.size().
char32_t code_point_before(std::string_view text, std::size_t at);

// NFKC_Casefold (UAX #44): equal for texts that differ in case, width, composition or invisible characters only.
std::string fold(std::string_view text);

// With a blank on either side of each character of scripts that put none between words (Han, Kana, Hangul, Thai, …):
// what an index of words takes apart, so that a word within a sentence is found as a phrase of its characters.
std::string apart(std::string_view text);

// Grapheme clusters (UAX #29). A cluster of more than 16 code points counts once for every 16 begun, so that stacked
// marks do not get around a limit.
std::size_t count_graphemes(std::string_view text);

} // namespace kith::unicode
