// What a browser says of itself, short enough to know one's own again. Pure.
#pragma once

#include <string_view>

namespace kith::services {

struct DeviceName {
    std::string_view browser; // "Firefox"; empty: unknown
    std::string_view system;  // "Linux"; empty: unknown
};

// Of a User-Agent header (RFC 9110 §10.1.5).
DeviceName device_name(std::string_view user_agent);

} // namespace kith::services
