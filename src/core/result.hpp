// Result<T>: what every fallible function of Kith returns. Exceptions mean a bug or a failed start.
#pragma once

#include <expected>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>

namespace kith {

// What went wrong, as far as a caller must tell cases apart. Each door maps kinds to its own status codes in one
// exhaustive switch.
enum class ErrorKind {
    invalid,      // the input can never work as it is
    unauthorized, // nobody is signed in, or the token is not good
    forbidden,    // signed in, but may not
    not_found,    // does not exist, or may not be seen
    conflict,     // clashes with the present state
    gone,         // existed and was deleted
    too_large,    // over a limit on size
    rate_limited, // too many of these in the time
    unavailable,  // try again later
    nudged,       // nothing is wrong; the member is asked to look again before it goes out
    internal,     // our fault
};

std::string_view to_string(ErrorKind kind);

struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string code;    // stable, for programs: "text_blank"
    std::string message; // for the person who made the request: plain words that say what to do
    std::string detail;  // for the log only; never sent to a client
    std::source_location where = std::source_location::current();
};

// A value or an Error. Dropping one unread is a compile error.
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
public:
    using std::expected<T, Error>::expected;

    // The value, moved out. Needs has_value().
    T take() { return std::move(**this); }
};

template <>
class [[nodiscard]] Result<void> : public std::expected<void, Error> {
public:
    using std::expected<void, Error>::expected;

    void take() {}
};

using Failure = std::unexpected<Error>;

inline Failure fail(ErrorKind kind, std::string code, std::string message, std::string detail = {},
                    std::source_location where = std::source_location::current()) {
    return Failure(Error{kind, std::move(code), std::move(message), std::move(detail), where});
}
inline Failure invalid(std::string code, std::string message,
                       std::source_location where = std::source_location::current()) {
    return fail(ErrorKind::invalid, std::move(code), std::move(message), {}, where);
}
inline Failure not_found(std::source_location where = std::source_location::current()) {
    return fail(ErrorKind::not_found, "not_found", "Record not found", {}, where);
}
inline Failure forbidden(std::string message = "This action is not allowed",
                         std::source_location where = std::source_location::current()) {
    return fail(ErrorKind::forbidden, "forbidden", std::move(message), {}, where);
}
// Our fault: `detail` says what happened, for the log.
inline Failure internal(std::string detail, std::source_location where = std::source_location::current()) {
    return fail(ErrorKind::internal, "internal", "Something went wrong on our side. Please try again.",
                std::move(detail), where);
}

} // namespace kith

// The value of a Result, or leave the function with its Error: `auto account = TRY(accounts.by_id(id));`
// Not for coroutines (a statement expression around co_await is not portable).
#define TRY(expression) KITH_TRY(expression, KITH_TRY_NAME(kith_try_, __COUNTER__))
#define KITH_TRY_NAME(prefix, number) KITH_TRY_JOIN(prefix, number)
#define KITH_TRY_JOIN(prefix, number) prefix##number
// The name differs in each, so that one may stand within another.
#define KITH_TRY(expression, name)                                                                                     \
    ({                                                                                                                 \
        auto&& name = (expression);                                                                                    \
        if (!name) [[unlikely]]                                                                                        \
            return std::unexpected(std::move(name).error());                                                           \
        name.take();                                                                                                   \
    })
