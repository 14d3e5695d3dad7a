// One listening address: accepts connections and hands them to the loops in turn.
#pragma once

#include "core/result.hpp"
#include "http/asio.hpp"
#include "http/event_loop.hpp"
#include "http/listen_address.hpp"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace kith::http {

class Listener {
public:
    // Binds and listens. `address` as in ServerOptions::listen. Errors: invalid, unavailable.
    static Result<std::unique_ptr<Listener>> open(std::string_view address, EventLoop& home);
    ~Listener();

    // Any thread, once; `loops` lives as long as the listener.
    void start(const std::vector<std::unique_ptr<EventLoop>>& loops);
    // On the home loop: accepts no more.
    void close();
    // 0 for a unix socket.
    std::uint16_t port() const { return port_; }
    EventLoop& home() { return home_; }

private:
    explicit Listener(EventLoop& home) : home_(home), acceptor_(home.context()), pause_(home.context()) {}

    Result<void> bind_tcp(const ListenAddress& where);
    Result<void> bind_unix(const std::string& name);
    void accept();
    void welcome(EventLoop& loop, Socket socket);

    EventLoop& home_;
    Acceptor acceptor_;
    Timer pause_;
    const std::vector<std::unique_ptr<EventLoop>>* loops_ = nullptr;
    std::size_t next_ = 0;
    std::uint16_t port_ = 0;
    std::filesystem::path unix_path_;
};

} // namespace kith::http
