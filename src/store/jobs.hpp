// Work that a committed fact still has to cause (fetch a preview, send an e-mail, publish a scheduled status).
// Inserted in the transaction of the fact, so that a crash after the answer loses nothing.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <string>
#include <vector>

namespace kith::store {

struct Job {
    JobId id;
    std::string kind;    // names the handler: "link_preview"
    std::string payload; // JSON
    Time run_at;
    int attempts = 0;
    std::string last_error;
};

class Jobs {
public:
    virtual ~Jobs() = default;

    virtual Result<void> insert(const Job& job) = 0;
    // Due jobs that nobody works on, longest due first, leased until `lease_until`; attempts is counted up.
    virtual Result<std::vector<Job>> lease(Time now, Time lease_until, int limit) = 0;
    // Of a process that ended without finishing them, so that they are due again now. Those begun three times keep
    // their lease: they may be what ended it.
    virtual Result<void> release_leases() = 0;
    virtual Result<void> done(JobId id) = 0;
    virtual Result<void> retry(JobId id, Time at, std::string_view error) = 0;
    virtual Result<void> give_up(JobId id, std::string_view error) = 0;
    // When the next one is due, if any waits. A leased one is due when its lease ends.
    virtual Result<std::optional<Time>> next_due() const = 0;
    virtual Result<std::int64_t> count_waiting() const = 0;
    virtual Result<std::int64_t> count_failed() const = 0;
};

} // namespace kith::store
