#include "jobs/runner.hpp"

#include "core/log.hpp"

#include <algorithm>

namespace kith::jobs {
namespace {

using namespace std::chrono_literals;

constexpr auto lease_time = 10min;
constexpr int attempts_at_most = 10;
constexpr int batch = 8;

// 15 s, 1 min, 4 min, … at most a day: ten attempts span about three days.
std::chrono::milliseconds pause_after(int attempts) {
    std::chrono::milliseconds pause = 15s;
    for (int i = 1; i < attempts && pause < 24h; ++i)
        pause *= 4;
    return std::min<std::chrono::milliseconds>(pause, 24h);
}

bool is_final(const Error& error) {
    return error.kind == ErrorKind::invalid || error.kind == ErrorKind::not_found || error.kind == ErrorKind::gone;
}

} // namespace

Runner::Runner(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

Runner::~Runner() { stop(); }

void Runner::handle(std::string kind, Handler handler) { handlers_.emplace(std::move(kind), std::move(handler)); }

void Runner::every(std::string name, std::chrono::milliseconds interval, Chore chore) {
    chores_.push_back({std::move(name), interval, std::move(chore), clock_.now() + interval});
}

void Runner::start(unsigned threads) {
    auto released = store_.write([](store::WriteTx& tx) { return tx.jobs().release_leases(); });
    if (!released) log::error("jobs: {}", released.error().detail);
    for (unsigned i = 0; i < threads; ++i)
        threads_.emplace_back([this] { loop(); });
}

void Runner::stop() {
    {
        std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    condition_.notify_all();
    for (auto& thread : threads_)
        thread.join();
    threads_.clear();
}

void Runner::wake() {
    {
        std::scoped_lock lock(mutex_);
        woken_ = true;
    }
    condition_.notify_one();
}

Figures Runner::figures() const {
    std::scoped_lock lock(mutex_);
    return figures_;
}

Time Runner::next_wake() {
    Time next = clock_.now() + 60s;
    auto due = store_.read([](store::ReadTx& tx) { return tx.jobs().next_due(); });
    if (due && *due) next = std::min(next, **due);
    std::scoped_lock lock(mutex_);
    for (const auto& chore : chores_)
        if (!chore.running) next = std::min(next, chore.next);
    return next;
}

void Runner::loop() {
    while (true) {
        while (run_a_chore()) {
        }
        auto ran = run_due();
        if (!ran) log::error("jobs: {}", ran.error().detail);
        if (ran && *ran > 0) continue;
        // A failing store is not asked in a tight loop; one whose clock is behind is not either.
        auto pause = std::clamp<std::chrono::milliseconds>(next_wake() - clock_.now(), ran ? 20ms : 2000ms, 60s);
        std::unique_lock lock(mutex_);
        condition_.wait_for(lock, pause, [&] { return stopping_ || woken_; });
        woken_ = false;
        if (stopping_) return;
    }
}

bool Runner::run_a_chore() {
    Scheduled* chosen = nullptr;
    {
        std::scoped_lock lock(mutex_);
        if (stopping_) return false;
        auto now = clock_.now();
        for (auto& chore : chores_)
            if (!chore.running && chore.next <= now) chosen = &chore;
        if (chosen == nullptr) return false;
        chosen->running = true;
    }
    auto done = chosen->chore();
    if (!done) log::warn("chore {}: {} {}", chosen->name, done.error().message, done.error().detail);
    std::scoped_lock lock(mutex_);
    chosen->running = false;
    chosen->next = clock_.now() + chosen->interval;
    return true;
}

Result<std::size_t> Runner::run_due() {
    auto now = clock_.now();
    // Usually nothing is due: find that out without a write.
    auto due = TRY(store_.read([](store::ReadTx& tx) { return tx.jobs().next_due(); }));
    if (!due || *due > now) return std::size_t{0};
    auto jobs = TRY(store_.write([&](store::WriteTx& tx) { return tx.jobs().lease(now, now + lease_time, batch); }));
    for (const auto& job : jobs)
        run(job);
    return jobs.size();
}

void Runner::run(const store::Job& job) {
    auto handler = handlers_.find(job.kind);
    Result<void> done;
    if (handler == handlers_.end())
        done = fail(ErrorKind::invalid, "unknown_job", "no handler for " + job.kind);
    else
        done = handler->second(job.payload);

    auto recorded = store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (done) return tx.jobs().done(job.id);
        auto why = done.error().message + " " + done.error().detail;
        if (is_final(done.error()) || job.attempts >= attempts_at_most) return tx.jobs().give_up(job.id, why);
        return tx.jobs().retry(job.id, clock_.now() + pause_after(job.attempts), why);
    });
    if (!recorded) log::error("job {}: {}", job.kind, recorded.error().detail);
    std::scoped_lock lock(mutex_);
    if (done) {
        ++figures_.done;
        return;
    }
    bool given_up = is_final(done.error()) || job.attempts >= attempts_at_most;
    ++(given_up ? figures_.given_up : figures_.retried);
    log::warn("job {} {}: {} {}", job.kind, given_up ? "given up" : "will be tried again", done.error().message,
              done.error().detail);
}

} // namespace kith::jobs
