#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::ScheduledStatus;

#define SCHEDULED_COLUMNS "id, account_id, application_id, scheduled_at, params"

ScheduledStatus read_scheduled(Row& row) {
    return ScheduledStatus{.id = row.integer(),
                           .account_id = row.id<AccountId>(),
                           .application_id = row.id<ApplicationId>(),
                           .scheduled_at = row.time(),
                           .params = row.text()};
}

class SqlScheduled final : public store::ScheduledStatuses {
public:
    explicit SqlScheduled(Connection& connection) : connection_(connection) {}

    Result<std::optional<ScheduledStatus>> by_id(std::int64_t id) const override {
        return connection_.one("SELECT " SCHEDULED_COLUMNS " FROM scheduled_statuses WHERE id = ?1", read_scheduled,
                               id);
    }
    Result<std::vector<ScheduledStatus>> list(AccountId account, const store::Page& page) const override {
        return read_page(connection_,
                         KITH_PAGED("SELECT " SCHEDULED_COLUMNS " FROM scheduled_statuses WHERE account_id = ?4", "id"),
                         read_scheduled, page, account);
    }
    Result<std::int64_t> count(AccountId account) const override {
        return connection_.integer("SELECT count(*) FROM scheduled_statuses WHERE account_id = ?1", account);
    }
    Result<void> insert(const ScheduledStatus& scheduled) override {
        TRY(connection_.run("INSERT INTO scheduled_statuses (" SCHEDULED_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5)",
                            scheduled.id, scheduled.account_id, scheduled.application_id, scheduled.scheduled_at,
                            scheduled.params));
        return {};
    }
    Result<bool> reschedule(AccountId account, std::int64_t id, Time at) override {
        return TRY(connection_.run("UPDATE scheduled_statuses SET scheduled_at = ?3 WHERE id = ?2 AND account_id = ?1",
                                   account, id, at)) > 0;
    }
    Result<bool> remove(AccountId account, std::int64_t id) override {
        return TRY(connection_.run("DELETE FROM scheduled_statuses WHERE id = ?2 AND account_id = ?1", account, id)) >
               0;
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::ScheduledStatuses> make_scheduled(Connection& connection) {
    return std::make_unique<SqlScheduled>(connection);
}

} // namespace kith::backends::sql
