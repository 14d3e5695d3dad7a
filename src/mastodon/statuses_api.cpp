#include "mastodon/statuses_api.hpp"

#include "mastodon/draft_params.hpp"
#include "mastodon/scheduled_api.hpp"
#include "services/draft_json.hpp"

namespace kith::mastodon {
StatusesApi::StatusesApi(store::Store& store, services::Posting& posting, services::Scheduling& scheduling,
                         services::Quotes& quotes, services::Viewers& viewers, StatusPresenter& statuses)
    : store_(store),
      posting_(posting),
      scheduling_(scheduling),
      quotes_(quotes),
      viewers_(viewers),
      statuses_(statuses) {}

std::vector<ApiRoute> StatusesApi::routes() {
    using http::Method;
    using http::Run;
    return {
        {Method::post, "/api/v1/statuses", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return post(c); }},
        {Method::get, "/api/v1/statuses/:id", Access::open, "read:statuses", Run::loop,
         [this](Call& c) { return get(c); }},
        {Method::put, "/api/v1/statuses/:id", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return edit(c); }},
        {Method::delete_, "/api/v1/statuses/:id", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return remove(c); }},
        {Method::post, "/api/v1/statuses/:id/reblog", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return boost(c); }},
        {Method::put, "/api/v1/statuses/:id/interaction_policy", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return set_quote_policy(c); }},
        {Method::post, "/api/v1/statuses/:id/quotes/:quoting/revoke", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return revoke_quote(c); }},
        {Method::post, "/api/v1/statuses/:id/unreblog", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return unboost(c); }},
    };
}

Result<http::Response> StatusesApi::show(Call& call, StatusId id) {
    auto epochs = statuses_.epochs();
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        StatusContext opened{
            .viewer = *viewer, .filter_context = std::nullopt, .hide_muted = false, .show_held = true, .opened = true};
        return statuses_.one(tx, id, opened, epochs);
    }));
    return http::Response::json_text(std::move(body));
}

Result<http::Response> StatusesApi::post(Call& call) {
    auto draft = TRY(draft_of(call));
    const auto& params = *TRY(call.params());
    auto later = params["scheduled_at"].str().value_or("");
    std::optional<std::int64_t> replaced;
    if (auto id = params["replaces_scheduled_id"].str(); id && !id->empty()) replaced = parse_id(*id).value_or(0);
    if (!later.empty()) {
        auto at = parse_iso(later);
        if (!at) return invalid("scheduled_at", "Validation failed: The scheduled date is not a date");
        auto scheduled = TRY(scheduling_.schedule(std::move(draft), *at, replaced));
        return scheduled_response(store_, scheduled, call.instance);
    }
    if (replaced) return show(call, TRY(scheduling_.post_instead(std::move(draft), *replaced)));
    return show(call, TRY(posting_.post(std::move(draft))));
}

Result<http::Response> StatusesApi::edit(Call& call) {
    auto id = TRY(call.id<StatusId>());
    auto changes = TRY(media_changes_of(call));
    TRY(posting_.edit(id, TRY(draft_of(call)), changes));
    return show(call, id);
}

Result<http::Response> StatusesApi::get(Call& call) { return show(call, TRY(call.id<StatusId>())); }

Result<http::Response> StatusesApi::remove(Call& call) {
    auto id = TRY(call.id<StatusId>());
    // The answer is the status as it was, with its source, so that a client can put it back into the composer.
    auto epochs = statuses_.epochs();
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.one(tx, id, {*viewer, std::nullopt, false, true}, epochs);
    }));
    auto removed = TRY(posting_.remove(call.me(), id));
    body.pop_back();
    body += ",\"text\":";
    json::write(body, removed.text);
    body += '}';
    return http::Response::json_text(std::move(body));
}

Result<http::Response> StatusesApi::boost(Call& call) {
    auto id = TRY(call.id<StatusId>());
    const auto& params = *TRY(call.params());
    auto visibility = parse_visibility(params["visibility"].str().value_or("public"));
    if (!visibility) return invalid("visibility", "Validation failed: A boost is public, unlisted or private");
    return show(call, TRY(posting_.boost(call.me(), id, *visibility)));
}

Result<http::Response> StatusesApi::set_quote_policy(Call& call) {
    auto id = TRY(call.id<StatusId>());
    auto policy = TRY(quote_policy_of(*TRY(call.params())));
    if (!policy) return invalid("quote_policy", "Validation failed: quote_approval_policy can't be blank");
    TRY(quotes_.set_policy(call.me(), id, *policy));
    return show(call, id);
}

Result<http::Response> StatusesApi::revoke_quote(Call& call) {
    auto quoting = parse_id_as<StatusId>(call.request.capture("quoting"));
    if (!quoting) return not_found();
    TRY(quotes_.revoke(call.me(), TRY(call.id<StatusId>()), *quoting));
    return show(call, *quoting);
}

Result<http::Response> StatusesApi::unboost(Call& call) {
    return show(call, TRY(posting_.unboost(call.me(), TRY(call.id<StatusId>()))));
}

} // namespace kith::mastodon
