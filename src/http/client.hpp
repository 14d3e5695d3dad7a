// Requests to other servers (libcurl), guarded: http and https only, and no connection to an address that is not
// public, checked on the resolved address at the moment a socket opens (so a name that resolves differently the second
// time gains nothing).
#pragma once

#include "core/result.hpp"
#include "http/request.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kith::http {

struct ClientOptions {
    std::string user_agent;     // "Kith/0.1.0 (+https://example.org/)"
    bool allow_private = false; // for tests, and for services of one's own such as object storage
    std::string proxy = {};     // "http://proxy:3128"; the environment is never asked. The guard then sees only the
                                // proxy's address, which must pass it
};

struct ClientRequest {
    std::string method = "GET";
    std::string url;
    std::vector<Header> headers = {};
    std::string body = {};
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds total_timeout{15'000}; // for all redirects together
    std::size_t max_bytes = 1 << 20;                 // of the body, after decompression
    int max_redirects = 5; // each hop is checked like the first; credentials do not follow to another host
};

struct ClientResponse {
    int status = 0;
    std::string url;             // where the answer came from, after redirects
    std::vector<Header> headers; // names in lower case
    std::string body;

    std::string_view header(std::string_view name) const; // lower case; "" when absent
};

// Thread-safe. Keeps connections open for the next request.
class Client {
public:
    explicit Client(ClientOptions options);
    ~Client();

    // Blocks. Any status is an answer, also 404 and 500. Errors: invalid (url_invalid), forbidden (address_private),
    // too_large, unavailable (no connection, timeout, too many redirects).
    Result<ClientResponse> send(const ClientRequest& request) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace kith::http
