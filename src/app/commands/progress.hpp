// How far a command is: one line on standard error that is written over, where somebody sits before it; nothing
// elsewhere.
#pragma once

#include <cstdint>
#include <cstdio>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <tuple>
#include <unistd.h>

namespace kith::app {

class Progress {
public:
    Progress() = default;
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void say(std::string_view what) {
        if (!shown_ || what == line_) return;
        line_ = what;
        fmt::print(stderr, "\r\033[K{}", line_);
        flush();
    }
    // "copying: 34 %"
    void say(std::string_view what, std::uintmax_t done, std::uintmax_t total) {
        if (shown_ && total > 0) say(fmt::format("{}: {} %", what, done * 100 / total));
    }
    // Before anything else is printed.
    void clear() {
        if (line_.empty()) return;
        line_.clear();
        fmt::print(stderr, "\r\033[K");
        flush();
    }

private:
    // Whoever cannot be shown it is not told either.
    static void flush() { std::ignore = std::fflush(stderr); }

    bool shown_ = isatty(STDERR_FILENO) != 0;
    std::string line_;
};

} // namespace kith::app
