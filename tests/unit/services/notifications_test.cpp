#include "services/notification_groups.hpp"
#include "services/notification_requests.hpp"
#include "services/status_marks.hpp"
#include "unit/services/network.hpp"

namespace kith::services {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NotificationPolicyTest, default_holds_only_what_moderators_limited) {
    NotificationPolicy policy;
    EXPECT_EQ(judge(policy, {.is_new = true, .unasked_mention = true}), PolicyAnswer::accept);
    EXPECT_EQ(judge(policy, {.limited = true}), PolicyAnswer::filter);
    EXPECT_EQ(judge(policy, {.followed = true, .limited = true}), PolicyAnswer::accept);
}

TEST(NotificationPolicyTest, strictest_answer_wins) {
    NotificationPolicy policy{.for_not_following = PolicyAnswer::filter, .for_new_accounts = PolicyAnswer::drop};
    EXPECT_EQ(judge(policy, {}), PolicyAnswer::filter);
    EXPECT_EQ(judge(policy, {.is_new = true}), PolicyAnswer::drop);
    EXPECT_EQ(judge(policy, {.followed = true, .is_new = true}), PolicyAnswer::accept);
}

TEST(NotificationPolicyTest, whom_one_follows_is_judged_by_whether_they_follow_back) {
    NotificationPolicy policy{.for_not_followers = PolicyAnswer::filter};
    EXPECT_EQ(judge(policy, {.followed = true}), PolicyAnswer::filter);
    EXPECT_EQ(judge(policy, {.followed = true, .follows = true}), PolicyAnswer::accept);
}

TEST(NotificationPolicyTest, is_kept_among_other_settings_and_survives_bad_ones) {
    NotificationPolicy policy{.for_private_mentions = PolicyAnswer::drop};
    auto settings = write_notification_policy(policy, R"({"privacy":"private"})");
    EXPECT_EQ(read_notification_policy(settings), policy);
    EXPECT_NE(settings.find(R"("privacy":"private")"), std::string::npos);
    EXPECT_EQ(read_notification_policy(R"({"notification_policy":[1,{}]})"), NotificationPolicy());
    EXPECT_EQ(read_notification_policy("{broken notification_policy"), NotificationPolicy());
}

class NotificationsTest : public Network {
protected:
    NotificationsTest()
        : requests(*store_, clock, ids, events),
          marks(*store_, clock, ids, events, 5),
          me(member("me")),
          stranger(member("stranger")) {
        events.listen([this](const Event& event) {
            const auto* notified = std::get_if<Notified>(&event);
            if (notified != nullptr && notified->notification.account_id == me)
                heard.push_back(notified->notification.kind);
            merged += std::holds_alternative<NotificationsMerged>(event);
        });
        clock.advance(std::chrono::hours(24 * 31)); // nobody is new
    }

    void set_policy(const NotificationPolicy& policy) {
        ASSERT_TRUE(requests.change_policy(me, [&](NotificationPolicy& p) { p = policy; }));
    }
    std::vector<Notification> listed(bool held = false) {
        store::NotificationSelection selection{.held = held ? store::Held::included : store::Held::left_out};
        return read([&](store::ReadTx& tx) { return tx.notifications().list(me, selection, {}); });
    }
    std::vector<store::NotificationRequest> waiting() {
        return read([&](store::ReadTx& tx) { return tx.notification_requests().list(me, false, {}, clock.now()); });
    }
    StatusId direct(AccountId author, const std::string& text, StatusId parent = {}) {
        clock.advance(std::chrono::seconds(1));
        return posting->post({.author = author, .text = text, .visibility = Visibility::direct, .in_reply_to = parent})
            .value();
    }
    NotificationEntries page(const store::Page& page, std::span<const NotificationKind> grouped = groupable_kinds()) {
        return read([&](store::ReadTx& tx) { return grouped_page(tx, me, {}, grouped, page); });
    }

    NotificationRequests requests;
    StatusMarks marks;
    AccountId me;
    AccountId stranger;
    std::vector<NotificationKind> heard;
    int merged = 0;
};

TEST_F(NotificationsTest, filtered_ones_wait_in_one_request_and_nobody_is_told) {
    set_policy({.for_not_following = PolicyAnswer::filter});
    auto mine = post(me, "hello");
    ASSERT_TRUE(marks.favourite(stranger, mine));
    auto reply = post(stranger, "@me good one", mine);
    EXPECT_THAT(listed(), IsEmpty());
    EXPECT_THAT(heard, IsEmpty());
    EXPECT_EQ(listed(true).size(), 2U);
    auto found = waiting();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().from_account_id, stranger);
    EXPECT_EQ(found.front().notifications_count, 2);
    EXPECT_EQ(found.front().last_status_id, reply);
    auto summary = read([&](store::ReadTx& tx) { return tx.notification_requests().summary(me, clock.now()); });
    EXPECT_EQ(summary.requests, 1);
    EXPECT_EQ(summary.notifications, 2);
}

