#include "relationship/paths.hpp"

#include <algorithm>
#include <cmath>

namespace kith::relationship {
namespace {

constexpr std::size_t most_candidates = 256;
constexpr std::uint32_t most_people = 1024;
constexpr std::size_t most_read = 200'000; // ties of the owner's circle, strongest friends first

struct Candidate {
    Node person;
    Node through;
    PackedStrength weakest;
};

double worth(const Bridge& bridge) { return bridge.weakest * std::log1p(double(bridge.new_people)); }

} // namespace

std::vector<Bridge> PathSearch::bridges(const TieGraph& graph, Node owner, std::size_t limit) {
    if (owner >= graph.nodes()) return {};
    return bridges(graph, owner, graph.out().list(owner), limit);
}

std::vector<Bridge> PathSearch::bridges(const TieGraph& graph, const Circle& owner, std::size_t limit) {
    if (owner.owner() >= graph.nodes()) return {};
    return bridges(graph, owner.owner(), owner.list(), limit);
}

std::vector<Bridge> PathSearch::bridges(const TieGraph& graph, Node owner, Adjacency::List known, std::size_t limit) {
    clear(graph.nodes());
    std::vector<std::pair<PackedStrength, Node>> friends;
    auto meet_node = [&](Node node, unsigned how) {
        if (seen(node) == 0) sides_[0].order.push_back(node); // so that clear() finds it
        see(node, how);
    };
    constexpr unsigned direct = 1;
    constexpr unsigned two_away = 2;
    meet_node(owner, direct);
    for (std::uint32_t i = 0; i < known.size; ++i) {
        meet_node(known.others[i], direct);
        if (graph.is_connector(known.others[i])) friends.emplace_back(known.strengths[i], known.others[i]);
    }
    std::ranges::sort(friends, std::greater{});

    std::vector<Candidate> candidates;
    std::size_t read = 0;
    for (auto [strength, through] : friends) {
        auto list = graph.out().list(through);
        if ((read += list.size) > most_read) break;
        for (std::uint32_t i = 0; i < list.size; ++i) {
            Node person = list.others[i];
            if (seen(person) & direct) continue;
            meet_node(person, two_away);
            if (graph.is_connector(person))
                candidates.push_back({person, through, std::min(strength, list.strengths[i])});
        }
    }
    // The best way to each person first, then the persons by that way.
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
        return a.weakest != b.weakest ? a.weakest > b.weakest
                                      : std::pair(a.person, a.through) < std::pair(b.person, b.through);
    });
    std::vector<Bridge> bridges;
    for (const Candidate& candidate : candidates) {
        if (bridges.size() >= most_candidates) break;
        if (std::ranges::find(bridges, candidate.person, &Bridge::person) != bridges.end()) continue;
        Bridge bridge{candidate.person, candidate.through, unpack_strength(candidate.weakest), 0, 0};
        auto people = graph.out().list(candidate.person);
        bridge.people = std::min(people.size, most_people);
        for (std::uint32_t i = 0; i < bridge.people; ++i)
            if (seen(people.others[i]) == 0) ++bridge.new_people;
        bridges.push_back(bridge);
    }
    std::erase_if(bridges, [](const Bridge& bridge) { return bridge.new_people == 0; });
    std::ranges::sort(bridges, [](const Bridge& a, const Bridge& b) {
        return worth(a) != worth(b) ? worth(a) > worth(b) : a.person < b.person;
    });
    if (bridges.size() > limit) bridges.resize(limit);
    return bridges;
}

} // namespace kith::relationship
