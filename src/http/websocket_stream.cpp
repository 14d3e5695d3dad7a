#include "core/text.hpp"
#include "http/live_stream.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>

namespace kith::http {
namespace {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

constexpr std::size_t max_message_bytes = 16 << 10;

class WebSocketStream final : public LiveStream {
public:
    WebSocketStream(EventLoop& loop, Socket socket, std::shared_ptr<StreamSession> session)
        : LiveStream(loop, std::move(session)), stream_(std::move(socket)) {}

    static Awaitable<void> run(std::shared_ptr<WebSocketStream> self,
                               beast::http::request<beast::http::empty_body> upgrade) {
        self->set_options(upgrade);
        auto [refused] = co_await self->stream_.async_accept(upgrade, completion);
        if (refused) {
            self->finish();
            co_return;
        }
        self->open(StreamKind::websocket);
        beast::flat_buffer buffer;
        while (true) {
            auto [code, size] = co_await self->stream_.async_read(buffer, completion);
            if (code) break;
            if (!self->stream_.got_text()) {
                self->queue_->close(websocket::close_code::unknown_data, "text only");
            } else {
                std::string_view text(static_cast<const char*>(buffer.data().data()), buffer.size());
                self->tell([text](StreamSession& session) { session.on_message(text); });
            }
            buffer.clear();
        }
        self->finish();
    }

    // Only for the end: until then Beast's own timer watches this stream, pings, and closes what answers none.
    void expire() override { cut(); }
    void cut() override { beast::get_lowest_layer(stream_).close(ignored_); }

private:
    void set_options(const beast::http::request<beast::http::empty_body>& upgrade) {
        websocket::stream_base::timeout timeout{};
        timeout.handshake_timeout = std::chrono::seconds(10);
        timeout.idle_timeout = options().ping_every * 2; // Beast pings at half of it
        timeout.keep_alive_pings = true;
        stream_.set_option(timeout);
        stream_.read_message_max(max_message_bytes);
        stream_.auto_fragment(false);
        stream_.text(true);
        // Browsers refuse a handshake that does not name one of the protocols they offered; apps pass their token
        // there.
        auto offered = upgrade[beast::http::field::sec_websocket_protocol];
        std::string protocol(trim(std::string_view(offered.data(), std::min(offered.find(','), offered.size()))));
        stream_.set_option(websocket::stream_base::decorator([protocol](websocket::response_type& response) {
            if (!protocol.empty()) response.set(beast::http::field::sec_websocket_protocol, protocol);
        }));
    }

    // Sends what is queued, one message after the other.
    void pump() override {
        if (closed_) return;
        auto closing = queue_->closing();
        if (closing && closing->at_once) return cut();
        if (writing_) return;
        auto event = queue_->take();
        if (!event) {
            if (closing) close(*closing);
            return;
        }
        writing_ = true;
        SharedText payload = event->payload;
        stream_.async_write(asio::buffer(*payload),
                            [this, alive = shared_from_this(), payload](Code code, std::size_t) {
                                writing_ = false;
                                if (!code) pump();
                            });
    }

    void close(const StreamQueue::Closing& closing) {
        closed_ = true;
        deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2); // for the client's farewell
        websocket::close_reason reason(closing.code);
        reason.reason.assign(closing.reason.data(), closing.reason.size());
        stream_.async_close(reason, [this, alive = shared_from_this()](Code) { cut(); });
    }

    websocket::stream<Socket> stream_;
    Code ignored_;
    bool closed_ = false;
};

} // namespace

Awaitable<void> serve_websocket(EventLoop& loop, Socket socket, const Request& request,
                                std::shared_ptr<StreamSession> session) {
    beast::http::request<beast::http::empty_body> upgrade(beast::http::verb::get, request.target, 11);
    for (auto [name, value] : request.headers())
        upgrade.insert(beast::string_view(name.data(), name.size()), beast::string_view(value.data(), value.size()));
    auto stream = std::make_shared<WebSocketStream>(loop, std::move(socket), std::move(session));
    auto running = WebSocketStream::run(std::move(stream), std::move(upgrade));
    co_await std::move(running);
}

} // namespace kith::http
