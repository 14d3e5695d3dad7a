// kith engine paths: how many steps lie between pairs of names in an edge list, and how long finding out takes.
#pragma once

#include <ostream>
#include <string>

namespace kith::engine {

// edges, pairs: columns src dst, plain or gzipped. For each pair one line "src dst steps", parted by tabs, with "-" for
// steps if there is no path of at most six. `err` gets the load time, memory and the quantiles of the searches, and
// what is wrong with a file. Returns the exit status.
int run_paths(const std::string& edges_path, const std::string& pairs_path, bool undirected, std::ostream& out,
              std::ostream& err);

} // namespace kith::engine
