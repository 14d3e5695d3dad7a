// The embedded store: one SQLite file in WAL mode, one writer thread with group commit, a pool of readers.
//
// Group commit: units of work that wait when the writer gets to them run one after the other, each in a savepoint of
// one transaction, and are answered together after its one commit. What fails is rolled back alone.
#pragma once

#include "backends/sqlite/database.hpp"
#include "core/clock.hpp"
#include "store/store.hpp"

#include <filesystem>

namespace kith::backends::sqlite {

struct Options {
    std::filesystem::path file;
    Durability durability = Durability::full;
    int group_limit = 64; // units of work in one commit
};

// Opens the file, makes or migrates the schema, starts the writer. Errors: unavailable (cannot open), conflict (the
// database was made by a newer Kith).
Result<std::unique_ptr<store::Store>> open(const Options& options);

// What `open` would do to this database: the names of the migrations that have not been applied. Writes nothing.
Result<std::vector<std::string>> pending_migrations(const std::filesystem::path& file);

} // namespace kith::backends::sqlite
