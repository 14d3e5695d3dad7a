#include "http/worker_pool.hpp"

namespace kith::http {

WorkerPool::WorkerPool(unsigned threads, std::size_t max_waiting) : max_waiting_(max_waiting) {
    for (unsigned i = 0; i < std::max(1U, threads); ++i)
        threads_.emplace_back([this] { work(); });
}

bool WorkerPool::post(Job job) {
    {
        std::lock_guard lock(mutex_);
        if (stopped_ || waiting_.size() >= max_waiting_) return false;
        waiting_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
}

std::size_t WorkerPool::waiting() const {
    std::lock_guard lock(mutex_);
    return waiting_.size();
}

void WorkerPool::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        Job job = std::move(waiting_.front());
        waiting_.pop_front();
        bool abandoned = stopped_;
        lock.unlock();
        job(abandoned);
        job = nullptr;
        lock.lock();
    }
}

void WorkerPool::stop() {
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    threads_.clear(); // joins
}

} // namespace kith::http
