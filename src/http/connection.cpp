#include "http/connection.hpp"

#include "core/crypto.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "http/compress.hpp"
#include "http/fields.hpp"
#include "http/offload.hpp"
#include "http/stream_connections.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace kith::http {
namespace {

constexpr std::size_t small_buffer = 4 << 10;
constexpr std::size_t large_buffer = 64 << 10;
constexpr std::size_t body_bytes_a_second = 8 << 10; // slower senders are cut
constexpr std::size_t joined_body = 16 << 10;        // up to here, head and body are copied together
constexpr std::size_t compressed_on_loop = 4 << 10;  // up to here (some 50 µs), also on the loop

using SteadyClock = std::chrono::steady_clock;

// Sixteen hexadecimal digits that do not repeat within a process, and hardly between processes.
void make_request_id(std::string& id) {
    static const std::uint64_t seed = [] {
        std::uint64_t value = 0;
        std::memcpy(&value, random_bytes(sizeof value).data(), sizeof value);
        return value;
    }();
    static std::atomic<std::uint64_t> counter = 0;
    std::uint64_t x = seed + ++counter * 0x9E3779B97F4A7C15ULL; // splitmix64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ x >> 27) * 0x94D049BB133111EBULL;
    x ^= x >> 31;
    std::array<char, 16> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), x, 16).ptr;
    id.assign(digits.data(), end);
}

bool is_request_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

std::string_view message_of(int status) {
    switch (status) {
    case 400:
        return "The request is not valid";
    case 413:
        return "The request is too large";
    case 431:
        return "The request has too many or too long headers";
    case 501:
        return "This transfer coding is not supported";
    case 503:
        return "The server is busy. Please try again in a moment.";
    case 505:
        return "This version of HTTP is not supported";
    default:
        return "Something went wrong on our side. Please try again.";
    }
}

} // namespace

void Connection::launch(EventLoop& loop, Socket socket, std::optional<IpAddress> peer) {
    auto self = std::make_unique<Connection>(loop, std::move(socket), peer);
    asio::co_spawn(loop.context().get_executor(), serve(std::move(self)), asio::detached);
}

Connection::Connection(EventLoop& loop, Socket socket, std::optional<IpAddress> peer)
    : loop_(loop),
      state_(loop.state()),
      socket_(std::move(socket)),
      peer_(peer),
      reader_({state_.options.max_head_bytes, state_.options.upload_folder}),
      in_(small_buffer, '\0') {
    if (peer_) {
        peer_text_ = peer_->str();
        trusted_ = std::ranges::any_of(state_.options.trusted_proxies,
                                       [&](const Network& network) { return network.contains(*peer_); });
    } else {
        trusted_ = true;
    }
    loop_.watch(*this);
}

Connection::~Connection() {
    loop_.forget(*this);
    --state_.connections;
}

Awaitable<void> Connection::serve(std::unique_ptr<Connection> self) {
    try {
        co_await self->run();
    } catch (const std::exception& problem) {
        log::error("a connection ended by {}", problem.what());
    }
}

void Connection::wind_down() {
    keep_alive_ = false;
    if (idle_) cut();
}

void Connection::cut() {
    Code ignored;
    socket_.close(ignored);
}

Awaitable<void> Connection::run() {
    Code ignored;
    socket_.non_blocking(true, ignored);
    if (state_.stopping) co_return;
    while (co_await read_head()) {
        ++state_.requests;
        keep_alive_ = keep_alive_ && reader_.state() != RequestReader::State::failed && reader_.keep_alive();
        auto response = co_await answer();
        if (!response) co_return;
        bool body_unread = reader_.state() != RequestReader::State::complete;
        keep_alive_ = keep_alive_ && !body_unread && !state_.stopping;
        if (!co_await write(*response)) co_return;
        if (!keep_alive_) {
            if (body_unread) co_await linger();
            co_return;
        }
        if (out_.capacity() > large_buffer) out_ = {};
    }
}

// ---- reading

Awaitable<bool> Connection::read_head() {
    reader_.begin(request_);
    idle_ = begin_ == end_;
    auto now = SteadyClock::now();
    deadline = now + (idle_ ? state_.options.idle_timeout : state_.options.head_timeout);
    bool begun = false;
    while (true) {
        // RFC 9112 §2.2: line ends before a request are skipped.
        while (!begun && begin_ != end_ && (in_[begin_] == '\r' || in_[begin_] == '\n'))
            ++begin_;
        begun = begin_ != end_ || begun;
        read_buffered();
        if (reader_.state() != RequestReader::State::head) break;
        if (!co_await read_more()) co_return false;
        if (idle_) {
            idle_ = false;
            deadline = SteadyClock::now() + state_.options.head_timeout;
        }
    }
    idle_ = false;
    started_ = SteadyClock::now();
    deadline = no_deadline;
    co_return true;
}

