// A member's ties as a graph to draw, with what can be seen between their people.
#pragma once

#include "services/ties.hpp"
#include "store/meetings.hpp"

#include <utility>
#include <vector>

namespace kith::services {

struct NetworkView {
    std::vector<KnownTie> nodes; // the strongest first
    std::vector<bool> quiet;     // of each node
    // Two of them who spoke to each other in public posts, the smaller id first: what anybody could read, and nothing
    // of what either says about their ties. None across a block.
    std::vector<std::pair<AccountId, AccountId>> edges;
};

// At most `limit` people that are not strangers. Within a read.
Result<NetworkView> network_of(const store::ReadTx& tx, AccountId owner, std::size_t limit, Time now);

} // namespace kith::services
