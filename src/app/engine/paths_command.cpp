#include "app/engine/paths_command.hpp"

#include "app/engine/token_file.hpp"
#include "relationship/paths.hpp"

#include <algorithm>
#include <chrono>
#include <sys/resource.h>

namespace kith::engine {
namespace {

using SteadyClock = std::chrono::steady_clock;

double microseconds_since(SteadyClock::time_point start) {
    return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
}

struct Loaded {
    Names names;
    relationship::TieGraph graph;
};

Result<Loaded> load(const std::string& path, bool undirected) {
    Loaded loaded;
    std::vector<relationship::DirectedTie> ties;
    TRY(read_rows(path, [&](const Row& row, std::size_t line) -> Result<void> {
        if (row[1].empty()) return invalid("bad_row", fmt::format("{}: line {} is not src and dst", path, line));
        auto from = loaded.names.number(row[0]);
        auto to = loaded.names.number(row[1]);
        ties.push_back({from, to, 65535});
        if (undirected) ties.push_back({to, from, 65535});
        if (ties.size() > 0xFFFFFFF0) return invalid("too_many_edges", "more than 2^32 edges");
        return {};
    }));
    loaded.graph = relationship::TieGraph::build(ties, loaded.names.size());
    return loaded;
}

void report(std::vector<double>& times, std::ostream& err) {
    if (times.empty()) return;
    std::ranges::sort(times);
    auto at = [&](double part) { return times[std::size_t(part * double(times.size() - 1))] / 1000; };
    err << fmt::format("queries: {}, p50 {:.4f} ms, p95 {:.4f} ms, p99 {:.4f} ms\n", times.size(), at(0.5), at(0.95),
                       at(0.99));
}

} // namespace

int run_paths(const std::string& edges_path, const std::string& pairs_path, bool undirected, std::ostream& out,
              std::ostream& err) {
    auto start = SteadyClock::now();
    auto loaded = load(edges_path, undirected);
    if (!loaded) {
        err << loaded.error().message << '\n';
        return 1;
    }
    double seconds = microseconds_since(start) / 1e6;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto& graph = loaded->graph;
    err << fmt::format("loaded: {} accounts, {} directed ties in {:.3f} s\n"
                       "memory: graph {:.1f} MB, {:.2f} bytes a tie; program at most {:.1f} MB\n",
                       graph.nodes(), graph.ties(), seconds, double(graph.bytes()) / 1e6,
                       double(graph.bytes()) / double(std::max<std::size_t>(1, graph.ties())),
                       double(usage.ru_maxrss) / 1e3);

    relationship::PathSearch search;
    std::vector<double> times;
    auto done = read_rows(pairs_path, [&](const Row& row, std::size_t line) -> Result<void> {
        if (row[1].empty()) return invalid("bad_row", fmt::format("{}: line {} is not src and dst", pairs_path, line));
        auto from = loaded->names.find(row[0]);
        auto to = loaded->names.find(row[1]);
        auto asked = SteadyClock::now();
        auto paths = search.paths(graph, from, to, 1);
        times.push_back(microseconds_since(asked));
        out << row[0] << '\t' << row[1] << '\t';
        if (paths.empty())
            out << "-\n";
        else
            out << paths[0].steps() << '\n';
        return {};
    });
    if (!done) {
        err << done.error().message << '\n';
        return 1;
    }
    out.flush();
    report(times, err);
    return out ? 0 : 1;
}

} // namespace kith::engine
