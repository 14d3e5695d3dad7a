#include "backends/sqlite/id_table.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <sqlite3.h>
#include <vector>

namespace kith::backends::sqlite {
namespace {

// https://www.sqlite.org/vtab.html: eponymous, read-only. Column 0 is the id, column 1 (hidden) the parameter.
constexpr int parameter_column = 1;

struct Cursor {
    sqlite3_vtab_cursor base; // first: SQLite sees this part alone
    std::vector<std::int64_t> ids;
    std::size_t at;
};

Cursor& cursor_of(sqlite3_vtab_cursor* base) { return *reinterpret_cast<Cursor*>(base); }

int connect(sqlite3* handle, void*, int, const char* const*, sqlite3_vtab** table, char**) {
    int code = sqlite3_declare_vtab(handle, "CREATE TABLE ids(value INTEGER, list HIDDEN)");
    if (code != SQLITE_OK) return code;
    sqlite3_vtab_config(handle, SQLITE_VTAB_INNOCUOUS);
    *table = new sqlite3_vtab{};
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
    delete table;
    return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (constraint.iColumn != parameter_column || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
        if (constraint.usable == 0) return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 20;
        info->estimatedRows = 20;
        return SQLITE_OK;
    }
    return SQLITE_CONSTRAINT;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
    *cursor = &(new Cursor{})->base;
    return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
    delete &cursor_of(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value** parameters) {
    auto& cursor = cursor_of(base);
    const void* bytes = sqlite3_value_blob(parameters[0]);
    auto size = static_cast<std::size_t>(sqlite3_value_bytes(parameters[0]));
    cursor.ids.resize(size / sizeof(std::int64_t));
    if (!cursor.ids.empty()) std::memcpy(cursor.ids.data(), bytes, cursor.ids.size() * sizeof(std::int64_t));
    if (!std::ranges::is_sorted(cursor.ids)) std::ranges::sort(cursor.ids);
    auto [first, last] = std::ranges::unique(cursor.ids);
    cursor.ids.erase(first, last);
    cursor.at = 0;
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) {
    ++cursor_of(base).at;
    return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* base) { return cursor_of(base).at >= cursor_of(base).ids.size() ? 1 : 0; }

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number) {
    const auto& cursor = cursor_of(base);
    if (number != parameter_column) sqlite3_result_int64(context, cursor.ids[cursor.at]);
    return SQLITE_OK;
}

int row_number(sqlite3_vtab_cursor* base, sqlite3_int64* number) {
    *number = static_cast<sqlite3_int64>(cursor_of(base).at);
    return SQLITE_OK;
}

const sqlite3_module module = [] {
    sqlite3_module made{};
    made.xConnect = connect;
    made.xBestIndex = best_index;
    made.xDisconnect = disconnect;
    made.xOpen = open;
    made.xClose = close;
    made.xFilter = filter;
    made.xNext = next;
    made.xEof = at_end;
    made.xColumn = column;
    made.xRowid = row_number;
    return made;
}();

} // namespace

int add_id_table(sqlite3* handle) { return sqlite3_create_module(handle, "ids", &module, nullptr); }

} // namespace kith::backends::sqlite
