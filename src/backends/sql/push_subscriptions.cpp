#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

#define PUSH_COLUMNS "id, token_id, account_id, endpoint, p256dh, auth, standard, alerts, policy, access_token"

PushSubscription read_subscription(Row& row) {
    PushSubscription subscription;
    subscription.id = row.integer();
    subscription.token_id = row.id<TokenId>();
    subscription.account_id = row.id<AccountId>();
    subscription.endpoint = row.text();
    subscription.p256dh = row.text();
    subscription.auth = row.text();
    subscription.standard = row.boolean();
    subscription.alerts = NotificationKinds(static_cast<std::uint32_t>(row.integer()));
    subscription.policy = row.enumeration<PushPolicy>();
    subscription.access_token = row.text();
    return subscription;
}

class SqlPushSubscriptions final : public store::PushSubscriptions {
public:
    explicit SqlPushSubscriptions(Connection& connection) : connection_(connection) {}

    Result<std::optional<PushSubscription>> of_token(TokenId token) const override {
        return connection_.one("SELECT " PUSH_COLUMNS " FROM push_subscriptions WHERE token_id = ?1", read_subscription,
                               token);
    }

    Result<std::vector<PushSubscription>> of_account(AccountId account) const override {
        return connection_.all("SELECT " PUSH_COLUMNS " FROM push_subscriptions WHERE account_id = ?1 ORDER BY id",
                               read_subscription, account);
    }

    Result<std::int64_t> put(const PushSubscription& s) override {
        TRY(remove(s.token_id));
        return connection_.integer("INSERT INTO push_subscriptions (" PUSH_COLUMNS
                                   ") VALUES ((SELECT coalesce(max(id), "
                                   "0) + 1 FROM push_subscriptions), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id",
                                   s.token_id, s.account_id, s.endpoint, s.p256dh, s.auth, s.standard, s.alerts.bits(),
                                   s.policy, s.access_token);
    }

    Result<void> update(const PushSubscription& s) override {
        TRY(connection_.run("UPDATE push_subscriptions SET alerts = ?2, policy = ?3 WHERE token_id = ?1", s.token_id,
                            s.alerts.bits(), s.policy));
        return {};
    }

    Result<void> remove(TokenId token) override {
        TRY(connection_.run("DELETE FROM push_subscriptions WHERE token_id = ?1", token));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::PushSubscriptions> make_push_subscriptions(Connection& connection) {
    return std::make_unique<SqlPushSubscriptions>(connection);
}

} // namespace kith::backends::sql
