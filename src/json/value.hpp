// JSON in: what a client sent, read with tolerance. Whether it came as JSON, form, multipart or query string, a handler
// sees one tree and asks it for what it needs: apps send true, "true", "1", 1 and "on" for the same thing, numbers as
// strings, and lists as objects with numeric keys.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kith::json {

struct Limits {
    std::size_t bytes = 1 << 20;
    std::size_t depth = 32;
    std::size_t values = 100'000; // all values in the tree, itself included
};

// A tree of values with value semantics. Reading one from many threads is safe.
class Value {
public:
    using List = std::vector<Value>;
    using Member = std::pair<std::string, Value>;
    using Object = std::vector<Member>; // in order of arrival, names once each

    Value() = default; // null
    explicit Value(bool value) : data_(value) {}
    explicit Value(std::int64_t value) : data_(value) {}
    explicit Value(double value) : data_(value) {}
    explicit Value(std::string value) : data_(std::move(value)) {}
    explicit Value(List value) : data_(std::move(value)) {}
    explicit Value(Object value) : data_(std::move(value)) {}

    // RFC 8259. Errors: invalid (json_invalid), too_large (json_too_large). Of equal names the later wins; bad UTF-8 is
    // repaired.
    static Result<Value> parse(std::string_view text, Limits limits = {});

    bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
    bool is_string() const { return std::holds_alternative<std::string>(data_); }
    bool is_list() const { return std::holds_alternative<List>(data_); }
    bool is_object() const { return std::holds_alternative<Object>(data_); }

    // The member of that name; nullptr if there is none or this is no object.
    const Value* find(std::string_view name) const;
    // The same, or a null value: `params["poll"]["expires_in"].integer()`.
    const Value& operator[](std::string_view name) const;
    bool has(std::string_view name) const { return find(name) != nullptr; }

    // Text; numbers and booleans as their JSON text. nullopt for the rest.
    std::optional<std::string> str() const;
    // Whole numbers, also "12" and 12.0.
    std::optional<std::int64_t> integer() const;
    std::optional<double> number() const;
    // true, 1, "true", "1", "on", "yes", "t" and their opposites, in any case.
    std::optional<bool> boolean() const;
    // The elements of a list; of an object whose names are all numbers, in the order of the numbers; a single text,
    // number or boolean counts as a list of one. Anything else, also "", has none. Pointers live as long as this value.
    std::vector<const Value*> list() const;
    // str() of each element of list() that has one.
    std::vector<std::string> strings() const;
    // Members of an object in order of arrival; empty for the rest.
    std::span<const Member> members() const;

    // Makes this an object if it is not one, and gives it that member (in place of one of the same name).
    Value& set(std::string_view name, Value value);
    // Takes all members of `over`; where names clash, those of `over` win whole.
    void merge(Value over);

    friend void write_json(std::string& out, const Value& value);
    friend bool operator==(const Value&, const Value&) = default;

private:
    friend class NestedKeys;

    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> data_;
};

} // namespace kith::json
