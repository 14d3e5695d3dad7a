// Reports: members tell the moderators. https://docs.joinmastodon.org/methods/reports/
#pragma once

#include "domain/report.hpp"
#include "services/events.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace kith::services {

struct ReportDraft {
    AccountId account; // who reports
    AccountId target;
    std::vector<StatusId> statuses; // those that are not the target's, or that the reporter can't see, are left out
    std::vector<RuleId> rules;      // any: the category is "violation"
    std::string comment;
    std::string category; // empty: other
};

class Reports {
public:
    Reports(store::Store& store, const Clock& clock, IdMaker& ids, Events& events)
        : store_(store), clock_(clock), ids_(ids), events_(events) {}

    // And tells every moderator. Errors: not_found (the target), invalid (report_comment, report_category,
    // report_rules, report_statuses).
    Result<Report> file(ReportDraft draft);

    // For moderators. Errors: not_found.
    Result<std::vector<Report>> list(const store::ReportSelection& selection, const store::Page& page) const;
    Result<Report> get(ReportId id) const;
    // Doing it twice keeps who did it first. Errors: not_found.
    Result<void> resolve(ReportId id, AccountId moderator);
    Result<void> reopen(ReportId id, AccountId moderator = {});
    // Who looks after it; none: nobody.
    Result<void> assign(ReportId id, AccountId moderator);
    // What is given. Errors: also invalid (report_category, report_rules).
    Result<void> classify(ReportId id, const std::optional<std::string>& category,
                          const std::optional<std::vector<RuleId>>& rules);

private:
    using Change = std::function<Result<void>(store::WriteTx&, Report&)>;
    Result<void> change(ReportId id, const Change& change);
    Result<std::vector<StatusId>> reported_statuses(const store::ReadTx& tx, const ReportDraft& draft) const;

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
};

} // namespace kith::services
