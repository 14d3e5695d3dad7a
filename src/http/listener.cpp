#include "http/listener.hpp"

#include "core/log.hpp"
#include "http/connection.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kith::http {
namespace {

using Tcp = asio::ip::tcp;
using Unix = asio::local::stream_protocol;

std::optional<IpAddress> peer_of(const Socket& socket) {
    Code code;
    auto endpoint = socket.remote_endpoint(code);
    if (code) return std::nullopt;
    if (endpoint.protocol().family() == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, endpoint.data(), sizeof address);
        return IpAddress::from_v4(std::bit_cast<std::array<std::uint8_t, 4>>(address.sin_addr.s_addr));
    }
    if (endpoint.protocol().family() == AF_INET6) {
        sockaddr_in6 address{};
        std::memcpy(&address, endpoint.data(), sizeof address);
        return IpAddress::from_v6(std::bit_cast<std::array<std::uint8_t, 16>>(address.sin6_addr));
    }
    return std::nullopt;
}

} // namespace

Result<std::unique_ptr<Listener>> Listener::open(std::string_view address, EventLoop& home) {
    auto where = TRY(ListenAddress::parse(address));
    std::unique_ptr<Listener> made(new Listener(home));
    if (where.unix_path.empty())
        TRY(made->bind_tcp(where));
    else
        TRY(made->bind_unix(where.unix_path));
    return made;
}

Listener::~Listener() {
    if (!unix_path_.empty()) unlink(unix_path_.c_str());
}

Result<void> Listener::bind_tcp(const ListenAddress& where) {
    Code code;
    auto address = asio::ip::make_address(where.host, code);
    asio::generic::stream_protocol::endpoint endpoint(Tcp::endpoint(address, where.port));
    if (!code) acceptor_.open(endpoint.protocol(), code);
    if (!code) acceptor_.set_option(asio::socket_base::reuse_address(true), code);
    if (!code) acceptor_.bind(endpoint, code);
    if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
    if (code)
        return fail(ErrorKind::unavailable, "listen_failed",
                    fmt::format("Cannot listen on {} port {}: {}", where.host, where.port, code.message()));
    auto bound = acceptor_.local_endpoint(code);
    // The port is at the same place in the addresses of both families.
    sockaddr_in any{};
    std::memcpy(&any, bound.data(), sizeof any);
    port_ = ntohs(any.sin_port);
    return {};
}

Result<void> Listener::bind_unix(const std::string& name) {
    Code code;
    struct stat facts{};
    if (lstat(name.c_str(), &facts) == 0 && S_ISSOCK(facts.st_mode)) {
        // Left over from a process that is gone, unless somebody answers.
        Unix::socket probe(home_.context());
        probe.connect(Unix::endpoint(name), code);
        if (code == asio::error::connection_refused) unlink(name.c_str());
    }
    asio::generic::stream_protocol::endpoint endpoint{Unix::endpoint(name)};
    code = {};
    acceptor_.open(endpoint.protocol(), code);
    if (!code) acceptor_.bind(endpoint, code);
    if (!code) unix_path_ = name;
    if (!code && chmod(name.c_str(), 0660) != 0) code.assign(errno, boost::system::system_category());
    if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
    if (code)
        return fail(ErrorKind::unavailable, "listen_failed", "Cannot listen on unix:" + name + ": " + code.message());
    return {};
}

void Listener::start(const std::vector<std::unique_ptr<EventLoop>>& loops) {
    loops_ = &loops;
    asio::post(home_.context(), [this] { accept(); });
}

void Listener::close() {
    Code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    if (!unix_path_.empty()) unlink(unix_path_.c_str());
    unix_path_.clear();
}

void Listener::accept() {
    if (!acceptor_.is_open()) return;
    EventLoop& loop = *(*loops_)[next_++ % loops_->size()];
    auto socket = std::make_shared<Socket>(loop.context());
    acceptor_.async_accept(*socket, [this, &loop, socket](Code code) {
        if (code == asio::error::operation_aborted) return;
        if (!code) {
            welcome(loop, std::move(*socket));
            accept();
            return;
        }
        // No descriptors or no memory left: it may pass.
        log::warn("cannot accept a connection: {}", code.message());
        pause_.expires_after(std::chrono::milliseconds(100));
        pause_.async_wait([this](Code stopped) {
            if (!stopped) accept();
        });
    });
}

void Listener::welcome(EventLoop& loop, Socket socket) {
    auto& state = home_.state();
    if (state.connections >= state.options.max_connections) {
        static constexpr std::string_view full =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n";
        Code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(full), ignored);
        return;
    }
    ++state.connections;
    std::optional<IpAddress> peer;
    if (unix_path_.empty()) {
        Code ignored;
        socket.set_option(Tcp::no_delay(true), ignored);
        peer = peer_of(socket);
        if (!peer) { // gone already
            --state.connections;
            return;
        }
    }
    auto shared = std::make_shared<Socket>(std::move(socket));
    asio::post(loop.context(), [&loop, shared, peer] { Connection::launch(loop, std::move(*shared), peer); });
}

} // namespace kith::http
