// How far a command is: one line on standard error that is written over, where somebody sits before it; nothing
// elsewhere.
#pragma once

#include <cstdint>
#include <cstdio>
#include <fmt/format.h>
#include <string_view>
#include <unistd.h>

namespace kith::app {

class Progress {
public:
    Progress() = default;
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void say(std::string_view what) {
        if (!shown_) return;
        fmt::print(stderr, "\r\033[K{}", what);
        std::fflush(stderr);
        dirty_ = true;
    }
    // "copying: 34 %"
    void say(std::string_view what, std::uintmax_t done, std::uintmax_t total) {
        if (shown_ && total > 0) say(fmt::format("{}: {} %", what, done * 100 / total));
    }
    // Before anything else is printed.
    void clear() {
        if (dirty_) fmt::print(stderr, "\r\033[K");
        std::fflush(stderr);
        dirty_ = false;
    }

private:
    bool shown_ = isatty(STDERR_FILENO) != 0;
    bool dirty_ = false;
};

} // namespace kith::app
