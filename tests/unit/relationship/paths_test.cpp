#include "relationship/paths.hpp"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

namespace kith::relationship {
namespace {

// A graph as a plain table, and what the search must agree with.
struct Table {
    std::map<std::pair<Node, Node>, PackedStrength> ties;
    std::set<Node> closed;
    std::size_t nodes = 0;

    std::vector<DirectedTie> list() const {
        std::vector<DirectedTie> result;
        for (auto [ends, strength] : ties)
            result.push_back({ends.first, ends.second, strength});
        return result;
    }
};

void walk(const Table& table, Node to, unsigned left, std::vector<Node>& way, PackedStrength weakest,
          std::uint32_t total,
          std::vector<std::pair<std::pair<PackedStrength, std::uint32_t>, std::vector<Node>>>& all) {
    Node here = way.back();
    if (here == to) {
        if (left == 0) all.push_back({{weakest, total}, way});
        return;
    }
    if (left == 0 || (way.size() > 1 && table.closed.contains(here))) return;
    for (auto tie = table.ties.lower_bound({here, 0}); tie != table.ties.end() && tie->first.first == here; ++tie) {
        Node next = tie->first.second;
        if (std::ranges::find(way, next) != way.end()) continue;
        way.push_back(next);
        walk(table, to, left - 1, way, std::min(weakest, tie->second), total + tie->second, all);
        way.pop_back();
    }
}

// Every shortest path, best first, by trying everything.
auto by_hand(const Table& table, Node from, Node to) {
    std::vector<std::pair<std::pair<PackedStrength, std::uint32_t>, std::vector<Node>>> all;
    for (unsigned steps = 1; steps <= most_steps && all.empty(); ++steps) {
        std::vector<Node> way{from};
        walk(table, to, steps, way, 65535, 0, all);
    }
    std::ranges::sort(all, std::greater{});
    return all;
}

Table random_table(std::mt19937& random, std::size_t nodes, std::size_t ties, unsigned strengths) {
    Table table;
    table.nodes = nodes;
    for (std::size_t i = 0; i < ties; ++i) {
        auto from = Node(random() % nodes);
        auto to = Node(random() % nodes);
        if (from != to) table.ties[{from, to}] = PackedStrength(1000 * (1 + random() % strengths));
    }
    for (Node node = 0; node < nodes; ++node)
        if (random() % 12 == 0) table.closed.insert(node);
    return table;
}

void expect_paths(const Table& table, const TieGraph& graph, PathSearch& search, Node from, Node to) {
    auto expected = by_hand(table, from, to);
    for (std::size_t k : {1U, 3U, 8U}) {
        auto found = search.paths(graph, from, to, k);
        ASSERT_EQ(found.size(), std::min(k, expected.size())) << from << " to " << to;
        std::set<std::vector<Node>> distinct;
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].weakest, unpack_strength(expected[i].first.first)) << from << " to " << to << " #" << i;
            EXPECT_NEAR(found[i].total, expected[i].first.second / 65535.0, 1e-9) << from << " to " << to << " #" << i;
            EXPECT_TRUE(distinct.insert(found[i].nodes).second) << "the same path twice";
            bool is_way =
                std::ranges::any_of(expected, [&](const auto& each) { return each.second == found[i].nodes; });
            EXPECT_TRUE(is_way);
        }
    }
    auto steps = search.steps(graph, from, to);
    EXPECT_EQ(steps.has_value(), !expected.empty());
    if (steps && !expected.empty()) EXPECT_EQ(*steps, expected.front().second.size() - 1);
}

TEST(Paths, agree_with_trying_everything_on_random_graphs) {
    PathSearch search;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        std::mt19937 random(seed);
        std::size_t nodes = 8 + random() % 20;
        auto table = random_table(random, nodes, nodes * (1 + random() % 4), 1 + random() % 6);
        auto graph = TieGraph::build(table.list(), nodes);
        for (Node node : table.closed)
            graph.set_connector(node, false);
        for (int i = 0; i < 20; ++i) {
            auto from = Node(random() % nodes);
            auto to = Node(random() % nodes);
            if (from != to) expect_paths(table, graph, search, from, to);
        }
    }
}

