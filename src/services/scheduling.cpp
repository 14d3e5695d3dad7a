#include "services/scheduling.hpp"

#include "services/draft_json.hpp"

namespace kith::services {
namespace {

Result<store::ScheduledStatus> to_replace(const store::ReadTx& tx, AccountId account, std::int64_t id) {
    auto scheduled = TRY(tx.scheduled().by_id(id));
    if (!scheduled || scheduled->account_id != account)
        return fail(ErrorKind::gone, "scheduled_gone",
                    "The scheduled post is no longer there: it was published or deleted meanwhile. What you have here "
                    "would be a new post.");
    return *scheduled;
}

} // namespace

Scheduling::Scheduling(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, Posting& posting)
    : store_(store), clock_(clock), ids_(ids), events_(events), posting_(posting) {}

Result<void> Scheduling::check_time(Time at) const {
    if (at < clock_.now() + soonest - std::chrono::seconds(10))
        return invalid("scheduled_too_soon",
                       "Validation failed: The scheduled date must be in the future (at least 5 minutes)");
    return {};
}

Result<void> Scheduling::add_job(store::WriteTx& tx, std::int64_t id, Time at) {
    TRY(tx.jobs().insert(
        {.id = ids_.make<JobId>(), .kind = std::string(job_kind), .payload = std::to_string(id), .run_at = at}));
    tx.after_commit([this] { events_.publish(JobsAdded{}); });
    return {};
}

Result<store::ScheduledStatus> Scheduling::schedule(Draft draft, Time at, std::optional<std::int64_t> replaced) {
    TRY(check_time(at));
    TRY(posting_.check(draft));
    // Kept beside the keys of posts, which are other ids.
    auto key = draft.idempotency_key.empty() ? std::string() : "to-schedule-" + draft.idempotency_key;
    return store_.write([&](store::WriteTx& tx) -> Result<store::ScheduledStatus> {
        if (!key.empty())
            if (auto earlier = TRY(tx.statuses().idempotent(draft.author, key)))
                if (auto scheduled = TRY(tx.scheduled().by_id(earlier->value))) return *scheduled;
        if (replaced) TRY(remove(tx, TRY(to_replace(tx, draft.author, *replaced))));
        if (TRY(tx.scheduled().count(draft.author)) >= at_most)
            return invalid("scheduled_too_many", "Validation failed: You have too many scheduled posts");
        store::ScheduledStatus scheduled{
            .id = ids_.next(), .account_id = draft.author, .application_id = draft.application, .scheduled_at = at};
        draft.idempotency_key = scheduled_key(scheduled.id);
        scheduled.params = write_draft(draft);
        for (auto& media : TRY(tx.media().by_ids(draft.media))) {
            if (media.account_id != draft.author || media.status_id || media.scheduled_id != 0)
                return invalid("media_taken",
                               "Validation failed: One of the attachments is not yours or already posted");
            media.scheduled_id = scheduled.id;
            TRY(tx.media().update(media));
        }
        TRY(tx.scheduled().insert(scheduled));
        TRY(add_job(tx, scheduled.id, at));
        if (!key.empty())
            TRY(tx.statuses().remember_idempotent(draft.author, key, StatusId{scheduled.id}, clock_.now()));
        return scheduled;
    });
}

Result<StatusId> Scheduling::post_instead(Draft draft, std::int64_t replaced) {
    auto author = draft.author;
    auto scheduled = TRY(store_.read([&](store::ReadTx& tx) { return to_replace(tx, author, replaced); }));
    // If its own time comes in this moment, only one of the two is posted.
    draft.idempotency_key = scheduled_key(replaced);
    auto id = TRY(posting_.post(std::move(draft)));
    TRY(store_.write([&](store::WriteTx& tx) { return remove(tx, scheduled); }));
    return id;
}

Result<store::ScheduledStatus> Scheduling::reschedule(AccountId account, std::int64_t id, Time at) {
    TRY(check_time(at));
    return store_.write([&](store::WriteTx& tx) -> Result<store::ScheduledStatus> {
        if (!TRY(tx.scheduled().reschedule(account, id, at))) return not_found();
        TRY(add_job(tx, id, at));
        return *TRY(tx.scheduled().by_id(id));
    });
}

Result<void> Scheduling::cancel(AccountId account, std::int64_t id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto scheduled = TRY(tx.scheduled().by_id(id));
        if (!scheduled || scheduled->account_id != account) return not_found();
        return remove(tx, *scheduled);
    });
}

Result<void> Scheduling::remove(store::WriteTx& tx, const store::ScheduledStatus& scheduled) {
    auto draft = TRY(read_draft(scheduled.params, scheduled.account_id));
    for (auto& media : TRY(tx.media().by_ids(draft.media))) {
        media.scheduled_id = 0;
        TRY(tx.media().update(media));
    }
    TRY(tx.scheduled().remove(scheduled.account_id, scheduled.id));
    return {};
}

Result<void> Scheduling::publish(const std::string& payload) {
    auto id = parse_id(payload);
    if (!id) return invalid("payload", "no id");
    auto scheduled = TRY(store_.read([&](store::ReadTx& tx) { return tx.scheduled().by_id(*id); }));
    if (!scheduled || scheduled->scheduled_at > clock_.now()) return {}; // cancelled, or moved: then another job waits
    auto draft = TRY(read_draft(scheduled->params, scheduled->account_id));
    auto posted = posting_.post(std::move(draft));
    // What can no longer be posted (the status replied to is gone) is not tried for ever.
    if (!posted && posted.error().kind != ErrorKind::unavailable && posted.error().kind != ErrorKind::internal) {
        TRY(cancel(scheduled->account_id, *id));
        return Failure(posted.error());
    }
    TRY(std::move(posted));
    TRY(store_.write([&](store::WriteTx& tx) { return tx.scheduled().remove(scheduled->account_id, *id); }));
    return {};
}

} // namespace kith::services
