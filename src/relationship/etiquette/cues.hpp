// Cues: what a person would point at in a message to say "this is a pitch". Each has words for the reader, and a weight
// that training starts from, so that a cue which is rare in the training data still counts.
#pragma once

#include "relationship/etiquette/classify.hpp"
#include "relationship/etiquette/tokens.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace kith::relationship {

struct Cue {
    std::string_view key;      // stable: the model names its weights by it
    std::string_view patterns; // alternatives, separated by " / "; empty for cues that code finds. Grammar: cues.cpp
    std::string_view why;      // completes "this message …"
    std::array<float, message_label_count> prior{}; // weight for each label before training
    std::optional<AskKind> asks = std::nullopt;
};

std::span<const Cue> cues();

struct CueHit {
    std::uint16_t cue = 0; // position in cues()
    std::uint32_t start = 0;
    std::uint32_t end = 0; // bytes; start == end for the message as a whole
    float value = 1;
};

// What stands in the message. At most one hit a cue: the first. `tokens` are tokenize(text).
std::vector<CueHit> find_cues(std::string_view text, std::span<const Token> tokens, const AuthorContext& author);

// Checked by a test: every pattern compiles and every class it names exists. Empty when all is well.
std::string check_cues();

} // namespace kith::relationship
