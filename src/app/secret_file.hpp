// A secret of the server that is kept beside the database, not in it.
#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <string>

namespace kith::app {

// The file's `size` bytes; made at random, for its owner alone, if there is no such file. Errors: unavailable.
Result<std::string> secret_file(const std::filesystem::path& file, std::size_t size);

} // namespace kith::app
