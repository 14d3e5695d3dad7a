// Going through all ties: what they should be by the interactions, and making them so.
#pragma once

#include "services/ties.hpp"

#include <functional>
#include <string>

namespace kith::services {

struct TieUpkeep {
    std::size_t pairs = 0; // looked at
    std::size_t wrong = 0; // of these, not as the interactions make them
};

// Looks at every pair of accounts that had to do with each other (`account`: only at this one's; none: all) and makes
// their ties again, unless `dry_run`. In steps, so that others' writes pass between them. `progress(pairs)` now and
// then.
Result<TieUpkeep> rebuild_ties(store::Store& store, Ties& ties, AccountId account, bool dry_run,
                               const std::function<void(std::size_t pairs)>& progress);

// One line for each pair whose ties are not as they should be, at most 50.
Result<std::vector<std::string>> wrong_ties(store::Store& store);

} // namespace kith::services