Awaitable<bool> Connection::read_body() {
    if (reader_.state() != RequestReader::State::body) co_return true;
    if (begin_ == end_ && reader_.expects_continue()) {
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        auto [code, count] = co_await asio::async_write(socket_, asio::buffer(go_on), completion);
        if (code) co_return false;
    }
    if (reader_.content_length().value_or(large_buffer) > in_.size()) in_.resize(large_buffer);
    auto began = SteadyClock::now();
    std::size_t received = 0;
    while (true) {
        received += end_ - begin_;
        read_buffered();
        if (reader_.state() != RequestReader::State::body) break;
        deadline = began + state_.options.body_timeout + std::chrono::seconds(received / body_bytes_a_second);
        if (!co_await read_more()) co_return false;
    }
    deadline = no_deadline;
    if (begin_ == end_ && in_.size() > small_buffer) {
        in_.resize(small_buffer);
        in_.shrink_to_fit();
    }
    co_return true;
}

void Connection::read_buffered() {
    bool in_head = reader_.state() == RequestReader::State::head;
    while (begin_ != end_) {
        std::size_t count = reader_.put({in_.data() + begin_, end_ - begin_});
        begin_ += count;
        // The body has to wait until its limit is known.
        if (count == 0 || in_head || reader_.state() != RequestReader::State::body) break;
    }
    if (begin_ == end_) begin_ = end_ = 0;
}

