#include "mastodon/draft_params.hpp"

#include "domain/language.hpp"
#include "media/focus.hpp"
#include "services/user_settings.hpp"

namespace kith::mastodon {

Result<std::optional<QuotePolicy>> quote_policy_of(const json::Value& params) {
    auto name = params["quote_approval_policy"].str().value_or("");
    auto policy = services::parse_quote_policy(name);
    if (!policy && !name.empty())
        return invalid("quote_policy", "Validation failed: Who may quote must be public, followers or nobody");
    return policy;
}

Result<services::Draft> draft_of(const Call& call) {
    const auto& params = *TRY(call.params());
    services::Draft draft{.author = call.me()};
    draft.text = params["status"].str().value_or("");
    draft.spoiler_text = params["spoiler_text"].str().value_or("");
    draft.sensitive = params["sensitive"].boolean();
    if (auto name = params["visibility"].str(); name && !name->empty()) {
        auto visibility = parse_visibility(*name);
        if (!visibility)
            return invalid("visibility", "Validation failed: Visibility must be public, unlisted, private or direct");
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
    draft.quote_policy = TRY(quote_policy_of(params));
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
    draft.may_nudge = true;
    return draft;
}

Result<std::vector<services::MediaChange>> media_changes_of(const Call& call) {
    const auto& params = *TRY(call.params());
    std::vector<services::MediaChange> changes;
    for (const auto* item : params["media_attributes"].list()) {
        auto id = parse_id_as<MediaId>((*item)["id"].str().value_or(""));
        if (!id) continue;
        services::MediaChange change{.id = *id, .description = (*item)["description"].str()};
        if (auto focus = media::parse_focus((*item)["focus"].str().value_or(""))) change.focus = {focus->x, focus->y};
        changes.push_back(std::move(change));
    }
    return changes;
}

} // namespace kith::mastodon
