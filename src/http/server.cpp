#include "http/server.hpp"

#include "core/log.hpp"
#include "http/event_loop.hpp"
#include "http/listener.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>

namespace kith::http {

class Server::Impl {
public:
    Impl(ServerOptions options, Router router) : state_(std::move(options), std::move(router)) {
        for (unsigned i = 0; i < std::max(1U, state_.options.threads); ++i)
            loops_.push_back(std::make_unique<EventLoop>(state_));
    }
    ~Impl() { stop(std::chrono::seconds(5)); }

    Result<void> start() {
        for (const std::string& address : state_.options.listen)
            listeners_.push_back(TRY(Listener::open(address, *loops_.front())));
        for (auto& loop : loops_)
            loop->start();
        for (auto& listener : listeners_)
            listener->start(loops_);
        return {};
    }

    std::uint16_t port() const {
        for (const auto& listener : listeners_)
            if (listener->port() != 0) return listener->port();
        return 0;
    }

    ServerFigures figures() const {
        return {state_.connections, state_.streams, state_.workers.waiting(), state_.requests};
    }

    void stop(std::chrono::milliseconds deadline) {
        if (std::exchange(stopped_, true)) return;
        auto until = std::chrono::steady_clock::now() + deadline;
        state_.stopping = true;
        asio::post(loops_.front()->context(), [this] {
            for (auto& listener : listeners_)
                listener->close();
        });
        for (auto& loop : loops_)
            asio::post(loop->context(), [&loop = *loop] { loop.wind_down(); });
        wait_until(until);
        for (auto& loop : loops_)
            asio::post(loop->context(), [&loop = *loop] { loop.cut(); });
        state_.workers.stop();
        for (auto& loop : loops_)
            loop->stop();
    }

private:
    void wait_until(std::chrono::steady_clock::time_point until) const {
        while (state_.connections > 0 && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }

    ServerState state_;
    std::vector<std::unique_ptr<EventLoop>> loops_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    bool stopped_ = false;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Router router) {
    auto impl = std::make_unique<Impl>(std::move(options), std::move(router));
    TRY(impl->start());
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->port(); }
ServerFigures Server::figures() const { return impl_->figures(); }
void Server::stop(std::chrono::milliseconds deadline) { impl_->stop(deadline); }

} // namespace kith::http
