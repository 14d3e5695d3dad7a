#include "services/archives.hpp"

#include "member_world.hpp"
#include "services/posting.hpp"
#include "services/status_marks.hpp"

#include <fstream>
#include <gmock/gmock.h>

namespace kith::services {
namespace {

using Stage = ArchiveState::Stage;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct ArchivesTest : testing::Test {
    MemberWorld world;
    std::filesystem::path folder = world.folder.path() / "archives";
    std::filesystem::path media = world.folder.path() / "media";
    Posting posting{*world.store, world.clock, world.ids, world.events, world.instance, PostingLimits{}};
    StatusMarks marks{*world.store, world.clock, world.ids, world.events, 5};
    std::unique_ptr<Archives> archives = make();
    AccountId anna = world.member("anna");
    AccountId bert = world.member("bert");

    ArchivesTest() {
        std::filesystem::create_directories(folder);
        std::filesystem::create_directories(media);
    }
    std::unique_ptr<Archives> make() {
        return std::make_unique<Archives>(*world.store, world.clock, world.ids, world.events, world.instance, media,
                                          folder);
    }
    // One round of what waits; how many jobs there were.
    std::size_t run_jobs() {
        auto jobs = *world.store->write([&](store::WriteTx& tx) {
            return tx.jobs().lease(world.clock.now(), world.clock.now() + std::chrono::hours(1), 50);
        });
        std::size_t ran = 0;
        for (const auto& job : jobs) {
            if (job.kind == Archives::job_kind) {
                EXPECT_TRUE(archives->run(job.payload));
                ++ran;
            }
            EXPECT_TRUE(world.store->write([&](store::WriteTx& tx) { return tx.jobs().done(job.id); }));
        }
        return ran;
    }
};

TEST_F(ArchivesTest, an_archive_is_asked_for_made_by_a_job_and_kept_for_a_week) {
    EXPECT_EQ(archives->state(anna).stage, Stage::none);
    EXPECT_FALSE(archives->file(anna));
    ASSERT_TRUE(posting.post({.author = anna, .text = "Bread at noon"}));
    ASSERT_TRUE(archives->start(anna));
    EXPECT_EQ(archives->state(anna).stage, Stage::making);
    ASSERT_TRUE(archives->start(anna)) << "asking again changes nothing";
    EXPECT_EQ(run_jobs(), 1);
    auto state = archives->state(anna);
    ASSERT_EQ(state.stage, Stage::ready);
    EXPECT_EQ(state.expires_at - state.made_at, Archives::lifetime);
    EXPECT_EQ(content(*archives->file(anna)).size(), state.size);
    EXPECT_EQ(content(*archives->file(anna)).substr(0, 2), "PK");
    EXPECT_EQ(archives->state(bert).stage, Stage::none) << "it is hers alone";

    world.clock.advance(Archives::lifetime);
    EXPECT_FALSE(archives->file(anna));
    ASSERT_TRUE(archives->remove_old());
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(ArchivesTest, many_posts_take_several_runs_and_tell_how_far_they_are) {
    for (int i = 0; i < 2500; ++i)
        ASSERT_TRUE(posting.post({.author = anna, .text = "post " + std::to_string(i)}));
    ASSERT_TRUE(archives->start(anna));
    double before = 0;
    int runs = 0;
    while (run_jobs() > 0) {
        ++runs;
        auto state = archives->state(anna);
        if (state.stage == Stage::ready) break;
        EXPECT_GT(state.progress, before);
        before = state.progress;
    }
    EXPECT_GT(runs, 2);
    EXPECT_EQ(archives->state(anna).stage, Stage::ready);
}

TEST_F(ArchivesTest, one_that_a_restart_cut_short_is_begun_again) {
    for (int i = 0; i < 2500; ++i)
        ASSERT_TRUE(posting.post({.author = anna, .text = "post " + std::to_string(i)}));
    ASSERT_TRUE(archives->start(anna));
    ASSERT_EQ(run_jobs(), 1);
    archives = make();
    EXPECT_EQ(archives->state(anna).stage, Stage::making);
    while (run_jobs() > 0) {
    }
    EXPECT_EQ(archives->state(anna).stage, Stage::ready);
}

TEST_F(ArchivesTest, what_is_thrown_away_while_it_is_made_does_not_come_back) {
    ASSERT_TRUE(archives->start(anna));
    archives->remove(anna);
    EXPECT_EQ(archives->state(anna).stage, Stage::none);
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(archives->state(anna).stage, Stage::none);
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(ArchivesTest, one_that_cannot_be_made_says_so_and_can_be_tried_again) {
    ASSERT_TRUE(archives->start(anna));
    ASSERT_TRUE(world.store->write([&](store::WriteTx& tx) -> Result<void> {
        auto account = *TRY(tx.accounts().by_id(anna));
        account.suspended_at = world.clock.now();
        return tx.accounts().update(account);
    }));
    run_jobs();
    EXPECT_EQ(archives->state(anna).stage, Stage::failed);
    ASSERT_TRUE(archives->start(anna));
    EXPECT_EQ(archives->state(anna).stage, Stage::making);
}

TEST_F(ArchivesTest, archives_of_accounts_that_are_gone_go) {
    ASSERT_TRUE(archives->start(anna));
    run_jobs();
    ASSERT_TRUE(world.store->write([&](store::WriteTx& tx) { return tx.accounts().remove(anna); }));
    ASSERT_TRUE(archives->remove_old());
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

} // namespace
} // namespace kith::services
