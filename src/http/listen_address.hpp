// Where a server listens, as written in its configuration: "127.0.0.1:8080", "[::1]:8080" or "unix:/run/kith.sock".
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace kith::http {

struct ListenAddress {
    std::string unix_path; // empty: TCP
    std::string host;      // an IP address, without brackets
    std::uint16_t port = 0;

    // Errors: invalid (listen_invalid), with how to write it.
    static Result<ListenAddress> parse(std::string_view text);
};

} // namespace kith::http
