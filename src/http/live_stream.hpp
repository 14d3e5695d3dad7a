// What an open stream is, whichever way it carries its messages: watched by its loop, fed by a queue, told to a
// session.
#pragma once

#include "core/log.hpp"
#include "http/stream_connections.hpp"
#include "http/stream_queue.hpp"

#include <boost/asio/post.hpp>

namespace kith::http {

// Lives on its loop's thread; only the queue is for others.
class LiveStream : public Watched, public std::enable_shared_from_this<LiveStream> {
public:
    LiveStream(const LiveStream&) = delete;
    LiveStream& operator=(const LiveStream&) = delete;

    void wind_down() override {
        if (queue_) queue_->close(1001, "server stops");
    }

protected:
    LiveStream(EventLoop& loop, std::shared_ptr<StreamSession> session) : loop_(loop), session_(std::move(session)) {
        loop_.watch(*this);
        ++loop_.state().streams;
    }
    virtual ~LiveStream() {
        loop_.forget(*this);
        --loop_.state().streams;
    }

    // Sends the next of the queue, if nothing is being sent.
    virtual void pump() = 0;

    const ServerOptions& options() const { return loop_.state().options; }

    // From now on the session may send.
    void open(StreamKind kind) {
        auto wake = [weak = weak_from_this(), executor = loop_.context().get_executor()] {
            asio::post(executor, [weak] {
                if (auto self = weak.lock()) self->pump();
            });
        };
        queue_ = std::make_shared<StreamQueue>(kind, options().stream_queue_events, options().stream_queue_bytes,
                                               std::move(wake));
        if (loop_.state().stopping) wind_down();
        tell([this](StreamSession& session) { session.on_open(queue_); });
    }

    // The session hears of the end, and is let go.
    void finish() {
        if (queue_) queue_->shut();
        tell([](StreamSession& session) { session.on_close(); });
        session_.reset();
    }

    template <class F>
    void tell(F what) {
        try {
            what(*session_);
        } catch (const std::exception& problem) {
            log::error("a stream session threw: {}", problem.what());
            if (queue_) queue_->close(1011, "");
        }
    }

    std::shared_ptr<StreamQueue> queue_; // none before open()
    bool writing_ = false;

private:
    EventLoop& loop_;
    std::shared_ptr<StreamSession> session_;
};

} // namespace kith::http
