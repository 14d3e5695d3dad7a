#include "mastodon/statuses_api.hpp"

#include "domain/language.hpp"

namespace kith::mastodon {
namespace {

Result<services::Draft> draft_of(const Call& call) {
    const auto& params = *TRY(call.params());
    services::Draft draft{.author = call.me()};
    draft.text = params["status"].str().value_or("");
    draft.spoiler_text = params["spoiler_text"].str().value_or("");
    draft.sensitive = params["sensitive"].boolean().value_or(false);
    if (auto name = params["visibility"].str(); name && !name->empty()) {
        auto visibility = parse_visibility(*name);
        if (!visibility) return invalid("visibility", "Validation failed: Visibility must be public, unlisted, private or direct");
        draft.visibility = *visibility;
    }
    if (auto language = params["language"].str(); language && !language->empty()) {
        auto code = normalize_language(*language);
        if (!code) return invalid("language", "Validation failed: Language is not a known language code");
        draft.language = *code;
    }
    auto status_id = [&](std::string_view name) -> Result<StatusId> {
        auto text = params[name].str();
        if (!text || text->empty()) return StatusId{};
        auto id = parse_id_as<StatusId>(*text);
        if (!id) return not_found();
        return *id;
    };
    draft.in_reply_to = TRY(status_id("in_reply_to_id"));
    draft.quote_of = TRY(status_id("quoted_status_id"));
    if (auto policy = params["quote_approval_policy"].str()) {
        if (*policy == "followers")
            draft.quote_policy = QuotePolicy::followers;
        else if (*policy == "nobody")
            draft.quote_policy = QuotePolicy::nobody;
    }
    for (const auto& text : params["media_ids"].strings()) {
        auto id = parse_id_as<MediaId>(text);
        if (!id) return invalid("media_not_found", "Validation failed: An attachment's id is not valid");
        draft.media.push_back(*id);
    }
    if (const auto& poll = params["poll"]; poll.is_object()) {
        services::PollDraft made;
        made.options = poll["options"].strings();
        made.expires_in = std::chrono::seconds(poll["expires_in"].integer().value_or(0));
        made.multiple = poll["multiple"].boolean().value_or(false);
        made.hide_totals = poll["hide_totals"].boolean().value_or(false);
        draft.poll = std::move(made);
    }
    draft.application = call.session->application_id;
    draft.idempotency_key = std::string(call.request.header("idempotency-key").substr(0, 255));
    return draft;
}

} // namespace

StatusesApi::StatusesApi(store::Store& store, services::Posting& posting, services::Viewers& viewers,
                         StatusPresenter& statuses)
    : store_(store), posting_(posting), viewers_(viewers), statuses_(statuses) {}

std::vector<ApiRoute> StatusesApi::routes() {
    using http::Method;
    using http::Run;
    return {
        {Method::post, "/api/v1/statuses", Access::user, "write:statuses", Run::worker, [this](Call& c) { return post(c); }},
        {Method::get, "/api/v1/statuses/:id", Access::open, "read:statuses", Run::loop, [this](Call& c) { return get(c); }},
        {Method::delete_, "/api/v1/statuses/:id", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return remove(c); }},
        {Method::post, "/api/v1/statuses/:id/reblog", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return boost(c); }},
        {Method::post, "/api/v1/statuses/:id/unreblog", Access::user, "write:statuses", Run::worker,
         [this](Call& c) { return unboost(c); }},
    };
}

Result<http::Response> StatusesApi::show(Call& call, StatusId id) {
    auto epochs = statuses_.epochs();
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.one(tx, id, {*viewer, std::nullopt, false}, epochs);
    }));
    return http::Response::json_text(std::move(body));
}

Result<http::Response> StatusesApi::post(Call& call) {
    auto draft = TRY(draft_of(call));
    return show(call, TRY(posting_.post(std::move(draft))));
}

Result<http::Response> StatusesApi::get(Call& call) { return show(call, TRY(call.id<StatusId>())); }

Result<http::Response> StatusesApi::remove(Call& call) {
    auto id = TRY(call.id<StatusId>());
    // The answer is the status as it was, with its source, so that a client can put it back into the composer.
    auto epochs = statuses_.epochs();
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.one(tx, id, {*viewer, std::nullopt, false}, epochs);
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
    auto visibility = parse_visibility(params["visibility"].str().value_or("public")).value_or(Visibility::public_);
    return show(call, TRY(posting_.boost(call.me(), id, visibility)));
}

Result<http::Response> StatusesApi::unboost(Call& call) {
    return show(call, TRY(posting_.unboost(call.me(), TRY(call.id<StatusId>()))));
}

} // namespace kith::mastodon
