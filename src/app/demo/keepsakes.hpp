// What the members of the demonstration community keep about each other: notes, dates, meetings, outcomes.
#pragma once

#include "app/application.hpp"

#include <functional>
#include <string_view>

namespace kith::app::demo {

// `id_of` finds a member by name; `now`: the demonstration's last evening, to which the clock is set.
Result<void> keep(Application& application, const std::function<AccountId(std::string_view)>& id_of, Time now);

} // namespace kith::app::demo
