// Form letters: near-identical first messages of one author to several people. Pure; thread-safe.
//
// A message is reduced to its words with greetings dropped and names, handles, numbers and the parameters of links
// masked, cut into overlapping pairs of words, and sketched by MinHash with one byte a value (Broder 1997; Li and König
// 2010): the share of values that two sketches have in common estimates the Jaccard similarity of their sets of pairs.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::relationship {

// 130 bytes from which the text cannot be read back. Comparable only with signatures of the same version.
struct TemplateSignature {
    static constexpr std::uint8_t current_version = 1;
    static constexpr std::size_t size = 128;

    std::uint8_t version = current_version;
    std::uint8_t words = 0; // words left after masking, 255 for more
    std::array<std::uint8_t, size> values{};

    bool operator==(const TemplateSignature&) const = default;

    // version, words, values: exactly 130 bytes.
    std::string to_bytes() const;
    static std::optional<TemplateSignature> from_bytes(std::string_view bytes);
};

// `text` is plain text, UTF-8; only its first 5,000 bytes count. The same text gives the same signature on every
// machine.
//
// `names`: user names and display names of those whom it speaks to, in any order. They are masked wherever they stand
// and whatever their case, whole or in part, and left out where the text opens with them. Of each, the first four words
// count; greetings, small words and single letters are no names. Where half the words of a text would be names, none
// is masked: a name must not swallow the letter.
TemplateSignature template_signature(std::string_view text, std::span<const std::string_view> names = {});

// Estimated Jaccard similarity in [0, 1], standard error at most 0.045. 0 when the versions differ or a text has no
// words.
double template_similarity(const TemplateSignature& a, const TemplateSignature& b);

struct TemplatePolicy {
    double similarity = 0.8; // from here on two messages are copies
    int receivers = 3;       // the message that reaches this many people is held, and those after it
    Duration window = std::chrono::days(7);
    int least_words = 5; // shorter messages ("Thanks for connecting, Ann!") are courtesy, not templates
};

// One author's first message to somebody.
struct FirstMessage {
    AccountId receiver;
    Time at;
    TemplateSignature signature;
};

struct TemplateVerdict {
    bool held = false;
    int receivers = 1;               // people who got this message within the window, the new one included
    std::vector<std::size_t> copies; // positions in the history of the messages it copies, oldest first
    double similarity = 0;           // of the nearest copy; 0 without one
    // For people: "the same message went to 3 people within 7 days"; empty when not held.
    std::string reason;
};

// `history`: the same author's earlier first messages, in any order; those outside the window, or later than `message`,
// do not count, nor do repeats to one receiver.
TemplateVerdict decide_template(std::span<const FirstMessage> history, const FirstMessage& message,
                                const TemplatePolicy& policy = {});

} // namespace kith::relationship
