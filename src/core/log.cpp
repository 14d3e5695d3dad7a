#include "core/log.hpp"

#include "core/clock.hpp"
#include "core/text.hpp"

#include <atomic>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace kith::log {
namespace {

thread_local std::string_view current_request;
std::atomic<Level> lowest{Level::info};
std::atomic<Format> shape{Format::text};

const char* name_of(Level level) {
    switch (level) {
    case Level::debug:
        return "debug";
    case Level::info:
        return "info";
    case Level::warn:
        return "warn";
    case Level::error:
        return "error";
    case Level::off:
        return "off";
    }
    return "info";
}

spdlog::logger& sink() {
    static auto logger = [] {
        auto made = spdlog::stderr_logger_mt("kith");
        made->set_pattern("%v");
        made->set_level(spdlog::level::trace);
        return made;
    }();
    return *logger;
}

} // namespace

void set_up(Level level, Format format) {
    lowest = level;
    shape = format;
    sink();
}

bool enabled(Level level) { return level >= lowest.load(std::memory_order_relaxed); }

void write(Level level, std::string_view line) {
    std::string out;
    std::string now = to_iso(SystemClock().now());
    if (shape == Format::json) {
        out = fmt::format(R"({{"time":"{}","level":"{}")", now, name_of(level));
        if (!current_request.empty()) {
            out += R"(,"request":)";
            append_json_string(out, current_request);
        }
        out += R"(,"message":)";
        append_json_string(out, line);
        out += '}';
    } else {
        out = fmt::format("{} {:5} ", now, name_of(level));
        if (!current_request.empty()) out += fmt::format("[{}] ", current_request);
        for (char c : line) // one event stays one line whatever a client put into it
            out += (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) ? ' ' : c;
    }
    sink().log(spdlog::level::info, out);
}

RequestScope::RequestScope(std::string_view request_id) : previous_(current_request) { current_request = request_id; }
RequestScope::~RequestScope() { current_request = previous_; }

} // namespace kith::log
