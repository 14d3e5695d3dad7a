// Tie strength: how likely two people are to speak with each other, both ways, in the next 30 days. A logistic function
// of a sum of five terms, each of which can be shown. The coefficients are fitted by model/strength (its README has
// method, data and figures) and live in strength_coefficients.hpp.
//
// After Granovetter, "The Strength of Weak Ties" (1973), and Gilbert & Karahalios, "Predicting Tie Strength with Social
// Media" (2009): intensity, recency, reciprocity and embeddedness.
#pragma once

#include "relationship/reason.hpp"
#include "relationship/tie.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace kith::relationship {

// What the two do apart from this tie. Contact counts in either direction.
struct Surroundings {
    Time owner_spoke = never; // when the owner last spoke to anybody; never: only what the tie knows
    Time other_spoke = never;
    unsigned owner_people = 1; // with how many people the owner ever had contact, the other included
    unsigned other_people = 1;
    unsigned shared_people = 0; // with whom both had contact
};

enum class StrengthTerm : std::uint8_t { both_ways, recent_exchanges, freshness, activity, closeness };
inline constexpr std::size_t strength_terms = 5;

// The terms' values, by StrengthTerm:
// both_ways         the square root of the smaller of contacts sent and received, each halving in 90 days
// recent_exchanges  ln(1 + exchanges, each halving in 30 days)
// freshness         exp(-days since the last contact / 14)
// activity          -ln(1 + days since the owner spoke to anybody) - the same for the other, at most 365 days each
// closeness         ln(1 + people both know) - ½ ln(people of the owner · people of the other)
std::array<double, strength_terms> strength_values(const Tie& tie, const Surroundings& around, Time now);

// In [0, 1]; 0 for a tie without contact. Both owners get the same number.
double strength(const Tie& tie, const Surroundings& around, Time now);

struct StrengthPart {
    Reason words;
    double value = 0;        // the term
    double contribution = 0; // what it adds to the log-odds
};

struct StrengthExplanation {
    double probability = 0;
    double start = 0;                // log-odds that every tie begins with; start + the contributions are the log-odds
    std::vector<StrengthPart> parts; // by StrengthTerm; none for a tie without contact
};

StrengthExplanation explain_strength(const Tie& tie, const Surroundings& around, Time now);

} // namespace kith::relationship
