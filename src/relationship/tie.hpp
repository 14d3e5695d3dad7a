// Ties: all that one account (the owner) and another have had to do with each other, as the owner sees it, kept as a
// few numbers that each interaction moves a little. Nothing is ever counted again from the start, except on removal.
//
// To record an interaction between A and B, in one transaction: read the conversation's TieConversation (one row for
// both owners), `Step step = advance(conversation, interaction)`, then apply(tie, interaction, step) to A's tie and to
// B's tie, and write the three rows. Each is O(1).
//
// Removal: when a status is edited or deleted, an account deleted, or somebody blocked, the interactions that no longer
// count go from the store, and the pair is made again by rebuild() from those that are left. An import does the same
// for each pair that it touches, with the interactions in order of their time.
#pragma once

#include "relationship/interaction.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace kith::relationship {

// Stored in place of a time or a day when there is none.
inline constexpr Time never = Time::min();
inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();

// UTC days since 1970.
std::int32_t day_of(Time time);
// Whole and fractional days from `then` to `now`; 0 if the clock went back.
double days_between(Time then, Time now);

inline constexpr double giving_half_life_days = 90;
inline constexpr double contact_half_life_days = 90;
inline constexpr double exchange_half_life_days = 30;
inline constexpr std::chrono::days answer_limit{14}; // later than this, a message is a new beginning

// An amount that halves with time, as a value and the time it is of.
struct DecayedAmount {
    double value = 0;
    Time as_of = never;

    // What is left at `now`; the value itself if `now` is before as_of.
    double at(Time now, double half_life_days) const;
    // Adds units as of `when`, which may lie before as_of (late news).
    void add(double units, Time when, double half_life_days);

    friend bool operator==(const DecayedAmount&, const DecayedAmount&) = default;
};

// How long answers took, as 16 counts: bucket 0 is under a minute, bucket i from 2^(i-1) to 2^i minutes, and 15 reaches
// past the answer limit. When a count is full all are halved, so old answers slowly lose weight.
struct AnswerTimes {
    std::array<std::uint8_t, 16> counts{};

    void add(Duration taken);
    void merge(const AnswerTimes& other);
    unsigned total() const;
    // Within a factor of two; nullopt without answers.
    std::optional<Duration> median() const;

    friend bool operator==(const AnswerTimes&, const AnswerTimes&) = default;
};

// What one of the two did towards the other.
struct TieSide {
    std::uint32_t contacts = 0;
    std::uint32_t turns = 0; // runs of messages: a new one begins with a conversation, a change of speaker or a silence
    std::uint32_t asks = 0;
    std::uint32_t pitches = 0;
    Time first_contact = never;
    Time last_contact = never;
    Time last_spoken = never;      // as last_contact, words only
    DecayedAmount recent_contacts; // half-life 90 days
    DecayedAmount given;           // units of interaction.hpp
    DecayedAmount taken;           // asks and pitches, 1 each
    AnswerTimes answers;           // how long this side took to answer
    bool says_met = false;
    bool vouches = false; // set by hand: this side stands up for the other

    friend bool operator==(const TieSide&, const TieSide&) = default;
};

enum class OriginKind : std::uint8_t { unknown, conversation, introduction, boost, group, event, follow, imported };

std::string_view to_string(OriginKind kind);

// How a tie began. apply() fills in what the first interaction shows; introductions, boosts, groups and events are
// written by whoever knows, and such an origin is kept by rebuild().
struct Origin {
    OriginKind kind = OriginKind::unknown;
    AccountId through;      // who introduced them, or whose boost it was
    std::int64_t where = 0; // id of the group or event

    friend bool operator==(const Origin&, const Origin&) = default;
};

// A stage as kept in a tie: 0 for "not set by hand", else 1 + Stage (stage.hpp).
using StoredStage = std::uint8_t;

// One row per (owner, other). The owner's notes and tags are text and are kept beside it.
struct Tie {
    AccountId owner;
    AccountId other;
    TieSide mine;   // what the owner did
    TieSide theirs; // what the other did
    std::uint32_t exchanges = 0;
    std::uint32_t exchange_days = 0; // distinct days with an exchange
    std::int32_t first_exchange_day = no_day;
    std::int32_t last_exchange_day = no_day;
    std::uint64_t exchange_day_bits = 0; // bit i: an exchange on last_exchange_day - i
    DecayedAmount recent_exchanges;      // half-life 30 days
    std::uint32_t unanswered = 0;        // messages of the other since the owner last spoke
    Origin origin;
    StoredStage set_stage = 0;

    Time last_contact() const { return std::max(mine.last_contact, theirs.last_contact); }
    Time first_contact() const;

    friend bool operator==(const Tie&, const Tie&) = default;
};

// Where a pair stands in one conversation. One row per (pair, conversation), shared by both owners; it may be dropped
// once `last_at` is older than the answer limit and the day of last_exchange_day is over.
struct TieConversation {
    AccountId last_speaker;
    Time last_at = never; // never goes back: an answer counts as no older than what it answers
    std::int32_t last_exchange_day = no_day;

    friend bool operator==(const TieConversation&, const TieConversation&) = default;
};

// What an interaction meant in its conversation.
struct Step {
    bool new_turn = false;
    bool answers = false;  // the other spoke last, at most 14 days before
    bool exchange = false; // answers, and is the first to do so in this conversation today
    std::int32_t day = no_day;
    Duration taken{}; // if answers: how long it took
};

// Moves the conversation on. Interactions of an account with itself, and those without words, leave it as it is.
Step advance(TieConversation& conversation, const Interaction& interaction);

// Whether words of the actor said at that time would be an answer: the other spoke last, at most 14 days before.
bool would_answer(const TieConversation& conversation, AccountId actor, Time at);

// Moves the tie of interaction.actor or .target on. An interaction of others, or of one with themself, is ignored.
void apply(Tie& tie, const Interaction& interaction, const Step& step);
// Both at once, for one owner's tie.
void apply(Tie& tie, TieConversation& conversation, const Interaction& interaction);

struct RebuiltTie {
    Tie tie;
    std::vector<std::pair<ConversationId, TieConversation>> conversations; // by id
};

// The tie of kept.owner and kept.other as `interactions` (in the order they were recorded) make it; what was set by
// hand (stage, vouching, an origin that was written) is taken from `kept`. Interactions of other pairs and repetitions
// of a key are skipped.
RebuiltTie rebuild(const Tie& kept, std::span<const Interaction> interactions);

} // namespace kith::relationship
