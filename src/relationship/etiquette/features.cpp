#include "relationship/etiquette/features.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>

namespace kith::relationship {
namespace {

// How much each block of features weighs in all: the values of a block have this sum of squares.
constexpr float word_mass = 1.0F;
constexpr float word_pair_mass = 0.6F;
constexpr float letters_mass = 0.7F;
constexpr float cue_pair_mass = 0.5F;

class Hash {
public:
    explicit Hash(char block) { add(block); }
    Hash& add(char c) {
        value_ = (value_ ^ static_cast<unsigned char>(c)) * 16777619U;
        return *this;
    }
    Hash& add(std::string_view text) {
        for (char c : text)
            add(c);
        return *this;
    }
    Hash& add(std::uint32_t number) {
        value_ = (value_ ^ number) * 0x9E3779B1U;
        value_ ^= value_ >> 13;
        return *this;
    }
    std::uint32_t value() const { return value_; }
    // Below 1 << hash_bits.
    std::uint32_t index() const {
        std::uint32_t mixed = value_ ^ value_ >> 15;
        mixed *= 0x2C1B3C6DU;
        mixed ^= mixed >> 12;
        mixed *= 0x297A2D39U;
        return mixed >> (32 - hash_bits);
    }

private:
    std::uint32_t value_ = 2166136261U;
};

// What stands for a token in words and pairs of words.
std::string_view word_form(const Token& token) {
    switch (token.kind) {
    case TokenKind::handle:
        return "<handle>";
    case TokenKind::number:
        return token.form.size() > 2 ? "<number>" : std::string_view(token.form);
    case TokenKind::link:
        return "<link>";
    default:
        return token.form;
    }
}

class Extraction {
public:
    explicit Extraction(Features& features) : features_(features) {}

    void run() {
        cue_features();
        block(word_mass, [&] { words(); });
        block(word_pair_mass, [&] { word_pairs(); });
        block(letters_mass, [&] { letters(); });
        block(cue_pair_mass, [&] { cue_pairs(); });
    }

private:
    void add(FeatureKind kind, std::uint32_t index, std::uint32_t start, std::uint32_t end) {
        if (seen_.test(index)) return;
        seen_.set(index);
        features_.all.push_back({.index = index, .value = 1, .kind = kind, .cue = 0, .start = start, .end = end});
    }

    // Runs `fill` and gives what it added equal values; each feature counts once, where it stands first.
    template <class F>
    void block(float mass, F&& fill) {
        std::size_t from = features_.all.size();
        fill();
        for (std::size_t i = from; i < features_.all.size(); ++i)
            seen_.reset(features_.all[i].index);
        auto count = static_cast<float>(std::max<std::size_t>(4, features_.all.size() - from));
        float value = std::sqrt(mass / count);
        for (std::size_t i = from; i < features_.all.size(); ++i) {
            features_.all[i].value = value;
            features_.all[i].index += static_cast<std::uint32_t>(cues().size());
        }
    }

    void cue_features() {
        for (const CueHit& hit : features_.cues)
            features_.all.push_back({.index = hit.cue,
                                     .value = hit.value,
                                     .kind = FeatureKind::cue,
                                     .cue = hit.cue,
                                     .start = hit.start,
                                     .end = hit.end});
    }

    void words() {
        for (const Token& token : features_.tokens) {
            add(FeatureKind::word, Hash('w').add(word_form(token)).index(), token.start, token.end);
            if (token.kind == TokenKind::hashtag)
                add(FeatureKind::word, Hash('#').add(token.form).index(), token.start, token.end);
        }
    }

    void word_pairs() {
        const auto& tokens = features_.tokens;
        for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
            add(FeatureKind::word_pair,
                Hash('p').add(word_form(tokens[i])).add(' ').add(word_form(tokens[i + 1])).index(), tokens[i].start,
                tokens[i + 1].end);
    }

    void letters() {
        std::string padded;
        for (const Token& token : features_.tokens) {
            if (token.kind != TokenKind::word && token.kind != TokenKind::hashtag) continue;
            padded.assign(1, '<');
            padded.append(token.form, 0, 24);
            padded += '>';
            for (std::size_t length = 4; length <= 5; ++length)
                for (std::size_t at = 0; at + length <= padded.size(); ++at)
                    add(FeatureKind::letters, Hash('l').add(std::string_view(padded).substr(at, length)).index(),
                        token.start, token.end);
        }
    }

    void cue_pairs() {
        const auto& hits = features_.cues;
        std::vector<std::uint32_t> keys;
        for (const CueHit& hit : hits)
            keys.push_back(Hash('c').add(cues()[hit.cue].key).value());
        for (std::size_t i = 0; i < hits.size(); ++i)
            for (std::size_t j = i + 1; j < hits.size(); ++j)
                add(FeatureKind::cue_pair,
                    Hash('d').add(std::min(keys[i], keys[j])).add(std::max(keys[i], keys[j])).index(), 0, 0);
    }

    Features& features_;
    std::bitset<1U << hash_bits> seen_; // by the block at work
};

} // namespace

Features extract_features(std::string_view text, const AuthorContext& author) {
    Features features;
    features.tokens = tokenize(text);
    features.all.reserve(64 + features.tokens.size() * 12);
    features.cues = find_cues(text, features.tokens, author);
    std::ranges::sort(features.cues, {}, &CueHit::cue);
    Extraction(features).run();
    return features;
}

} // namespace kith::relationship
