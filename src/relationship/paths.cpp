#include "relationship/paths.hpp"

#include <algorithm>
#include <cmath>

namespace kith::relationship {
namespace {

constexpr unsigned forwards_bit = 1;
constexpr unsigned backwards_bit = 2;
constexpr std::uint32_t nowhere = 0xFFFFFFFF;
constexpr std::size_t look_ahead = 8;

const Adjacency& lists(const TieGraph& graph, bool forwards) { return forwards ? graph.out() : graph.in(); }

// How many ties an expansion of these nodes reads.
std::size_t work(const Adjacency& adjacency, std::span<const Node> nodes) {
    std::size_t sum = 0;
    for (Node node : nodes)
        sum += adjacency.degree(node);
    return sum;
}

// Calls with each node and its list; the lists are fetched some nodes ahead.
template <class OnList>
void each_list(const Adjacency& adjacency, std::span<const Node> nodes, OnList on_list) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i + 2 * look_ahead < nodes.size()) adjacency.expect_place(nodes[i + 2 * look_ahead]);
        if (i + look_ahead < nodes.size()) adjacency.expect(nodes[i + look_ahead]);
        on_list(nodes[i], adjacency.list(nodes[i]));
    }
}

} // namespace

Circle::Circle(Node owner, std::vector<std::pair<Node, PackedStrength>> ties) : owner_(owner) {
    std::ranges::sort(ties);
    for (auto [other, strength] : ties) {
        others_.push_back(other);
        strengths_.push_back(strength);
    }
}

std::vector<FirstStep> first_steps(const std::vector<Path>& paths) {
    std::vector<FirstStep> steps;
    for (const Path& path : paths) {
        if (path.steps() < 1) continue;
        Node first = path.nodes[1];
        if (std::ranges::find(steps, first, &FirstStep::friend_node) == steps.end())
            steps.push_back({first, path.steps() - 1});
    }
    return steps;
}

void PathSearch::Side::begin(Node node) {
    order.assign(1, node);
    levels.assign({0, 1});
}

void PathSearch::clear(std::size_t nodes) {
    for (const Side& side : sides_)
        for (Node node : side.order)
            seen_[node >> 5] = 0;
    for (Node node : nodes_)
        place_[node] = nowhere;
    for (Side& side : sides_)
        side.order.clear();
    nodes_.clear();
    hits_.clear();
    if (place_.size() < nodes) {
        seen_.resize(nodes / 32 + 1, 0);
        mark_.resize(nodes / 64 + 1, 0);
        place_.resize(nodes, nowhere);
    }
}

// Reaches one level further on one side; true if it meets the other. Then hits_ holds every tie across.
bool PathSearch::expand(const TieGraph& graph, bool forwards, bool last, bool keep_hits) {
    Side& side = sides_[forwards ? 0 : 1];
    unsigned own = forwards ? forwards_bit : backwards_bit;
    unsigned others = forwards ? backwards_bit : forwards_bit;
    auto begin = side.levels[side.levels.size() - 2];
    auto end = side.levels.back();
    // The level is copied by index: `order` grows while it is read.
    const Adjacency& adjacency = lists(graph, forwards);
    bool first = circle_ && forwards && side.depth() == 0;
    // What the graph says of the circle's owner is no way from them.
    Node left_out = circle_ && !forwards ? circle_->owner() : no_node;
    bool met = false;
    for (auto i = begin; i < end; ++i) {
        if (i + 2 * look_ahead < end) adjacency.expect_place(side.order[i + 2 * look_ahead]);
        if (i + look_ahead < end) adjacency.expect(side.order[i + look_ahead]);
        Node node = side.order[i];
        auto list = first ? circle_->list() : adjacency.list(node);
        for (std::uint32_t j = 0; j < list.size; ++j) {
            Node other = list.others[j];
            unsigned state = seen(other);
            if (state & others) {
                if (other == left_out) continue;
                met = true;
                if (!keep_hits) return true;
                hits_.push_back(forwards ? Hit{node, other, list.strengths[j]} : Hit{other, node, list.strengths[j]});
            } else if (state == 0 && !met && !last && graph.is_connector(other)) {
                see(other, own);
                side.order.push_back(other);
            }
        }
    }
    // What was reached before the meeting lies on no shortest path: it stays in `order` to be cleared, without a level.
    if (!met) side.levels.push_back(side.order.size());
    return met;
}

bool PathSearch::meet(const TieGraph& graph, Node from, Node to, bool keep_hits) {
    sides_[0].begin(from);
    sides_[1].begin(to);
    see(from, forwards_bit);
    see(to, backwards_bit);
    for (unsigned step = 1; step <= most_steps; ++step) {
        auto frontier = [&](bool forwards) {
            const Side& side = sides_[forwards ? 0 : 1];
            return work(lists(graph, forwards), side.level(side.depth()));
        };
        bool from_circle = circle_ && step == 1;
        auto forwards = from_circle ? circle_->list().size : frontier(true);
        auto backwards = frontier(false);
        if (forwards == 0 || (backwards == 0 && !from_circle)) return false;
        if (expand(graph, from_circle || forwards <= backwards, step == most_steps, keep_hits)) return true;
    }
    return false;
}

