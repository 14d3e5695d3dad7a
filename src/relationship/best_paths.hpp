// The k best ways through a layered graph: paths.hpp hands over every tie that lies on some shortest path.
#pragma once

#include "relationship/tie_graph.hpp"

#include <cstdint>
#include <vector>

namespace kith::relationship {

// A tie by the places of its ends: small numbers, 0 … places - 1.
struct StepTie {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    PackedStrength strength = 0;
};

struct RankedWay {
    std::vector<std::uint32_t> places; // source, …, target
    PackedStrength weakest = 0;
    std::uint32_t total = 0;
};

// `steps[i]` holds the ties from layer i to layer i + 1; the first layer is `source` alone, the last `target` alone.
// Best first: by the weakest tie, then by the sum; at most k, fewer if there are fewer ways.
std::vector<RankedWay> best_ways(const std::vector<std::vector<StepTie>>& steps, std::size_t places,
                                 std::uint32_t source, std::uint32_t target, std::size_t k);

} // namespace kith::relationship
