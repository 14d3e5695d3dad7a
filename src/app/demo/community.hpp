// Fills an empty server with a believable community: about sixty people and half a year of what they said and did,
// written through the same services as real use. The same every time but for the dates, which end now.
#pragma once

#include "app/application.hpp"
#include "core/clock.hpp"

#include <functional>

namespace kith::app::demo {

struct Summary {
    std::size_t people = 0;
    std::size_t statuses = 0;
    std::size_t messages = 0; // direct
    std::size_t follows = 0;
    std::size_t marks = 0; // favourites and boosts
};

inline constexpr std::string_view password = "welcome-to-kith";

// `clock` is the application's own and is moved from half a year before `now` up to `now`. `progress` is told the day.
Result<Summary> fill(Application& application, ManualClock& clock, Time now,
                     const std::function<void(int, int)>& progress);

} // namespace kith::app::demo
