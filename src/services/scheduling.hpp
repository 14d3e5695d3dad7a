// Statuses to be posted later. https://docs.joinmastodon.org/methods/scheduled_statuses/
#pragma once

#include "services/posting.hpp"

namespace kith::services {

class Scheduling {
public:
    static constexpr std::string_view job_kind = "publish_scheduled";
    static constexpr std::chrono::minutes soonest{5};
    static constexpr std::int64_t at_most = 300; // a member

    Scheduling(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, Posting& posting);

    // Checks the draft as if it were posted now, and keeps it. Errors: as Posting::post; invalid (scheduled_too_soon,
    // scheduled_too_many). `replaced`: a scheduled status of the author's that it takes the place of, pictures and all;
    // if this fails, that one stays as it is. Errors: gone (scheduled_gone).
    Result<store::ScheduledStatus> schedule(Draft draft, Time at, std::optional<std::int64_t> replaced = {});
    // Posts a draft now in place of a scheduled status of the author's. Errors: as Posting::post, gone
    // (scheduled_gone).
    Result<StatusId> post_instead(Draft draft, std::int64_t replaced);
    // The member's own. Errors: not_found, invalid (scheduled_too_soon).
    Result<store::ScheduledStatus> reschedule(AccountId account, std::int64_t id, Time at);
    Result<void> cancel(AccountId account, std::int64_t id);

    // The job: payload is the id. Posts it if its time has come and it was neither cancelled nor moved.
    Result<void> publish(const std::string& payload);

private:
    Result<void> check_time(Time at) const;
    static Result<void> remove(store::WriteTx& tx, const store::ScheduledStatus& scheduled);
    Result<void> add_job(store::WriteTx& tx, std::int64_t id, Time at);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    Posting& posting_;
};

} // namespace kith::services
