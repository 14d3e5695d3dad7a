#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class PushSubscriptionsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");

    TokenId add_token(AccountId account) {
        auto id = next<TokenId>();
        write([&](WriteTx& tx) -> Result<void> {
            Application application{.id = next<ApplicationId>(), .name = "app", .client_id = id.str()};
            TRY(tx.oauth().insert_application(application));
            return tx.oauth().insert_token(
                {.id = id, .digest = id.str(), .application_id = application.id, .account_id = account});
        });
        return id;
    }
    static PushSubscription subscription(TokenId token, AccountId account) {
        PushSubscription made{.token_id = token,
                              .account_id = account,
                              .endpoint = "https://push.example/1",
                              .p256dh = "point",
                              .auth = "secret",
                              .standard = true,
                              .policy = PushPolicy::follower,
                              .access_token = "sealed"};
        made.alerts.insert(NotificationKind::mention);
        made.alerts.insert(NotificationKind::admin_report);
        return made;
    }
    std::int64_t put(const PushSubscription& made) {
        return write([&](WriteTx& tx) { return tx.push_subscriptions().put(made); });
    }
    std::optional<PushSubscription> of(TokenId token) {
        return read([&](ReadTx& tx) { return tx.push_subscriptions().of_token(token); });
    }
};
KITH_ON_EVERY_BACKEND(PushSubscriptionsContract);

TEST_P(PushSubscriptionsContract, subscription_comes_back_as_it_went_in) {
    auto token = add_token(anna_);
    auto made = subscription(token, anna_);
    auto id = put(made);
    auto found = of(token);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, id);
    EXPECT_EQ(found->token_id, token);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->endpoint, "https://push.example/1");
    EXPECT_EQ(found->p256dh, "point");
    EXPECT_EQ(found->auth, "secret");
    EXPECT_TRUE(found->standard);
    EXPECT_EQ(found->alerts, made.alerts);
    EXPECT_EQ(found->policy, PushPolicy::follower);
    EXPECT_EQ(found->access_token, "sealed");
    EXPECT_FALSE(of(TokenId{404}));
}

TEST_P(PushSubscriptionsContract, token_has_one_and_a_later_one_has_a_new_small_id) {
    auto token = add_token(anna_);
    auto other = add_token(anna_);
    auto first = put(subscription(token, anna_));
    auto second = put(subscription(other, anna_));
    auto again = subscription(token, anna_);
    again.endpoint = "https://push.example/2";
    auto third = put(again);
    EXPECT_NE(third, first);
    EXPECT_NE(third, second);
    EXPECT_LT(third, 1 << 20) << "apps keep it in 32 bits";
    EXPECT_EQ(of(token)->endpoint, "https://push.example/2");
    auto all = read([&](ReadTx& tx) { return tx.push_subscriptions().of_account(anna_); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, second);
    EXPECT_EQ(all[1].id, third);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.push_subscriptions().of_account(add_account("ben")); }).empty());
}

TEST_P(PushSubscriptionsContract, update_changes_alerts_and_policy_alone) {
    auto token = add_token(anna_);
    put(subscription(token, anna_));
    auto changed = *of(token);
    changed.alerts = {};
    changed.policy = PushPolicy::none;
    changed.endpoint = "https://elsewhere.example/";
    write([&](WriteTx& tx) { return tx.push_subscriptions().update(changed); });
    EXPECT_EQ(of(token)->alerts, NotificationKinds());
    EXPECT_EQ(of(token)->policy, PushPolicy::none);
    EXPECT_EQ(of(token)->endpoint, "https://push.example/1");
}

TEST_P(PushSubscriptionsContract, subscription_goes_alone_or_with_its_token) {
    auto token = add_token(anna_);
    auto other = add_token(anna_);
    put(subscription(token, anna_));
    put(subscription(other, anna_));
    write([&](WriteTx& tx) { return tx.push_subscriptions().remove(token); });
    EXPECT_FALSE(of(token));
    EXPECT_TRUE(of(other));
    write([&](WriteTx& tx) { return tx.oauth().remove_token(other); });
    EXPECT_FALSE(of(other));
}

} // namespace
} // namespace kith::store
