#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

using enum NotificationKind;

class NotificationsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId cleo_ = add_account("cleo");

    NotificationId tell(Notification notification) {
        notification.id = next<NotificationId>();
        if (!notification.account_id) notification.account_id = anna_;
        if (!notification.from_account_id) notification.from_account_id = ben_;
        if (notification.group_key.empty()) notification.group_key = "ungrouped-" + notification.id.str();
        write([&](WriteTx& tx) { return tx.notifications().insert(notification); });
        return notification.id;
    }
    std::vector<std::int64_t> list(const NotificationSelection& selection, const Page& page = {}) {
        return ids(read([&](ReadTx& tx) { return tx.notifications().list(anna_, selection, page); }));
    }
    std::vector<std::int64_t> group(const std::string& key, const Page& page = {}) {
        return ids(read([&](ReadTx& tx) { return tx.notifications().of_group(anna_, key, page); }));
    }
    std::int64_t count(const NotificationSelection& selection, std::int64_t above = 0, int limit = 100) {
        return read([&](ReadTx& tx) { return tx.notifications().count_above(anna_, selection, above, limit); });
    }
    bool exists(NotificationId id) {
        return read([&](ReadTx& tx) { return tx.notifications().by_id(id); }).has_value();
    }
    static std::vector<std::int64_t> ids(const std::vector<Notification>& all) {
        std::vector<std::int64_t> ids;
        for (const auto& one : all)
            ids.push_back(one.id.value);
        return ids;
    }
};
KITH_ON_EVERY_BACKEND(NotificationsContract);

TEST_P(NotificationsContract, notification_comes_back_as_it_went_in) {
    auto status = add_status(anna_);
    Notification told{.id = next<NotificationId>(),
                      .account_id = anna_,
                      .kind = admin_report,
                      .from_account_id = ben_,
                      .status_id = status,
                      .report_id = ReportId{7},
                      .group_key = "favourite-1",
                      .held = true};
    write([&](WriteTx& tx) { return tx.notifications().insert(told); });
    auto found = read([&](ReadTx& tx) { return tx.notifications().by_id(told.id); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->kind, admin_report);
    EXPECT_EQ(found->from_account_id, ben_);
    EXPECT_EQ(found->status_id, status);
    EXPECT_EQ(found->report_id, ReportId{7});
    EXPECT_EQ(found->group_key, "favourite-1");
    EXPECT_TRUE(found->held);
    EXPECT_FALSE(exists(NotificationId{404}));
}

// Seven in the lists, mixed with held ones, other senders' and other people's.
TEST_P(NotificationsContract, every_selection_pages_both_ways) {
    std::vector<std::int64_t> in_lists;
    std::vector<std::int64_t> with_held;
    std::vector<std::int64_t> from_cleo;
    std::vector<std::int64_t> from_cleo_with_held;
    std::vector<std::int64_t> held_alone;
    std::vector<std::int64_t> held_from_cleo;
    for (int at = 0; at < 24; ++at) {
        auto from = at % 2 == 0 ? cleo_ : ben_;
        bool held = at % 4 == 2 || at % 8 == 7;
        auto id = tell({.kind = favourite, .from_account_id = from, .held = held}).value;
        tell({.account_id = cleo_, .kind = favourite});
        with_held.insert(with_held.begin(), id);
        if (!held) in_lists.insert(in_lists.begin(), id);
        if (from == cleo_) from_cleo_with_held.insert(from_cleo_with_held.begin(), id);
        if (from == cleo_ && !held) from_cleo.insert(from_cleo.begin(), id);
        if (held) held_alone.insert(held_alone.begin(), id);
        if (from == cleo_ && held) held_from_cleo.insert(held_from_cleo.begin(), id);
    }
    auto expect = [&](const NotificationSelection& selection, const std::vector<std::int64_t>& all) {
        // Page's own default limit is smaller than the longest list here.
        expect_pages(
            [&](Page page) {
                if (page.limit == Page{}.limit) page.limit = 100;
                return list(selection, page);
            },
            all);
        EXPECT_EQ(count(selection), static_cast<std::int64_t>(all.size()));
        EXPECT_EQ(count(selection, all[2]), 2) << "above is exclusive";
        EXPECT_EQ(count(selection, 0, 3), 3) << "at most the limit";
        EXPECT_EQ(count(selection, all[0]), 0);
    };
    for (bool by_kind : {false, true}) {
        std::vector<NotificationKind> kinds =
            by_kind ? std::vector{mention, favourite} : std::vector<NotificationKind>{};
        expect({.kinds = kinds}, in_lists);
        expect({.kinds = kinds, .held = Held::included}, with_held);
        expect({.kinds = kinds, .held = Held::alone}, held_alone);
        expect({.kinds = kinds, .from = cleo_}, from_cleo);
        expect({.kinds = kinds, .from = cleo_, .held = Held::alone}, held_from_cleo);
        expect({.kinds = kinds, .from = cleo_, .held = Held::included}, from_cleo_with_held);
    }
}

TEST_P(NotificationsContract, kinds_are_kept_apart) {
    auto first = tell({.kind = mention}).value;
    auto second = tell({.kind = favourite}).value;
    auto third = tell({.kind = quote}).value;
    EXPECT_EQ(list({}), (std::vector{third, second, first}));
    EXPECT_EQ(list({.kinds = {mention, quote}}), (std::vector{third, first}));
    EXPECT_EQ(list({.kinds = {poll}}), std::vector<std::int64_t>{});
    EXPECT_EQ(count({.kinds = {mention, quote}}), 2);
}

TEST_P(NotificationsContract, group_pages_both_ways_without_what_is_held) {
    std::vector<std::int64_t> grouped;
    for (int at = 0; at < 6; ++at) {
        grouped.insert(grouped.begin(), tell({.kind = favourite, .group_key = "g"}).value);
        tell({.kind = favourite, .group_key = "h"});
        tell({.account_id = cleo_, .group_key = "g"});
    }
    tell({.kind = favourite, .group_key = "g", .held = true});
    expect_pages([&](Page page) { return group("g", page); }, grouped);
}

TEST_P(NotificationsContract, held_ones_wait_until_they_are_released) {
    auto held = tell({.held = true}).value;
    auto other = tell({.from_account_id = cleo_, .held = true}).value;
    tell({.account_id = cleo_, .held = true});
    EXPECT_TRUE(list({}).empty());
    EXPECT_EQ(list({.held = Held::included}), (std::vector{other, held}));
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.notifications().release(anna_, ben_); }), 1);
    EXPECT_EQ(list({}), std::vector{held});
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.notifications().release(anna_, ben_); }), 0);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.notifications().list(cleo_, {}, {}); }).size(), 0U);
}

