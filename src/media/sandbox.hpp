// What a process does to itself before it reads hostile bytes: from then on it can hardly harm anything but its own
// work.
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace kith::media {

struct Sandbox {
    std::uint64_t memory = 0;             // address space, bytes
    std::chrono::seconds cpu{0};          // of all threads together
    std::uint64_t file_bytes = 0;         // of each file written
    std::filesystem::path readable;       // one file or folder beside the system's libraries; empty for none
    std::filesystem::path writable;       // the folder for results
    std::optional<std::string> program{}; // what the process will run next; without one it can run nothing
};

// Cannot be undone, and holds for programs run later. Call while there is one thread. Always: the limits (setrlimit),
// no core file, no new privileges, death with the parent. Where the kernel has them: no access to other files
// (Landlock, Linux 5.13), no sockets, no signals to other processes, no tracing, no mounting, no kernel keys (seccomp).
// Error: internal if a limit cannot be set.
Result<void> enter(const Sandbox& sandbox);

} // namespace kith::media
