#include "member_world.hpp"
#include "services/account_removal.hpp"
#include "services/poll_votes.hpp"
#include "services/relations.hpp"
#include "services/status_marks.hpp"

#include <fstream>
#include <gmock/gmock.h>

namespace kith::services {
namespace {

struct RemovalTest : testing::Test {
    MemberWorld world;
    Posting posting{*world.store, world.clock, world.ids, world.events, world.instance, PostingLimits{}};
    Relations relations{*world.store, world.clock, world.ids, world.events};
    StatusMarks marks{*world.store, world.clock, world.ids, world.events, 5};
    PollVotes votes{*world.store, world.clock, world.ids, world.events};
    Uploads uploads{*world.store,        world.clock,         world.ids,      world.events,
                    world.folder.path(), world.folder.path(), media::Limits{}};
    AccountRemoval removal{*world.store, world.clock, world.ids, world.events, world.users, posting, uploads};
    AccountId olga = world.member("olga", Role::owner);
    AccountId alice = world.member("alice");
    AccountId bob = world.member("bob");

    std::optional<Account> account(AccountId id) {
        return *world.store->read([&](store::ReadTx& tx) { return tx.accounts().by_id(id); });
    }
    Status status(StatusId id) {
        return **world.store->read([&](store::ReadTx& tx) { return tx.statuses().by_id(id); });
    }
    // All that the account queued, until nothing is left.
    int run_jobs() {
        int ran = 0;
        while (true) {
            auto jobs = *world.store->write([&](store::WriteTx& tx) {
                return tx.jobs().lease(world.clock.now(), world.clock.now() + std::chrono::hours(1), 10);
            });
            if (jobs.empty()) return ran;
            for (const auto& job : jobs) {
                if (job.kind == AccountRemoval::job_kind) {
                    EXPECT_TRUE(removal.run(job.payload));
                    ++ran;
                }
                EXPECT_TRUE(world.store->write([&](store::WriteTx& tx) { return tx.jobs().done(job.id); }));
            }
        }
    }
};

TEST_F(RemovalTest, nothing_of_the_account_is_left_and_others_counters_are_right) {
    ASSERT_TRUE(relations.follow(alice, bob));
    ASSERT_TRUE(relations.follow(bob, alice));
    ASSERT_TRUE(relations.follow(olga, alice));
    auto bobs = *posting.post({.author = bob, .text = "a post of Bob"});
    auto poll_post =
        *posting.post({.author = bob,
                       .text = "which?",
                       .poll = PollDraft{.options = {"tea", "coffee"}, .expires_in = std::chrono::hours(1)}});
    auto alices = *posting.post({.author = alice, .text = "@bob an answer", .in_reply_to = bobs});
    ASSERT_TRUE(posting.post({.author = alice, .text = "secret", .visibility = Visibility::direct}));
    ASSERT_TRUE(posting.boost(alice, bobs, Visibility::public_));
    ASSERT_TRUE(posting.boost(olga, alices, Visibility::public_));
    ASSERT_TRUE(marks.favourite(alice, bobs));
    ASSERT_TRUE(marks.favourite(bob, alices));
    ASSERT_TRUE(votes.vote(alice, status(poll_post).poll_id, std::vector{0}));
    std::filesystem::create_directories(world.folder.path() / "a");
    for (auto name : {"a/picture.jpg", "a/avatar.png"})
        std::ofstream(world.folder.path() / name) << "bytes";
    ASSERT_TRUE(world.store->write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.media().insert(Media{.id = world.ids.make<MediaId>(), .account_id = alice, .file = "a/picture.jpg"}));
        auto changed = *TRY(tx.accounts().by_id(alice));
        changed.avatar_file = "a/avatar.png";
        return tx.accounts().update(changed);
    }));
    auto session = *world.sessions.start(alice, {});

    EXPECT_EQ(removal.request(alice, "wrong", "").error().code, "password_wrong");
    ASSERT_TRUE(removal.request(alice, "correct horse battery", ""));
    EXPECT_FALSE(world.sessions.find(session)->has_value());
    EXPECT_TRUE(account(alice)->suspended()) << "gone from sight at once";
    run_jobs();

    EXPECT_FALSE(account(alice));
    EXPECT_EQ(account(bob)->followers_count, 0);
    EXPECT_EQ(account(bob)->following_count, 0);
    EXPECT_EQ(account(olga)->following_count, 0);
    EXPECT_EQ(account(olga)->statuses_count, 0) << "a boost of what is gone is gone";
    EXPECT_EQ(status(bobs).replies_count, 0);
    EXPECT_EQ(status(bobs).reblogs_count, 0);
    EXPECT_EQ(status(bobs).favourites_count, 0);
    EXPECT_FALSE(std::filesystem::exists(world.folder.path() / "a/picture.jpg"));
    EXPECT_FALSE(std::filesystem::exists(world.folder.path() / "a/avatar.png"));
    EXPECT_THAT(*world.store->check(), testing::IsEmpty()) << "every counter matches";
    EXPECT_TRUE(world.users.create({.username = "alice", .email = "alice@example.org", .password = "another one"}));
}

TEST_F(RemovalTest, large_accounts_take_several_runs) {
    for (int i = 0; i < 60; ++i)
        ASSERT_TRUE(marks.favourite(alice, *posting.post({.author = bob, .text = "post"})));
    for (int i = 0; i < 5200; ++i)
        ASSERT_TRUE(world.store->write([&](store::WriteTx& tx) {
            return tx.media().insert(Media{.id = world.ids.make<MediaId>(), .account_id = alice});
        }));
    ASSERT_TRUE(removal.request_by(Role::admin, alice));
    EXPECT_GT(run_jobs(), 1);
    EXPECT_FALSE(account(alice));
    EXPECT_THAT(*world.store->check(), testing::IsEmpty());
}

TEST_F(RemovalTest, running_twice_does_no_harm) {
    ASSERT_TRUE(removal.request(alice, "correct horse battery", ""));
    ASSERT_TRUE(removal.run(alice.str()));
    EXPECT_TRUE(removal.run(alice.str()));
    EXPECT_EQ(removal.run("nonsense").error().kind, ErrorKind::invalid);
}

TEST_F(RemovalTest, last_owner_stays_and_moderators_must_outrank) {
    EXPECT_EQ(removal.request(olga, "correct horse battery", "").error().code, "last_owner");
    auto otto = world.member("otto", Role::owner);
    ASSERT_TRUE(world.users.set_suspended(Role::owner, otto, true));
    EXPECT_EQ(removal.request(olga, "correct horse battery", "").error().code, "last_owner") << "otto cannot sign in";
    EXPECT_EQ(removal.request_by(Role::admin, olga).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(removal.request_by(Role::user, alice).error().kind, ErrorKind::forbidden);
}

} // namespace
} // namespace kith::services
