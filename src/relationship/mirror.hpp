// Mirror: what a member's own activity looked like over a period, for their eyes alone.
#pragma once

#include "relationship/stage.hpp"
#include "relationship/tie.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::relationship {

// One post of the member. A post counts once, as the first of these that it is: pitch, ask, listening (a reply, a
// question, a mention of others' doings), sharing (a boost, a quote, a recommendation), news (all else).
enum class PostKind : std::uint8_t { listening, sharing, news, pitch, ask };
std::string_view to_string(PostKind kind);

struct MirrorPost {
    Time at{};
    bool pitch = false;
    bool ask = false;
    bool reply = false;
    bool question = false;
    bool shares_others = false;
};
PostKind kind_of(const MirrorPost& post);

// A message to the member, and when they answered it.
struct MirrorMessage {
    Time at{};
    std::optional<Time> answered;
    bool wants_answer = true; // false: held as a pitch, ask or template; leaving it is no failing
};

struct MirrorFollow {
    AccountId account;
    Time at{};
};

// What one interaction gave or took, in units of interaction.hpp; no half-life.
struct MirrorGift {
    Time at{};
    double given = 0;
    double taken = 0;
};
// `interactions`: by the owner and with the owner, in the order of time.
std::vector<MirrorGift> gifts_of(AccountId owner, std::span<const Interaction> interactions);

// A tie as it stood at the beginning and at the end of the period.
struct MirrorTie {
    AccountId other;
    Tie before;
    Tie after;
    double strength_before = 0;
    double strength_after = 0;
    Stage stage_before = Stage::stranger;
    Stage stage_after = Stage::stranger;
};

// "Something good came of it", noted by the member.
struct MirrorOutcome {
    Time at{};
    Origin origin; // of the tie it came of
};

struct MirrorFacts {
    std::vector<MirrorPost> posts;
    std::vector<MirrorMessage> messages;
    std::vector<MirrorFollow> follows; // by the member
    std::vector<MirrorGift> gifts;
    std::vector<MirrorTie> ties; // all that changed, and those followed
    std::vector<MirrorOutcome> outcomes;
};

struct Period {
    Time from{}; // included
    Time to{};   // excluded
    bool holds(Time at) const { return at >= from && at < to; }
};

struct MirrorChange {
    AccountId other;
    double strength_before = 0;
    double strength_after = 0;
    Stage stage_before = Stage::stranger;
    Stage stage_after = Stage::stranger;
};

struct Mirror {
    unsigned posts = 0;
    std::array<unsigned, 5> by_kind{};          // by PostKind
    std::optional<double> share_listening;      // listening and sharing ÷ posts
    unsigned messages = 0;                      // that wanted an answer
    unsigned answered = 0;                      // within 14 days
    std::optional<Duration> median_answer_time; // exact
    double gave = 0;                            // units, within the period
    double took = 0;
    double given = 0; // units, with their half-life, at the end of the period
    double taken = 0;
    std::optional<double> reciprocity; // of given and taken
    unsigned new_exchanges = 0;        // ties that had their first exchange
    unsigned exchanges = 0;            // of all ties
    unsigned follows = 0;
    unsigned follows_that_became_conversations = 0;
    std::vector<MirrorChange> grew; // at most 5 each, by how much
    std::vector<MirrorChange> faded;
    std::vector<std::pair<Origin, unsigned>> outcomes_by_origin; // most first
};

Mirror mirror(const MirrorFacts& facts, const Period& period);

} // namespace kith::relationship
