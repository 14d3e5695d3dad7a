// What a member wants of Kith, kept beside the preferences in User::settings. Pure.
#pragma once

#include "core/clock.hpp"

#include <string>
#include <string_view>

namespace kith::services {

// The first steps in the web app: who you are, whom you know, how people reach you.
enum class FirstSteps : std::uint8_t {
    unknown, // nothing is kept: whether the member is new shows in their account
    begun,   // they were shown, and may be taken up again
    done,    // through, or not wanted
};

struct KithSettings {
    bool mail_newcomers = false; // new followers with their facts by e-mail
    bool mail_today = false;     // Today once a week by e-mail
    int utc_offset = 0;          // minutes that the member's clock is ahead of UTC
    FirstSteps first_steps = FirstSteps::unknown;
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
