// Today: at most seven things a day that a member may care about, each with one reason and one action. Few and earned:
// a reminder that feels like a chore harms. Pure: the caller gives the facts, and what was put off.
#pragma once

#include "relationship/reason.hpp"
#include "relationship/stage.hpp"
#include "relationship/tie.hpp"

#include <span>
#include <string>
#include <vector>

namespace kith::relationship {

inline constexpr std::size_t most_entries = 7;

enum class EntryKind : std::uint8_t { unanswered, quiet, newcomer, question, share, date, introduction };
enum class EntryAction : std::uint8_t { answer, write, greet, share, congratulate, introduce };

// "unanswered"; "answer".
std::string_view to_string(EntryKind kind);
std::string_view to_string(EntryAction action);

// A tie of the owner with what is needed to judge it.
struct TieFacts {
    Tie tie;
    Stage stage = Stage::stranger;
    double strength = 0;
    std::string name;
    bool wants_answer = true; // false: what waits is a pitch, an ask from a stranger, or a boost of thanks
};

struct NewcomerFacts {
    AccountId account;
    std::string name;
    Time joined{};
    bool greeted = false; // by anybody
    bool automated = false;
    bool promotes = false;                // what speaks for a shop, not for a person: see promotes_mostly() in door.hpp
    bool says_who = false;                // has a bio, profile fields or "why I am here"
    std::vector<std::string> topics = {}; // hashtags or interests in common with the owner
};

// An open question of a tie, or a post worth sharing, with topics both write about.
struct PostFacts {
    StatusId status;
    AccountId author;
    std::string name;
    double strength = 0;
    Time at{};
    std::vector<std::string> topics; // hashtags or interests in common with the owner
    unsigned answers = 0;            // questions: by others
    unsigned shares = 0;             // work: boosts so far
};

struct DateFacts {
    AccountId account;
    std::string name;
    std::string what; // "The birthday"
    unsigned days_ahead = 0;
};

// Two ties of the owner who have much in common and no tie with each other.
struct IntroductionFacts {
    AccountId first;
    AccountId second;
    std::string first_name;
    std::string second_name;
    std::vector<std::string> topics; // in common
    double weaker_strength = 0;      // of the owner's two ties
};

// Done, snoozed until a time, or never again for this person.
struct PutOff {
    EntryKind kind = EntryKind::unanswered;
    AccountId account;
    StatusId status; // 0: any
    Time until{};    // Time::max() for "not for this person"
};

struct TodayFacts {
    std::vector<TieFacts> ties;
    std::vector<NewcomerFacts> newcomers;
    std::vector<PostFacts> questions;
    std::vector<PostFacts> work;
    std::vector<DateFacts> dates;
    std::vector<IntroductionFacts> introductions;
    std::vector<PutOff> put_off;
};

struct TodayEntry {
    EntryKind kind = EntryKind::unanswered;
    EntryAction action = EntryAction::answer;
    AccountId account;
    AccountId second; // introduction
    StatusId status;  // question, share
    Reason reason;
    double weight = 0; // what orders the list; not shown
};

// At most seven entries, the weightiest first; at most three of a kind and one about a person.
std::vector<TodayEntry> today(const TodayFacts& facts, Time now);

// How unusual the present silence is for this tie: days since the last contact, divided by the mean number of days
// between its exchange days (at least 2). 0 for a tie with fewer than 4 exchange days, which has no rhythm yet.
double unusual_silence(const Tie& tie, Time now);

} // namespace kith::relationship
