// JSON out: write(out, value) appends a value to a string. Structs are walked by Boost.Describe, so an entity is a
// plain struct with BOOST_DESCRIBE_STRUCT(Entity, (), (id, created_at, public_)) and nothing else.
//
//   bool, numbers            as they are; NaN and infinities become null
//   strings                  escaped (RFC 8259); bad UTF-8 becomes U+FFFD
//   Id<Tag>                  a string; "no id" becomes null
//   Time                     "2026-11-22T05:00:00.000Z"
//   described enum           its name, a trailing underscore dropped
//   other enum               what to_string(value) says
//   optional, smart pointer  the value or null
//   Maybe<T>                 the field is left out when absent (in described structs only)
//   Raw                      taken as it is: already JSON
//   map<string, T>           an object; any other range: a list
//   variant                  what it holds; monostate: null
//   described struct         an object; field names lose a trailing underscore (public_ is "public")
//   anything else            what write_json(std::string& out, const T&), found by its namespace, appends
//
// Pure, thread-safe; never fails.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/text.hpp"

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <charconv>
#include <cmath>
#include <concepts>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace kith::json {

// A field that is left out when it has no value; Maybe<optional<T>> can also be present and null.
template <class T>
struct Maybe : std::optional<T> {
    using std::optional<T>::optional;
    using std::optional<T>::operator=;
};

// Text that already is JSON.
struct Raw {
    std::string text = "null";
};

template <class T>
void write(std::string& out, const T& value);

template <class T>
std::string write(const T& value) {
    std::string out;
    write(out, value);
    return out;
}

namespace detail {

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;
template <class T>
inline constexpr bool is_maybe = false;
template <class T>
inline constexpr bool is_maybe<Maybe<T>> = true;
template <class T>
inline constexpr bool is_variant = false;
template <class... T>
inline constexpr bool is_variant<std::variant<T...>> = true;
template <class T>
inline constexpr bool is_nullable = false;
template <class T>
inline constexpr bool is_nullable<std::optional<T>> = true;
template <class T>
inline constexpr bool is_nullable<std::unique_ptr<T>> = true;
template <class T>
inline constexpr bool is_nullable<std::shared_ptr<T>> = true;

template <class T>
concept HasOwnWriter = requires(std::string& out, const T& value) { write_json(out, value); };
template <class T>
concept MapLike = std::ranges::range<T> && requires { typename T::mapped_type; };

// `name` without a trailing underscore, as `,"name":`.
template <class Descriptor>
struct FieldKey {
    static constexpr std::string_view name() {
        std::string_view text = Descriptor::name;
        if (text.ends_with('_')) text.remove_suffix(1);
        return text;
    }
    static constexpr auto key = [] {
        constexpr std::string_view plain = name();
        std::array<char, plain.size() + 4> made{};
        made[0] = ',';
        made[1] = '"';
        std::ranges::copy(plain, made.begin() + 2);
        made[plain.size() + 2] = '"';
        made[plain.size() + 3] = ':';
        return made;
    }();
};

template <class T>
void write_struct(std::string& out, const T& value) {
    using Fields = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    // Every field brings a comma before it; the first comma then becomes the opening brace.
    std::size_t start = out.size();
    boost::mp11::mp_for_each<Fields>([&](auto descriptor) {
        using Descriptor = decltype(descriptor);
        const auto& field = value.*Descriptor::pointer;
        using Field = std::remove_cvref_t<decltype(field)>;
        const auto& key = FieldKey<Descriptor>::key;
        if constexpr (is_maybe<Field>) {
            if (!field.has_value()) return;
            out.append(key.data(), key.size());
            write(out, *field);
        } else {
            out.append(key.data(), key.size());
            write(out, field);
        }
    });
    if (out.size() == start)
        out += "{}";
    else {
        out[start] = '{';
        out += '}';
    }
}

template <class T>
void write_enum(std::string& out, T value) {
    if constexpr (boost::describe::has_describe_enumerators<T>::value) {
        std::string_view name;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto descriptor) {
            if (descriptor.value == value) name = FieldKey<decltype(descriptor)>::name();
        });
        append_json_string(out, name);
    } else {
        append_json_string(out, to_string(value));
    }
}

template <class T>
void write_number(std::string& out, T value) {
    if constexpr (std::is_floating_point_v<T>) {
        if (!std::isfinite(value)) {
            out += "null";
            return;
        }
    }
    std::array<char, 32> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

template <class T>
void write_range(std::string& out, const T& values) {
    std::size_t start = out.size();
    for (const auto& value : values) {
        out += ',';
        if constexpr (MapLike<T>) {
            append_json_string(out, value.first);
            out += ':';
            write(out, value.second);
        } else {
            write(out, value);
        }
    }
    constexpr char open = MapLike<T> ? '{' : '[';
    if (out.size() == start)
        out += open;
    else
        out[start] = open;
    out += MapLike<T> ? '}' : ']';
}

} // namespace detail

template <class T>
void write(std::string& out, const T& value) {
    using namespace detail;
    if constexpr (HasOwnWriter<T>) {
        write_json(out, value);
    } else if constexpr (std::same_as<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T>) {
        static_assert(!std::same_as<T, char>, "a character is neither a number nor a string: say which");
        write_number(out, value);
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
        append_json_string(out, value);
    } else if constexpr (is_id<T>) {
        if (!value) {
            out += "null";
            return;
        }
        out += '"';
        write_number(out, value.value);
        out += '"';
    } else if constexpr (std::same_as<T, Time>) {
        out += '"';
        append_iso(out, value);
        out += '"';
    } else if constexpr (std::same_as<T, Raw>) {
        out += value.text;
    } else if constexpr (std::same_as<T, std::monostate> || std::same_as<T, std::nullopt_t>) {
        out += "null";
    } else if constexpr (is_maybe<T>) {
        static_assert(!is_maybe<T>, "Maybe leaves out a field of a struct; use optional here");
    } else if constexpr (is_nullable<T>) {
        if (value)
            write(out, *value);
        else
            out += "null";
    } else if constexpr (is_variant<T>) {
        std::visit([&](const auto& held) { write(out, held); }, value);
    } else if constexpr (std::is_enum_v<T>) {
        write_enum(out, value);
    } else if constexpr (std::ranges::range<T>) {
        write_range(out, value);
    } else {
        static_assert(boost::describe::has_describe_members<T>::value,
                      "describe this struct with BOOST_DESCRIBE_STRUCT");
        write_struct(out, value);
    }
}

} // namespace kith::json
