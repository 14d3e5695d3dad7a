// A page of a list in one query (store/page.hpp).
#pragma once

#include "backends/sql/connection.hpp"
#include "store/page.hpp"

#include <algorithm>
#include <utility>

namespace kith::backends::sql {

// The same rows read from both ends. Made by KITH_PAGED.
struct PagedSql {
    Sql newest_first;
    Sql oldest_first;
};

// `select` ends inside its WHERE; `position` is the column that pages go by. ?1 to ?3 are the page's, the select's own
// parameters start at ?4.
#define KITH_PAGED(select, position)                                                                                   \
    ::kith::backends::sql::PagedSql{                                                                                   \
        select " AND " position " < ?1 AND " position " > ?2 ORDER BY " position " DESC LIMIT ?3",                     \
        select " AND " position " < ?1 AND " position " > ?2 ORDER BY " position " ASC LIMIT ?3"}

// The page's rows, newest first whichever way they were read.
template <class Map, class... Args>
auto read_page(Connection& connection, const PagedSql& sql, Map&& map, const store::Page& page, const Args&... args) {
    auto rows = connection.all(page.upwards() ? sql.oldest_first : sql.newest_first, std::forward<Map>(map),
                               page.max_id, page.above(), page.limit, args...);
    if (rows && page.upwards()) std::ranges::reverse(*rows);
    return rows;
}

} // namespace kith::backends::sql
