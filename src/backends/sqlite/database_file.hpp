// A database as a file: copied, looked at before it becomes the server's, and made whole by itself.
#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace kith::backends::sqlite {

class Database;

// One consistent moment of a database, written to `target` while others use it; the schema stays of the version that
// it is. `progress(done, total)` in pages. Errors: unavailable.
Result<void> copy_database(const std::filesystem::path& file, const std::filesystem::path& target,
                           const std::function<void(int, int)>& progress);

// Whether this is a database that `open` can bring up to this version: made by Kith, with every table that its version
// has. What it gives are damaged pages, one line each; empty is good. For a copy that nobody else has open: the log
// beside it is used. Errors: invalid (not_kith), conflict (newer_database).
Result<std::vector<std::string>> examine(const std::filesystem::path& file);

// Takes what the log beside the file holds, or a transaction that was broken off, into the file, so that it is whole
// without them. Nobody else has it open. False: it is too badly damaged for that, or no database. Errors: unavailable
// (a full disk, no permission, in use): then nothing is lost, the file and its log are whole together.
Result<bool> settle(const std::filesystem::path& file);

// Damaged pages of an open database, one line each.
std::vector<std::string> damaged_pages(Database& database);

// Errors: conflict (newer_database), if this program is too old for a database of that version.
Result<void> is_known_version(std::int64_t version);

} // namespace kith::backends::sqlite
