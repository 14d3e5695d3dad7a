// Paths: how one account reaches another through people who know each other. Exact: the fewest steps, and among paths
// of that many steps those whose weakest tie is strongest, then those with the larger sum.
// What a member may see of a path is only its first step and its length: who comes after is known to that friend alone.
#pragma once

#include "relationship/best_paths.hpp"
#include "relationship/tie_graph.hpp"

#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace kith::relationship {

inline constexpr unsigned most_steps = 6;

struct Path {
    std::vector<Node> nodes; // from, …, to
    double weakest = 0;      // strengths as the graph keeps them, in 16 bits
    double total = 0;

    unsigned steps() const { return unsigned(nodes.size()) - 1; }

    friend bool operator==(const Path&, const Path&) = default;
};

// The ties of one account as its owner sees them. Ways from there begin with these and not with those of the graph,
// which holds what others may know.
class Circle {
public:
    // The others need not be sorted; each once, none of them the owner.
    Circle(Node owner, std::vector<std::pair<Node, PackedStrength>> ties);

    Node owner() const { return owner_; }
    Adjacency::List list() const { return {others_.data(), strengths_.data(), std::uint32_t(others_.size())}; }

private:
    Node owner_;
    std::vector<Node> others_;
    std::vector<PackedStrength> strengths_;
};

// What the one who asks is shown.
struct FirstStep {
    Node friend_node = no_node;
    unsigned steps_left = 0; // "this friend can reach them in 2"
};

// The distinct first steps of paths, best first.
std::vector<FirstStep> first_steps(const std::vector<Path>& paths);

// Somebody two steps away who knows people that the owner's circles don't reach (Burt, "Structural Holes", 1992).
struct Bridge {
    Node person = no_node;
    Node through = no_node; // the owner's friend on the best way there
    double weakest = 0;
    unsigned new_people = 0; // of the people they know: neither the owner's, nor known to the owner's
    unsigned people = 0;     // of theirs that were looked at
};

// Bidirectional breadth-first search. Keeps scratch memory of 5 bytes a node: one searcher a thread, used again and
// again. The graph must not change during a call.
class PathSearch {
public:
    // The k best paths, none if there is no way of at most most_steps, k is 0, or a node is unknown. One path of no
    // steps from a node to itself. Whoever is no connector is only ever an end.
    std::vector<Path> paths(const TieGraph& graph, Node from, Node to, std::size_t k);
    // The same from a circle's owner, who is a node of the graph.
    std::vector<Path> paths(const TieGraph& graph, const Circle& from, Node to, std::size_t k);
    // Only how many steps.
    std::optional<unsigned> steps(const TieGraph& graph, Node from, Node to);
    // At most `limit`, by strength of the way and number of new people. Looks at the strongest 256 candidates and at
    // 1,024 people of each, so that the time is bounded.
    std::vector<Bridge> bridges(const TieGraph& graph, Node owner, std::size_t limit);
    std::vector<Bridge> bridges(const TieGraph& graph, const Circle& owner, std::size_t limit);

private:
    // A tie between the two searches.
    struct Hit {
        Node from;
        Node to;
        PackedStrength strength;
    };
    // One of the two searches.
    struct Side {
        std::vector<Node> order;         // as reached, level by level
        std::vector<std::size_t> levels; // where each level begins in `order`; the last entry ends the last level
        std::span<const Node> level(std::size_t i) const {
            return std::span(order).subspan(levels[i], levels[i + 1] - levels[i]);
        }
        std::size_t depth() const { return levels.size() - 2; }
        void begin(Node node);
    };

    std::vector<Path> search(const TieGraph& graph, Node from, Node to, std::size_t k);
    std::vector<Bridge> bridges(const TieGraph& graph, Node owner, Adjacency::List known, std::size_t limit);
    bool meet(const TieGraph& graph, Node from, Node to, bool keep_hits);
    bool expand(const TieGraph& graph, bool forwards, bool last, bool keep_hits);
    void gather(const TieGraph& graph);
    void gather_level(const TieGraph& graph, bool forwards, std::size_t level, std::span<const Node> next,
                      std::vector<Node>& found);
    std::uint32_t place(Node node);
    std::vector<Path> best(Node from, Node to, std::size_t k);
    void clear(std::size_t nodes);

    unsigned seen(Node node) const { return unsigned(seen_[node >> 5] >> ((node & 31) * 2)) & 3; }
    void see(Node node, unsigned side) { seen_[node >> 5] |= std::uint64_t{side} << ((node & 31) * 2); }

    const Circle* circle_ = nullptr;   // of this search
    std::vector<std::uint64_t> seen_;  // two bits a node: reached forwards, backwards
    std::vector<std::uint64_t> mark_;  // one bit a node, for one comparison at a time
    std::vector<std::uint32_t> place_; // by node: its place in nodes_
    std::array<Side, 2> sides_;
    std::vector<Hit> hits_;
    std::vector<Node> nodes_;                // on shortest paths
    std::vector<std::vector<StepTie>> ties_; // on shortest paths, by step; ends are places in nodes_
};

} // namespace kith::relationship