TEST_P(NotificationsContract, only_the_owner_removes) {
    auto id = tell({});
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.notifications().remove(ben_, id); }));
    EXPECT_TRUE(exists(id));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.notifications().remove(anna_, id); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.notifications().remove(anna_, id); }));
}

TEST_P(NotificationsContract, clearing_leaves_what_is_held) {
    auto grouped = tell({.group_key = "g"});
    auto held = tell({.group_key = "g", .held = true});
    auto alone = tell({});
    auto cleos = tell({.account_id = cleo_, .group_key = "g"});
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.notifications().remove_group(anna_, "g"); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.notifications().remove_group(anna_, "g"); }));
    EXPECT_FALSE(exists(grouped));
    EXPECT_TRUE(exists(held));
    EXPECT_TRUE(exists(alone));
    write([&](WriteTx& tx) { return tx.notifications().clear(anna_); });
    EXPECT_FALSE(exists(alone));
    EXPECT_TRUE(exists(held));
    EXPECT_TRUE(exists(cleos));
}

TEST_P(NotificationsContract, undone_act_takes_its_notification_along) {
    auto status = add_status(anna_);
    auto other = add_status(anna_);
    auto favourited = tell({.kind = favourite, .status_id = status});
    auto held = tell({.kind = favourite, .status_id = status, .held = true});
    auto boosted = tell({.kind = reblog, .status_id = status});
    auto of_other = tell({.kind = favourite, .status_id = other});
    auto by_cleo = tell({.kind = favourite, .from_account_id = cleo_, .status_id = status});
    auto followed = tell({.kind = NotificationKind::follow});
    write([&](WriteTx& tx) { return tx.notifications().remove_act(favourite, ben_, anna_, status); });
    EXPECT_FALSE(exists(favourited));
    EXPECT_FALSE(exists(held));
    for (auto kept : {boosted, of_other, by_cleo, followed})
        EXPECT_TRUE(exists(kept));
    write([&](WriteTx& tx) { return tx.notifications().remove_act(favourite, ben_, anna_, {}); });
    EXPECT_TRUE(exists(of_other)) << "no status: only those without one";
    write([&](WriteTx& tx) { return tx.notifications().remove_act(NotificationKind::follow, ben_, anna_, {}); });
    EXPECT_FALSE(exists(followed));
}

TEST_P(NotificationsContract, everything_of_a_domain_that_does_not_wait_goes_with_its_block) {
    auto dora = add_account("dora", "remote.example");
    auto told = tell({.from_account_id = dora});
    auto held = tell({.from_account_id = dora, .held = true});
    auto by_ben = tell({});
    auto to_cleo = tell({.account_id = cleo_, .from_account_id = dora});
    write([&](WriteTx& tx) { return tx.notifications().remove_from_domain(anna_, "remote.example"); });
    EXPECT_FALSE(exists(told));
    for (auto kept : {held, by_ben, to_cleo})
        EXPECT_TRUE(exists(kept));
}

TEST_P(NotificationsContract, everything_between_two_that_does_not_wait_goes_with_a_block) {
    auto told = tell({});
    auto held = tell({.held = true});
    auto by_cleo = tell({.from_account_id = cleo_});
    auto back = tell({.account_id = ben_, .from_account_id = anna_});
    write([&](WriteTx& tx) { return tx.notifications().remove_between(anna_, ben_); });
    EXPECT_FALSE(exists(told));
    EXPECT_TRUE(exists(held));
    EXPECT_TRUE(exists(by_cleo));
    EXPECT_TRUE(exists(back));
}

TEST_P(NotificationsContract, notification_goes_with_its_status) {
    auto status = make_status(anna_);
    add(status);
    auto told = tell({.kind = favourite, .status_id = status.id});
    write([&](WriteTx& tx) { return tx.statuses().remove(status, now()); });
    EXPECT_FALSE(exists(told));
}

} // namespace
} // namespace kith::store
