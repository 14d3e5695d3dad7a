#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class NotificationRequestsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");

    NotificationId hold(AccountId from, StatusId status = {}, bool held = true, AccountId receiver = {}) {
        Notification notification{.id = next<NotificationId>(),
                                  .account_id = receiver ? receiver : anna_,
                                  .kind = NotificationKind::mention,
                                  .from_account_id = from,
                                  .status_id = status,
                                  .report_id = {},
                                  .group_key = "ungrouped",
                                  .held = held};
        write([&](WriteTx& tx) { return tx.notifications().insert(notification); });
        return notification.id;
    }
    // A request with something in it; its id.
    std::int64_t request(AccountId from, StatusId status = {}) {
        hold(from, status);
        auto id = next_id();
        write([&](WriteTx& tx) { return tx.notification_requests().put(anna_, from, id, now()); });
        return id;
    }
    std::optional<NotificationRequest> find(std::int64_t id, AccountId account = {}) {
        return read([&](ReadTx& tx) { return tx.notification_requests().by_id(account ? account : anna_, id); });
    }
    std::vector<std::int64_t> list(const Page& page = {}) {
        std::vector<std::int64_t> ids;
        for (const auto& one : read([&](ReadTx& tx) { return tx.notification_requests().list(anna_, page); }))
            ids.push_back(one.id);
        return ids;
    }
    RequestsSummary summary() {
        return read([&](ReadTx& tx) { return tx.notification_requests().summary(anna_); });
    }
};
KITH_ON_EVERY_BACKEND(NotificationRequestsContract);

TEST_P(NotificationRequestsContract, request_counts_what_is_held_of_its_sender) {
    auto first = add_status(ben_);
    auto newest = add_status(ben_);
    auto id = request(ben_, newest);
    hold(ben_, first);
    hold(ben_, add_status(ben_), false);
    hold(add_account("cleo"));
    auto found = find(id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->from_account_id, ben_);
    EXPECT_EQ(found->notifications_count, 2);
    EXPECT_EQ(found->last_status_id, newest);
    EXPECT_FALSE(found->dismissed);
    EXPECT_FALSE(find(id, ben_)) << "the receiver's alone";
    EXPECT_FALSE(find(404));
}

TEST_P(NotificationRequestsContract, list_pages_both_ways) {
    std::vector<std::int64_t> all;
    for (int at = 0; at < 7; ++at)
        all.insert(all.begin(), request(add_account("sender" + std::to_string(at))));
    expect_pages([&](Page page) { return list(page); }, all);
}

TEST_P(NotificationRequestsContract, second_one_of_a_sender_is_the_first_touched_again) {
    auto id = request(ben_);
    auto before = find(id)->updated_at;
    next_id();
    request(ben_);
    EXPECT_EQ(list(), std::vector{id});
    EXPECT_GT(find(id)->updated_at, before);
    EXPECT_EQ(find(id)->notifications_count, 2);
}

TEST_P(NotificationRequestsContract, dismissed_one_is_not_listed_until_something_more_waits) {
    auto id = request(ben_);
    auto other = request(add_account("cleo"));
    write([&](WriteTx& tx) { return tx.notification_requests().dismiss(id); });
    EXPECT_EQ(list(), std::vector{other});
    ASSERT_TRUE(find(id));
    EXPECT_TRUE(find(id)->dismissed);
    EXPECT_EQ(summary().requests, 1);
    request(ben_);
    EXPECT_EQ(list(), (std::vector{other, id}));
    EXPECT_FALSE(find(id)->dismissed);
}

TEST_P(NotificationRequestsContract, request_of_which_nothing_is_left_is_absent) {
    auto id = next_id();
    write([&](WriteTx& tx) { return tx.notification_requests().put(anna_, ben_, id, now()); });
    EXPECT_FALSE(find(id));
    EXPECT_TRUE(list().empty());
    EXPECT_EQ(summary().requests, 0);
    auto status = add_status(ben_);
    hold(ben_, status);
    EXPECT_TRUE(find(id));
    write([&](WriteTx& tx) -> Result<void> {
        auto gone = TRY(tx.statuses().by_id(status));
        return tx.statuses().remove(*gone, now());
    });
    EXPECT_FALSE(find(id)) << "its notification went with the status";
}

TEST_P(NotificationRequestsContract, summary_counts_requests_and_what_is_in_them) {
    auto cleo = add_account("cleo");
    request(ben_);
    hold(ben_);
    request(cleo);
    hold(ben_, {}, true, cleo);
    EXPECT_EQ(summary().requests, 2);
    EXPECT_EQ(summary().notifications, 3);
}

TEST_P(NotificationRequestsContract, suspended_senders_are_not_listed) {
    request(ben_);
    write([&](WriteTx& tx) -> Result<void> {
        auto account = TRY(tx.accounts().by_id(ben_));
        account->suspended_at = now();
        return tx.accounts().update(*account);
    });
    EXPECT_TRUE(list().empty());
}

TEST_P(NotificationRequestsContract, removed_request_is_gone_and_a_new_one_gets_a_new_id) {
    auto id = request(ben_);
    write([&](WriteTx& tx) { return tx.notification_requests().remove(id); });
    EXPECT_FALSE(find(id));
    auto again = request(ben_);
    EXPECT_EQ(list(), std::vector{again});
}

TEST_P(NotificationRequestsContract, permission_is_for_one_sender_and_given_once) {
    auto permits = [&](AccountId account, AccountId from) {
        return read([&](ReadTx& tx) { return tx.notification_requests().permits(account, from); });
    };
    EXPECT_FALSE(permits(anna_, ben_));
    for (int time = 0; time < 2; ++time)
        write([&](WriteTx& tx) { return tx.notification_requests().permit(anna_, ben_); });
    EXPECT_TRUE(permits(anna_, ben_));
    EXPECT_FALSE(permits(ben_, anna_));
    EXPECT_FALSE(permits(anna_, add_account("cleo")));
}

} // namespace
} // namespace kith::store
