// The people of the demonstration community and what they say. All invented; all texts are Kith's own.
#pragma once

#include <span>
#include <string_view>

namespace kith::app::demo {

// How somebody behaves.
enum class Manner {
    listener,    // answers more than they announce
    talker,      // posts about their days, answers now and then
    broadcaster, // announces, never answers
    seller,      // pitches, also to strangers
    newcomer,    // joined in the last days
    quiet,       // was around for months, then stopped
};

struct Person {
    std::string_view username;
    std::string_view name;
    std::string_view note;
    std::string_view why_here;
    Manner manner;
    int topic; // index into topics()
};

struct Topic {
    std::string_view tag;
    std::span<const std::string_view> posts;     // what happened
    std::span<const std::string_view> questions; // open questions
};

std::span<const Person> people();
std::span<const Topic> topics();
std::span<const std::string_view> answers();   // to posts
std::span<const std::string_view> replies();   // to answers
std::span<const std::string_view> pitches();   // "{name}" is the seller's
std::span<const std::string_view> hellos();    // first direct messages that are meant
std::span<const std::string_view> templates(); // first direct messages that everybody gets

} // namespace kith::app::demo
