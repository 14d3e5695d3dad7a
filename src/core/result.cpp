#include "core/result.hpp"

namespace kith {

std::string_view to_string(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::invalid:
        return "invalid";
    case ErrorKind::unauthorized:
        return "unauthorized";
    case ErrorKind::forbidden:
        return "forbidden";
    case ErrorKind::not_found:
        return "not_found";
    case ErrorKind::conflict:
        return "conflict";
    case ErrorKind::gone:
        return "gone";
    case ErrorKind::too_large:
        return "too_large";
    case ErrorKind::rate_limited:
        return "rate_limited";
    case ErrorKind::unavailable:
        return "unavailable";
    case ErrorKind::nudged:
        return "nudged";
    case ErrorKind::internal:
        return "internal";
    }
    std::unreachable();
}

} // namespace kith
