#include "unit/services/network.hpp"

#include <thread>

namespace kith::services {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using namespace std::chrono_literals;

class RelationsTest : public Network {
protected:
    AccountId ana = member("ana");
    AccountId ben = member("ben");
    AccountId cleo = member("cleo", {.locked = true});
};

TEST_F(RelationsTest, following_counts_on_both_sides_and_tells_the_followed) {
    ASSERT_TRUE(relations->follow(ana, ben));
    EXPECT_TRUE(between(ana, ben).following && !between(ana, ben).following->pending);
    EXPECT_TRUE(between(ben, ana).followed_by);
    EXPECT_EQ(account(ana).following_count, 1);
    EXPECT_EQ(account(ben).followers_count, 1);
    EXPECT_THAT(told(ben, ana), ElementsAre(NotificationKind::follow));
}

TEST_F(RelationsTest, following_twice_changes_options_only) {
    ASSERT_TRUE(relations->follow(ana, ben, {.reblogs = false}));
    ASSERT_TRUE(relations->follow(ana, ben, {.notify = true, .languages = std::vector<std::string>{"de", "EN"}}));
    auto follow = *between(ana, ben).following;
    EXPECT_FALSE(follow.show_reblogs);
    EXPECT_TRUE(follow.notify);
    EXPECT_EQ(follow.languages, "de,en");
    EXPECT_EQ(account(ben).followers_count, 1);
    EXPECT_THAT(told(ben, ana), ElementsAre(NotificationKind::follow));
    ASSERT_TRUE(relations->follow(ana, ben, {.languages = std::vector<std::string>{}}));
    EXPECT_EQ(between(ana, ben).following->languages, "");
    EXPECT_EQ(code(relations->follow(ana, ben, {.languages = std::vector<std::string>{"klingonish"}})), "language");
}

TEST_F(RelationsTest, nobody_does_these_things_to_themselves) {
    EXPECT_EQ(code(relations->follow(ana, ana)), "forbidden");
    EXPECT_EQ(code(relations->block(ana, ana)), "forbidden");
    EXPECT_EQ(code(relations->mute(ana, ana, true, 0s)), "forbidden");
    EXPECT_EQ(code(relations->endorse(ana, ana)), "forbidden");
    EXPECT_EQ(account(ana).following_count, 0);
}

TEST_F(RelationsTest, nobody_can_follow_who_is_unknown_suspended_or_moved) {
    auto gone = member("gone", {.suspended_at = clock.now()});
    auto moved = member("moved", {.moved_to = ben});
    EXPECT_EQ(code(relations->follow(ana, AccountId{7})), "not_found");
    EXPECT_EQ(code(relations->follow(ana, gone)), "not_found");
    EXPECT_EQ(code(relations->follow(ana, moved)), "forbidden");
}

TEST_F(RelationsTest, a_follow_brings_earlier_posts_home_and_an_unfollow_takes_them_away) {
    auto first = post(ben, "one");
    auto second = post(ben, "two");
    auto reply = post(ben, "a reply", post(cleo, "hello"));
    ASSERT_TRUE(relations->follow(ana, ben));
    EXPECT_THAT(home(ana), ElementsAre(second, first)) << "not the reply " << reply.value << " to a stranger";
    ASSERT_TRUE(relations->unfollow(ana, ben));
    EXPECT_THAT(home(ana), IsEmpty());
    EXPECT_EQ(account(ana).following_count, 0);
    EXPECT_EQ(account(ben).followers_count, 0);
    EXPECT_THAT(told(ben, ana), IsEmpty());
    ASSERT_TRUE(relations->unfollow(ana, ben));
    EXPECT_EQ(account(ben).followers_count, 0);
}

TEST_F(RelationsTest, earlier_boosts_come_home_only_where_boosts_are_wanted) {
    auto said = post(cleo, "worth hearing");
    auto boosted = boost(ben, said);
    ASSERT_TRUE(relations->follow(ana, ben, {.reblogs = false}));
    EXPECT_THAT(home(ana), IsEmpty());
    ASSERT_TRUE(relations->unfollow(ana, ben));
    ASSERT_TRUE(relations->follow(ana, ben));
    EXPECT_THAT(home(ana), ElementsAre(boosted));
}

TEST_F(RelationsTest, a_locked_account_decides_who_follows) {
    auto said = post(cleo, "inside");
    ASSERT_TRUE(relations->follow(ana, cleo));
    EXPECT_TRUE(between(ana, cleo).following->pending);
    EXPECT_TRUE(between(cleo, ana).requested_by);
    EXPECT_EQ(account(cleo).followers_count, 0);
    EXPECT_THAT(home(ana), IsEmpty());
    EXPECT_THAT(told(cleo, ana), ElementsAre(NotificationKind::follow_request));

    ASSERT_TRUE(relations->authorize(cleo, ana));
    EXPECT_FALSE(between(ana, cleo).following->pending);
    EXPECT_EQ(account(cleo).followers_count, 1);
    EXPECT_EQ(account(ana).following_count, 1);
    EXPECT_THAT(home(ana), ElementsAre(said));
    EXPECT_THAT(told(cleo, ana), ElementsAre(NotificationKind::follow));
    EXPECT_EQ(code(relations->authorize(cleo, ana)), "not_found");
}

TEST_F(RelationsTest, a_rejected_request_leaves_no_trace) {
    ASSERT_TRUE(relations->follow(ana, cleo));
    ASSERT_TRUE(relations->reject(cleo, ana));
    EXPECT_FALSE(between(ana, cleo).following);
    EXPECT_THAT(told(cleo, ana), IsEmpty());
    EXPECT_EQ(account(cleo).followers_count, 0);
    EXPECT_EQ(code(relations->reject(cleo, ana)), "not_found");
}

TEST_F(RelationsTest, a_request_that_is_taken_back_counts_for_nobody) {
    ASSERT_TRUE(relations->follow(ana, cleo));
    ASSERT_TRUE(relations->unfollow(ana, cleo));
    EXPECT_FALSE(between(ana, cleo).following);
    EXPECT_EQ(account(cleo).followers_count, 0);
    EXPECT_EQ(account(ana).following_count, 0);
    EXPECT_THAT(told(cleo, ana), IsEmpty());
}

TEST_F(RelationsTest, limited_accounts_have_to_ask) {
    auto limited = member("limited", {.silenced_at = clock.now()});
    ASSERT_TRUE(relations->follow(limited, ben));
    EXPECT_TRUE(between(limited, ben).following->pending);
}

TEST_F(RelationsTest, a_profile_that_opens_lets_in_who_waits) {
    auto limited = member("limited", {.silenced_at = clock.now()});
    ASSERT_TRUE(relations->follow(ana, cleo));
    ASSERT_TRUE(relations->follow(limited, cleo));
    ASSERT_TRUE(profiles->update(cleo, {.locked = false}));
    EXPECT_FALSE(between(ana, cleo).following->pending);
    EXPECT_TRUE(between(limited, cleo).following->pending);
    EXPECT_EQ(account(cleo).followers_count, 1);
}

TEST_F(RelationsTest, a_follower_can_be_removed) {
    ASSERT_TRUE(relations->follow(ana, ben));
    post(ben, "hello");
    ASSERT_TRUE(relations->remove_follower(ben, ana));
    EXPECT_FALSE(between(ana, ben).following);
    EXPECT_EQ(account(ben).followers_count, 0);
    EXPECT_THAT(home(ana), IsEmpty());
    EXPECT_TRUE(relations->remove_follower(ben, ana));
}

TEST_F(RelationsTest, a_block_ends_everything_in_both_directions) {
    ASSERT_TRUE(relations->follow(ana, ben));
    ASSERT_TRUE(relations->follow(ben, ana));
    ASSERT_TRUE(relations->endorse(ben, ana));
    post(ana, "mine");
    post(ben, "@ana yours");
    ASSERT_FALSE(told(ana, ben).empty());
    ASSERT_TRUE(relations->block(ana, ben));

    auto mine = between(ana, ben);
    EXPECT_TRUE(mine.blocking);
    EXPECT_FALSE(mine.following);
    EXPECT_FALSE(mine.followed_by);
    EXPECT_TRUE(between(ben, ana).blocked_by);
    EXPECT_FALSE(between(ben, ana).endorsed);
    EXPECT_EQ(home(ana).size(), 1U) << "one's own post stays";
    EXPECT_EQ(home(ben).size(), 1U);
    EXPECT_THAT(told(ana, ben), IsEmpty());
    EXPECT_THAT(told(ben, ana), IsEmpty());
    for (auto id : {ana, ben}) {
        EXPECT_EQ(account(id).followers_count, 0);
        EXPECT_EQ(account(id).following_count, 0);
    }
    EXPECT_EQ(code(relations->follow(ana, ben)), "forbidden");
    EXPECT_EQ(code(relations->follow(ben, ana)), "forbidden");
    ASSERT_TRUE(relations->unblock(ana, ben));
    EXPECT_TRUE(relations->follow(ben, ana));
}

TEST_F(RelationsTest, a_block_ends_requests_too) {
    ASSERT_TRUE(relations->follow(ana, cleo));
    ASSERT_TRUE(relations->block(cleo, ana));
    EXPECT_FALSE(between(cleo, ana).requested_by);
    EXPECT_EQ(account(cleo).followers_count, 0);
}

TEST_F(RelationsTest, a_mute_clears_the_home_and_its_end_brings_it_back) {
    ASSERT_TRUE(relations->follow(ana, ben));
    auto said = post(ben, "hello");
    ASSERT_TRUE(relations->mute(ana, ben, true, 0s));
    EXPECT_THAT(home(ana), IsEmpty());
    post(ben, "again");
    EXPECT_THAT(home(ana), IsEmpty());
    EXPECT_TRUE(between(ana, ben).muting->hide_notifications);
    ASSERT_TRUE(relations->mute(ana, ben, false, 0s));
    EXPECT_FALSE(between(ana, ben).muting->hide_notifications);
    ASSERT_TRUE(relations->unmute(ana, ben));
    EXPECT_EQ(home(ana).size(), 2U);
    EXPECT_EQ(home(ana).back(), said);
    EXPECT_FALSE(between(ana, ben).muting);
}

TEST_F(RelationsTest, a_timed_mute_ends_when_its_time_is_over_and_not_before) {
    ASSERT_TRUE(relations->follow(ana, ben));
    ASSERT_TRUE(relations->mute(ana, ben, true, 60s));
    post(ben, "hello");
    ASSERT_TRUE(relations->end_mute(ana, ben));
    EXPECT_TRUE(between(ana, ben).muting);
    clock.advance(61s);
    auto due = store_->write([&](store::WriteTx& tx) { return tx.jobs().lease(clock.now(), clock.now() + 1min, 10); });
    auto job = std::ranges::find(*due, Relations::mute_job, &store::Job::kind);
    ASSERT_NE(job, due->end());
    ASSERT_TRUE(relations->run_mute_job(job->payload));
    EXPECT_EQ(code(relations->run_mute_job("{}")), "payload");
    EXPECT_FALSE(between(ana, ben).muting);
    EXPECT_EQ(home(ana).size(), 1U);
}

TEST_F(RelationsTest, a_mute_hides_notifications_only_if_asked_to) {
    ASSERT_TRUE(relations->mute(ana, ben, true, 0s));
    post(ben, "@ana can you hear me?");
    EXPECT_THAT(told(ana, ben), IsEmpty());
    ASSERT_TRUE(relations->mute(ana, ben, false, 0s));
    post(ana, "@ben hello");
    post(ben, "@ana and now?");
    EXPECT_THAT(told(ana, ben), ElementsAre(NotificationKind::mention));
}

TEST_F(RelationsTest, who_mutes_somebody_can_still_write_to_them) {
    ASSERT_TRUE(relations->mute(ana, ben, true, 0s));
    post(ana, "@ben hello");
    EXPECT_THAT(told(ben, ana), ElementsAre(NotificationKind::mention));
}

TEST_F(RelationsTest, only_those_one_follows_are_endorsed) {
    EXPECT_EQ(code(relations->endorse(ana, ben)), "not_following");
    ASSERT_TRUE(relations->follow(ana, cleo));
    EXPECT_EQ(code(relations->endorse(ana, cleo)), "not_following") << "still waits";
    ASSERT_TRUE(relations->follow(ana, ben));
    ASSERT_TRUE(relations->endorse(ana, ben));
    ASSERT_TRUE(relations->endorse(ana, ben));
    EXPECT_TRUE(between(ana, ben).endorsed);
    ASSERT_TRUE(relations->unfollow(ana, ben));
    EXPECT_FALSE(between(ana, ben).endorsed);
}

TEST_F(RelationsTest, a_note_is_kept_until_it_is_emptied) {
    ASSERT_TRUE(relations->note(ana, ben, "met at the station"));
    EXPECT_EQ(between(ana, ben).note, "met at the station");
    EXPECT_EQ(between(ben, ana).note, "");
    EXPECT_EQ(code(relations->note(ana, ben, std::string(2001, 'x'))), "note_too_long");
    ASSERT_TRUE(relations->note(ana, ben, ""));
    EXPECT_EQ(between(ana, ben).note, "");
}

TEST_F(RelationsTest, blocking_a_domain_removes_its_followers_and_keeps_new_follows_out) {
    auto far = member("far", {.domain = "far.example"});
    write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.relations().put_follow({.account_id = far, .target_id = ana, .id = ids.next(), .languages = {}}));
        TRY(tx.accounts().add_counts(ana, 1, 0, 0));
        return tx.accounts().add_counts(far, 0, 1, 0);
    });
    ASSERT_TRUE(relations->block_domain(ana, " Far.Example "));
    EXPECT_FALSE(between(ana, far).followed_by);
    EXPECT_TRUE(between(ana, far).domain_blocking);
    EXPECT_EQ(account(ana).followers_count, 0);
    EXPECT_EQ(code(relations->follow(ana, far)), "forbidden");
    ASSERT_TRUE(relations->unblock_domain(ana, "far.example"));
    ASSERT_TRUE(relations->follow(ana, far));
    EXPECT_TRUE(between(ana, far).following->pending) << "their server decides";
    EXPECT_EQ(code(relations->block_domain(ana, " ")), "domain_blank");
    EXPECT_EQ(code(relations->block_domain(ana, "not a domain")), "domain_invalid");
}