TEST_F(NotificationsTest, accepted_request_releases_what_waits_and_what_comes) {
    set_policy({.for_not_following = PolicyAnswer::filter});
    auto mine = post(me, "hello");
    ASSERT_TRUE(marks.favourite(stranger, mine));
    auto request = waiting().front().id;
    ASSERT_TRUE(requests.accept(me, std::array{request}));
    EXPECT_EQ(listed().size(), 1U);
    EXPECT_EQ(merged, 1);
    EXPECT_THAT(waiting(), IsEmpty());
    post(stranger, "@me thanks");
    EXPECT_THAT(heard, ElementsAre(NotificationKind::mention));
    EXPECT_EQ(requests.accept(me, std::array{request}).value_or(9), 0U);
}

TEST_F(NotificationsTest, another_members_request_cannot_be_decided) {
    set_policy({.for_not_following = PolicyAnswer::filter});
    ASSERT_TRUE(marks.favourite(stranger, post(me, "hello")));
    auto request = waiting().front().id;
    EXPECT_EQ(requests.accept(stranger, std::array{request}).value_or(9), 0U);
    EXPECT_EQ(requests.dismiss(stranger, std::array{request}).value_or(9), 0U);
    EXPECT_EQ(waiting().size(), 1U);
}

TEST_F(NotificationsTest, dismissed_request_is_out_of_sight_until_more_comes_and_nothing_is_lost) {
    set_policy({.for_not_following = PolicyAnswer::filter});
    auto mine = post(me, "hello");
    ASSERT_TRUE(marks.favourite(stranger, mine));
    ASSERT_TRUE(requests.dismiss(me, std::array{waiting().front().id}));
    EXPECT_THAT(waiting(), IsEmpty());
    EXPECT_EQ(listed(true).size(), 1U);
    post(stranger, "@me again");
    ASSERT_EQ(waiting().size(), 1U);
    EXPECT_EQ(waiting().front().notifications_count, 2);
}

