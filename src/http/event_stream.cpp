#include "http/live_stream.hpp"

#include <array>
#include <boost/asio/write.hpp>

namespace kith::http {
namespace {

class EventStream final : public LiveStream {
public:
    EventStream(EventLoop& loop, Socket socket, std::shared_ptr<StreamSession> session)
        : LiveStream(loop, std::move(session)), socket_(std::move(socket)) {}

    static Awaitable<void> run(std::shared_ptr<EventStream> self, std::string head) {
        self->write(std::move(head));
        self->open(StreamKind::event_stream);
        // Nothing is expected from the client; reading is how its going away is noticed.
        std::array<char, 512> unused;
        while (true) {
            auto [code, size] = co_await self->socket_.async_read_some(asio::buffer(unused), completion);
            if (code) break;
        }
        self->finish();
        self->cut();
    }

    void expire() override {
        if (writing_) return cut(); // the client has not taken a byte for a whole write timeout
        write(":thump\n");
    }
    void cut() override { socket_.close(ignored_); }

private:
    void pump() override {
        if (auto closing = queue_->closing(); closing && (closing->at_once || !writing_)) return cut();
        if (writing_) return;
        if (auto event = queue_->take())
            write(format_event(event->name ? std::string_view(*event->name) : std::string_view(), *event->payload));
    }

    void write(std::string text) {
        writing_ = true;
        deadline = std::chrono::steady_clock::now() + options().write_timeout;
        text_ = std::move(text);
        asio::async_write(socket_, asio::buffer(text_), [this, alive = shared_from_this()](Code code, std::size_t) {
            writing_ = false;
            deadline = std::chrono::steady_clock::now() + options().thump_every;
            if (code)
                cut();
            else if (queue_)
                pump();
        });
    }

    Socket socket_;
    std::string text_; // being written
    Code ignored_;
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
