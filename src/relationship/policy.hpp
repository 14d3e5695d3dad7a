// What a receiver allows, and what they asked somebody to stop.
#pragma once

#include "relationship/judgement.hpp"
#include "relationship/reason.hpp"
#include "relationship/stage.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace kith::relationship {

// Who may do something to a member. Each circle holds the ones after it: whoever admits the people they follow also
// admits acquaintances whom they do not follow.
enum class Audience : std::uint8_t { anyone, followed, acquaintance, friend_, nobody };

// "anyone", "followed", "acquaintance", "friend", "nobody".
std::string_view to_string(Audience audience);
std::optional<Audience> parse_audience(std::string_view name);

struct ReceiverPolicy {
    Audience pitch = Audience::friend_;
    Audience ask = Audience::acquaintance;
    Audience message = Audience::anyone; // strangers under the first-contact rule
    Audience invite = Audience::acquaintance;

    friend bool operator==(const ReceiverPolicy&, const ReceiverPolicy&) = default;
};

// How a receiver stands to a sender: the receiver's tie, not the sender's.
struct Standing {
    Stage stage = Stage::stranger;
    bool follows = false; // the receiver follows the sender

    friend bool operator==(const Standing&, const Standing&) = default;
};

bool admits(Audience audience, const Standing& sender);

// "Please don't": what the receiver asked this sender to stop.
struct Boundaries {
    bool asks = false;
    bool pitches = false;
    bool direct_messages = false;
    bool all = false;

    bool any() const { return asks || pitches || direct_messages || all; }
    friend bool operator==(const Boundaries&, const Boundaries&) = default;
};

// The boundaries that a message crosses, as reasons; none if it crosses none.
Reasons crossed(const Boundaries& boundaries, const Judgement& judgement, bool direct);

// "Messages like this from this person are fine": what the receiver accepted from this sender before, by kind.
struct Accepted {
    bool pitches = false;
    bool asks = false;
    bool templates = false; // also what comes from an autopilot
    bool messages = false;  // any message without the above: they need not wait for an answer any more

    friend bool operator==(const Accepted&, const Accepted&) = default;
};

// What accepting a held message teaches, added to what was accepted before.
Accepted learn(Accepted before, const Judgement& accepted);

} // namespace kith::relationship
