// What a member wants of Kith, kept beside the preferences in User::settings. Pure.
#pragma once

#include "core/clock.hpp"

#include <string>
#include <string_view>

namespace kith::services {

struct KithSettings {
    bool mail_newcomers = false; // new followers with their facts by e-mail
    bool mail_today = false;     // Today once a week by e-mail
    int utc_offset = 0;          // minutes that the member's clock is ahead of UTC
    // What was mailed last, so that it is not mailed twice.
    std::int64_t mailed_follow = 0; // id of the newest follow
    Time mailed_newcomers_at{};
    Time mailed_today_at{};

    // Days since 1970 as the member counts them, and minutes of that day.
    std::int32_t day(Time now) const;
    int minute_of_day(Time now) const;
};

// Whatever the JSON lacks or has in a wrong form is as above.
KithSettings read_kith_settings(std::string_view json);
// `json` with these in it; other members stay.
std::string write_kith_settings(const KithSettings& settings, std::string_view json);

} // namespace kith::services