// What is not understood yet moves to the front; the buffer grows as far as a whole head may need.
void Connection::make_room() {
    if (begin_ > 0) {
        std::memmove(in_.data(), in_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == in_.size() && in_.size() < large_buffer) in_.resize(in_.size() * 2);
}

Awaitable<bool> Connection::read_more() {
    make_room();
    if (end_ == in_.size()) co_return false; // a chunk's head of this size is an attack
    auto [code, count] =
        co_await socket_.async_read_some(asio::buffer(in_.data() + end_, in_.size() - end_), completion);
    if (code) co_return false;
    end_ += count;
    co_return true;
}

void Connection::identify_client() {
    request_.remote_address = peer_text_;
    std::string_view id;
    if (trusted_) {
        if (std::string_view forwarded = request_.header("x-forwarded-for"); !forwarded.empty()) {
            if (peer_) {
                request_.remote_address = client_behind(*peer_, forwarded, state_.options.trusted_proxies).str();
            } else {
                std::size_t comma = forwarded.rfind(',');
                bool only = comma == std::string_view::npos;
                if (auto last = IpAddress::parse(trim(forwarded.substr(only ? 0 : comma + 1))))
                    request_.remote_address =
                        client_behind(*last, forwarded.substr(0, only ? 0 : comma), state_.options.trusted_proxies)
                            .str();
            }
        }
        request_.secure = equals_ignoring_case(request_.header("x-forwarded-proto"), "https");
        id = request_.header("x-request-id");
    }
    if (is_request_id(id))
        request_.id = id;
    else
        make_request_id(request_.id);
}

// ---- answering

Awaitable<std::optional<Response>> Connection::answer() {
    const Router& router = state_.router;
    identify_client();
    if (reader_.state() == RequestReader::State::failed)
        co_return router.error(request_, reader_.error_status(), message_of(reader_.error_status()));
    auto match = router.match(request_);
    if (auto early = ask_before_hook()) {
        router.complete(request_, *early);
        co_return early;
    }
    bool wants_upgrade = has_token(request_.header("upgrade"), "websocket");
    std::optional<Response> response;
    if (match.stream != nullptr && request_.method == Method::get && (wants_upgrade || match.route == nullptr)) {
        response = co_await serve_stream(*match.stream);
        if (!response) co_return std::nullopt;
    } else if (match.route == nullptr) {
        response = router.unmatched(request_, match);
    } else {
        reader_.limit_body(match.route->body_limit);
        if (!co_await read_body()) co_return std::nullopt;
        if (reader_.state() == RequestReader::State::failed)
            response = router.error(request_, reader_.error_status(), message_of(reader_.error_status()));
        else
            response = co_await handle(*match.route);
    }
    router.complete(request_, *response);
    co_return response;
}

std::optional<Response> Connection::ask_before_hook() {
    const Router& router = state_.router;
    if (!router.hooks.before) return std::nullopt;
    log::RequestScope scope(request_.id);
    try {
        return router.hooks.before(request_);
    } catch (const std::exception& problem) {
        log::error("the hook before {} {} threw: {}", to_string(request_.method), request_.path, problem.what());
        return router.error(request_, 500, message_of(500));
    }
}

Awaitable<Response> Connection::handle(const Route& route) {
    const Router& router = state_.router;
    bool may_compress = state_.options.compress;
    std::optional<Response> response;
    if (route.run == Run::loop) {
        response = router.call(route, request_);
        if (!may_compress) co_return *std::move(response);
        if (response->body_text().size() <= compressed_on_loop || !will_compress(request_, *response)) {
            compress(request_, *response);
            co_return *std::move(response);
        }
        auto work = [&] { compress(request_, *response); };
        co_await offload(state_.workers, work); // when the workers are too busy it goes out as it is
        co_return *std::move(response);
    }
    auto work = [&] {
        response = router.call(route, request_);
        if (may_compress) compress(request_, *response);
    };
    bool done = co_await offload(state_.workers, work);
    if (!done) {
        response = router.error(request_, 503, message_of(503));
        response->header("Retry-After", "1");
    }
    co_return *std::move(response);
}

Awaitable<std::optional<Response>> Connection::serve_stream(const StreamRoute& route) {
    const Router& router = state_.router;
    std::optional<StreamOpening> opening;
    auto work = [&] {
        log::RequestScope scope(request_.id);
        try {
            opening = route.open(request_);
        } catch (const std::exception& problem) {
            log::error("opening {} threw: {}", route.pattern, problem.what());
            opening = router.error(request_, 500, message_of(500));
        }
    };
    if (route.run == Run::loop) {
        work();
    } else if (bool done = co_await offload(state_.workers, work); !done) {
        co_return router.error(request_, 503, message_of(503));
    }
    if (auto* refusal = std::get_if<Response>(&*opening)) co_return std::move(*refusal);
    auto session = std::get<std::shared_ptr<StreamSession>>(*std::move(opening));
    if (has_token(request_.header("upgrade"), "websocket")) {
        auto running = serve_websocket(loop_, std::move(socket_), request_, std::move(session));
        co_await std::move(running);
        co_return std::nullopt;
    }
    Response head;
    head.header("Content-Type", "text/event-stream; charset=utf-8").header("Cache-Control", "no-store");
    head.header("X-Accel-Buffering", "no"); // nginx would hold events back
    router.complete(request_, head);
    std::string text = "HTTP/1.1 200 OK\r\n";
    for (const Header& header : head.headers)
        text += header.name + ": " + header.value + "\r\n";
    text += "Connection: close\r\n\r\n";
    auto running = serve_event_stream(loop_, std::move(socket_), std::move(text), std::move(session));
    co_await std::move(running);
    co_return std::nullopt;
}

// ---- writing

Awaitable<bool> Connection::write(Response& response) {
    out_.clear();
    append_head(out_, response,
                {.date = loop_.date(),
                 .request_id = request_.id,
                 .keep_alive = keep_alive_,
                 .http_1_0 = reader_.is_http_1_0()});
    bool with_body = request_.method != Method::head && carries_body(response.status);
    std::string_view body = with_body ? response.body_text() : std::string_view();
    if (body.size() <= joined_body) {
        out_ += body;
        body = {};
    }
    Buffers buffers{asio::buffer(out_), asio::const_buffer(body.data(), body.size())};
    Code code;
    std::size_t sent = socket_.write_some(buffers, code);
    if (code && code != asio::error::would_block) co_return false;
    report(response);
    if (sent < out_.size() + body.size()) {
        if (!co_await write_rest(buffers, sent)) co_return false;
    }
    const auto* slice = std::get_if<FileSlice>(&response.body);
    if (with_body && slice != nullptr && slice->descriptor) co_return co_await write_file(*slice);
    co_return true;
}

Awaitable<bool> Connection::write_rest(Buffers buffers, std::size_t sent) {
    while (true) {
        for (auto& buffer : buffers) {
            std::size_t done = std::min(sent, buffer.size());
            buffer += done;
            sent -= done;
        }
        if (buffers[0].size() + buffers[1].size() == 0) break;
        deadline = SteadyClock::now() + state_.options.write_timeout;
        auto [code, count] = co_await socket_.async_write_some(buffers, completion);
        if (code) co_return false;
        sent = count;
    }
    deadline = no_deadline;
    co_return true;
}

// Reads come from the page cache as a rule: the kernel is told ahead what will be wanted.
Awaitable<bool> Connection::write_file(const FileSlice& slice) {
    int descriptor = *slice.descriptor;
    auto offset = static_cast<off_t>(slice.offset);
    posix_fadvise(descriptor, offset, static_cast<off_t>(slice.size), POSIX_FADV_WILLNEED);
    std::string chunk(std::min<std::uint64_t>(slice.size, large_buffer), '\0');
    for (std::uint64_t left = slice.size; left > 0;) {
        ssize_t count = pread(descriptor, chunk.data(), std::min<std::uint64_t>(left, chunk.size()), offset);
        if (count <= 0) co_return false; // shorter than it was: the client sees a broken body, which it is
        Buffers buffers{asio::const_buffer(chunk.data(), static_cast<std::size_t>(count)), asio::const_buffer()};
        if (!co_await write_rest(buffers, 0)) co_return false;
        offset += count;
        left -= static_cast<std::uint64_t>(count);
    }
    co_return true;
}

// Closing with bytes unread would reset the connection and could take the answer with it, so the rest is read for a
// while (RFC 9112 §9.6).
Awaitable<void> Connection::linger() {
    Code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    deadline = SteadyClock::now() + std::chrono::seconds(2);
    in_.resize(large_buffer);
    while (true) {
        auto [code, count] = co_await socket_.async_read_some(asio::buffer(in_), completion);
        if (code) co_return;
    }
}

void Connection::report(const Response& response) {
    const auto& after = state_.router.hooks.after;
    if (!after) return;
    log::RequestScope scope(request_.id);
    auto took = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - started_);
    try {
        after(request_, Served{response.status, response.body_size(), took});
    } catch (const std::exception& problem) {
        log::error("the hook after {} threw: {}", request_.path, problem.what());
    }
}

} // namespace kith::http