TEST(Paths, agree_after_every_kind_of_change) {
    PathSearch search;
    std::mt19937 random(7);
    std::size_t nodes = 24;
    auto table = random_table(random, nodes, 40, 3);
    auto graph = TieGraph::build(table.list(), nodes);
    for (Node node : table.closed)
        graph.set_connector(node, false);
    for (int i = 0; i < 3000; ++i) {
        auto from = Node(random() % nodes);
        auto to = Node(random() % nodes);
        if (from == to) continue;
        auto strength = PackedStrength(random() % 60000);
        switch (random() % 8) {
        case 0:
            table.closed.insert(from);
            graph.set_connector(from, false);
            break;
        case 1:
            table.closed.erase(from);
            graph.set_connector(from, true);
            break;
        case 2:
        case 3:
        case 4:
            table.ties.erase({from, to});
            graph.remove(from, to);
            break;
        default:
            if (table.ties.size() < 70 || table.ties.contains({from, to})) {
                table.ties[{from, to}] = strength;
                graph.set(from, to, unpack_strength(strength));
            }
        }
        EXPECT_EQ(graph.ties(), table.ties.size());
        if (i % 50 == 0) expect_paths(table, graph, search, to, from);
    }
    for (auto [ends, strength] : table.ties)
        EXPECT_EQ(graph.strength(ends.first, ends.second), unpack_strength(strength));
    EXPECT_EQ(graph.strength(nodes + 5, 0), std::nullopt);
}

TEST(Paths, from_a_circle_begin_with_its_ties_and_not_with_those_of_the_graph) {
    std::mt19937 random(11);
    for (int round = 0; round < 60; ++round) {
        auto table = random_table(random, 25, 20 + random() % 90, 3);
        auto graph = TieGraph::build(table.list(), table.nodes);
        for (Node node : table.closed)
            graph.set_connector(node, false);
        auto owner = Node(random() % table.nodes);
        auto own = table;
        std::erase_if(own.ties, [&](const auto& tie) { return tie.first.first == owner; });
        std::vector<std::pair<Node, PackedStrength>> ties;
        for (Node node = 0; node < table.nodes; ++node)
            if (node != owner && random() % 6 == 0) {
                ties.emplace_back(node, PackedStrength(1000 * (1 + random() % 3)));
                own.ties[{owner, node}] = ties.back().second;
            }
        std::ranges::shuffle(ties, random);
        Circle circle(owner, ties);
        auto expected_graph = TieGraph::build(own.list(), own.nodes);
        for (Node node : own.closed)
            expected_graph.set_connector(node, false);
        PathSearch search;
        PathSearch expected;
        for (Node to = 0; to < table.nodes; ++to)
            for (std::size_t k : {1U, 4U}) {
                auto found = search.paths(graph, circle, to, k);
                auto wanted = expected.paths(expected_graph, owner, to, k);
                ASSERT_EQ(found.size(), wanted.size()) << owner << " to " << to;
                for (std::size_t i = 0; i < found.size(); ++i) {
                    EXPECT_EQ(found[i].weakest, wanted[i].weakest);
                    EXPECT_NEAR(found[i].total, wanted[i].total, 1e-9);
                    EXPECT_EQ(found[i].steps(), wanted[i].steps());
                }
            }
        auto found = search.bridges(graph, circle, 9);
        auto wanted = expected.bridges(expected_graph, owner, 9);
        ASSERT_EQ(found.size(), wanted.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            EXPECT_EQ(std::tuple(found[i].person, found[i].through, found[i].new_people),
                      std::tuple(wanted[i].person, wanted[i].through, wanted[i].new_people));
    }
}

TEST(Paths, from_an_empty_circle_lead_nowhere) {
    TieGraph graph;
    graph.set(0, 1, 0.5);
    PathSearch search;
    EXPECT_TRUE(search.paths(graph, Circle(0, {}), 1, 3).empty());
    EXPECT_TRUE(search.paths(graph, Circle(7, {{0, 9}}), 1, 3).empty()) << "an owner outside the graph";
    EXPECT_EQ(search.paths(graph, Circle(1, {{0, 9}}), 0, 3).size(), 1U);
    EXPECT_EQ(search.steps(graph, 0, 1), 1U) << "the circle is of one search";
}

TEST(Paths, the_strongest_weakest_tie_wins_over_the_sum) {
    TieGraph graph;
    graph.set(0, 1, 0.9);
    graph.set(1, 3, 0.2);
    graph.set(0, 2, 0.3);
    graph.set(2, 3, 0.3);
    PathSearch search;
    auto paths = search.paths(graph, 0, 3, 5);
    ASSERT_EQ(paths.size(), 2U);
    EXPECT_EQ(paths[0].nodes, (std::vector<Node>{0, 2, 3}));
    EXPECT_NEAR(paths[0].weakest, 0.3, 1e-4);
    EXPECT_NEAR(paths[1].total, 1.1, 1e-4);
    auto steps = first_steps(paths);
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0].friend_node, 2U);
    EXPECT_EQ(steps[0].steps_left, 1U);
}

