#include "core/log.hpp"
#include "core/text.hpp"
#include "http/stream_connections.hpp"
#include "http/stream_queue.hpp"

#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>

namespace kith::http {
namespace {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

constexpr std::size_t max_message_bytes = 16 << 10;

class WebSocketStream final : public Watched, public std::enable_shared_from_this<WebSocketStream> {
public:
    WebSocketStream(EventLoop& loop, Socket socket, std::shared_ptr<StreamSession> session)
        : loop_(loop), stream_(std::move(socket)), session_(std::move(session)) {
        loop_.watch(*this);
        ++loop_.state().streams;
    }
    ~WebSocketStream() {
        loop_.forget(*this);
        --loop_.state().streams;
    }

    static Awaitable<void> run(std::shared_ptr<WebSocketStream> self,
                               beast::http::request<beast::http::empty_body> upgrade) {
        self->set_options(upgrade);
        auto [refused] = co_await self->stream_.async_accept(upgrade, completion);
        if (refused) {
            self->tell([](StreamSession& session) { session.on_close(); });
            co_return;
        }
        self->open();
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
        self->queue_->shut();
        self->tell([](StreamSession& session) { session.on_close(); });
        self->session_.reset();
    }

    // Only for the end: until then Beast's own timer watches this stream, pings, and closes what answers none.
    void expire() override { cut(); }
    void wind_down() override {
        if (queue_) queue_->close(websocket::close_code::going_away, "server stops");
    }
    void cut() override { beast::get_lowest_layer(stream_).close(ignored_); }

private:
    void set_options(const beast::http::request<beast::http::empty_body>& upgrade) {
        websocket::stream_base::timeout timeout{};
        timeout.handshake_timeout = std::chrono::seconds(10);
        timeout.idle_timeout = loop_.state().options.ping_every * 2; // Beast pings at half of it
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

    void open() {
        const auto& options = loop_.state().options;
        auto wake = [weak = weak_from_this(), executor = loop_.context().get_executor()] {
            asio::post(executor, [weak] {
                if (auto self = weak.lock()) self->pump();
            });
        };
        queue_ = std::make_shared<StreamQueue>(StreamKind::websocket, options.stream_queue_events,
                                               options.stream_queue_bytes, std::move(wake));
        if (loop_.state().stopping) wind_down();
        tell([this](StreamSession& session) { session.on_open(queue_); });
    }

    // Sends what is queued, one message after the other.
    void pump() {
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
        stream_.async_write(asio::buffer(*payload), [self = shared_from_this(), payload](Code code, std::size_t) {
            self->writing_ = false;
            if (!code) self->pump();
        });
    }

    void close(const StreamQueue::Closing& closing) {
        closed_ = true;
        deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2); // for the client's farewell
        websocket::close_reason reason(closing.code);
        reason.reason.assign(closing.reason.data(), closing.reason.size());
        stream_.async_close(reason, [self = shared_from_this()](Code) { self->cut(); });
    }

    template <class F>
    void tell(F what) {
        try {
            what(*session_);
        } catch (const std::exception& problem) {
            log::error("a stream session threw: {}", problem.what());
            if (queue_) queue_->close(websocket::close_code::internal_error, "");
        }
    }

    EventLoop& loop_;
    websocket::stream<Socket> stream_;
    std::shared_ptr<StreamSession> session_;
    std::shared_ptr<StreamQueue> queue_;
    Code ignored_;
    bool writing_ = false;
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