TEST_F(RelationsTest, there_is_a_limit_to_following) {
    EXPECT_EQ(follow_limit(0), 7'500);
    EXPECT_EQ(follow_limit(6'000), 7'500);
    EXPECT_EQ(follow_limit(10'000), 11'000);
    write([&](store::WriteTx& tx) { return tx.accounts().add_counts(ana, 0, 7'500, 0); });
    auto refused = relations->follow(ana, ben);
    EXPECT_EQ(code(refused), "follow_limit");
    EXPECT_EQ(refused.error().message, "Validation failed: You cannot follow more than 7500 people");
    write([&](store::WriteTx& tx) { return tx.accounts().add_counts(ana, 0, -7'500, 0); });
}

TEST_F(RelationsTest, concurrent_follows_and_unfollows_count_right) {
    std::vector<AccountId> crowd;
    for (int i = 0; i < 8; ++i)
        crowd.push_back(member("crowd" + std::to_string(i)));
    std::vector<std::thread> threads;
    for (auto id : crowd) {
        threads.emplace_back([&, id] {
            for (int round = 0; round < 5; ++round) {
                EXPECT_TRUE(relations->follow(id, ben));
                EXPECT_TRUE(relations->follow(id, ben));
                EXPECT_TRUE(relations->unfollow(id, ben));
            }
            EXPECT_TRUE(relations->follow(id, ben));
        });
        threads.emplace_back([&, id] { EXPECT_TRUE(relations->follow(id, ana)); });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(account(ben).followers_count, 8);
    EXPECT_EQ(account(ana).followers_count, 8);
    EXPECT_EQ(account(crowd.front()).following_count, 2);
}

} // namespace
} // namespace kith::services
