// The subcommands of the program. Each gives its exit code, or an Error that main prints.
#pragma once

#include "app/config.hpp"

#include <optional>
#include <string>

namespace kith::app {

Result<int> serve(const Config& config);

Result<int> backup(const Config& config, const std::string& file);
// Puts a backup in place of the database, which is kept beside it. The server must not be running.
Result<int> restore(const Config& config, const std::string& file, bool yes);
Result<int> check(const Config& config, bool json);
Result<int> migrate(const Config& config, bool dry_run);

} // namespace kith::app
