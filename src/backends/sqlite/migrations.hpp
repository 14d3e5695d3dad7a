// The schema's steps, in order: sqlite/migrations/NNNN_name.sql, built into the program.
#pragma once

#include <span>
#include <string_view>

namespace kith::backends::sqlite {

struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

std::span<const Migration> migrations();

} // namespace kith::backends::sqlite
