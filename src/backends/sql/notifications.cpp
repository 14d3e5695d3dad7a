#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

#include <algorithm>

namespace kith::backends::sql {
namespace {

using store::Held;
using store::NotificationGroup;
using store::NotificationSelection;
using store::Page;

#define NOTIFICATION_COLUMNS "id, account_id, kind, from_account_id, status_id, report_id, group_key, held"

Notification read_notification(Row& row) {
    return Notification{
        .id = row.id<NotificationId>(),
        .account_id = row.id<AccountId>(),
        .kind = row.enumeration<NotificationKind>(),
        .from_account_id = row.id<AccountId>(),
        .status_id = row.id<StatusId>(),
        .report_id = row.id<ReportId>(),
        .group_key = row.text(),
        .held = row.boolean(),
    };
}

// JSON list for the statements below; empty: all kinds.
std::string kind_list(const std::vector<NotificationKind>& kinds) {
    std::string out = "[";
    for (auto kind : kinds) {
        if (out.size() > 1) out += ',';
        out += std::to_string(static_cast<int>(kind));
    }
    return out += ']';
}

// JSON list of group keys.
std::string key_list(std::span<const std::string> keys) {
    std::string out = "[";
    for (const auto& key : keys) {
        if (std::ranges::any_of(key, [](unsigned char c) { return c < 0x20 || c > 0x7E || c == '"' || c == '\\'; }))
            continue; // none of ours
        if (out.size() > 1) out += ',';
        out += '"' + key + '"';
    }
    return out += ']';
}

// ?4 account, ?5 kinds. Each way of selecting has its own index, hence its own statement.
#define OF_KINDS "(?5 = '[]' OR kind IN (SELECT value FROM json_each(?5)))"
#define WHOSE_HELD_IS(value) "FROM notifications WHERE account_id = ?4 AND held = " value " AND " OF_KINDS
// ?6 sender, ?7 and ?8 the least and most of `held`
#define FROM_SENDER                                                                                                    \
    "FROM notifications WHERE account_id = ?4 AND from_account_id = ?6 AND held BETWEEN ?7 AND ?8 AND " OF_KINDS
#define BETWEEN " AND id < ?1 AND id > ?2 "
// Both runs of the index, merged.
#define WITH_HELD(columns)                                                                                             \
    "SELECT " columns " " WHOSE_HELD_IS("0") BETWEEN "UNION ALL SELECT " columns " " WHOSE_HELD_IS("1") BETWEEN

bool least(Held held) { return held == Held::alone; }
bool most(Held held) { return held != Held::left_out; }

class SqlNotifications final : public store::Notifications {
public:
    explicit SqlNotifications(Connection& connection) : connection_(connection) {}

    Result<std::optional<Notification>> by_id(NotificationId id) const override {
        return connection_.one("SELECT " NOTIFICATION_COLUMNS " FROM notifications WHERE id = ?1", read_notification,
                               id);
    }

    Result<std::vector<Notification>> list(AccountId account, const NotificationSelection& selection,
                                           const Page& page) const override {
        auto kinds = kind_list(selection.kinds);
        if (selection.from)
            return read_page(connection_, KITH_PAGED("SELECT " NOTIFICATION_COLUMNS " " FROM_SENDER, "id"),
                             read_notification, page, account, kinds, selection.from, least(selection.held),
                             most(selection.held));
        if (selection.held == Held::included)
            return read_page(connection_,
                             PagedSql{WITH_HELD(NOTIFICATION_COLUMNS) "ORDER BY id DESC LIMIT ?3",
                                      WITH_HELD(NOTIFICATION_COLUMNS) "ORDER BY id ASC LIMIT ?3"},
                             read_notification, page, account, kinds);
        return read_page(connection_, KITH_PAGED("SELECT " NOTIFICATION_COLUMNS " " WHOSE_HELD_IS("?6"), "id"),
                         read_notification, page, account, kinds, most(selection.held));
    }

    Result<std::vector<Notification>> of_group(AccountId account, std::string_view group_key,
                                               const Page& page) const override {
        return read_page(connection_,
                         KITH_PAGED("SELECT " NOTIFICATION_COLUMNS
                                    " FROM notifications WHERE account_id = ?4 AND group_key = ?5 AND held = 0",
                                    "id"),
                         read_notification, page, account, group_key);
    }

