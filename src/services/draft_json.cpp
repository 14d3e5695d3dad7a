#include "services/draft_json.hpp"

#include "services/user_settings.hpp"
#include "json/value.hpp"
#include "json/write.hpp"

namespace kith::services {
namespace {

struct PollParams {
    std::vector<std::string> options;
    std::int64_t expires_in = 0;
    bool multiple = false;
    bool hide_totals = false;
};
BOOST_DESCRIBE_STRUCT(PollParams, (), (options, expires_in, multiple, hide_totals))

struct DraftParams {
    std::string text;
    std::optional<PollParams> poll;
    std::optional<std::vector<MediaId>> media_ids;
    std::optional<bool> sensitive;
    std::optional<std::string> spoiler_text;
    std::optional<std::string> visibility;
    StatusId in_reply_to_id;
    std::optional<std::string> language;
    ApplicationId application_id;
    std::optional<std::string> scheduled_at; // null, as documented
    std::optional<std::string> idempotency;
    bool with_rate_limit = false;
    StatusId quoted_status_id;
    std::optional<std::string> quote_approval_policy;
};
BOOST_DESCRIBE_STRUCT(DraftParams, (),
                      (text, poll, media_ids, sensitive, spoiler_text, visibility, in_reply_to_id, language,
                       application_id, scheduled_at, idempotency, with_rate_limit, quoted_status_id,
                       quote_approval_policy))

std::optional<std::string> null_if_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

template <class I>
I id_of(const json::Value& value) {
    return parse_id_as<I>(value.str().value_or("")).value_or(I{});
}

} // namespace

std::string write_draft(const Draft& draft) {
    DraftParams params{.text = draft.text,
                       .sensitive = draft.sensitive,
                       .spoiler_text = null_if_empty(draft.spoiler_text),
                       .in_reply_to_id = draft.in_reply_to,
                       .language = null_if_empty(draft.language),
                       .application_id = draft.application,
                       .idempotency = null_if_empty(draft.idempotency_key),
                       .quoted_status_id = draft.quote_of};
    if (draft.visibility) params.visibility = std::string(to_string(*draft.visibility));
    if (draft.quote_policy) params.quote_approval_policy = std::string(to_string(*draft.quote_policy));
    if (!draft.media.empty()) params.media_ids = draft.media;
    if (draft.poll)
        params.poll = PollParams{draft.poll->options, draft.poll->expires_in.count(), draft.poll->multiple,
                                 draft.poll->hide_totals};
    return json::write(params);
}

Result<Draft> read_draft(std::string_view json, AccountId author) {
    auto params = TRY(json::Value::parse(json));
    Draft draft{.author = author};
    draft.text = params["text"].str().value_or("");
    draft.sensitive = params["sensitive"].boolean();
    draft.spoiler_text = params["spoiler_text"].str().value_or("");
    draft.visibility = parse_visibility(params["visibility"].str().value_or(""));
    draft.in_reply_to = id_of<StatusId>(params["in_reply_to_id"]);
    draft.language = params["language"].str().value_or("");
    draft.application = id_of<ApplicationId>(params["application_id"]);
    draft.idempotency_key = params["idempotency"].str().value_or("");
    draft.quote_of = id_of<StatusId>(params["quoted_status_id"]);
    draft.quote_policy = parse_quote_policy(params["quote_approval_policy"].str().value_or(""));
    for (const auto& text : params["media_ids"].strings())
        if (auto id = parse_id_as<MediaId>(text)) draft.media.push_back(*id);
    if (const auto& poll = params["poll"]; poll.is_object())
        draft.poll =
            PollDraft{poll["options"].strings(), std::chrono::seconds(poll["expires_in"].integer().value_or(0)),
                      poll["multiple"].boolean().value_or(false), poll["hide_totals"].boolean().value_or(false)};
    return draft;
}

} // namespace kith::services
