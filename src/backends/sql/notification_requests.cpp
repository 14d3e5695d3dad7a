#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::NotificationRequest;
using store::Page;
using store::RequestsSummary;

#define HELD_OF_SENDER                                                                                                 \
    "FROM notifications n WHERE n.from_account_id = r.from_account_id AND n.account_id = r.account_id AND n.held = 1 " \
    "AND NOT EXISTS (SELECT 1 FROM statuses s CROSS JOIN conversation_mutes c WHERE s.id = n.status_id AND "           \
    "c.account_id = n.account_id AND c.conversation_id = s.conversation_id)"
// Of the request r, at the time given.
#define SENDER_IS_SHOWN(now)                                                                                           \
    "NOT EXISTS (SELECT 1 FROM blocks b WHERE b.account_id = r.account_id AND b.target_id = r.from_account_id) AND "   \
    "NOT EXISTS (SELECT 1 FROM blocks b WHERE b.account_id = r.from_account_id AND b.target_id = r.account_id) AND "   \
    "NOT EXISTS (SELECT 1 FROM mutes m WHERE m.account_id = r.account_id AND m.target_id = r.from_account_id AND "     \
    "m.hide_notifications = 1 AND (m.expires_at IS NULL OR m.expires_at > " now ")) AND NOT EXISTS (SELECT 1 FROM "    \
    "accounts a LEFT JOIN domain_blocks d ON d.account_id = r.account_id AND d.domain = a.domain WHERE a.id = "        \
    "r.from_account_id AND (a.suspended_at IS NOT NULL OR d.domain IS NOT NULL))"
#define REQUESTS                                                                                                               \
    "SELECT r.id, r.account_id, r.from_account_id, r.dismissed, r.updated_at, (SELECT count(*) FROM (SELECT 1 " HELD_OF_SENDER \
    " LIMIT 100) AS counted), (SELECT max(n.status_id) " HELD_OF_SENDER                                                        \
    ") FROM notification_requests r WHERE EXISTS (SELECT 1 " HELD_OF_SENDER ")"

NotificationRequest read_request(Row& row) {
    NotificationRequest request;
    request.id = row.integer();
    request.account_id = row.id<AccountId>();
    request.from_account_id = row.id<AccountId>();
    request.dismissed = row.boolean();
    request.updated_at = row.time();
    request.notifications_count = row.integer();
    request.last_status_id = row.id<StatusId>();
    return request;
}

class SqlNotificationRequests final : public store::NotificationRequests {
public:
    explicit SqlNotificationRequests(Connection& connection) : connection_(connection) {}

    Result<std::optional<NotificationRequest>> by_id(AccountId account, std::int64_t id) const override {
        return connection_.one(REQUESTS " AND r.id = ?2 AND r.account_id = ?1", read_request, account, id);
    }

    Result<std::vector<NotificationRequest>> list(AccountId account, bool dismissed, const Page& page,
                                                  Time now) const override {
        return read_page(
            connection_,
            KITH_PAGED(REQUESTS " AND r.account_id = ?4 AND r.dismissed = ?5 AND " SENDER_IS_SHOWN("?6"), "r.id"),
            read_request, page, account, dismissed, now);
    }

    Result<RequestsSummary> summary(AccountId account, Time now) const override {
        auto found = TRY(connection_.one(
            "SELECT count(*), coalesce(sum(held), 0) FROM (SELECT (SELECT count(*) FROM (SELECT 1 " HELD_OF_SENDER
            " LIMIT 100) AS counted) AS held FROM notification_requests r WHERE r.account_id = ?1 AND r.dismissed = 0 "
            "AND EXISTS (SELECT 1 " HELD_OF_SENDER ") AND " SENDER_IS_SHOWN("?2") " LIMIT 100) AS waiting",
            [](Row& row) {
                RequestsSummary summary;
                summary.requests = row.integer();
                summary.notifications = row.integer();
                return summary;
            },
            account, now));
        return found.value_or(RequestsSummary{});
    }

    Result<bool> permits(AccountId account, AccountId from) const override {
        return TRY(connection_.integer(
                   "SELECT count(*) FROM notification_permissions WHERE account_id = ?1 AND from_account_id = ?2",
                   account, from)) > 0;
    }

    Result<void> put(AccountId account, AccountId from, std::int64_t id_if_new, Time now) override {
        TRY(connection_.run(
            "INSERT INTO notification_requests (id, account_id, from_account_id, dismissed, updated_at) "
            "VALUES (?1, ?2, ?3, 0, ?4) ON CONFLICT (account_id, from_account_id) DO UPDATE SET "
            "dismissed = 0, updated_at = excluded.updated_at",
            id_if_new, account, from, now));
        return {};
    }

    Result<void> dismiss(std::int64_t id) override {
        TRY(connection_.run("UPDATE notification_requests SET dismissed = 1 WHERE id = ?1", id));
        return {};
    }

    Result<void> remove(std::int64_t id) override {
        TRY(connection_.run("DELETE FROM notification_requests WHERE id = ?1", id));
        return {};
    }

    Result<void> permit(AccountId account, AccountId from) override {
        TRY(connection_.run("INSERT INTO notification_permissions (account_id, from_account_id) VALUES (?1, ?2) ON "
                            "CONFLICT (account_id, from_account_id) DO NOTHING",
                            account, from));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::NotificationRequests> make_notification_requests(Connection& connection) {
    return std::make_unique<SqlNotificationRequests>(connection);
}

} // namespace kith::backends::sql
