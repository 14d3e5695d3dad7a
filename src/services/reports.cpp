#include "services/reports.hpp"

#include "core/text.hpp"
#include "services/moderator.hpp"
#include "services/posting.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

constexpr std::size_t longest_comment = 1000; // code points
constexpr std::size_t most_statuses = 100;
constexpr std::array<std::string_view, 4> categories{"spam", "legal", "violation", "other"};

Failure unknown_rules() {
    return invalid("report_rules", "Validation failed: Rule ids does not reference valid rules");
}

Result<void> check_rules(const store::ReadTx& tx, const std::vector<RuleId>& wanted) {
    auto rules = TRY(tx.rules().all());
    bool known = std::ranges::all_of(
        wanted, [&](RuleId id) { return std::ranges::find(rules, id, &store::Rule::id) != rules.end(); });
    if (!known) return unknown_rules();
    return {};
}

Result<void> check(ReportDraft& draft) {
    draft.comment = to_valid_utf8(trim(draft.comment));
    if (count_code_points(draft.comment) > longest_comment)
        return invalid("report_comment", "Validation failed: Comment is too long (maximum is 1000 characters)");
    if (draft.statuses.size() > most_statuses)
        return invalid("report_statuses", "Validation failed: Too many posts are attached");
    if (!draft.rules.empty()) draft.category = "violation";
    if (draft.category.empty()) draft.category = "other";
    if (std::ranges::find(categories, draft.category) == categories.end())
        return invalid("report_category", "Validation failed: Category is not included in the list");
    return {};
}

} // namespace

Result<std::vector<StatusId>> Reports::reported_statuses(const store::ReadTx& tx, const ReportDraft& draft) const {
    std::vector<StatusId> statuses;
    for (auto id : draft.statuses) {
        auto seen = Posting::visible(tx, draft.account, id);
        if (!seen && seen.error().kind != ErrorKind::not_found) return Failure(std::move(seen).error());
        if (!seen || seen->account_id != draft.target || std::ranges::find(statuses, id) != statuses.end()) continue;
        statuses.push_back(id);
    }
    return statuses;
}

Result<Report> Reports::file(ReportDraft draft) {
    TRY(check(draft));
    Report report{.id = ids_.make<ReportId>(),
                  .account_id = draft.account,
                  .target_id = draft.target,
                  .statuses = {},
                  .rules = draft.rules,
                  .comment = draft.comment,
                  .category = draft.category,
                  .forwarded = false, // there is no federation to forward it by
                  .resolved_at = {},
                  .resolved_by = {},
                  .assigned_to = {},
                  .updated_at = {}};
    TRY(store_.read([&](store::ReadTx& tx) -> Result<void> {
        if (!TRY(tx.accounts().by_id(draft.target))) return not_found();
        if (draft.category == "violation") {
            if (draft.rules.empty()) return unknown_rules();
            TRY(check_rules(tx, draft.rules));
        }
        report.statuses = TRY(reported_statuses(tx, draft));
        return {};
    }));
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.reports().insert(report));
        return tell_moderators(tx, clock_, ids_, events_, NotificationKind::admin_report, report.account_id, report.id);
    }));
    return report;
}

Result<std::vector<Report>> Reports::list(const store::ReportSelection& selection, const store::Page& page) const {
    return store_.read([&](store::ReadTx& tx) { return tx.reports().list(selection, page); });
}

Result<Report> Reports::get(ReportId id) const {
    return store_.read([&](store::ReadTx& tx) -> Result<Report> {
        auto report = TRY(tx.reports().by_id(id));
        if (!report) return not_found();
        return std::move(*report);
    });
}

Result<void> Reports::change(ReportId id, const Change& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto report = TRY(tx.reports().by_id(id));
        if (!report) return not_found();
        report->updated_at = clock_.now();
        TRY(change(tx, *report));
        return tx.reports().update(*report);
    });
}

Result<void> Reports::resolve(ReportId id, AccountId moderator) {
    return change(id, [&](store::WriteTx& tx, Report& report) -> Result<void> {
        if (report.resolved_at) return {};
        report.resolved_at = clock_.now();
        report.resolved_by = moderator;
        return log_entry(tx, ids_, Moderator(Role::moderator, moderator, id), report.target_id, "resolve");
    });
}

Result<void> Reports::reopen(ReportId id, AccountId moderator) {
    return change(id, [&](store::WriteTx& tx, Report& report) -> Result<void> {
        if (!report.resolved_at) return {};
        report.resolved_at.reset();
        report.resolved_by = {};
        return log_entry(tx, ids_, Moderator(Role::moderator, moderator, id), report.target_id, "reopen");
    });
}

Result<void> Reports::assign(ReportId id, AccountId moderator) {
    return change(id, [&](store::WriteTx&, Report& report) -> Result<void> {
        report.assigned_to = moderator;
        return {};
    });
}

Result<void> Reports::classify(ReportId id, const std::optional<std::string>& category,
                               const std::optional<std::vector<RuleId>>& rules) {
    if (category && std::ranges::find(categories, *category) == categories.end())
        return invalid("report_category", "Validation failed: Category is not included in the list");
    return change(id, [&](store::WriteTx& tx, Report& report) -> Result<void> {
        if (rules) {
            TRY(check_rules(tx, *rules));
            report.rules = *rules;
        }
        if (category) report.category = *category;
        if (report.category != "violation") report.rules.clear();
        return {};
    });
}

} // namespace kith::services
