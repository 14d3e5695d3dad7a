// A draft out of a request's parameters. https://docs.joinmastodon.org/methods/statuses/#create
#pragma once

#include "mastodon/api.hpp"
#include "services/posting.hpp"

namespace kith::mastodon {

// Errors: invalid (body, visibility, language, quote_policy, media_not_found), not_found (an id that cannot be one).
Result<services::Draft> draft_of(const Call& call);
// quote_approval_policy; none if it is not there. Errors: invalid.
Result<std::optional<QuotePolicy>> quote_policy_of(const json::Value& params);
// media_attributes of an edit: new descriptions and focal points.
Result<std::vector<services::MediaChange>> media_changes_of(const Call& call);

} // namespace kith::mastodon
