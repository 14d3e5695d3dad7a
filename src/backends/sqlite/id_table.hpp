// The table-valued function `ids(?n)` (see sql::IdSet): far cheaper than json_each, which parses text and makes the
// planner sort its rows into a table of their own.
#pragma once

struct sqlite3;

namespace kith::backends::sqlite {

// On a connection just opened. An SQLite result code.
int add_id_table(sqlite3* handle);

} // namespace kith::backends::sqlite