    Result<std::vector<NotificationGroup>> groups(AccountId account, std::span<const std::string> keys, Held held,
                                                  NotificationId last, int samples) const override {
        std::vector<NotificationGroup> groups;
        TRY(connection_.all(
            "SELECT " NOTIFICATION_COLUMNS ", total FROM (SELECT " NOTIFICATION_COLUMNS
            ", count(*) OVER (PARTITION BY group_key) AS total, row_number() OVER (PARTITION BY group_key ORDER BY id "
            "DESC) AS place FROM notifications WHERE account_id = ?1 AND group_key IN (SELECT value FROM "
            "json_each(?2)) AND held BETWEEN ?3 AND ?4 AND id <= ?5) AS placed WHERE place <= ?6 ORDER BY group_key, id DESC",
            [&](Row& row) {
                auto notification = read_notification(row);
                if (groups.empty() || groups.back().key != notification.group_key)
                    groups.push_back({.key = notification.group_key, .count = row.integer(), .newest = {}});
                groups.back().newest.push_back(std::move(notification));
                return 0;
            },
            account, key_list(keys), least(held), most(held), last, samples));
        return groups;
    }

    Result<std::int64_t> count_above(AccountId account, const NotificationSelection& selection, std::int64_t above,
                                     int limit) const override {
        auto kinds = kind_list(selection.kinds);
        auto below = Page().max_id;
        if (selection.from)
            return connection_.integer("SELECT count(*) FROM (SELECT id " FROM_SENDER BETWEEN "LIMIT ?3) AS counted",
                                       below, above, limit, account, kinds, selection.from, least(selection.held),
                                       most(selection.held));
        if (selection.held == Held::included)
            return connection_.integer("SELECT count(*) FROM (" WITH_HELD("id") "LIMIT ?3) AS counted", below, above,
                                       limit, account, kinds);
        return connection_.integer("SELECT count(*) FROM (SELECT id " WHOSE_HELD_IS("?6") BETWEEN
                                   "LIMIT ?3) AS counted",
                                   below, above, limit, account, kinds, most(selection.held));
    }

    Result<void> insert(const Notification& notification) override {
        TRY(connection_.run("INSERT INTO notifications (" NOTIFICATION_COLUMNS
                            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                            notification.id, notification.account_id, notification.kind, notification.from_account_id,
                            notification.status_id, notification.report_id, notification.group_key, notification.held));
        return {};
    }

    Result<std::int64_t> release(AccountId account, AccountId from) override {
        return connection_.run("UPDATE notifications SET held = 0 WHERE account_id = ?1 AND from_account_id = ?2 AND "
                               "held = 1",
                               account, from);
    }

    Result<bool> remove(AccountId account, NotificationId id) override {
        return TRY(connection_.run("DELETE FROM notifications WHERE id = ?2 AND account_id = ?1", account, id)) > 0;
    }

    Result<bool> remove_group(AccountId account, std::string_view group_key) override {
        return TRY(connection_.run("DELETE FROM notifications WHERE account_id = ?1 AND group_key = ?2 AND +held = 0",
                                   account, group_key)) > 0;
    }

    Result<void> clear(AccountId account) override {
        TRY(connection_.run("DELETE FROM notifications WHERE account_id = ?1 AND held = 0", account));
        return {};
    }

    Result<void> remove_act(NotificationKind kind, AccountId from, AccountId account, StatusId status) override {
        TRY(connection_.run(
            "DELETE FROM notifications WHERE from_account_id = ?1 AND account_id = ?2 AND kind = ?3 AND "
            "coalesce(status_id, 0) = coalesce(?4, 0)",
            from, account, kind, status));
        return {};
    }

    Result<void> remove_between(AccountId account, AccountId from) override {
        TRY(connection_.run("DELETE FROM notifications WHERE from_account_id = ?2 AND account_id = ?1 AND held = 0",
                            account, from));
        return {};
    }

    Result<void> remove_from_domain(AccountId account, std::string_view domain) override {
        TRY(connection_.run(
            "DELETE FROM notifications WHERE account_id = ?1 AND held = 0 AND from_account_id IN (SELECT id FROM "
            "accounts WHERE domain = ?2)",
            account, domain));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Notifications> make_notifications(Connection& connection) {
    return std::make_unique<SqlNotifications>(connection);
}

} // namespace kith::backends::sql
