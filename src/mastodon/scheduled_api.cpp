#include "mastodon/scheduled_api.hpp"

#include "mastodon/status_presenter.hpp"
#include "services/draft_json.hpp"

namespace kith::mastodon {
namespace {

struct ScheduledEntity {
    std::string id;
    Time scheduled_at;
    json::Raw params;
    std::vector<MediaEntity> media_attachments;
};
BOOST_DESCRIBE_STRUCT(ScheduledEntity, (), (id, scheduled_at, params, media_attachments))

Result<ScheduledEntity> entity(const store::ReadTx& tx, const store::ScheduledStatus& scheduled,
                               const services::Instance& instance) {
    ScheduledEntity made{.id = std::to_string(scheduled.id),
                         .scheduled_at = scheduled.scheduled_at,
                         .params = json::Raw{scheduled.params}};
    auto draft = TRY(services::read_draft(scheduled.params, scheduled.account_id));
    for (const auto& media : TRY(tx.media().by_ids(draft.media)))
        made.media_attachments.push_back(media_entity(media, instance));
    return made;
}

} // namespace

Result<http::Response> scheduled_response(store::Store& store, const store::ScheduledStatus& scheduled,
                                          const services::Instance& instance) {
    auto made = TRY(store.read([&](store::ReadTx& tx) { return entity(tx, scheduled, instance); }));
    return http::Response::json(made);
}

std::vector<ApiRoute> ScheduledApi::routes() {
    using enum http::Method;
    using enum Access;
    return {
        {get, "/api/v1/scheduled_statuses", user, "read:statuses", http::Run::loop,
         [this](Call& c) { return list(c); }},
        {get, "/api/v1/scheduled_statuses/:id", user, "read:statuses", http::Run::loop,
         [this](Call& c) { return one(c); }},
        {put, "/api/v1/scheduled_statuses/:id", user, "write:statuses", http::Run::worker,
         [this](Call& c) { return reschedule(c); }},
        {delete_, "/api/v1/scheduled_statuses/:id", user, "write:statuses", http::Run::worker,
         [this](Call& c) { return cancel(c); }},
    };
}

Result<http::Response> ScheduledApi::list(Call& call) {
    auto page = TRY(call.page(20, 40));
    std::vector<store::ScheduledStatus> found;
    auto entities = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<ScheduledEntity>> {
        std::vector<ScheduledEntity> made;
        found = TRY(tx.scheduled().list(call.me(), page));
        for (const auto& scheduled : found)
            made.push_back(TRY(entity(tx, scheduled, call.instance)));
        return made;
    }));
    auto response = http::Response::json(entities);
    if (!found.empty()) call.link(response, found.front().id, found.back().id);
    return response;
}

Result<http::Response> ScheduledApi::one(Call& call) {
    auto id = parse_id(call.request.capture("id"));
    auto found = TRY(store_.read([&](store::ReadTx& tx) { return tx.scheduled().by_id(id.value_or(0)); }));
    if (!found || found->account_id != call.me()) return not_found();
    return scheduled_response(store_, *found, call.instance);
}

Result<http::Response> ScheduledApi::reschedule(Call& call) {
    auto id = parse_id(call.request.capture("id")).value_or(0);
    const auto& params = *TRY(call.params());
    auto asked = params["scheduled_at"].str();
    if (!asked) return one(call);
    auto at = parse_iso(*asked);
    if (!at) return invalid("scheduled_at", "Validation failed: The scheduled date is not a date");
    return scheduled_response(store_, TRY(scheduling_.reschedule(call.me(), id, *at)), call.instance);
}

Result<http::Response> ScheduledApi::cancel(Call& call) {
    TRY(scheduling_.cancel(call.me(), parse_id(call.request.capture("id")).value_or(0)));
    return http::Response::json_text("{}");
}

} // namespace kith::mastodon
