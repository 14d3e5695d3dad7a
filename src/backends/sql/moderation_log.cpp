#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::ModerationEntry;

#define ENTRY_COLUMNS "id, account_id, target_id, report_id, action, subject, text"

ModerationEntry read_entry(Row& row) {
    return ModerationEntry{.id = row.id<store::ModerationEntryId>(),
                           .account_id = row.id<AccountId>(),
                           .target_id = row.id<AccountId>(),
                           .report_id = row.id<ReportId>(),
                           .action = row.text(),
                           .subject = row.text(),
                           .text = row.text()};
}

class SqlModerationLog final : public store::ModerationLog {
public:
    explicit SqlModerationLog(Connection& connection) : connection_(connection) {}

    Result<std::vector<ModerationEntry>> list(AccountId target, const store::Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT " ENTRY_COLUMNS " FROM moderation_log WHERE (?4 IS NULL OR target_id = ?4)", "id"),
            read_entry, page, target);
    }

    Result<void> insert(const ModerationEntry& entry) override {
        TRY(connection_.run("INSERT INTO moderation_log (" ENTRY_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            entry.id, entry.account_id, entry.target_id, entry.report_id, entry.action, entry.subject,
                            entry.text));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::ModerationLog> make_moderation_log(Connection& connection) {
    return std::make_unique<SqlModerationLog>(connection);
}

} // namespace kith::backends::sql
