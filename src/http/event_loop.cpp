#include "http/event_loop.hpp"

#include "core/clock.hpp"
#include "core/log.hpp"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>

namespace kith::http {
namespace {

std::chrono::milliseconds sweep_interval(const ServerOptions& options) {
    auto shortest = std::min(
        {options.head_timeout, options.body_timeout, options.idle_timeout, options.write_timeout, options.thump_every});
    return std::clamp(shortest / 8, std::chrono::milliseconds(10), std::chrono::milliseconds(500));
}

} // namespace

EventLoop::EventLoop(ServerState& shared)
    : state_(shared),
      work_(asio::make_work_guard(context_)),
      timer_(context_),
      sweep_every_(sweep_interval(shared.options)) {}

void EventLoop::start() {
    thread_ = std::jthread([this] {
        while (true) {
            try {
                context_.run();
                return;
            } catch (const std::exception& problem) {
                log::error("an event loop caught: {}", problem.what());
            }
        }
    });
}

void EventLoop::stop() {
    asio::post(context_, [this] { timer_.cancel(); });
    work_.reset();
    if (thread_.joinable()) thread_.join();
}

void EventLoop::watch(Watched& one) {
    one.index_ = watched_.size();
    watched_.push_back(&one);
    if (!sweeping_) sweep_later();
}

void EventLoop::forget(Watched& one) {
    watched_[one.index_] = watched_.back();
    watched_[one.index_]->index_ = one.index_;
    watched_.pop_back();
}

void EventLoop::sweep_later() {
    sweeping_ = true;
    timer_.expires_after(sweep_every_);
    timer_.async_wait([this](Code code) {
        sweeping_ = false;
        if (!code) sweep();
    });
}

// expire() only cancels operations, so nothing leaves the list while it is walked.
void EventLoop::sweep() {
    auto now = std::chrono::steady_clock::now();
    for (Watched* one : watched_)
        if (one->deadline <= now) one->expire();
    if (!watched_.empty()) sweep_later();
}

void EventLoop::wind_down() {
    for (Watched* one : watched_)
        one->wind_down();
}

void EventLoop::cut() {
    for (Watched* one : watched_)
        one->cut();
}

std::string_view EventLoop::date() {
    Time now = SystemClock().now();
    std::int64_t second = to_unix_ms(now) / 1000;
    if (second != date_second_) {
        date_second_ = second;
        date_ = to_http_date(now);
    }
    return date_;
}

} // namespace kith::http
