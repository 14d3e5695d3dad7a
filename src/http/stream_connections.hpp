// Serving the two kinds of streams on a socket that an HTTP connection hands over. Both run on the loop of the socket,
// return when the stream has ended, and tell the session.
#pragma once

#include "http/asio.hpp"
#include "http/event_loop.hpp"
#include "http/stream.hpp"

#include <memory>

namespace kith::http {

// Answers the handshake itself.
Awaitable<void> serve_websocket(EventLoop& loop, Socket socket, const Request& request,
                                std::shared_ptr<StreamSession> session);
// `head` is the whole head of the answer.
Awaitable<void> serve_event_stream(EventLoop& loop, Socket socket, std::string head,
                                   std::shared_ptr<StreamSession> session);

// "event: …\ndata: …\n\n".
std::string format_event(std::string_view name, std::string_view payload);

} // namespace kith::http
