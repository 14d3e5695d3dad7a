// kith engine strength: the strength and stage of every pair of a contact log, for measuring and for curiosity.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

namespace kith::engine {

// events: columns src dst unix_s (a contact each), plain or gzipped. For every pair with a contact before `at` (Unix
// seconds), one line "src dst strength stage", parted by tabs, src being whoever spoke first. Returns the exit status;
// what is wrong with the file is said on standard error.
int run_strength(const std::string& events_path, std::int64_t at, std::ostream& out);

} // namespace kith::engine
