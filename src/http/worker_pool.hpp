// Threads that do what may wait, so that event loops never do.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kith::http {

// Thread-safe.
class WorkerPool {
public:
    // Called once; `abandoned` when the pool stops before its turn came.
    using Job = std::move_only_function<void(bool abandoned)>;

    WorkerPool(unsigned threads, std::size_t max_waiting);
    ~WorkerPool() { stop(); }

    // false, and the job is not taken, when too many wait.
    bool post(Job job);
    std::size_t waiting() const;
    // Lets running jobs end, abandons those that wait.
    void stop();

private:
    void work();

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> waiting_;
    std::size_t max_waiting_;
    bool stopped_ = false;
    std::vector<std::jthread> threads_;
};

} // namespace kith::http
