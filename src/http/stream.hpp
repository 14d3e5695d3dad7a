// Connections that stay open and carry events to the client: WebSocket (RFC 6455) or server-sent events (WHATWG HTML,
// §9.2) behind one interface.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace kith::http {

enum class StreamKind : std::uint8_t { websocket, event_stream };

// The sending end. All functions may be called from any thread, also after the client has gone.
class StreamConnection {
public:
    virtual ~StreamConnection() = default;

    virtual StreamKind kind() const = 0;
    // Queues an event. WebSocket: one text message, `payload` as it is (`event` is not sent). Server-sent events:
    // "event: …" (left out when empty) and `payload` as "data: …" lines. Both texts can be shared among many
    // connections. false when the connection is closed or was closed now because its reader is too slow.
    virtual bool send(std::shared_ptr<const std::string> event, std::shared_ptr<const std::string> payload) = 0;
    // After what is queued. `code` as in RFC 6455 §7.4; server-sent events just end.
    virtual void close(std::uint16_t code, std::string reason) = 0;
};

// The application's side of one connection. Its functions run on the event loop of that connection, one at a time, and
// must be as quick as a Run::loop handler.
class StreamSession {
public:
    virtual ~StreamSession() = default;

    // First call. The session may keep the connection for as long as it wants to send.
    virtual void on_open(std::shared_ptr<StreamConnection> connection) = 0;
    // A text message of at most 16 KB; WebSocket only.
    virtual void on_message(std::string_view text) = 0;
    // Last call, once, however it ended; also without on_open when the handshake failed. Drop the connection here.
    virtual void on_close() = 0;
};

} // namespace kith::http
