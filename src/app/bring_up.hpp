// Bringing the database up to this version before a command works with it.
#pragma once

#include "app/config.hpp"

namespace kith::app {

// Applies the migrations that an existing database lacks. Errors: conflict (in_use) while a server runs, which was made
// for the database as it is.
Result<void> bring_up(const Config& config);

} // namespace kith::app
