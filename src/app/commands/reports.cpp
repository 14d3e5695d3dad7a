#include "app/commands/commands.hpp"
#include "app/commands/input.hpp"
#include "app/commands/session.hpp"
#include "json/write.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace kith::app {
namespace {

struct ReportedStatus {
    StatusId id;
    Time created_at;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ReportedStatus, (), (id, created_at, text))

struct ReportRow {
    ReportId id;
    Time created_at;
    std::string reporter; // names; empty: gone since
    std::string target;
    std::string category;
    std::string comment;
    std::vector<std::string> rules;
    std::vector<ReportedStatus> statuses;
    std::optional<Time> resolved_at;
    std::string resolved_by;
};
BOOST_DESCRIBE_STRUCT(ReportRow, (),
                      (id, created_at, reporter, target, category, comment, rules, statuses, resolved_at, resolved_by))

Result<std::vector<ReportRow>> rows(OperatorSession& session, const std::vector<Report>& reports) {
    return session.store().read([&](store::ReadTx& tx) -> Result<std::vector<ReportRow>> {
        std::vector<AccountId> people;
        std::vector<StatusId> ids;
        for (const auto& report : reports) {
            people.insert(people.end(), {report.account_id, report.target_id, report.resolved_by});
            ids.insert(ids.end(), report.statuses.begin(), report.statuses.end());
        }
        std::unordered_map<AccountId, std::string> names;
        for (const auto& account : TRY(tx.accounts().by_ids(people)))
            names.emplace(account.id, account.acct());
        auto statuses = TRY(tx.statuses().by_ids(ids));
        auto rules = TRY(tx.rules().all());

        std::vector<ReportRow> made;
        for (const auto& report : reports) {
            ReportRow row{.id = report.id,
                          .created_at = report.created_at(),
                          .reporter = names[report.account_id],
                          .target = names[report.target_id],
                          .category = report.category,
                          .comment = report.comment,
                          .rules = {},
                          .statuses = {},
                          .resolved_at = report.resolved_at,
                          .resolved_by = names[report.resolved_by]};
            for (const auto& rule : rules)
                if (std::ranges::find(report.rules, rule.id) != report.rules.end()) row.rules.push_back(rule.text);
            for (const auto& status : statuses)
                if (std::ranges::find(report.statuses, status.id) != report.statuses.end())
                    row.statuses.push_back({status.id, status.created_at(), status.text});
            made.push_back(std::move(row));
        }
        return made;
    });
}

std::string named(const std::string& name) { return name.empty() ? "(deleted)" : "@" + name; }

void print_line(const ReportRow& row) {
    fmt::print("{} {} {} about {}: {}{}{}\n", row.id.str(), to_iso_date(row.created_at), named(row.reporter),
               named(row.target), row.category,
               row.statuses.empty() ? "" : fmt::format(", {} posts", row.statuses.size()),
               row.resolved_at ? ", resolved" : "");
}

void print_whole(const ReportRow& row) {
    print_line(row);
    if (!row.comment.empty()) fmt::print("\n{}\n", row.comment);
    for (const auto& rule : row.rules)
        fmt::print("\nRule broken: {}\n", rule);
    for (const auto& status : row.statuses)
        fmt::print("\nPost {} of {}:\n{}\n", status.id.str(), to_iso(status.created_at), status.text);
    if (row.resolved_at)
        fmt::print("\nResolved {}{}.\n", to_iso(*row.resolved_at),
                   row.resolved_by.empty() ? "" : " by @" + row.resolved_by);
    else
        fmt::print("\nNext: kith account suspend {}, or kith report resolve {}\n",
                   row.target.empty() ? "NAME" : row.target, row.id.str());
}

Result<void> known(Result<void> done) {
    if (!done && done.error().kind == ErrorKind::not_found)
        return fail(ErrorKind::not_found, "no_report", "there is no such report; `kith report list --all` shows them");
    return done;
}

constexpr const char* list_command = "kith report list --all";

} // namespace

Result<int> report_list(const Config& config, bool all, bool json) {
    auto session = TRY(OperatorSession::open(config));
    store::ReportSelection selection;
    if (!all) selection.resolved = false;
    std::vector<ReportRow> found;
    store::Page page{.limit = 200};
    while (true) {
        auto reports = TRY(session->application().reports().list(selection, page));
        if (reports.empty()) break;
        page.max_id = reports.back().id.value;
        std::ranges::move(TRY(rows(*session, reports)), std::back_inserter(found));
    }
    if (json) {
        fmt::print("{}\n", json::write(found));
        return 0;
    }
    for (const auto& row : found)
        print_line(row);
    if (found.empty()) fmt::print("{}\n", all ? "There are no reports." : "No report waits.");
    return 0;
}

Result<int> report_show(const Config& config, const std::string& id, bool json) {
    auto session = TRY(OperatorSession::open(config));
    auto wanted = TRY(parse_id_for<ReportId>(id, list_command));
    auto report = session->application().reports().get(wanted);
    if (!report) TRY(known(std::unexpected(report.error())));
    auto row = TRY(rows(*session, {*report})).front();
    if (json)
        fmt::print("{}\n", json::write(row));
    else
        print_whole(row);
    return 0;
}

Result<int> report_resolve(const Config& config, const std::string& id, const std::string& by) {
    auto session = TRY(OperatorSession::open(config));
    auto wanted = TRY(parse_id_for<ReportId>(id, list_command));
    AccountId moderator;
    if (!by.empty()) moderator = TRY(session->account(by));
    TRY(known(session->application().reports().resolve(wanted, moderator)));
    fmt::print("Resolved.\n");
    return 0;
}

Result<int> report_reopen(const Config& config, const std::string& id) {
    auto session = TRY(OperatorSession::open(config));
    auto wanted = TRY(parse_id_for<ReportId>(id, list_command));
    TRY(known(session->application().reports().reopen(wanted)));
    fmt::print("Open again.\n");
    return 0;
}

} // namespace kith::app
