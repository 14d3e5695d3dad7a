#include "store_contract/contract.hpp"

#include <set>
#include <thread>

namespace kith::store {
namespace {

using std::chrono::minutes;

class JobsContract : public Contract {
protected:
    JobId add_job(Time run_at, const std::string& kind = "preview") {
        Job job{.id = next<JobId>(), .kind = kind, .payload = "{\"n\":1}", .run_at = run_at};
        write([&](WriteTx& tx) { return tx.jobs().insert(job); });
        return job.id;
    }
    std::vector<Job> lease(Time at, int limit = 10) {
        return write([&](WriteTx& tx) { return tx.jobs().lease(at, at + minutes(5), limit); });
    }
    std::vector<JobId> leased_ids(Time at, int limit = 10) {
        std::vector<JobId> ids;
        for (const auto& job : lease(at, limit))
            ids.push_back(job.id);
        return ids;
    }
    std::optional<Time> next_due() {
        return read([&](ReadTx& tx) { return tx.jobs().next_due(); });
    }
    Time start_ = now();
};
KITH_ON_EVERY_BACKEND(JobsContract);

TEST_P(JobsContract, due_jobs_are_leased_longest_due_first) {
    auto late = add_job(start_ + minutes(2));
    auto early = add_job(start_ - minutes(2));
    auto middle = add_job(start_);
    auto twin = add_job(start_);
    EXPECT_EQ(leased_ids(start_), (std::vector{early, middle, twin}));
    EXPECT_TRUE(leased_ids(start_).empty()) << "somebody works on them";
    EXPECT_EQ(leased_ids(start_ + minutes(2)), std::vector{late});
}

TEST_P(JobsContract, released_jobs_are_due_again_unless_they_were_begun_three_times) {
    auto id = add_job(start_);
    for (int attempt = 0; attempt < 3; ++attempt) {
        EXPECT_EQ(leased_ids(start_), std::vector{id});
        write([&](WriteTx& tx) { return tx.jobs().release_leases(); });
    }
    EXPECT_TRUE(leased_ids(start_).empty());
    EXPECT_EQ(leased_ids(start_ + minutes(6)), std::vector{id});
}

TEST_P(JobsContract, job_comes_with_what_its_handler_needs) {
    Job job{.id = next<JobId>(), .kind = "mail", .payload = "{\"to\":\"anna\"}", .run_at = start_};
    write([&](WriteTx& tx) { return tx.jobs().insert(job); });
    auto leased = lease(start_);
    ASSERT_EQ(leased.size(), 1U);
    EXPECT_EQ(leased[0].id, job.id);
    EXPECT_EQ(leased[0].kind, "mail");
    EXPECT_EQ(leased[0].payload, job.payload);
    EXPECT_EQ(leased[0].run_at, start_);
    EXPECT_EQ(leased[0].attempts, 1);
    EXPECT_EQ(leased[0].last_error, "");
}

TEST_P(JobsContract, limit_leaves_the_others_for_the_next) {
    auto first = add_job(start_);
    auto second = add_job(start_ + Duration(1));
    EXPECT_EQ(leased_ids(start_ + minutes(1), 1), std::vector{first});
    EXPECT_EQ(leased_ids(start_ + minutes(1), 1), std::vector{second});
    EXPECT_TRUE(leased_ids(start_ + minutes(1), 1).empty());
}

TEST_P(JobsContract, job_of_a_worker_that_died_comes_back) {
    auto id = add_job(start_);
    lease(start_);
    EXPECT_TRUE(leased_ids(start_ + minutes(5) - Duration(1)).empty());
    auto again = lease(start_ + minutes(5));
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].id, id);
    EXPECT_EQ(again[0].attempts, 2);
}

TEST_P(JobsContract, retried_job_waits_and_keeps_the_error) {
    auto id = add_job(start_);
    lease(start_);
    write([&](WriteTx& tx) { return tx.jobs().retry(id, start_ + minutes(1), "timed out"); });
    EXPECT_TRUE(leased_ids(start_).empty());
    auto again = lease(start_ + minutes(1));
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].last_error, "timed out");
    EXPECT_EQ(again[0].attempts, 2);
    EXPECT_EQ(again[0].run_at, start_ + minutes(1));
}

