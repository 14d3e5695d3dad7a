// Paths on big graphs, one thread. Workloads:
//   generated   1 M accounts, 20 M directed ties (10 M pairs who know each other), degrees by a power law
//   (exponent 2.5,
//               mean 20), a fifth of the ties within small circles; random strengths
//   facebook, wiki_vote   edge lists named on the command line, unit strengths: --edges FILE [--undirected]
// For each, in processor time: seconds to build, ties a second, bytes a tie; microseconds of paths(from, to, 3) between
// random accounts at p50, p95, p99 and the largest; of one change; of bridges(owner). usage: kith_paths_bench [--edges
// FILE [--undirected]] [--accounts N] [--ties N] [--queries N] [--exponent X]
#include "app/engine/token_file.hpp"
#include "core/text.hpp"
#include "relationship/paths.hpp"

#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <random>
#include <time.h>

namespace {

using namespace kith;
using namespace kith::relationship;

// Processor time of this thread: other programs on the machine do not count.
double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

// A Chung-Lu graph: ends are drawn by weight, so that degrees follow the power law.
std::vector<DirectedTie> generate(std::size_t accounts, std::size_t ties, double exponent, std::mt19937_64& random) {
    std::vector<double> ahead(accounts + 1, 0);
    for (std::size_t i = 0; i < accounts; ++i) {
        double weight = std::pow(double(i + 10) / double(accounts), -1 / (exponent - 1));
        ahead[i + 1] = ahead[i] + weight;
    }
    std::vector<Node> shuffled(accounts);
    for (std::size_t i = 0; i < accounts; ++i)
        shuffled[i] = Node(i);
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    std::uniform_real_distribution<double> anywhere(0, ahead.back());
    auto draw = [&] {
        double at = anywhere(random);
        auto found = std::upper_bound(ahead.begin(), ahead.end(), at) - ahead.begin() - 1;
        return shuffled[std::min<std::size_t>(std::size_t(found), accounts - 1)];
    };
    std::vector<DirectedTie> result;
    result.reserve(ties);
    while (result.size() + 1 < ties) {
        Node a = draw();
        Node b = random() % 5 == 0 ? Node((a / 50) * 50 + random() % 50) : draw();
        if (a == b || b >= accounts) continue;
        auto strength = PackedStrength(1 + random() % 65535);
        result.push_back({a, b, strength});
        result.push_back({b, a, strength});
    }
    return result;
}

Result<std::vector<DirectedTie>> read(const std::string& path, bool undirected, engine::Names& names) {
    std::vector<DirectedTie> ties;
    TRY(engine::read_rows(path, [&](const engine::Row& row, std::size_t) -> Result<void> {
        auto from = names.number(row[0]);
        auto to = names.number(row[1]);
        ties.push_back({from, to, 65535});
        if (undirected) ties.push_back({to, from, 65535});
        return {};
    }));
    return ties;
}

void print_quantiles(const char* what, std::vector<double>& microseconds) {
    std::sort(microseconds.begin(), microseconds.end());
    auto at = [&](double part) { return microseconds[std::size_t(part * double(microseconds.size() - 1))]; };
    std::printf("%-28s p50 %9.1f us  p95 %9.1f us  p99 %9.1f us  max %9.1f us\n", what, at(0.5), at(0.95), at(0.99),
                at(1));
}

template <class Call>
double timed(Call call) {
    double start = processor_seconds();
    call();
    return (processor_seconds() - start) * 1e6;
}

void measure(const std::vector<DirectedTie>& ties, std::size_t nodes, std::size_t queries, std::mt19937_64& random) {
    double start = processor_seconds();
    TieGraph graph = TieGraph::build(ties, nodes);
    double seconds = processor_seconds() - start;
    std::printf("build %.2f s, %.1f M ties/s, %zu ties, %.2f bytes a tie\n", seconds,
                double(ties.size()) / seconds / 1e6, graph.ties(), double(graph.bytes()) / double(graph.ties()));

    std::uint32_t most = 0;
    for (Node node = 0; node < nodes; ++node)
        most = std::max(most, graph.out().degree(node));
    std::printf("largest degree %u\n", most);

    PathSearch search;
    std::vector<double> best;
    std::vector<double> only_steps;
    std::vector<std::size_t> by_steps(most_steps + 2, 0);
    search.steps(graph, 0, Node(nodes - 1));
    for (std::size_t i = 0; i < queries; ++i) {
        auto from = Node(random() % nodes);
        auto to = Node(random() % nodes);
        std::vector<Path> paths;
        best.push_back(timed([&] { paths = search.paths(graph, from, to, 3); }));
        only_steps.push_back(timed([&] { search.steps(graph, from, to); }));
        ++by_steps[paths.empty() ? most_steps + 1 : paths[0].steps()];
    }
    print_quantiles("paths(from, to, 3)", best);
    print_quantiles("steps(from, to)", only_steps);
    for (std::size_t steps = 0; steps < by_steps.size(); ++steps)
        std::printf("%s%zu: %zu",
                    steps == 0           ? "steps "
                    : steps > most_steps ? "  none (more than "
                                         : "  ",
                    steps > most_steps ? most_steps : steps, by_steps[steps]);
    std::printf(")\n");

    std::vector<double> changes;
    for (std::size_t i = 0; i < queries; ++i) {
        const auto& tie = ties[random() % ties.size()];
        double strength = double(random() % 1000) / 1000;
        if (i % 3 == 0)
            changes.push_back(timed([&] { graph.remove(tie.from, tie.to); }));
        else if (i % 3 == 1)
            changes.push_back(timed([&] { graph.set(tie.from, tie.to, strength); }));
        else
            changes.push_back(timed([&] { graph.set(Node(random() % nodes), Node(random() % nodes), strength); }));
    }
    print_quantiles("one change", changes);
    std::printf("after changes %.2f bytes a tie\n", double(graph.bytes()) / double(graph.ties()));
    std::vector<double> bridges;
    for (std::size_t i = 0; i < queries / 10 + 1; ++i)
        bridges.push_back(timed([&] { search.bridges(graph, Node(random() % nodes), 10); }));
    print_quantiles("bridges(owner, 10)", bridges);
}

} // namespace

int main(int argc, char** argv) {
    std::string edges;
    bool undirected = false;
    std::size_t accounts = 1'000'000;
    std::size_t ties = 20'000'000;
    std::size_t queries = 2000;
    double exponent = 2.5;
    for (int i = 1; i < argc; ++i) {
        std::string_view argument = argv[i];
        auto number = [&] { return std::size_t(parse_int(argv[++i]).value_or(0)); };
        if (argument == "--edges" && i + 1 < argc) edges = argv[++i];
        if (argument == "--undirected") undirected = true;
        if (argument == "--exponent" && i + 1 < argc) exponent = std::stod(argv[++i]);
        if (argument == "--accounts" && i + 1 < argc) accounts = number();
        if (argument == "--ties" && i + 1 < argc) ties = number();
        if (argument == "--queries" && i + 1 < argc) queries = number();
    }
    std::mt19937_64 random(20261122);
    if (edges.empty()) {
        auto list = generate(accounts, ties, exponent, random);
        std::printf("generated: %zu accounts\n", accounts);
        measure(list, accounts, queries, random);
        return 0;
    }
    engine::Names names;
    auto list = read(edges, undirected, names);
    if (!list) {
        std::fprintf(stderr, "%s\n", list.error().message.c_str());
        return 1;
    }
    std::printf("%s: %zu accounts\n", edges.c_str(), names.size());
    measure(*list, names.size(), queries, random);
    return 0;
}