TEST(Paths, fewer_steps_win_over_stronger_ties) {
    TieGraph graph;
    graph.set(0, 1, 0.01);
    graph.set(0, 2, 1);
    graph.set(2, 1, 1);
    PathSearch search;
    EXPECT_EQ(search.paths(graph, 0, 1, 1).at(0).nodes, (std::vector<Node>{0, 1}));
}

TEST(Paths, reach_six_steps_and_no_further) {
    TieGraph graph;
    for (Node node = 0; node < 8; ++node)
        graph.set(node, node + 1, 0.5);
    PathSearch search;
    EXPECT_EQ(search.steps(graph, 0, 6), 6U);
    EXPECT_EQ(search.steps(graph, 0, 7), std::nullopt);
    EXPECT_TRUE(search.paths(graph, 0, 7, 3).empty());
    EXPECT_TRUE(search.paths(graph, 6, 0, 3).empty()) << "ties have a direction";
}

TEST(Paths, who_opted_out_is_only_ever_an_end) {
    TieGraph graph;
    graph.set(0, 1, 0.5);
    graph.set(1, 2, 0.5);
    graph.set_connector(1, false);
    PathSearch search;
    EXPECT_TRUE(search.paths(graph, 0, 2, 1).empty());
    EXPECT_EQ(search.steps(graph, 0, 1), 1U);
    EXPECT_EQ(search.steps(graph, 1, 2), 1U);
    graph.set_connector(1, true);
    EXPECT_EQ(search.steps(graph, 0, 2), 2U);
}

TEST(Paths, edges_of_the_question) {
    TieGraph graph;
    PathSearch search;
    EXPECT_TRUE(search.paths(graph, 0, 1, 1).empty()) << "an empty graph";
    graph.set(0, 1, 0.5);
    EXPECT_TRUE(search.paths(graph, 0, 9, 1).empty()) << "an unknown node";
    EXPECT_TRUE(search.paths(graph, 0, 1, 0).empty());
    EXPECT_EQ(search.paths(graph, 1, 1, 3).at(0).steps(), 0U);
    EXPECT_EQ(search.steps(graph, 1, 1), 0U);
    EXPECT_EQ(search.paths(graph, 0, 1, 3).size(), 1U);
}

