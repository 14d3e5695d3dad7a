// Interactions: the facts that everything else in the relationship engine is counted from. Append-only: one is stored
// when it happens and removed only with its status or because of a block.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kith::relationship {

enum class InteractionKind : std::uint8_t {
    reply = 1,
    mention,
    direct,
    boost,
    quote,
    favourite,
    follow,
    recommendation,
    introduction, // the actor introduced the target to somebody
    thanks,
    met, // the actor says that they met the target in person
};

enum class Source : std::uint8_t {
    local = 0,
    federated,
    import_twitter,
    import_linkedin,
    import_facebook,
    import_mastodon,
    import_bluesky,
    import_contacts,
};

// "reply"; "local", "import:twitter": the names used in the API and in stored rows.
std::string_view to_string(InteractionKind kind);
std::string_view to_string(Source source);
std::optional<InteractionKind> parse_interaction_kind(std::string_view name);
std::optional<Source> parse_source(std::string_view name);
constexpr bool is_import(Source source) { return source >= Source::import_twitter; }

// One thing that `actor` did towards `target`. A status makes one contact for each target, whatever else it is: a reply
// that also mentions the target is stored as a reply only.
struct Interaction {
    AccountId actor;
    AccountId target;
    InteractionKind kind = InteractionKind::mention;
    Source source = Source::local;
    // What the words were judged to be (etiquette); both false if there are none or they were not judged.
    bool pitch = false;
    bool ask = false;
    bool own_words = false;  // quote: the actor added words of their own
    bool for_answer = false; // thanks: for an answer that the target gave to the actor's question
    bool in_public = false;  // everybody may read it; nobody else learns of what is not
    // When it happened. The edge cuts times that lie in the future down to now: a remote clock is not trusted.
    Time at{};
    // No conversation (0): it counts as contact, but nothing can answer it and it answers nothing.
    ConversationId conversation;
    StatusId status;

    friend bool operator==(const Interaction&, const Interaction&) = default;
};

// Contact is one person speaking to another: reply, mention, direct, a quote with own words, thanks, met.
// Boosts, favourites and follows never are.
bool is_contact(const Interaction& interaction);
// A contact made of words: all but `met`. Only words wait for an answer.
bool is_spoken(const Interaction& interaction);

// What an interaction gives, in units, and who gave it.
struct Gift {
    bool by_actor = true; // false: thanks, where the one who is thanked had given
    double units = 0;
};

// thanks for an answer 3 (to the one thanked) · introduction 5 · recommendation 3 · boost 1 · quote with own words 1 ·
// reply 1 · favourite 0.2. A message that pitches or asks gives nothing. `answers`: the message answered the other in a
// conversation; a direct message that does is worth as much as a reply.
Gift gift_of(const Interaction& interaction, bool answers);

// Two interactions with one key are the same fact told twice. The store keeps keys unique; rebuild() skips repetitions.
struct InteractionKey {
    AccountId actor;
    AccountId target;
    InteractionKind kind;
    std::int64_t reference; // the status, or the time in milliseconds if there is none

    friend auto operator<=>(const InteractionKey&, const InteractionKey&) = default;
};
InteractionKey key_of(const Interaction& interaction);

} // namespace kith::relationship
