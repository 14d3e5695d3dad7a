#include "backends/sqlite/database.hpp"

#include "backends/sqlite/id_table.hpp"
#include "backends/sqlite/joined_log.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace kith::backends::sqlite {
namespace {

class SqliteStatement final : public sql::Statement {
public:
    SqliteStatement(sqlite3* handle, sqlite3_stmt* statement) : handle_(handle), statement_(statement) {}
    ~SqliteStatement() override { sqlite3_finalize(statement_); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    void bind_null(int at) override { note(sqlite3_bind_null(statement_, at)); }
    void bind(int at, std::int64_t value) override { note(sqlite3_bind_int64(statement_, at, value)); }
    void bind(int at, double value) override { note(sqlite3_bind_double(statement_, at, value)); }
    void bind(int at, std::string_view value) override {
        // A null pointer would bind NULL.
        const char* bytes = value.data() != nullptr ? value.data() : "";
        note(sqlite3_bind_text64(statement_, at, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8));
    }
    void bind_set(int at, std::span<const std::byte> ids) override {
        note(sqlite3_bind_blob64(statement_, at, ids.data() != nullptr ? ids.data() : &no_ids, ids.size(),
                                 SQLITE_STATIC));
    }
    void bind_copy(int at, const std::string& value) override {
        note(sqlite3_bind_text64(statement_, at, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    }

    Result<bool> step() override {
        if (bind_error_ != SQLITE_OK) return internal(fmt::format("bind: {}", sqlite3_errstr(bind_error_)));
        int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code == SQLITE_DONE) return false;
        auto detail = fmt::format("{} in {}", sqlite3_errmsg(handle_), sqlite3_sql(statement_));
        if (code == SQLITE_CONSTRAINT)
            return fail(ErrorKind::conflict, "constraint", "That clashes with something that is already there",
                        std::move(detail));
        if (code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_BUSY)
            return fail(ErrorKind::unavailable, "storage", "The server cannot store this right now. Please try again.",
                        std::move(detail));
        return internal(std::move(detail));
    }

    bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        if (bytes == nullptr) return {};
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    void reset() override {
        sqlite3_reset(statement_);
        bind_error_ = SQLITE_OK;
    }

private:
    static constexpr std::byte no_ids{};

    void note(int code) {
        if (code != SQLITE_OK) bind_error_ = code;
    }

    sqlite3* handle_;
    sqlite3_stmt* statement_;
    int bind_error_ = SQLITE_OK;
};

} // namespace

Database::Database(sqlite3* handle) : handle_(handle) {}

Database::~Database() {
    statements_.clear();
    sqlite3_close_v2(handle_);
}

Failure Database::failed(const char* what) const {
    return fail(ErrorKind::unavailable, "storage", "The database cannot be used right now.",
                fmt::format("{}: {}", what, sqlite3_errmsg(handle_)));
}

Result<std::unique_ptr<Database>> Database::open(const std::string& file, Mode mode, Durability durability) {
    // Counting its memory would take one lock of all connections for every allocation. Before SQLite is first used.
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(configured);
    sqlite3* handle = nullptr;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
    bool synced = mode == Mode::write && durability == Durability::full;
    int code = sqlite3_open_v2(file.c_str(), &handle, flags, synced ? joined_log_vfs() : nullptr);
    std::unique_ptr<Database> database(new Database(handle));
    if (code != SQLITE_OK) return database->failed("open");
    sqlite3_extended_result_codes(handle, 0);
    if (add_id_table(handle) != SQLITE_OK) return database->failed("open");
    sqlite3_busy_timeout(handle, 5000);
    // 4 MiB of pages a connection; the log is kept short so that a reader never searches far.
    TRY(database->execute("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -4096;"
                          "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 2000; PRAGMA secure_delete = FAST;"
                          "PRAGMA journal_size_limit = 67108864; PRAGMA trusted_schema = OFF;"));
    TRY(database->execute(durability == Durability::full ? "PRAGMA synchronous = FULL"
                                                         : "PRAGMA synchronous = NORMAL"));
    if (mode == Mode::read) TRY(database->execute("PRAGMA query_only = ON"));
    return database;
}

Result<sql::Statement*> Database::prepare(sql::Sql sql) {
    auto& kept = statements_[sql.text().data()];
    if (!kept) {
        sqlite3_stmt* statement = nullptr;
        int code = sqlite3_prepare_v3(handle_, sql.text().data(), static_cast<int>(sql.text().size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK) {
            statements_.erase(sql.text().data());
            return internal(fmt::format("prepare: {} in {}", sqlite3_errmsg(handle_), sql.text()));
        }
        kept = std::make_unique<SqliteStatement>(handle_, statement);
    }
    return kept.get();
}

Result<void> Database::execute(const std::string& sql) {
    char* message = nullptr;
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return {};
    std::string detail = message != nullptr ? message : sqlite3_errmsg(handle_);
    sqlite3_free(message);
    return fail(ErrorKind::unavailable, "storage", "The database cannot be used right now.", detail + " in " + sql);
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

std::int64_t Database::total_changes() const { return sqlite3_total_changes64(handle_); }

Result<void> Database::copy_to(const std::string& file, const std::function<void(int, int)>& progress) {
    sqlite3* target = nullptr;
    int code = sqlite3_open_v2(file.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    if (code != SQLITE_OK) {
        sqlite3_close(target);
        return fail(ErrorKind::unavailable, "backup_file", "The backup file " + file + " cannot be written");
    }
    // Nobody reads the copy before it is whole, so that nothing has to be rolled back in it.
    sqlite3_exec(target, "PRAGMA journal_mode = OFF", nullptr, nullptr, nullptr);
    // One snapshot for the whole copy: without it every write by another connection makes the copy start again.
    auto snapshot = execute("BEGIN; SELECT count(*) FROM sqlite_schema");
    if (!snapshot) {
        sqlite3_close(target);
        return snapshot;
    }
    sqlite3_backup* backup = sqlite3_backup_init(target, "main", handle_, "main");
    code = backup != nullptr ? SQLITE_OK : SQLITE_ERROR;
    while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        code = sqlite3_backup_step(backup, 1024);
        if (progress && (code == SQLITE_OK || code == SQLITE_DONE))
            progress(sqlite3_backup_pagecount(backup) - sqlite3_backup_remaining(backup),
                     sqlite3_backup_pagecount(backup));
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(20);
    }
    sqlite3_backup_finish(backup);
    sqlite3_close(target);
    TRY(execute("COMMIT"));
    if (code != SQLITE_DONE)
        return fail(ErrorKind::unavailable, "backup_failed", "The backup could not be completed", sqlite3_errstr(code));
    return {};
}

} // namespace kith::backends::sqlite
