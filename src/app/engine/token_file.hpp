// Reading tab-separated files of tokens, plain or gzipped: the tables that `kith engine` works on.
#pragma once

#include "core/result.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kith::engine {

inline constexpr std::size_t most_columns = 3;

// The first columns of one line; missing ones are empty.
using Row = std::array<std::string_view, most_columns>;

// Calls `on_row(row, line number)` for each line that is not empty; the views last until it returns. Columns are parted
// by tabs or blanks. A first line that begins with the names "src" and "dst" is a header and left out. Stops at the
// first failure of `on_row`. Lines over 64 KB and unreadable files are errors.
Result<void> read_rows(const std::string& path, const std::function<Result<void>(const Row&, std::size_t)>& on_row);

// Names become numbers from 0, in the order they are first seen.
class Names {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    std::uint32_t number(std::string_view name);     // adds it if it is new
    std::uint32_t find(std::string_view name) const; // none if unknown
    std::string_view name(std::uint32_t number) const { return {text_.data() + starts_[number], length(number)}; }
    std::size_t size() const { return starts_.size(); }

private:
    std::size_t length(std::uint32_t number) const;
    std::size_t slot_of(std::string_view name) const;
    void grow();

    std::string text_;
    std::vector<std::size_t> starts_;
    std::vector<std::uint32_t> slots_; // open addressing; none is free
};

} // namespace kith::engine