std::uint32_t PathSearch::place(Node node) {
    if (place_[node] == nowhere) {
        place_[node] = std::uint32_t(nodes_.size());
        nodes_.push_back(node);
    }
    return place_[node];
}

// The ties from nodes of `level` of one side to nodes of `next`, which lie on shortest paths one level nearer to the
// meeting; `found` becomes those of the level that have one. Reads whichever lists are shorter in sum.
void PathSearch::gather_level(const TieGraph& graph, bool forwards, std::size_t level, std::span<const Node> next,
                              std::vector<Node>& found) {
    auto nodes = sides_[forwards ? 0 : 1].level(level);
    const Adjacency& ahead = lists(graph, forwards);
    const Adjacency& back = lists(graph, !forwards);
    bool from_circle = circle_ && forwards && level == 0;
    bool from_level = from_circle || work(ahead, nodes) <= work(back, next) + nodes.size();
    auto targets = from_level ? next : nodes;
    for (Node node : targets)
        mark_[node >> 6] |= std::uint64_t{1} << (node & 63);
    auto& ties = ties_.emplace_back();
    auto add = [&](Node of_level, Node of_next, PackedStrength strength) {
        if (place_[of_level] == nowhere) found.push_back(of_level);
        auto near = place(of_level);
        auto far = place(of_next);
        ties.push_back(forwards ? StepTie{near, far, strength} : StepTie{far, near, strength});
    };
    each_list(from_level ? ahead : back, from_level ? nodes : next, [&](Node node, Adjacency::List list) {
        if (from_circle) list = circle_->list();
        for (std::uint32_t j = 0; j < list.size; ++j) {
            Node other = list.others[j];
            if ((mark_[other >> 6] >> (other & 63) & 1) == 0) continue;
            add(from_level ? node : other, from_level ? other : node, list.strengths[j]);
        }
    });
    for (Node node : targets)
        mark_[node >> 6] &= ~(std::uint64_t{1} << (node & 63));
}

// Every tie on a shortest path, by step.
void PathSearch::gather(const TieGraph& graph) {
    std::vector<Node> left;
    std::vector<Node> right;
    std::vector<StepTie> across;
    across.reserve(hits_.size());
    for (const Hit& hit : hits_) {
        if (place_[hit.from] == nowhere) left.push_back(hit.from);
        auto from = place(hit.from);
        if (place_[hit.to] == nowhere) right.push_back(hit.to);
        across.push_back({from, place(hit.to), hit.strength});
    }
    ties_.clear();
    for (std::size_t level = sides_[0].depth(); level-- > 0;) {
        std::vector<Node> found;
        gather_level(graph, true, level, left, found);
        left = std::move(found);
    }
    std::ranges::reverse(ties_);
    ties_.push_back(std::move(across));
    for (std::size_t level = sides_[1].depth(); level-- > 0;) {
        std::vector<Node> found;
        gather_level(graph, false, level, right, found);
        right = std::move(found);
    }
}

std::optional<unsigned> PathSearch::steps(const TieGraph& graph, Node from, Node to) {
    if (std::max(from, to) >= graph.nodes()) return std::nullopt;
    if (from == to) return 0;
    clear(graph.nodes());
    if (!meet(graph, from, to, false)) return std::nullopt;
    return unsigned(sides_[0].depth() + sides_[1].depth() + 1);
}

std::vector<Path> PathSearch::paths(const TieGraph& graph, Node from, Node to, std::size_t k) {
    return search(graph, from, to, k);
}

std::vector<Path> PathSearch::paths(const TieGraph& graph, const Circle& from, Node to, std::size_t k) {
    circle_ = &from;
    auto found = search(graph, from.owner(), to, k);
    circle_ = nullptr;
    return found;
}

std::vector<Path> PathSearch::search(const TieGraph& graph, Node from, Node to, std::size_t k) {
    if (std::max(from, to) >= graph.nodes() || k == 0) return {};
    if (from == to) return {Path{{from}, 0, 0}};
    clear(graph.nodes());
    if (!meet(graph, from, to, true)) return {};
    gather(graph);
    return best(from, to, k);
}

std::vector<Path> PathSearch::best(Node from, Node to, std::size_t k) {
    std::vector<Path> paths;
    for (const RankedWay& way : best_ways(ties_, nodes_.size(), place(from), place(to), k)) {
        Path path;
        for (auto each : way.places)
            path.nodes.push_back(nodes_[each]);
        path.weakest = unpack_strength(way.weakest);
        path.total = unpack_strength(1) * way.total;
        paths.push_back(std::move(path));
    }
    return paths;
}

} // namespace kith::relationship
