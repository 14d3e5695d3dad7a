// The program's log: one line an event, as text or as JSON (set_up), with the id of the request being served.
// Never log secrets: tokens, passwords, message bodies. Thread-safe.
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>

namespace kith::log {

enum class Level { debug, info, warn, error, off };
enum class Format { text, json };

// Call once, before threads start. Writes to standard error.
void set_up(Level level, Format format);

bool enabled(Level level);
void write(Level level, std::string_view line);

// The id that lines of this thread carry until the scope ends.
class RequestScope {
public:
    explicit RequestScope(std::string_view request_id);
    ~RequestScope();
    RequestScope(const RequestScope&) = delete;
    RequestScope& operator=(const RequestScope&) = delete;

private:
    std::string_view previous_;
};

template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::debug)) write(Level::debug, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::info)) write(Level::info, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::warn)) write(Level::warn, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::error)) write(Level::error, fmt::format(format, std::forward<Args>(args)...));
}

} // namespace kith::log
