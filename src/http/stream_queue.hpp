// The sending end of a stream as the application holds it: a bounded queue that outlives the connection.
#pragma once

#include "http/stream.hpp"

#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace kith::http {

using SharedText = std::shared_ptr<const std::string>;

class StreamQueue final : public StreamConnection {
public:
    struct Event {
        SharedText name; // may be null
        SharedText payload;
    };
    struct Closing {
        std::uint16_t code;
        std::string reason;
        bool at_once; // without sending what is queued
    };

    // `wake` posts to the connection's loop that there is something to take.
    StreamQueue(StreamKind kind, std::size_t max_events, std::size_t max_bytes, std::function<void()> wake);

    StreamKind kind() const override { return kind_; }
    bool send(SharedText event, SharedText payload) override;
    void close(std::uint16_t code, std::string reason) override;

    // --- for the connection, on its loop ---
    std::optional<Event> take();
    // What the application, or the bound, asked for; nullopt as long as there is something to send before.
    std::optional<Closing> closing();
    // The connection has ended: everything sent from now on is refused, and wake is never called again.
    void shut();

private:
    void wake_locked();

    const StreamKind kind_;
    const std::size_t max_events_;
    const std::size_t max_bytes_;
    std::mutex mutex_;
    std::function<void()> wake_;
    std::deque<Event> events_;
    std::size_t bytes_ = 0;
    bool woken_ = false; // and nothing taken since
    std::optional<Closing> closing_;
};

} // namespace kith::http
