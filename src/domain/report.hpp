// What a member tells the moderators about somebody. https://docs.joinmastodon.org/entities/Report/
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith {

struct Report {
    ReportId id;
    AccountId account_id; // who reports
    AccountId target_id;
    std::vector<StatusId> statuses; // the target's
    std::vector<RuleId> rules;      // that were broken
    std::string comment;
    std::string category = "other"; // spam, legal, violation, other
    bool forwarded = false;         // to the target's server
    std::optional<Time> resolved_at;
    AccountId resolved_by;
    AccountId assigned_to;          // the moderator who looks after it
    std::optional<Time> updated_at; // by a moderator; none: untouched

    Time created_at() const { return time_of_id(id.value); }
};

} // namespace kith
