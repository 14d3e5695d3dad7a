// The door: what there is to know about a new follower, for the owner alone. Facts, never a score: those that speak for
// somebody and those that speak against are listed apart, and the owner decides.
#pragma once

#include "relationship/reason.hpp"
#include "relationship/stage.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::relationship {

// Somebody the owner knows who knows the newcomer.
struct KnownBy {
    std::string name;              // as shown to the owner
    Stage stage = Stage::stranger; // the owner's stage for them
};

// The newcomer's posts of the last 90 days, or as many as are known.
struct RecentPosts {
    unsigned posts = 0;
    unsigned replies = 0; // to others
    unsigned pitches = 0;
    unsigned asks = 0;
};

struct Newcomer {
    bool has_bio = false;
    bool profile_asks = false; // to be followed, liked or shared: it collects
    bool says_automated = false;
    bool looks_automated = false; // etiquette: autopilot, or a template to several people
    unsigned follows = 0;
    unsigned followers = 0;
    unsigned age_days = 0;
    RecentPosts recent;
    unsigned messages_received = 0; // addressed to them, as far as this server saw
    unsigned messages_answered = 0;
    std::vector<std::string> interests;
    std::vector<std::string> tags; // hashtags used, without #
    std::vector<std::string> groups;
    std::vector<std::string> languages; // names: "English"
    std::vector<KnownBy> known_by;
    unsigned new_people = 0; // whom they know and nobody of the owner's does (paths.hpp: Bridge)
    std::string words;       // bio, profile fields and recent posts as plain text; at most 64 KB are read
};

// The owner's side of what may be shared.
struct OwnerInterests {
    std::vector<std::string> interests;
    std::vector<std::string> tags;
    std::vector<std::string> groups;
    std::vector<std::string> languages;
};

struct DoorFacts {
    Reasons speaks_for;
    Reasons speaks_against;
    Reasons neutral; // age, numbers without a side
};

// Follows ÷ followers over 10 is what finds bought followers; it is said as two numbers.
inline constexpr double odd_follow_ratio = 10;

// Whether somebody comes to sell or to collect rather than to talk: a profile that asks to be followed, liked or
// shared, automated by their looks, adult or multi-level-marketing words, or at least three posts and more pitches and
// asks than anything else.
bool promotes_mostly(const Newcomer& newcomer);

DoorFacts facts_about(const Newcomer& newcomer, const OwnerInterests& owner);

// A recent public post of the newcomer.
struct StarterPost {
    std::string text; // plain
    std::vector<std::string> tags;
    Time at{};
};

// What the owner might begin a conversation with: an open question of theirs, a hashtag both use, one of theirs, or
// else a plain hello. Newest first within each; at most `limit`. The text is an offer to edit, never sent by itself.
Reasons conversation_starters(const std::string& name, std::span<const StarterPost> posts, const OwnerInterests& owner,
                              std::size_t limit);

} // namespace kith::relationship
