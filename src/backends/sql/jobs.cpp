#include "backends/sql/repositories.hpp"

#include <algorithm>

namespace kith::backends::sql {
namespace {

using store::Job;

Job read_job(Row& row) {
    return Job{
        .id = row.id<JobId>(),
        .kind = row.text(),
        .payload = row.text(),
        .run_at = row.time(),
        .attempts = static_cast<int>(row.integer()),
        .last_error = row.text(),
    };
}

class SqlJobs final : public store::Jobs {
public:
    explicit SqlJobs(Connection& connection) : connection_(connection) {}

    Result<void> insert(const Job& job) override {
        TRY(connection_.run("INSERT INTO jobs (id, kind, payload, run_at, attempts, last_error) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                            job.id, job.kind, job.payload, job.run_at, job.attempts, job.last_error));
        return {};
    }

    Result<std::vector<Job>> lease(Time now, Time lease_until, int limit) override {
        auto jobs = TRY(connection_.all(
            "UPDATE jobs SET leased_until = ?2, attempts = attempts + 1 WHERE id IN (SELECT id FROM jobs WHERE failed = 0 "
            "AND run_at <= ?1 AND leased_until <= ?1 ORDER BY run_at, id LIMIT ?3) "
            "RETURNING id, kind, payload, run_at, attempts, last_error",
            read_job, now, lease_until, limit));
        // RETURNING promises no order.
        std::ranges::sort(jobs, {}, [](const Job& job) { return std::pair(job.run_at, job.id); });
        return jobs;
    }

    Result<void> release_leases() override {
        TRY(connection_.run(
            "UPDATE jobs SET leased_until = 0 WHERE leased_until <> 0 AND failed = 0 AND attempts < 3"));
        return {};
    }

    Result<void> done(JobId id) override {
        TRY(connection_.run("DELETE FROM jobs WHERE id = ?1", id));
        return {};
    }

    Result<void> retry(JobId id, Time at, std::string_view error) override {
        TRY(connection_.run("UPDATE jobs SET run_at = ?2, leased_until = 0, last_error = ?3 WHERE id = ?1", id, at,
                            error));
        return {};
    }

    Result<void> give_up(JobId id, std::string_view error) override {
        TRY(connection_.run("UPDATE jobs SET failed = 1, leased_until = 0, last_error = ?2 WHERE id = ?1", id, error));
        return {};
    }

    Result<std::optional<Time>> next_due() const override {
        // No job is due before its run_at, so those that run after the first free one need not be looked at.
        auto due = TRY(connection_.one(
            "SELECT min(CASE WHEN leased_until > run_at THEN leased_until ELSE run_at END) FROM jobs WHERE failed = 0 AND "
            "run_at <= coalesce((SELECT run_at FROM jobs WHERE failed = 0 AND leased_until = 0 ORDER BY run_at LIMIT 1), "
            "9223372036854775807)",
            [](Row& row) { return row.optional_time(); }));
        return due.value_or(std::nullopt);
    }

    Result<std::int64_t> count_waiting() const override {
        return connection_.integer("SELECT count(*) FROM jobs WHERE failed = 0");
    }

    Result<std::int64_t> count_failed() const override {
        return connection_.integer("SELECT count(*) FROM jobs WHERE failed = 1");
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Jobs> make_jobs(Connection& connection) { return std::make_unique<SqlJobs>(connection); }

} // namespace kith::backends::sql
