#include "jobs/runner.hpp"

#include "backends/sqlite/sqlite_store.hpp"

#include <future>
#include <gtest/gtest.h>

namespace kith::jobs {
namespace {

using namespace std::chrono_literals;

class RunnerTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("kith-jobs-" + std::to_string(::getpid()) + "-" +
                                                      testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(folder_);
        store_ = backends::sqlite::open({folder_ / "test.sqlite", backends::sqlite::Durability::normal}).value();
        runner_.emplace(*store_, clock_);
    }
    void TearDown() override {
        runner_.reset();
        store_.reset();
        std::filesystem::remove_all(folder_);
    }
    void insert(std::string kind, std::string payload, std::chrono::milliseconds in = 0ms) {
        auto done = store_->write([&](store::WriteTx& tx) {
            return tx.jobs().insert({.id = ids_.make<JobId>(),
                                     .kind = std::move(kind),
                                     .payload = std::move(payload),
                                     .run_at = clock_.now() + in});
        });
        ASSERT_TRUE(done);
    }
    std::int64_t waiting() {
        return store_->read([](store::ReadTx& tx) { return tx.jobs().count_waiting(); }).value();
    }
    std::int64_t failed() {
        return store_->read([](store::ReadTx& tx) { return tx.jobs().count_failed(); }).value();
    }

    std::filesystem::path folder_;
    ManualClock clock_{from_unix_ms(1'790'000'000'000)};
    IdMaker ids_{clock_};
    std::unique_ptr<store::Store> store_;
    std::optional<Runner> runner_;
};

TEST_F(RunnerTest, due_job_runs_once_and_is_gone) {
    std::vector<std::string> seen;
    runner_->handle("greet", [&](const std::string& payload) -> Result<void> {
        seen.push_back(payload);
        return {};
    });
    insert("greet", "now");
    insert("greet", "later", 60s);
    EXPECT_EQ(runner_->run_due().value(), 1U);
    EXPECT_EQ(runner_->run_due().value(), 0U);
    EXPECT_EQ(seen, std::vector<std::string>{"now"});
    EXPECT_EQ(waiting(), 1);
    clock_.advance(61s);
    EXPECT_EQ(runner_->run_due().value(), 1U);
    EXPECT_EQ(waiting(), 0);
}

TEST_F(RunnerTest, failing_job_waits_longer_each_time_and_is_kept_when_given_up) {
    int tries = 0;
    runner_->handle("mail", [&](const std::string&) -> Result<void> {
        ++tries;
        return fail(ErrorKind::unavailable, "down", "the server is down");
    });
    insert("mail", "x");
    EXPECT_EQ(runner_->run_due().value(), 1U);
    EXPECT_EQ(runner_->run_due().value(), 0U); // not at once again
    for (int i = 0; i < 20; ++i) {
        clock_.advance(25h);
        ASSERT_TRUE(runner_->run_due());
    }
    EXPECT_EQ(tries, 10);
    EXPECT_EQ(waiting(), 0);
    EXPECT_EQ(failed(), 1);
    EXPECT_EQ(runner_->figures().given_up, 1U);
}

TEST_F(RunnerTest, what_can_never_work_is_given_up_at_once) {
    runner_->handle("fetch", [](const std::string&) -> Result<void> { return not_found(); });
    insert("fetch", "x");
    insert("nobody knows this kind", "y");
    EXPECT_EQ(runner_->run_due().value(), 2U);
    EXPECT_EQ(failed(), 2);
}

TEST_F(RunnerTest, job_of_a_killed_process_is_taken_up_when_the_next_one_starts) {
    insert("greet", "x");
    ASSERT_TRUE(
        store_->write([&](store::WriteTx& tx) { return tx.jobs().lease(clock_.now(), clock_.now() + 10min, 5); }));
    std::promise<std::string> seen;
    runner_->handle("greet", [&](const std::string& payload) -> Result<void> {
        seen.set_value(payload);
        return {};
    });
    runner_->start(1);
    auto future = seen.get_future();
    ASSERT_EQ(future.wait_for(30s), std::future_status::ready);
    EXPECT_EQ(future.get(), "x");
    runner_->stop();
}

TEST_F(RunnerTest, job_of_a_crashed_worker_comes_back_when_its_lease_ends) {
    insert("greet", "x");
    // Somebody leased it and died.
    ASSERT_TRUE(
        store_->write([&](store::WriteTx& tx) { return tx.jobs().lease(clock_.now(), clock_.now() + 10min, 5); }));
    int runs = 0;
    runner_->handle("greet", [&](const std::string&) -> Result<void> {
        ++runs;
        return {};
    });
    ASSERT_TRUE(runner_->run_due());
    EXPECT_EQ(runs, 0);
    clock_.advance(11min);
    ASSERT_TRUE(runner_->run_due());
    EXPECT_EQ(runs, 1);
}

TEST_F(RunnerTest, threads_are_woken_and_stop_cleanly) {
    std::atomic<int> runs = 0;
    runner_->handle("greet", [&](const std::string&) -> Result<void> {
        ++runs;
        return {};
    });
    runner_->start(2);
    for (int i = 0; i < 20; ++i)
        insert("greet", "x");
    for (int i = 0; i < 500 && runs < 20; ++i) {
        runner_->wake();
        std::this_thread::sleep_for(10ms);
    }
    runner_->stop();
    EXPECT_EQ(runs, 20);
}

} // namespace
} // namespace kith::jobs
