#include "backends/sqlite/database_file.hpp"

#include "backends/sqlite/database.hpp"
#include "backends/sqlite/migrations.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>

namespace kith::backends::sqlite {
namespace {

namespace fs = std::filesystem;

Failure not_kith(const fs::path& file, std::string_view why) {
    return invalid("not_kith", fmt::format("{} is no backup of Kith: {}", file.string(), why));
}

// SQLite takes an empty file for an empty database.
bool begins_as_database(const fs::path& file) {
    constexpr std::string_view magic("SQLite format 3\0", 16);
    std::string head(magic.size(), '\0');
    std::ifstream in(file, std::ios::binary);
    return in.read(head.data(), static_cast<std::streamsize>(head.size())) && head == magic;
}

Result<std::vector<std::string>> tables(Database& database) {
    return database.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
                        [](sql::Row& row) { return row.text(); });
}

// What the migrations up to this version make.
Result<std::vector<std::string>> tables_of(std::int64_t version) {
    auto database = TRY(Database::open(":memory:", Database::Mode::write, Durability::normal));
    for (const auto& step : migrations())
        if (step.number <= version) TRY(database->execute(std::string(step.sql)));
    return tables(*database);
}

// Codes that say something about what was written long ago, not about writing now.
bool means_damage(int code) {
    switch (code) {
    case SQLITE_IOERR_READ:
    case SQLITE_IOERR_SHORT_READ:
    case SQLITE_IOERR_CORRUPTFS:
    case SQLITE_IOERR_DATA:
        return true;
    default:
        return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
    }
}

} // namespace

Result<void> copy_database(const fs::path& file, const fs::path& target,
                           const std::function<void(int, int)>& progress) {
    auto source = TRY(Database::open(file.string(), Database::Mode::read, Durability::full));
    return source->copy_to(target.string(), progress);
}

Result<std::vector<std::string>> examine(const fs::path& file) {
    if (!begins_as_database(file)) return not_kith(file, "it is no database");
    auto opened = Database::open(file.string(), Database::Mode::write, Durability::full);
    if (!opened) return not_kith(file, "it is no database that can be read: " + opened.error().detail);
    auto& database = **opened;
    auto version = database.integer("PRAGMA user_version");
    if (!version) return not_kith(file, "it is no database that can be read: " + version.error().detail);
    if (*version < 1) return not_kith(file, "another program made this database");
    TRY(is_known_version(*version));
    auto expected = TRY(tables_of(*version));
    auto present = tables(database);
    if (!present) return not_kith(file, "it is no database that can be read: " + present.error().detail);
    for (const auto& table : expected)
        if (!std::ranges::binary_search(*present, table))
            return not_kith(file, fmt::format("another program made this database (it has no table {})", table));
    return damaged_pages(database);
}

Result<bool> settle(const fs::path& file) {
    sqlite3* handle = nullptr;
    int code = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
    std::string mode;
    auto read_mode = [](void* to, int count, char** values, char** /*names*/) {
        if (count > 0 && values[0] != nullptr) *static_cast<std::string*>(to) = values[0];
        return 0;
    };
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(handle, 5000);
        // What cannot be taken in stays as it is: closing would take in what it can, and delete the log.
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        code =
            sqlite3_exec(handle, "PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE", read_mode, &mode, nullptr);
    }
    std::string detail = sqlite3_errmsg(handle);
    sqlite3_close(handle);
    if (code == SQLITE_OK && mode == "delete") return true;
    if (means_damage(code)) return false;
    return fail(ErrorKind::unavailable, "settle",
                fmt::format("{} and its log cannot be put together: {}", file.string(), detail));
}

std::vector<std::string> damaged_pages(Database& database) {
    std::vector<std::string> findings;
    auto lines = database.all("PRAGMA integrity_check(20)", [](sql::Row& row) { return row.text(); });
    if (!lines) return {"damaged: " + lines.error().detail};
    for (const auto& line : *lines)
        if (line != "ok") findings.push_back("damaged: " + line);
    return findings;
}

Result<void> is_known_version(std::int64_t version) {
    auto newest = migrations().empty() ? 0 : migrations().back().number;
    if (version <= newest) return {};
    return fail(ErrorKind::conflict, "newer_database",
                fmt::format("This database was made by a newer Kith (schema {}, this program knows {}). Install that "
                            "version or restore a backup.",
                            version, newest));
}

} // namespace kith::backends::sqlite