TEST(TieGraph, built_at_once_equals_built_tie_by_tie) {
    std::mt19937 random(3);
    std::vector<DirectedTie> ties;
    TieGraph one_by_one;
    for (int i = 0; i < 5000; ++i) {
        DirectedTie tie{Node(random() % 200), Node(random() % 200), PackedStrength(1 + random() % 60000)};
        ties.push_back(tie);
        auto before = one_by_one.strength(tie.from, tie.to).value_or(0);
        one_by_one.set(tie.from, tie.to, std::max(before, unpack_strength(tie.strength)));
    }
    auto at_once = TieGraph::build(ties, 200);
    EXPECT_EQ(at_once.ties(), one_by_one.ties());
    for (Node from = 0; from < 200; ++from)
        for (Node to = 0; to < 200; ++to) {
            EXPECT_EQ(at_once.strength(from, to), one_by_one.strength(from, to));
            EXPECT_EQ(at_once.strength(from, to).has_value(),
                      from != to && at_once.in().degree(to) > 0 && at_once.strength(from, to).has_value());
        }
}

TEST(TieGraph, takes_no_tie_with_oneself) {
    TieGraph graph;
    graph.set(1, 1, 1);
    EXPECT_EQ(graph.ties(), 0U);
    graph.remove(5, 5);
    std::vector<DirectedTie> alone{{0, 0, 9}, {0, 1, 9}};
    EXPECT_EQ(TieGraph::build(alone, 2).ties(), 1U);
}

TEST(TieGraph, stays_small_while_it_grows_and_shrinks) {
    std::mt19937 random(5);
    TieGraph graph;
    constexpr std::size_t nodes = 2000;
    for (int i = 0; i < 400'000; ++i) {
        auto from = Node(random() % nodes);
        auto to = Node(random() % nodes);
        if (random() % 3 == 0)
            graph.remove(from, to);
        else
            graph.set(from, to, 0.5);
    }
    EXPECT_GT(graph.ties(), 200'000U);
    EXPECT_LT(double(graph.bytes()) / double(graph.ties()), 16);
}

TEST(AccountNodes, numbers_accounts_once) {
    AccountNodes nodes;
    EXPECT_EQ(nodes.find(AccountId{5}), no_node);
    for (std::int64_t i = 1; i <= 1000; ++i)
        EXPECT_EQ(nodes.node(AccountId{i << 16}), Node(i - 1));
    for (std::int64_t i = 1; i <= 1000; ++i) {
        EXPECT_EQ(nodes.node(AccountId{i << 16}), Node(i - 1));
        EXPECT_EQ(nodes.find(AccountId{i << 16}), Node(i - 1));
        EXPECT_EQ(nodes.account(Node(i - 1)), AccountId{i << 16});
    }
    EXPECT_EQ(nodes.find(AccountId{7}), no_node);
    EXPECT_EQ(nodes.size(), 1000U);
}

TEST(Bridges, favour_people_who_open_another_circle) {
    TieGraph graph;
    // The owner 0 knows 1 and 2, who know each other and 3. 3 knows only them; 4, known to 2, knows 10…19.
    for (auto [a, b] : {std::pair{0, 1}, {0, 2}, {1, 2}, {1, 3}, {2, 3}, {2, 4}}) {
        graph.set(Node(a), Node(b), 0.5);
        graph.set(Node(b), Node(a), 0.5);
    }
    for (Node node = 10; node < 20; ++node)
        graph.set(4, node, 0.5);
    PathSearch search;
    auto bridges = search.bridges(graph, 0, 5);
    ASSERT_EQ(bridges.size(), 1U);
    EXPECT_EQ(bridges[0].person, 4U);
    EXPECT_EQ(bridges[0].through, 2U);
    EXPECT_EQ(bridges[0].new_people, 10U);
    graph.set_connector(2, false);
    EXPECT_TRUE(search.bridges(graph, 0, 5).empty()) << "nobody to lead there";
    EXPECT_TRUE(search.bridges(graph, 99, 5).empty());
    // Scratch memory is clean again.
    graph.set_connector(2, true);
    EXPECT_EQ(search.steps(graph, 0, 10), 3U);
}

} // namespace
} // namespace kith::relationship
