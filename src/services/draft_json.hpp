// Drafts as JSON: how scheduled statuses are kept, and shown in `params`.
// https://docs.joinmastodon.org/entities/ScheduledStatus/#params
#pragma once

#include "services/posting.hpp"

#include <string>
#include <string_view>

namespace kith::services {

std::string write_draft(const Draft& draft);
// What write_draft made; the author is the caller's.
Result<Draft> read_draft(std::string_view json, AccountId author);

} // namespace kith::services
