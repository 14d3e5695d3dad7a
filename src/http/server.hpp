// The HTTP/1.1 server (RFC 9112). One event loop a thread; a connection stays on its thread.
#pragma once

#include "core/result.hpp"
#include "http/address.hpp"
#include "http/router.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace kith::http {

struct ServerOptions {
    // "127.0.0.1:8080", "[::1]:8080" (port 0: any free one) or "unix:/run/kith.sock".
    std::vector<std::string> listen = {"127.0.0.1:0"};
    unsigned threads = 1;
    unsigned workers = 4;
    std::size_t worker_queue = 512; // requests that wait for a worker; more are answered 503
    std::size_t max_connections = 4096;
    std::size_t max_head_bytes = 16 << 10;
    std::chrono::milliseconds head_timeout{10'000};  // for a whole head, from its first byte
    std::chrono::milliseconds body_timeout{30'000};  // for a body, plus one second for each 8 KB that came
    std::chrono::milliseconds idle_timeout{75'000};  // between requests
    std::chrono::milliseconds write_timeout{30'000}; // without the client taking a byte
    std::chrono::milliseconds ping_every{30'000};    // WebSocket; one that answers none is closed
    std::chrono::milliseconds thump_every{15'000};   // server-sent events: the comment ":thump"
    std::size_t stream_queue_events = 512;           // a reader that falls behind more is closed
    std::size_t stream_queue_bytes = 1 << 20;
    // Whose X-Forwarded-For, X-Forwarded-Proto and X-Request-Id count; a unix socket's peer is always trusted.
    std::vector<Network> trusted_proxies = {};
    // Takes large uploads; must exist.
    std::filesystem::path upload_folder = std::filesystem::temp_directory_path();
    bool compress = true; // gzip text bodies over 1 KB
};

// Figures of this moment, for metrics.
struct ServerFigures {
    std::size_t connections = 0; // streams included
    std::size_t streams = 0;
    std::size_t waiting = 0;    // requests that wait for a worker
    std::uint64_t requests = 0; // since start
};

class Server {
public:
    // Listens and serves at once. Errors: invalid (an address), unavailable (in use).
    static Result<std::unique_ptr<Server>> start(ServerOptions options, Router router);
    // Stops with a deadline of five seconds if stop was not called.
    ~Server();

    // Of the first TCP address; 0 if there is none.
    std::uint16_t port() const;
    ServerFigures figures() const;
    // Closes the listeners, finishes the requests that run, closes streams (1001, going away) and idle connections;
    // at the deadline what is left is cut. A handler is never interrupted: waits for those that run. Any thread but the
    // server's own; once.
    void stop(std::chrono::milliseconds deadline);

private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace kith::http
