// What the shared SQL repositories need of an engine: prepared statements with numbered parameters (?1, ?2, …).
// One connection is used by one thread at a time.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace kith::backends::sql {

// A prepared statement of one engine. Columns count from 0, parameters from 1.
class Statement {
public:
    virtual ~Statement() = default;
    virtual void bind_null(int at) = 0;
    virtual void bind(int at, std::int64_t value) = 0;
    virtual void bind(int at, double value) = 0;
    // The bytes must live until reset().
    virtual void bind(int at, std::string_view value) = 0;
    // The ids of `ids(?n)`; the array must live until reset().
    virtual void bind_set(int at, std::span<const std::byte> ids) = 0;
    // As text, but keeps a copy.
    virtual void bind_copy(int at, const std::string& value) = 0;
    // true: a row is there; false: done.
    virtual Result<bool> step() = 0;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    // Valid until the next step() or reset().
    virtual std::string_view text(int column) const = 0;
    virtual void reset() = 0;
};

// Reads the columns of the present row from left to right.
class Row {
public:
    explicit Row(const Statement& statement) : statement_(statement) {}

    std::int64_t integer() { return statement_.integer(at_++); }
    bool boolean() { return statement_.integer(at_++) != 0; }
    double real() { return statement_.real(at_++); }
    std::string text() { return std::string(statement_.text(at_++)); }
    std::string_view view() { return statement_.text(at_++); }
    Time time() { return from_unix_ms(statement_.integer(at_++)); }
    std::optional<Time> optional_time() {
        int at = at_++;
        return statement_.is_null(at) ? std::nullopt : std::optional(from_unix_ms(statement_.integer(at)));
    }
    std::optional<std::int64_t> optional_integer() {
        int at = at_++;
        return statement_.is_null(at) ? std::nullopt : std::optional(statement_.integer(at));
    }
    std::optional<std::string> optional_text() {
        int at = at_++;
        return statement_.is_null(at) ? std::nullopt : std::optional(std::string(statement_.text(at)));
    }
    // NULL reads as id 0.
    template <class I>
    I id() {
        return I{statement_.integer(at_++)};
    }
    // An enum kept as its number.
    template <class E>
    E enumeration() {
        return static_cast<E>(statement_.integer(at_++));
    }

private:
    const Statement& statement_;
    int at_ = 0;
};

// Ids for `column IN (SELECT value FROM json_each(?n))`: bound as a JSON array.
template <class I>
std::string id_list(std::span<const I> ids) {
    std::string out = "[";
    for (const auto& id : ids) {
        if (out.size() > 1) out += ',';
        out += std::to_string(id.value);
    }
    return out += ']';
}

// Ids for `ids(?n)`, a table of their own in a statement: each id once, in order, in its column `value`. The statement
// begins with it, `FROM ids(?1) CROSS JOIN statuses s ON s.id = value`, or has it behind IN: `id IN ids(?1)`, which
// costs some microseconds more. Refers to the caller's array.
struct IdSet {
    std::span<const std::byte> bytes;
};
template <class I>
IdSet id_set(std::span<const I> ids) {
    static_assert(sizeof(I) == sizeof(std::int64_t));
    return {std::as_bytes(ids)};
}

// A string literal: statements are kept by its address.
class Sql {
public:
    template <std::size_t N>
    consteval Sql(const char (&literal)[N]) : text_(literal, N - 1) {} // NOLINT(google-explicit-constructor)
    std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

class Connection {
public:
    virtual ~Connection() = default;

    virtual Result<Statement*> prepare(Sql sql) = 0;
    // Runs statements that return nothing; for migrations and transaction control.
    virtual Result<void> execute(const std::string& sql) = 0;
    // Rows that the last insert, update or delete touched.
    virtual std::int64_t changes() const = 0;

    // The rows of a query, each through `map(Row&)`.
    template <class Map, class... Args>
    auto all(Sql sql, Map&& map, const Args&... args)
        -> Result<std::vector<std::remove_cvref_t<std::invoke_result_t<Map&, Row&>>>> {
        std::vector<std::remove_cvref_t<std::invoke_result_t<Map&, Row&>>> rows;
        auto* statement = TRY(prepare(sql));
        Resetter resetter{statement};
        bind_all(*statement, args...);
        while (TRY(statement->step())) {
            Row row(*statement);
            rows.push_back(map(row));
        }
        return rows;
    }
    // The first row of a query, if any.
    template <class Map, class... Args>
    auto one(Sql sql, Map&& map, const Args&... args)
        -> Result<std::optional<std::remove_cvref_t<std::invoke_result_t<Map&, Row&>>>> {
        using Value = std::remove_cvref_t<std::invoke_result_t<Map&, Row&>>;
        auto* statement = TRY(prepare(sql));
        Resetter resetter{statement};
        bind_all(*statement, args...);
        if (!TRY(statement->step())) return std::optional<Value>();
        Row row(*statement);
        return std::optional<Value>(map(row));
    }
    // A count or any other single integer; 0 if there is no row.
    template <class... Args>
    Result<std::int64_t> integer(Sql sql, const Args&... args) {
        auto found = TRY(one(sql, [](Row& row) { return row.integer(); }, args...));
        return found.value_or(0);
    }
    // An insert, update or delete: how many rows it touched.
    template <class... Args>
    Result<std::int64_t> run(Sql sql, const Args&... args) {
        auto* statement = TRY(prepare(sql));
        Resetter resetter{statement};
        bind_all(*statement, args...);
        while (TRY(statement->step())) {
        }
        return changes();
    }

private:
    struct Resetter {
        Statement* statement;
        ~Resetter() { statement->reset(); }
    };

    template <class... Args>
    static void bind_all(Statement& statement, const Args&... args) {
        int at = 0;
        (bind_one(statement, ++at, args), ...);
    }
    template <class T>
    static void bind_one(Statement& statement, int at, const T& value) {
        if constexpr (std::same_as<T, IdSet>)
            statement.bind_set(at, value.bytes);
        else if constexpr (std::same_as<T, bool>)
            statement.bind(at, std::int64_t{value});
        else if constexpr (std::is_enum_v<T>)
            statement.bind(at, static_cast<std::int64_t>(value));
        else if constexpr (std::integral<T>)
            statement.bind(at, static_cast<std::int64_t>(value));
        else if constexpr (std::floating_point<T>)
            statement.bind(at, static_cast<double>(value));
        else if constexpr (std::same_as<T, Time>)
            statement.bind(at, to_unix_ms(value));
        else if constexpr (std::convertible_to<T, std::string_view>)
            statement.bind(at, std::string_view(value));
        else if constexpr (requires { value.has_value(); }) {
            if (value.has_value())
                bind_one(statement, at, *value);
            else
                statement.bind_null(at);
        } else { // an Id: 0 is NULL
            if (value.value != 0)
                statement.bind(at, value.value);
            else
                statement.bind_null(at);
        }
    }
};

} // namespace kith::backends::sql
