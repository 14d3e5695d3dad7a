// One thread, one io_context, and the connections that live on it. Connections do not own timers: the loop sweeps them
// a few times a second and tells those whose deadline has passed.
#pragma once

#include "http/asio.hpp"
#include "http/server.hpp"
#include "http/worker_pool.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace kith::http {

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline no_deadline = Deadline::max();

class EventLoop;

// What has a deadline. All functions run on the loop's thread.
class Watched {
public:
    Watched() = default;
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

    // The deadline has passed: end, or set another.
    virtual void expire() = 0;
    // The server stops: end as soon as that is polite.
    virtual void wind_down() = 0;
    // End now.
    virtual void cut() = 0;

    Deadline deadline = no_deadline;

protected:
    ~Watched() = default;

private:
    friend class EventLoop;
    std::size_t index_ = 0;
};

// What all loops and connections of a server share.
struct ServerState {
    ServerOptions options;
    Router router;
    WorkerPool workers;
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::size_t> streams = 0;
    std::atomic<std::uint64_t> requests = 0;
    std::atomic<bool> stopping = false;

    ServerState(ServerOptions given, Router routes)
        : options(std::move(given)), router(std::move(routes)), workers(options.workers, options.worker_queue) {}
};

class EventLoop {
public:
    explicit EventLoop(ServerState& shared);

    ServerState& state() { return state_; }
    asio::io_context& context() { return context_; }
    void start();
    // After the last connection has ended.
    void stop();

    // --- on the loop's thread ---
    void watch(Watched& one);
    void forget(Watched& one);
    void wind_down();
    void cut();
    // For Date headers; fresh to the second.
    std::string_view date();

private:
    void sweep_later();
    void sweep();

    ServerState& state_;
    asio::io_context context_{1};
    asio::executor_work_guard<Executor> work_;
    Timer timer_;
    std::chrono::milliseconds sweep_every_;
    bool sweeping_ = false;
    std::vector<Watched*> watched_;
    std::string date_;
    std::int64_t date_second_ = -1;
    std::jthread thread_;
};

} // namespace kith::http
