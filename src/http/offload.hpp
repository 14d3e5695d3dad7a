// Runs a function on the worker pool while a coroutine waits on its loop.
#pragma once

#include "http/asio.hpp"
#include "http/worker_pool.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

namespace kith::http {

// co_await offload(pool, work): true when `work` has run, false when the pool was too busy or stops. `work` must not
// throw, and lives in the waiting coroutine. The completion is posted back rather than run by the worker: the coroutine
// never leaves the thread of its loop.
template <class Work>
auto offload(WorkerPool& pool, Work& work) {
    auto start = [&pool, &work](auto handler) {
        auto executor = asio::get_associated_executor(handler);
        // Shared, so that it is still here when the pool refuses the job.
        auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
        auto finish = [executor, waiting](bool done) {
            asio::post(executor, [handler = std::move(*waiting), done]() mutable { std::move(handler)(done); });
        };
        bool taken = pool.post([&work, finish](bool abandoned) {
            if (!abandoned) work();
            finish(!abandoned);
        });
        if (!taken) finish(false);
    };
    return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(bool)>(std::move(start),
                                                                                   asio::use_awaitable_t<Executor>{});
}

} // namespace kith::http
