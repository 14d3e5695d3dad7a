// https://docs.joinmastodon.org/entities/Report/
#pragma once

#include "domain/report.hpp"
#include "json/write.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::mastodon {

struct ReportEntity {
    ReportId id;
    bool action_taken = false;
    std::optional<Time> action_taken_at;
    std::string category;
    std::string comment;
    bool forwarded = false;
    Time created_at;
    std::vector<StatusId> status_ids;
    std::vector<std::string> collection_ids;
    std::optional<std::vector<RuleId>> rule_ids;
    json::Raw target_account;
};
BOOST_DESCRIBE_STRUCT(ReportEntity, (),
                      (id, action_taken, action_taken_at, category, comment, forwarded, created_at, status_ids,
                       collection_ids, rule_ids, target_account))

// `target`: the JSON of the account that was reported.
inline ReportEntity report_entity(const Report& report, std::string target) {
    return {.id = report.id,
            .action_taken = report.resolved_at.has_value(),
            .action_taken_at = report.resolved_at,
            .category = report.category,
            .comment = report.comment,
            .forwarded = report.forwarded,
            .created_at = report.created_at(),
            .status_ids = report.statuses,
            .collection_ids = {},
            .rule_ids = report.rules.empty() ? std::nullopt : std::optional(report.rules),
            .target_account = {std::move(target)}};
}

} // namespace kith::mastodon
