#include "core/clock.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fmt/format.h>

namespace kith {
namespace {

using namespace std::chrono;

struct Fields {
    year_month_day date;
    hh_mm_ss<milliseconds> time;
};

Fields fields_of(Time time) {
    auto day = floor<days>(time);
    return {year_month_day(day), hh_mm_ss<milliseconds>(time - day)};
}

// `digits` digits at `text[at]`, or -1.
int number(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

} // namespace

// By hand: pages of statuses hold dozens of times, and fmt took 40 % of writing one.
void append_iso(std::string& out, Time time) {
    auto [date, clock] = fields_of(time);
    char text[] = "0000-00-00T00:00:00.000Z";
    auto put = [&](std::size_t at, std::size_t digits, std::int64_t value) {
        for (std::size_t i = at + digits; i-- > at; value /= 10)
            text[i] = static_cast<char>('0' + value % 10);
    };
    put(0, 4, std::clamp(int(date.year()), 0, 9999));
    put(5, 2, unsigned(date.month()));
    put(8, 2, unsigned(date.day()));
    put(11, 2, clock.hours().count());
    put(14, 2, clock.minutes().count());
    put(17, 2, clock.seconds().count());
    put(20, 3, clock.subseconds().count());
    out.append(text, sizeof text - 1);
}

std::string to_iso(Time time) {
    std::string out;
    out.reserve(24);
    append_iso(out, time);
    return out;
}

std::string to_iso_date(Time time) { return to_iso(time).substr(0, 10); }

std::optional<Time> parse_iso(std::string_view text) {
    int y = number(text, 0, 4);
    int mo = number(text, 5, 2);
    int d = number(text, 8, 2);
    if (y < 0 || mo < 0 || d < 0 || text[4] != '-' || text[7] != '-') return std::nullopt;
    year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
    if (!date.ok()) return std::nullopt;
    Time result = sys_days(date);
    if (text.size() == 10) return result;

    int h = number(text, 11, 2);
    int mi = number(text, 14, 2);
    if (h < 0 || mi < 0 || h > 23 || mi > 59 || (text[10] != 'T' && text[10] != ' ' && text[10] != 't'))
        return std::nullopt;
    result += hours(h) + minutes(mi);
    std::size_t at = 16;
    if (at < text.size() && text[at] == ':') {
        int s = number(text, 17, 2);
        if (s < 0 || s > 60) return std::nullopt;
        result += seconds(s);
        at = 19;
        if (at < text.size() && text[at] == '.') {
            ++at;
            int scale = 100;
            std::size_t first = at;
            for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
                result += milliseconds((text[at] - '0') * scale);
            if (at == first) return std::nullopt;
        }
    }
    if (at == text.size()) return result; // no offset: UTC
    if ((text[at] == 'Z' || text[at] == 'z') && at + 1 == text.size()) return result;
    if (text[at] != '+' && text[at] != '-') return std::nullopt;
    int oh = number(text, at + 1, 2);
    bool colon = at + 3 < text.size() && text[at + 3] == ':';
    int om = number(text, at + (colon ? 4 : 3), 2);
    if (oh < 0 || om < 0 || oh > 23 || om > 59 || text.size() != at + (colon ? 6 : 5)) return std::nullopt;
    auto offset = hours(oh) + minutes(om);
    return text[at] == '+' ? result - offset : result + offset;
}

std::string to_http_date(Time time) {
    static constexpr std::array<const char*, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto [date, clock] = fields_of(time);
    auto wd = weekday(sys_days(date)).c_encoding();
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", day_names[wd], unsigned(date.day()),
                       month_names[unsigned(date.month()) - 1], int(date.year()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

Time SystemClock::now() const { return floor<milliseconds>(system_clock::now()); }

} // namespace kith
