// A text as it is seen: characters that nobody sees left out of words, styled letters as the plain ones they show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::relationship {

struct SeenText {
    std::string text;
    std::vector<std::uint32_t> places; // of each byte of `text`, and of its end, in the original
};

// Characters without a shape of their own: soft hyphens, joiners, marks of direction, variation selectors, tags.
bool is_unseen(char32_t c);

// Whether a reader sees something else than the characters say. Quick for ASCII.
bool hides_something(std::string_view text);

// Full-width and mathematical letters and digits become ASCII. Unseen characters are left out between letters of
// scripts that need no joiners, and are a break where such a word ends; between others, and in emoji, they stay.
// Reads until `text` is `limit` bytes long. Any bytes; bad UTF-8 stays as it is.
SeenText as_seen(std::string_view text, std::size_t limit);

} // namespace kith::relationship
