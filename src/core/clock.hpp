// Time: milliseconds since 1970, UTC. Rules are given the time; only edges ask a Clock.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

constexpr Time from_unix_ms(std::int64_t ms) { return Time(Duration(ms)); }
constexpr std::int64_t to_unix_ms(Time time) { return time.time_since_epoch().count(); }

// "2026-11-22T05:00:00.000Z", as the Mastodon API writes times.
std::string to_iso(Time time);
void append_iso(std::string& out, Time time);
// "2026-11-22", UTC.
std::string to_iso_date(Time time);
// RFC 3339 with any offset, fraction optional; also a date alone (midnight UTC).
std::optional<Time> parse_iso(std::string_view text);
// RFC 9110 date for HTTP headers: "Sun, 22 Nov 2026 05:00:00 GMT".
std::string to_http_date(Time time);

// Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock final : public Clock {
public:
    Time now() const override;
};

// For tests and for generated data: moves only when told to.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Time start) : now_(to_unix_ms(start)) {}
    Time now() const override { return from_unix_ms(now_.load()); }
    void set(Time time) { now_.store(to_unix_ms(time)); }
    void advance(Duration by) { now_.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> now_;
};

} // namespace kith
