// Small text tools that the standard library lacks. Pure; all strings are UTF-8 unless a name says bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

std::string_view trim(std::string_view text);
std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);         // ASCII
bool contains_ignoring_case(std::string_view text, std::string_view part); // ASCII
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

// Whole decimal number, sign allowed; nullopt for anything else.
std::optional<std::int64_t> parse_int(std::string_view text);

bool is_valid_utf8(std::string_view bytes);
// Each bad sequence becomes U+FFFD, NUL is dropped.
std::string to_valid_utf8(std::string_view bytes);
void append_utf8(std::string& out, char32_t code_point);
// The code point at `at` and moves `at` past it; U+FFFD for a bad sequence (moves one byte). Needs at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);
std::size_t count_code_points(std::string_view text);
// At most `limit` code points of text, cut between code points.
std::string_view truncate_code_points(std::string_view text, std::size_t limit);

// & < > " ' as entities: safe in HTML text and in quoted attributes.
std::string escape_html(std::string_view text);
void append_escaped_html(std::string& out, std::string_view text);

// A JSON string with its quotes (RFC 8259). Bad UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

// RFC 3986: everything but unreserved characters is encoded.
std::string percent_encode(std::string_view text);
// nullopt for a broken escape. plus_is_blank for forms.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank);

std::string to_hex(std::string_view bytes);
std::string to_base64(std::string_view bytes);
std::string to_base64url(std::string_view bytes);              // without padding
std::optional<std::string> from_base64(std::string_view text); // both alphabets, padding optional

// The candidate with the fewest edits to `word`, if at most 1 + size/3; "" if none. For "did you mean".
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace kith
