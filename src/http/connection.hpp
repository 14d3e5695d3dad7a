// One client's HTTP connection: reads requests one after the other, has them answered, writes the answers.
#pragma once

#include "http/asio.hpp"
#include "http/event_loop.hpp"
#include "http/request_reader.hpp"
#include "http/response_head.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace kith::http {

class Connection final : public Watched {
public:
    // On the loop's thread. `peer`: nullopt for a unix socket.
    static void launch(EventLoop& loop, Socket socket, std::optional<IpAddress> peer);

    Connection(EventLoop& loop, Socket socket, std::optional<IpAddress> peer);
    ~Connection();

    void expire() override { cut(); }
    void wind_down() override;
    void cut() override;

private:
    using Buffers = std::array<asio::const_buffer, 2>;

    static Awaitable<void> serve(std::unique_ptr<Connection> self);
    Awaitable<void> run();

    // Reading. false: the connection is over.
    Awaitable<bool> read_head();
    Awaitable<bool> read_body();
    Awaitable<bool> read_more();
    void make_room();
    void read_buffered();
    void identify_client();

    // Answering. nullopt: a stream took the socket over and has ended.
    Awaitable<std::optional<Response>> answer();
    Awaitable<Response> handle(const Route& route);
    Awaitable<std::optional<Response>> serve_stream(const StreamRoute& route);
    std::optional<Response> ask_before_hook();

    // Writing. false: the connection is over.
    Awaitable<bool> write(Response& response);
    Awaitable<bool> write_rest(Buffers buffers, std::size_t sent);
    Awaitable<bool> write_file(const FileSlice& slice);
    Awaitable<void> linger();
    void report(const Response& response);

    EventLoop& loop_;
    ServerState& state_;
    Socket socket_;
    std::optional<IpAddress> peer_;
    std::string peer_text_;
    bool trusted_ = false; // what it says of the client behind it counts
    RequestReader reader_;
    Request request_;
    std::string in_; // read from the socket: [begin_, end_) is not yet understood
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::string out_; // head of the answer, with the body when it is small
    std::chrono::steady_clock::time_point started_;
    bool idle_ = true; // between requests
    bool keep_alive_ = true;
};

} // namespace kith::http
