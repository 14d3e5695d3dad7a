// One SQLite connection behind the shared SQL interface. Used by one thread at a time.
#pragma once

#include "backends/sql/connection.hpp"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace kith::backends::sqlite {

enum class Durability {
    full,   // an acknowledged write survives a power cut
    normal, // it survives kill -9, not a power cut
};

class Database final : public sql::Connection {
public:
    enum class Mode { read, write };

    // Opens (write: and creates) the file. Errors: unavailable.
    static Result<std::unique_ptr<Database>> open(const std::string& file, Mode mode, Durability durability);
    ~Database() override;

    Result<sql::Statement*> prepare(sql::Sql sql) override;
    Result<void> execute(const std::string& sql) override;
    std::int64_t changes() const override;
    std::int64_t total_changes() const; // of this connection, those that statements made within a virtual table too

    // Copies the whole database to another file while it is in use.
    Result<void> copy_to(const std::string& file, const std::function<void(int, int)>& progress);

private:
    explicit Database(sqlite3* handle);
    Failure failed(const char* what) const;

    sqlite3* handle_;
    std::unordered_map<const char*, std::unique_ptr<sql::Statement>> statements_;
};

} // namespace kith::backends::sqlite
