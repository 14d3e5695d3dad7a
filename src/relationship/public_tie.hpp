// What everybody could know of two people: how often each spoke to the other where everybody may read it, and whether
// both say that they met. What others learn of the two (ways, introducers, people who open new circles) is made of this
// alone: no stage that somebody set, nothing said in private, nobody's notes.
#pragma once

#include "core/ids.hpp"

#include <cstdint>

namespace kith::relationship {

struct PublicTie {
    AccountId one;
    AccountId another;
    std::uint32_t one_spoke = 0; // to the other, in public
    std::uint32_t another_spoke = 0;
    bool both_met = false;

    friend bool operator==(const PublicTie&, const PublicTie&) = default;
};

// Whether the two know each other as far as others may tell: both spoke to each other, or both say that they met.
bool know_each_other(const PublicTie& tie);

// How well, in eighths from 1/8 to 7/8: one more each time the smaller of the two counts doubles. As coarse as that, so
// that one post more or less seldom changes an order. 1/8 if they only met; 0 if they don't know each other.
double public_strength(const PublicTie& tie);

} // namespace kith::relationship
