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
    std::vector<std::int64_t> list(const Page& page = {}, bool dismissed = false) {
        std::vector<std::int64_t> ids;
        for (const auto& one :
             read([&](ReadTx& tx) { return tx.notification_requests().list(anna_, dismissed, page, now()); }))
            ids.push_back(one.id);
        return ids;
    }
    RequestsSummary summary() {
        return read([&](ReadTx& tx) { return tx.notification_requests().summary(anna_, now()); });
    }
    // In no list and not counted, and yet there.
    void expect_hidden(std::int64_t id, const std::string& why) {
        EXPECT_TRUE(list().empty()) << why;
        EXPECT_EQ(summary().requests, 0) << why;
        EXPECT_EQ(summary().notifications, 0) << why;
        ASSERT_TRUE(find(id)) << why;
        write([&](WriteTx& tx) { return tx.notification_requests().dismiss(id); });
        EXPECT_TRUE(list({}, true).empty()) << why;
        write([&](WriteTx& tx) { return tx.notification_requests().put(anna_, ben_, id, now()); });
    }
    void expect_shown(std::int64_t id, const std::string& why) {
        EXPECT_EQ(list(), std::vector{id}) << why;
        EXPECT_EQ(summary().requests, 1) << why;
        EXPECT_EQ(summary().notifications, 1) << why;
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

TEST_P(NotificationRequestsContract, suspended_senders_are_neither_listed_nor_counted) {
    auto id = request(ben_);
    write([&](WriteTx& tx) -> Result<void> {
        auto account = TRY(tx.accounts().by_id(ben_));
        account->suspended_at = now();
        return tx.accounts().update(*account);
    });
    expect_hidden(id, "suspended");
}

TEST_P(NotificationRequestsContract, senders_one_blocks_or_mutes_are_hidden_while_one_does) {
    auto id = request(ben_);
    auto mute = [&](bool notifications, std::optional<Time> until) {
        write([&](WriteTx& tx) {
            return tx.relations().put_mute({.account_id = anna_,
                                            .target_id = ben_,
                                            .id = next_id(),
                                            .hide_notifications = notifications,
                                            .expires_at = until});
        });
    };
    expect_shown(id, "nothing is hidden");
    write([&](WriteTx& tx) { return tx.relations().block(anna_, ben_, next_id()); });
    expect_hidden(id, "blocked");
    write([&](WriteTx& tx) { return tx.relations().unblock(anna_, ben_); });
    expect_shown(id, "unblocked");
    write([&](WriteTx& tx) { return tx.relations().block(ben_, anna_, next_id()); });
    expect_hidden(id, "blocked by the sender");
    write([&](WriteTx& tx) { return tx.relations().unblock(ben_, anna_); });
    mute(true, std::nullopt);
    expect_hidden(id, "muted");
    mute(true, now() + std::chrono::hours(1));
    expect_hidden(id, "muted for an hour");
    mute(true, now());
    expect_shown(id, "the mute has ended");
    mute(false, std::nullopt);
    expect_shown(id, "a mute that leaves notifications");
}

TEST_P(NotificationRequestsContract, senders_of_a_blocked_domain_are_hidden) {
    auto remote = add_account("ben", "remote.example");
    auto id = request(remote);
    expect_shown(id, "before");
    write([&](WriteTx& tx) { return tx.relations().block_domain(anna_, "remote.example", next_id()); });
    EXPECT_TRUE(list().empty());
    EXPECT_EQ(summary().requests, 0);
    EXPECT_TRUE(find(id));
    write([&](WriteTx& tx) { return tx.relations().unblock_domain(anna_, "remote.example"); });
    expect_shown(id, "after");
}

TEST_P(NotificationRequestsContract, what_waits_of_a_muted_conversation_counts_as_gone_while_it_is_muted) {
    auto status = make_status(ben_);
    add(status);
    auto id = request(ben_, status.id);
    write([&](WriteTx& tx) { return tx.statuses().mute_conversation(anna_, status.conversation_id); });
    EXPECT_TRUE(list().empty());
    EXPECT_EQ(summary().requests, 0);
    EXPECT_FALSE(find(id));
    hold(ben_, add_status(ben_));
    expect_shown(id, "the other one waits");
    EXPECT_EQ(find(id)->notifications_count, 1);
    write([&](WriteTx& tx) { return tx.statuses().unmute_conversation(anna_, status.conversation_id); });
    EXPECT_EQ(find(id)->notifications_count, 2);
}

TEST_P(NotificationRequestsContract, dismissed_ones_are_paged_while_something_waits) {
    std::vector<std::int64_t> all;
    for (int i = 0; i < 7; ++i) {
        auto from = add_account("sender" + std::to_string(i));
        hold(from, {}, i != 1);
        auto id = next_id();
        write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.notification_requests().put(anna_, from, id, now()));
            if (i > 0) TRY(tx.notification_requests().dismiss(id));
            return {};
        });
        if (i > 1) all.insert(all.begin(), id);
    }
    expect_pages([&](const Page& page) { return list(page, true); }, all);
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
