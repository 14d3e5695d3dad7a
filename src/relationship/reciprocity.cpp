#include "relationship/reciprocity.hpp"

#include <algorithm>

namespace kith::relationship {

GiveAndTake give_and_take(const Tie& tie, Time now) {
    auto units = [&](const DecayedAmount& amount) { return amount.at(now, giving_half_life_days); };
    return {units(tie.mine.given), units(tie.theirs.given) + units(tie.mine.taken)};
}

std::optional<double> reciprocity(const Tie& tie, Time now) {
    auto [given, taken] = give_and_take(tie, now);
    if (given + taken < 1) return std::nullopt;
    return 2 * std::min(given, taken) / (given + taken);
}

} // namespace kith::relationship
