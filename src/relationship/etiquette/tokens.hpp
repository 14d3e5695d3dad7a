// A message cut into words, links, handles, hashtags, numbers and signs, each with its place in the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::relationship {

enum class TokenKind : std::uint8_t {
    word,    // letters of any script, with inner ' and -
    number,  // "12", "4.99", "1,000", "9pm", "5th"
    price,   // "$15", "15€", "£4.50", "20 %" and "20%"
    link,    // https://…, www.…, host.tld/…
    mail,    // name@host.tld
    handle,  // @name, @name@host
    hashtag, // #word; text without the #
    emoji,   // a run of pictographs
    sign,    // punctuation that means something here: ! ? … → | and runs of them
};

struct Token {
    TokenKind kind = TokenKind::word;
    std::uint16_t sentence = 0; // counted from 0; a new one starts after . ! ? … and line ends
    std::uint32_t start = 0;    // bytes in the text
    std::uint32_t end = 0;
    bool capital = false;      // starts with an ASCII capital
    bool all_capitals = false; // at least two letters, all ASCII capitals
    // As it is seen (seen_text.hpp), lower-cased (ASCII), ’ as ', letters repeated three times or more cut to two.
    std::string form;
};

// Any bytes; bad UTF-8 separates words. Only the first 5,000 bytes of what is seen (in 20,000 of the text) and 1,000
// tokens are read.
std::vector<Token> tokenize(std::string_view text);

// Host of a link as it stands in a text, lower-cased, without "www.", user and port; empty if there is none.
std::string host_of(std::string_view link);

} // namespace kith::relationship
