// Which handler answers which path: routes are rows of data. Filled before the server starts, then only read, from any
// thread.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/stream.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kith::http {

using Handler = std::function<Response(Request&)>;

// Where a handler runs.
enum class Run : std::uint8_t {
    loop,   // on the event loop that all connections of this thread share: for reads of well under a millisecond
    worker, // on the worker pool: whatever may wait or compute (writes, passwords, files). 503 when its queue is full
};

struct Route {
    Method method;
    // "/api/v1/statuses/:id"; "/:@name" captures a segment that begins with an @; a last segment "*rest" takes the
    // whole rest of the path.
    std::string pattern;
    Run run;
    std::size_t body_limit; // bytes; a longer body is answered 413. Uploads over 256 KB are spooled to a file
    Handler handler;
};

inline constexpr std::size_t default_body_limit = 256 << 10;

// What a stream route's `open` says: an answer that refuses, or the session that lives as long as the connection.
using StreamOpening = std::variant<Response, std::shared_ptr<StreamSession>>;

struct StreamRoute {
    std::string pattern;
    Run run; // where `open` runs
    std::function<StreamOpening(Request&)> open;
};

// What was answered, for logs and metrics.
struct Served {
    int status = 0;
    std::uint64_t body_bytes = 0;
    std::chrono::microseconds took{}; // from the whole head read to the answer handed to the kernel
};

struct Hooks {
    // Before the body is read, on the event loop: a response answers in place of the handler (rate limits). May ask
    // query(), not params().
    std::function<std::optional<Response>(Request&)> before;
    // After the answer, on the event loop. Not for streams that were opened.
    std::function<void(const Request&, const Served&)> after;
    // The answer to what went wrong outside of handlers: 400, 404, 405, 413, 416, 431, 500, 503. `message` is fit for
    // the client. Where it gives none, and by default: {"error": message}.
    std::function<std::optional<Response>(const Request&, int status, std::string_view message)> error;
};

// Cross-origin answers (WHATWG Fetch): any origin, without credentials, on paths with these prefixes.
struct Cors {
    std::vector<std::string> prefixes = {"/api/", "/oauth/", "/.well-known/", "/nodeinfo/"};
    std::string methods = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
    std::string exposed = "Link, ETag, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id, "
                          "Idempotency-Key, Mastodon-Async-Refresh";
};

class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    // Throws std::logic_error for a pattern that is malformed or already taken: a bug found at start.
    void add(Route route);
    void add(std::vector<Route> routes);
    void add(StreamRoute route);
    void get(std::string pattern, Run run, Handler handler);
    void post(std::string pattern, Run run, Handler handler, std::size_t body_limit = default_body_limit);

    Hooks hooks;
    Cors cors;

    struct Match {
        const Route* route = nullptr;
        const StreamRoute* stream = nullptr;
        std::string allowed; // methods, when the path is known and the method is not: "GET, HEAD, OPTIONS"
    };
    // Fills the request's captures and route. Static segments win over captures, captures with an @ over others; one
    // trailing slash is ignored; HEAD finds GET.
    Match match(Request& request) const;

    // The whole way of a request without a server and its threads, for tests: hooks, match, handler, errors, CORS.
    Response answer(Request& request) const;
    // An answer through hooks.error.
    Response error(const Request& request, int status, std::string_view message) const;
    // The answer to a request without a handler: preflight, 405 or 404.
    Response unmatched(const Request& request, const Match& match) const;
    // Calls the handler; what it throws becomes 500 and a line in the log.
    Response call(const Route& route, Request& request) const;
    // Headers that depend on both: CORS, answer_headers.
    void complete(const Request& request, Response& response) const;

private:
    bool is_cross_origin(const Request& request) const;

    struct Node;
    std::unique_ptr<Node> root_;
};

} // namespace kith::http
