#include "store/put_offs.hpp"
#include "backends/sql/reasons.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using relationship::EntryAction;
using relationship::EntryKind;
using store::EntryState;
using store::ListedEntry;
using store::PutOffRow;

PutOffRow read_put_off(Row& row) {
    PutOffRow found{.id = row.integer(), .put_off = {}};
    found.put_off.kind = row.enumeration<EntryKind>();
    found.put_off.account = row.id<AccountId>();
    found.put_off.status = row.id<StatusId>();
    found.put_off.until = row.optional_time().value_or(Time::max());
    found.done = row.boolean();
    return found;
}

#define ENTRY_COLUMNS "id, day, kind, action, target_id, second_id, status_id, reason, state"

ListedEntry read_entry(Row& row) {
    ListedEntry found{.id = row.integer(), .day = static_cast<std::int32_t>(row.integer()), .entry = {}};
    found.entry.kind = row.enumeration<EntryKind>();
    found.entry.action = row.enumeration<EntryAction>();
    found.entry.account = row.id<AccountId>();
    found.entry.second = row.id<AccountId>();
    found.entry.status = row.id<StatusId>();
    auto reasons = read_reasons(row.view());
    if (!reasons.empty()) found.entry.reason = std::move(reasons.front());
    found.state = row.enumeration<EntryState>();
    return found;
}

class SqlPutOffs final : public store::PutOffs {
public:
    explicit SqlPutOffs(Connection& connection) : connection_(connection) {}

    Result<std::vector<PutOffRow>> of(AccountId account, Time now) const override {
        return connection_.all(
            "SELECT id, kind, target_id, status_id, until, done FROM put_offs WHERE account_id = ?1 AND "
            "(until IS NULL OR until > ?2) ORDER BY id DESC",
            read_put_off, account, now);
    }

    Result<void> insert(AccountId account, const PutOffRow& row) override {
        const auto& put_off = row.put_off;
        auto until = put_off.until == Time::max() ? std::nullopt : std::optional(put_off.until);
        TRY(connection_.run(
            "INSERT INTO put_offs (id, account_id, kind, target_id, status_id, until, done) VALUES (?1, ?2, "
            "?3, ?4, ?5, ?6, ?7)",
            row.id, account, put_off.kind, put_off.account, put_off.status, until, row.done));
        return {};
    }

    Result<bool> remove(AccountId account, std::int64_t id) override {
        return TRY(connection_.run("DELETE FROM put_offs WHERE id = ?2 AND account_id = ?1", account, id)) > 0;
    }

    Result<void> remove_expired(Time now) override {
        TRY(connection_.run("DELETE FROM put_offs WHERE until <= ?1", now));
        return {};
    }

    Result<std::vector<ListedEntry>> listed(AccountId account, std::int32_t day) const override {
        return connection_.all("SELECT " ENTRY_COLUMNS
                               " FROM today_entries WHERE account_id = ?1 AND day = ?2 ORDER BY position",
                               read_entry, account, day);
    }

    Result<bool> is_made(AccountId account, std::int32_t day) const override {
        return TRY(connection_.integer("SELECT count(*) FROM today_lists WHERE account_id = ?1 AND day = ?2", account,
                                       day)) > 0;
    }

    Result<void> put_list(AccountId account, std::int32_t day, std::span<const ListedEntry> entries) override {
        TRY(connection_.run("INSERT INTO today_lists (account_id, day) VALUES (?1, ?2) ON CONFLICT (account_id) DO "
                            "UPDATE SET day = ?2",
                            account, day));
        TRY(connection_.run("DELETE FROM today_entries WHERE account_id = ?1", account));
        int position = 0;
        for (const auto& each : entries)
            TRY(connection_.run("INSERT INTO today_entries (account_id, position, " ENTRY_COLUMNS
                                ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                                account, position++, each.id, day, each.entry.kind, each.entry.action,
                                each.entry.account, each.entry.second, each.entry.status,
                                write_reasons({each.entry.reason}), each.state));
        return {};
    }

    Result<std::optional<ListedEntry>> entry(AccountId account, std::int64_t id) const override {
        return connection_.one("SELECT " ENTRY_COLUMNS " FROM today_entries WHERE id = ?2 AND account_id = ?1",
                               read_entry, account, id);
    }

    Result<void> set_state(std::int64_t id, EntryState state) override {
        TRY(connection_.run("UPDATE today_entries SET state = ?2 WHERE id = ?1", id, state));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::PutOffs> make_put_offs(Connection& connection) {
    return std::make_unique<SqlPutOffs>(connection);
}

} // namespace kith::backends::sql