TEST_P(JobsContract, done_and_given_up_jobs_wait_no_more) {
    auto done = add_job(start_);
    auto hopeless = add_job(start_);
    add_job(start_);
    auto counts = [&] {
        return read([&](ReadTx& tx) -> Result<std::pair<std::int64_t, std::int64_t>> {
            return std::pair(TRY(tx.jobs().count_waiting()), TRY(tx.jobs().count_failed()));
        });
    };
    EXPECT_EQ(counts(), std::pair(std::int64_t{3}, std::int64_t{0}));
    lease(start_, 2);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.jobs().done(done));
        return tx.jobs().give_up(hopeless, "gone");
    });
    EXPECT_EQ(counts(), std::pair(std::int64_t{1}, std::int64_t{1}));
    EXPECT_EQ(leased_ids(start_ + minutes(60)).size(), 1U);
}

TEST_P(JobsContract, next_due_looks_at_leases_too) {
    EXPECT_FALSE(next_due());
    auto first = add_job(start_);
    EXPECT_EQ(next_due(), start_);
    auto later = add_job(start_ + minutes(9));
    lease(start_);
    EXPECT_EQ(next_due(), start_ + minutes(5)) << "the lease ends before the other is due";
    write([&](WriteTx& tx) { return tx.jobs().retry(first, start_ + minutes(20), "e"); });
    EXPECT_EQ(next_due(), start_ + minutes(9));
    write([&](WriteTx& tx) { return tx.jobs().give_up(later, "e"); });
    EXPECT_EQ(next_due(), start_ + minutes(20));
    lease(start_ + minutes(20));
    EXPECT_EQ(next_due(), start_ + minutes(25)) << "nothing but a leased one";
    write([&](WriteTx& tx) { return tx.jobs().done(first); });
    EXPECT_FALSE(next_due());
}

TEST_P(JobsContract, no_two_workers_get_the_same_job) {
    constexpr int jobs = 120;
    write([&](WriteTx& tx) -> Result<void> {
        for (int at = 0; at < jobs; ++at)
            TRY(tx.jobs().insert({.id = next<JobId>(), .kind = "k", .payload = "{}", .run_at = start_}));
        return {};
    });
    std::vector<std::vector<JobId>> got(6);
    {
        std::vector<std::jthread> workers;
        for (auto& mine : got)
            workers.emplace_back([&] {
                for (auto part = leased_ids(start_, 3); !part.empty(); part = leased_ids(start_, 3))
                    mine.insert(mine.end(), part.begin(), part.end());
            });
    }
    std::set<JobId> different;
    std::size_t all = 0;
    for (const auto& mine : got) {
        all += mine.size();
        different.insert(mine.begin(), mine.end());
    }
    EXPECT_EQ(all, static_cast<std::size_t>(jobs));
    EXPECT_EQ(different.size(), static_cast<std::size_t>(jobs));
}

class SettingsContract : public Contract {};
KITH_ON_EVERY_BACKEND(SettingsContract);

TEST_P(SettingsContract, value_is_put_replaced_and_found) {
    auto get = [&](std::string_view key) { return read([&](ReadTx& tx) { return tx.settings().get(key); }); };
    EXPECT_FALSE(get("title"));
    write([&](WriteTx& tx) { return tx.settings().put("title", "Kith"); });
    EXPECT_EQ(get("title"), "Kith");
    write([&](WriteTx& tx) { return tx.settings().put("title", ""); });
    EXPECT_EQ(get("title"), "");
    EXPECT_FALSE(get("Title"));
    std::string binary("a\0b", 3);
    write([&](WriteTx& tx) { return tx.settings().put("odd", binary); });
    EXPECT_EQ(get("odd"), binary);
}

} // namespace
} // namespace kith::store