TEST_F(NotificationsTest, request_vanishes_with_what_it_held) {
    set_policy({.for_not_following = PolicyAnswer::filter});
    auto mine = post(me, "hello");
    ASSERT_TRUE(marks.favourite(stranger, mine));
    ASSERT_TRUE(marks.unfavourite(stranger, mine));
    EXPECT_THAT(waiting(), IsEmpty());
    auto mention = post(stranger, "@me hi");
    EXPECT_EQ(waiting().size(), 1U);
    ASSERT_TRUE(posting->remove(stranger, mention));
    EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(NotificationsTest, dropped_ones_are_nowhere) {
    set_policy({.for_not_following = PolicyAnswer::drop});
    ASSERT_TRUE(marks.favourite(stranger, post(me, "hello")));
    EXPECT_THAT(listed(true), IsEmpty());
    EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(NotificationsTest, private_mention_that_answers_mine_is_not_held) {
    set_policy({.for_private_mentions = PolicyAnswer::filter});
    direct(stranger, "@me psst");
    EXPECT_THAT(heard, IsEmpty());
    auto mine = direct(me, "@stranger what do you think?");
    auto answer = direct(stranger, "@me well", mine);
    EXPECT_THAT(heard, ElementsAre(NotificationKind::mention));
    direct(stranger, "@me and another thing", answer);
    EXPECT_EQ(heard.size(), 2U);
    post(stranger, "@me in public");
    EXPECT_EQ(heard.size(), 3U);
}

TEST_F(NotificationsTest, newcomers_wait_for_a_month) {
    set_policy({.for_new_accounts = PolicyAnswer::filter});
    auto newcomer = member("newcomer");
    post(newcomer, "@me hi");
    EXPECT_THAT(heard, IsEmpty());
    clock.advance(std::chrono::hours(24 * 31));
    post(newcomer, "@me hi again");
    EXPECT_EQ(heard.size(), 1U);
}

TEST_F(NotificationsTest, moderators_are_always_heard) {
    set_policy({.for_not_following = PolicyAnswer::drop});
    write([&](store::WriteTx& tx) -> Result<void> {
        auto user = TRY(tx.users().by_account(stranger));
        user->role = Role::moderator;
        return tx.users().update(*user);
    });
    post(stranger, "@me please read the rules");
    EXPECT_EQ(heard.size(), 1U);
}

TEST_F(NotificationsTest, reception_is_as_blocks_mutes_and_the_policy_have_it) {
    Notifier notifier(clock, ids, events);
    auto reception = [&] {
        auto how = read([&](store::ReadTx& tx) {
            return notifier.reception(tx, NotificationKind::mention, me, stranger, nullptr);
        });
        return std::pair(how.way, how.quiet);
    };
    using enum Notifier::Way;
    EXPECT_EQ(reception(), std::pair(told, false));
    set_policy({.for_not_following = PolicyAnswer::filter});
    EXPECT_EQ(reception(), std::pair(held, false));
    ASSERT_TRUE(relations->mute(me, stranger, true, {}));
    EXPECT_EQ(reception(), std::pair(held, true));
    set_policy({.for_not_following = PolicyAnswer::drop});
    EXPECT_EQ(reception(), std::pair(dropped, true));
    ASSERT_TRUE(relations->block(stranger, me));
    EXPECT_EQ(reception(), std::pair(refused, true));
}

TEST_F(NotificationsTest, message_that_is_held_is_kept_though_nobody_hears_of_it_and_other_acts_are_not) {
    set_policy({.for_not_following = PolicyAnswer::filter});
    ASSERT_TRUE(relations->mute(me, stranger, true, {}));
    ASSERT_TRUE(marks.favourite(stranger, post(me, "hello")));
    EXPECT_THAT(listed(true), IsEmpty());
    post(stranger, "@me good morning");
    EXPECT_EQ(listed(true).size(), 1U);
    EXPECT_THAT(heard, IsEmpty());
    EXPECT_THAT(waiting(), IsEmpty());
    ASSERT_TRUE(relations->unmute(me, stranger));
    EXPECT_EQ(waiting().size(), 1U);
}

TEST_F(NotificationsTest, likes_of_one_status_are_one_entry) {
    auto other = member("other");
    auto mine = post(me, "hello");
    ASSERT_TRUE(marks.favourite(stranger, mine));
    post(stranger, "@me hi");
    ASSERT_TRUE(marks.favourite(other, mine));
    auto found = page({.limit = 40}).entries;
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].count, 2);
    ASSERT_EQ(found[0].newest.size(), 2U);
    EXPECT_EQ(found[0].newest[0].from_account_id, other);
    EXPECT_EQ(found[0].page_min, found[0].newest[1].id);
    EXPECT_EQ(found[0].page_max, found[0].newest[0].id);
    EXPECT_EQ(found[1].newest[0].kind, NotificationKind::mention);

    auto apart = page({.limit = 40}, {}).entries;
    EXPECT_EQ(apart.size(), 3U);
    EXPECT_TRUE(apart[0].group_key.starts_with("ungrouped-"));
    auto unread = read([&](store::ReadTx& tx) {
        return count_groups_above(tx, me, {}, groupable_kinds(), found[1].newest[0].id.value, 100);
    });
    EXPECT_EQ(unread, 1);
}

TEST_F(NotificationsTest, pages_of_entries_meet_without_gaps_in_both_directions) {
    auto first = post(me, "one");
    auto second = post(me, "two");
    for (int i = 0; i < 6; ++i) {
        auto liker = member("liker" + std::to_string(i));
        ASSERT_TRUE(marks.favourite(liker, i % 2 == 0 ? first : second));
        post(liker, "@me hi");
    }
    std::vector<std::string> keys;
    store::Page down{.limit = 2};
    for (int round = 0; round < 20; ++round) {
        auto found = page(down);
        if (found.entries.empty()) break;
        for (const auto& entry : found.entries)
            keys.push_back(entry.group_key);
        down.max_id = found.oldest.value;
    }
    std::set<std::string> distinct(keys.begin(), keys.end());
    EXPECT_EQ(distinct.size(), 8U); // six mentions, two groups

    auto newest_first = page({.limit = 40});
    std::set<std::string> upwards;
    store::Page up{.min_id = newest_first.oldest.value - 1, .limit = 3};
    for (int round = 0; round < 20; ++round) {
        auto found = page(up);
        if (found.entries.empty()) break;
        for (const auto& entry : found.entries)
            upwards.insert(entry.group_key);
        EXPECT_GT(found.newest.value, up.min_id);
        up.min_id = found.newest.value;
    }
    EXPECT_EQ(upwards, distinct);
}

} // namespace
} // namespace kith::services
