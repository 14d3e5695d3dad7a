// A message as numbers: what the model sees. Training and judging share this code, so that they cannot drift apart.
#pragma once

#include "relationship/etiquette/classify.hpp"
#include "relationship/etiquette/cues.hpp"
#include "relationship/etiquette/tokens.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace kith::relationship {

enum class FeatureKind : std::uint8_t { cue, cue_pair, word, word_pair, letters };

struct Feature {
    std::uint32_t index = 0; // below feature_space()
    float value = 0;
    FeatureKind kind = FeatureKind::word;
    std::uint16_t cue = 0;   // position in cues(), for kind cue
    std::uint32_t start = 0; // bytes of the text; start == end when it has no place
    std::uint32_t end = 0;
};

struct Features {
    std::vector<Token> tokens;
    std::vector<CueHit> cues;
    std::vector<Feature> all;
};

// The first indices are the cues, in the order of cues(); the others are hashes of words, pairs of words and letters.
inline constexpr unsigned hash_bits = 16;
inline std::uint32_t feature_space() { return static_cast<std::uint32_t>(cues().size()) + (1U << hash_bits); }

Features extract_features(std::string_view text, const AuthorContext& author);

} // namespace kith::relationship
