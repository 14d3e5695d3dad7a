// Runs a child process and waits for it: bounded output, a deadline, no shell, nothing inherited.
// Limits on memory, CPU and files are set by the child itself (media/sandbox.hpp), before it reads anything hostile.
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::media {

struct Command {
    std::vector<std::string> argv; // argv[0] is a path, or a name to be found in PATH
    std::chrono::milliseconds deadline{30'000};
    std::size_t max_output = 64UZ * 1024; // of each of stdout and stderr; what is over is dropped
};

struct Finished {
    std::optional<int> exit_code; // nullopt if a signal ended it
    int signal = 0;
    bool timed_out = false; // the deadline passed: the whole process group was killed
    bool truncated = false; // it wrote more than max_output
    std::string out;
    std::string error_output;

    bool succeeded() const { return exit_code == 0 && !timed_out; }
    // For the log: how it ended and the end of what it wrote to stderr.
    std::string describe() const;
};

// The executable's path, looked up in PATH if `name` has no slash; nullopt if there is none.
std::optional<std::string> find_program(std::string_view name);

// Blocks. Thread-safe, and cheap from a large process (posix_spawn: no page table is copied). The child gets its own
// process group, which is killed when this returns; stdin is /dev/null; of the environment only PATH, LD_LIBRARY_PATH
// and a UTF-8 locale. Needs SIGCHLD not to be ignored. Error: internal or unavailable when it cannot be started.
Result<Finished> run(const Command& command);

} // namespace kith::media
