// The errors that more than one step of processing can end in. Codes are part of process()'s contract.
#pragma once

#include "core/result.hpp"

namespace kith::media {

inline Failure unreadable(std::string detail) {
    return fail(ErrorKind::invalid, "media_unreadable", "This file is damaged or not what it says it is.",
                std::move(detail));
}
inline Failure too_slow(std::string detail) {
    return fail(ErrorKind::invalid, "media_too_slow",
                "This file takes too long to convert. Try a shorter or smaller one.", std::move(detail));
}
inline Failure too_many_pixels(std::string detail) {
    return fail(ErrorKind::invalid, "media_too_many_pixels", "This picture has too many pixels. Try a smaller one.",
                std::move(detail));
}
inline Failure too_large(std::string detail) {
    return fail(ErrorKind::too_large, "media_too_large", "This file is too large.", std::move(detail));
}
inline Failure unsupported(std::string detail) {
    return fail(ErrorKind::invalid, "media_type_unsupported", "This type of file is not supported here.",
                std::move(detail));
}
inline Failure converter_missing(std::string detail) {
    return fail(ErrorKind::unavailable, "media_converter_missing",
                "This server cannot convert this type of file at the moment.", std::move(detail));
}

} // namespace kith::media
