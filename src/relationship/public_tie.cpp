#include "relationship/public_tie.hpp"

#include <algorithm>
#include <bit>

namespace kith::relationship {

bool know_each_other(const PublicTie& tie) { return tie.both_met || (tie.one_spoke > 0 && tie.another_spoke > 0); }

double public_strength(const PublicTie& tie) {
    if (!know_each_other(tie)) return 0;
    auto doublings = static_cast<int>(std::bit_width(std::min(tie.one_spoke, tie.another_spoke)));
    return std::clamp(doublings, 1, 7) / 8.0;
}

} // namespace kith::relationship
