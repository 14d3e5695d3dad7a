// Does the work that waits in the store's job table, and what comes round on a schedule.
//
// A job is leased before it runs and removed after it succeeded: it runs at least once, also across crashes, so
// handlers must bear being run twice. What fails is tried again later, longer each time, and kept for the operator when
// given up.
#pragma once

#include "core/clock.hpp"
#include "store/store.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace kith::jobs {

struct Figures {
    std::uint64_t done = 0;
    std::uint64_t retried = 0;
    std::uint64_t given_up = 0;
};

class Runner {
public:
    // The payload as it was inserted. An error of kind invalid, not_found or gone is final; others are tried again.
    using Handler = std::function<Result<void>(const std::string& payload)>;
    using Chore = std::function<Result<void>()>;

    Runner(store::Store& store, const Clock& clock);
    ~Runner(); // stops
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    // Before start.
    void handle(std::string kind, Handler handler);
    // First after one interval, then each interval after it ended. Not stored: for cleaning up.
    void every(std::string name, std::chrono::milliseconds interval, Chore chore);

    // No other runner works on this store: what one left behind when its process was killed is taken up at once.
    void start(unsigned threads);
    // Waits for the jobs that run; leaves the others for the next start.
    void stop();
    // Something was inserted. Any thread.
    void wake();
    Figures figures() const;

    // Runs what is due now on the calling thread, for tests and for a last round before the end. How many ran.
    Result<std::size_t> run_due();

private:
    struct Scheduled {
        std::string name;
        std::chrono::milliseconds interval;
        Chore chore;
        Time next;
        bool running = false;
    };

    void loop();
    void run(const store::Job& job);
    bool run_a_chore();
    Time next_wake();

    store::Store& store_;
    const Clock& clock_;
    std::unordered_map<std::string, Handler> handlers_;
    std::vector<Scheduled> chores_;
    mutable std::mutex mutex_;
    std::condition_variable condition_;
    bool stopping_ = false;
    bool woken_ = true;
    Figures figures_;
    std::vector<std::thread> threads_;
};

} // namespace kith::jobs
