#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

#include "core/text.hpp"

namespace kith::backends::sql {
namespace {

#define REPORT_COLUMNS                                                                                                 \
    "id, account_id, target_id, status_ids, rule_ids, comment, category, forwarded, resolved_at, resolved_by, "        \
    "assigned_to, updated_at"

// "[1,2]", as id_list writes it.
template <class I>
std::vector<I> read_ids(std::string_view list) {
    std::vector<I> ids;
    if (list.size() <= 2) return ids;
    for (auto part : split(list.substr(1, list.size() - 2), ','))
        if (auto id = parse_id_as<I>(part)) ids.push_back(*id);
    return ids;
}

Report read_report(Row& row) {
    return Report{.id = row.id<ReportId>(),
                  .account_id = row.id<AccountId>(),
                  .target_id = row.id<AccountId>(),
                  .statuses = read_ids<StatusId>(row.view()),
                  .rules = read_ids<RuleId>(row.view()),
                  .comment = row.text(),
                  .category = row.text(),
                  .forwarded = row.boolean(),
                  .resolved_at = row.optional_time(),
                  .resolved_by = row.id<AccountId>(),
                  .assigned_to = row.id<AccountId>(),
                  .updated_at = row.optional_time()};
}

class SqlReports final : public store::Reports {
public:
    explicit SqlReports(Connection& connection) : connection_(connection) {}

    Result<std::optional<Report>> by_id(ReportId id) const override {
        return connection_.one("SELECT " REPORT_COLUMNS " FROM reports WHERE id = ?1", read_report, id);
    }

    Result<std::vector<Report>> by_ids(std::span<const ReportId> ids) const override {
        if (ids.empty()) return std::vector<Report>();
        return connection_.all("SELECT " REPORT_COLUMNS " FROM reports WHERE id IN (SELECT value FROM json_each(?1))",
                               read_report, id_list(ids));
    }

    Result<std::vector<Report>> list(const store::ReportSelection& selection, const store::Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED(
                "SELECT " REPORT_COLUMNS
                " FROM reports WHERE (?4 IS NULL OR CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END = ?4) AND (?5 IS NULL "
                "OR account_id = ?5) AND (?6 IS NULL OR target_id = ?6)",
                "id"),
            read_report, page, selection.resolved, selection.account, selection.target);
    }

    Result<std::int64_t> count_open() const override {
        return connection_.integer("SELECT count(*) FROM reports WHERE resolved_at IS NULL");
    }

    Result<void> insert(const Report& report) override {
        TRY(connection_.run(
            "INSERT INTO reports (" REPORT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
            "?11, ?12)",
            report.id, report.account_id, report.target_id, id_list(std::span<const StatusId>(report.statuses)),
            id_list(std::span<const RuleId>(report.rules)), report.comment, report.category, report.forwarded,
            report.resolved_at, report.resolved_by, report.assigned_to, report.updated_at));
        return {};
    }

    Result<void> update(const Report& report) override {
        auto changed =
            TRY(connection_.run("UPDATE reports SET rule_ids = ?2, category = ?3, resolved_at = ?4, "
                                "resolved_by = ?5, assigned_to = ?6, updated_at = ?7 WHERE id = ?1",
                                report.id, id_list(std::span<const RuleId>(report.rules)), report.category,
                                report.resolved_at, report.resolved_by, report.assigned_to, report.updated_at));
        if (changed == 0) return not_found();
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Reports> make_reports(Connection& connection) {
    return std::make_unique<SqlReports>(connection);
}

} // namespace kith::backends::sql
