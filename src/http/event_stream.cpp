#include "core/log.hpp"
#include "http/stream_connections.hpp"
#include "http/stream_queue.hpp"

#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace kith::http {
namespace {

class EventStream final : public Watched, public std::enable_shared_from_this<EventStream> {
public:
    EventStream(EventLoop& loop, Socket socket, std::shared_ptr<StreamSession> session)
        : loop_(loop), socket_(std::move(socket)), session_(std::move(session)) {
        loop_.watch(*this);
        ++loop_.state().streams;
    }
    ~EventStream() {
        loop_.forget(*this);
        --loop_.state().streams;
    }

    static Awaitable<void> run(std::shared_ptr<EventStream> self, std::string head) {
        self->write(std::move(head));
        self->open();
        // Nothing is expected from the client; reading is how its going away is noticed.
        std::array<char, 512> unused;
        while (true) {
            auto [code, size] = co_await self->socket_.async_read_some(asio::buffer(unused), completion);
            if (code) break;
        }
        self->queue_->shut();
        self->tell([](StreamSession& session) { session.on_close(); });
        self->session_.reset();
        self->cut();
    }

    void expire() override {
        if (writing_) return cut(); // the client has not taken a byte for a whole write timeout
        write(":thump\n");
    }
    void wind_down() override { queue_->close(1001, "server stops"); }
    void cut() override { socket_.close(ignored_); }

private:
    void open() {
        const auto& options = loop_.state().options;
        auto wake = [weak = weak_from_this(), executor = loop_.context().get_executor()] {
            asio::post(executor, [weak] {
                if (auto self = weak.lock()) self->pump();
            });
        };
        queue_ = std::make_shared<StreamQueue>(StreamKind::event_stream, options.stream_queue_events,
                                               options.stream_queue_bytes, std::move(wake));
        if (loop_.state().stopping) wind_down();
        tell([this](StreamSession& session) { session.on_open(queue_); });
    }

    void pump() {
        if (auto closing = queue_->closing(); closing && (closing->at_once || !writing_)) return cut();
        if (writing_) return;
        if (auto event = queue_->take())
            write(format_event(event->name ? std::string_view(*event->name) : std::string_view(), *event->payload));
    }

    void write(std::string text) {
        writing_ = true;
        const auto& options = loop_.state().options;
        deadline = std::chrono::steady_clock::now() + options.write_timeout;
        text_ = std::move(text);
        asio::async_write(socket_, asio::buffer(text_), [self = shared_from_this()](Code code, std::size_t) {
            self->writing_ = false;
            self->deadline = std::chrono::steady_clock::now() + self->loop_.state().options.thump_every;
            if (code)
                self->cut();
            else if (self->queue_)
                self->pump();
        });
    }

    template <class F>
    void tell(F what) {
        try {
            what(*session_);
        } catch (const std::exception& problem) {
            log::error("a stream session threw: {}", problem.what());
            queue_->close(1011, "");
        }
    }

    EventLoop& loop_;
    Socket socket_;
    std::shared_ptr<StreamSession> session_;
    std::shared_ptr<StreamQueue> queue_;
    std::string text_; // being written
    Code ignored_;
    bool writing_ = false;
};

} // namespace

std::string format_event(std::string_view name, std::string_view payload) {
    std::string text;
    text.reserve(name.size() + payload.size() + 24);
    if (!name.empty()) {
        text += "event: ";
        for (char c : name)
            text += c == '\n' || c == '\r' ? ' ' : c;
        text += '\n';
    }
    // Each of "\n", "\r", "\r\n" ends a line there, so each begins a new data line here.
    text += "data: ";
    for (std::size_t i = 0; i < payload.size(); ++i) {
        char c = payload[i];
        if (c == '\r' && i + 1 < payload.size() && payload[i + 1] == '\n') continue;
        if (c == '\n' || c == '\r')
            text += "\ndata: ";
        else
            text += c;
    }
    text += "\n\n";
    return text;
}

Awaitable<void> serve_event_stream(EventLoop& loop, Socket socket, std::string head,
                                   std::shared_ptr<StreamSession> session) {
    auto stream = std::make_shared<EventStream>(loop, std::move(socket), std::move(session));
    auto running = EventStream::run(std::move(stream), std::move(head));
    co_await std::move(running);
}

} // namespace kith::http
