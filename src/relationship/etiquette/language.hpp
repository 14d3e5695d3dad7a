// Whether a message is in a language that the classifier judges: English.
#pragma once

#include "relationship/etiquette/tokens.hpp"

#include <span>
#include <string>

namespace kith::relationship {

struct LanguageVerdict {
    bool judged = true;
    std::string reason; // "written in German"; empty when judged
};

// A message without words (links, numbers, emoji) is judged. Thread-safe.
LanguageVerdict check_language(std::span<const Token> tokens);

} // namespace kith::relationship
