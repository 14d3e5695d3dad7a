// Turns the bytes of a connection into a Request (RFC 9112), piece by piece. Knows no socket.
#pragma once

#include "http/request.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace kith::http {

struct ReaderLimits {
    std::size_t max_head_bytes = 16 << 10;
    std::filesystem::path upload_folder = {};
};

class RequestReader {
public:
    enum class State : std::uint8_t { head, body, complete, failed };

    explicit RequestReader(ReaderLimits limits);
    ~RequestReader();

    // Before each request; `into` is reset and must outlive the reading.
    void begin(Request& into);
    // Consumes bytes from the front and says how many; what is left must be offered again with more behind it (head) or
    // belongs to the next request (complete). Stops at the end of the head, so that a route can set its limit.
    std::size_t put(std::string_view bytes);

    State state() const { return state_; }
    // Of what failed: 400, 413, 431, 500, 501 or 505.
    int error_status() const { return error_status_; }

    // From here on the head is known.
    // Refuses (413) a body that is longer. Call between head and body.
    void limit_body(std::size_t bytes);
    std::optional<std::uint64_t> content_length() const;
    bool keep_alive() const;
    bool is_http_1_0() const;
    bool expects_continue() const;

private:
    class Parser;
    struct Body;

    void finish_head();
    void begin_body();
    void add_body(std::string_view bytes);
    void end_body();
    void fail(int status);

    ReaderLimits limits_;
    State state_ = State::head;
    int error_status_ = 0;
    Request* request_ = nullptr;
    std::size_t body_limit_ = 0;
    std::size_t body_bytes_ = 0;
    std::unique_ptr<Parser> parser_;
    std::unique_ptr<Body> multipart_;
};

} // namespace kith::http
