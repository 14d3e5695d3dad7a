// Statuses that are to be posted later. https://docs.joinmastodon.org/entities/ScheduledStatus/
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/page.hpp"

#include <string>
#include <vector>

namespace kith::store {

struct ScheduledStatus {
    std::int64_t id = 0;
    AccountId account_id;
    ApplicationId application_id;
    Time scheduled_at;
    std::string params; // JSON: what was to be posted
};

class ScheduledStatuses {
public:
    virtual ~ScheduledStatuses() = default;

    virtual Result<std::optional<ScheduledStatus>> by_id(std::int64_t id) const = 0;
    virtual Result<std::vector<ScheduledStatus>> list(AccountId account, const Page& page) const = 0;
    virtual Result<std::int64_t> count(AccountId account) const = 0;
    virtual Result<void> insert(const ScheduledStatus& scheduled) = 0;
    virtual Result<bool> reschedule(AccountId account, std::int64_t id, Time at) = 0;
    virtual Result<bool> remove(AccountId account, std::int64_t id) = 0;
};

} // namespace kith::store
