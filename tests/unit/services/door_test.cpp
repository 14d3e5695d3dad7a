#include "network.hpp"
#include "services/door.hpp"

namespace kith::services {
namespace {

using std::chrono::days;

class DoorTest : public Network {
protected:
    Ties ties{clock, ids, events};
    Door door{*store_, clock, *relations};
    AccountId ada = member("ada", {.note = "Gardens"});
    AccountId bob = member("bob");

    std::vector<AccountId> waiting(AccountId owner) {
        std::vector<AccountId> found;
        for (const auto& entry : read([&](store::ReadTx& tx) { return door.list(tx, owner, {}); }))
            found.push_back(entry.at.account_id);
        return found;
    }
    DoorEntry entry(AccountId owner, AccountId other) {
        return read([&](store::ReadTx& tx) { return door.one(tx, owner, other); });
    }
    static bool has(const relationship::Reasons& reasons, std::string_view code) {
        return relationship::has_reason(reasons, code);
    }
};

TEST_F(DoorTest, a_follower_without_bio_who_follows_thousands_is_shown_with_facts_and_nothing_is_done) {
    auto collector = member("collector", {.followers_count = 3, .following_count = 4000});
    ASSERT_TRUE(relations->follow(collector, ada));
    auto shown = entry(ada, collector);
    EXPECT_TRUE(has(shown.facts.speaks_against, "door_no_bio"));
    ASSERT_TRUE(has(shown.facts.speaks_against, "door_follow_ratio"));
    auto ratio = *std::ranges::find(shown.facts.speaks_against, "door_follow_ratio", &relationship::Reason::code);
    EXPECT_EQ(in_english(ratio), "They follow 4001 accounts and 3 follow them.");
    auto kept = between(ada, collector);
    EXPECT_TRUE(kept.followed_by);
    EXPECT_FALSE(kept.blocking || kept.muting || kept.following);
    write([&](store::WriteTx& tx) { return tx.accounts().add_counts(collector, -3, -4000, 0); });
}

TEST_F(DoorTest, followers_leave_the_door_after_ninety_days_and_requests_do_not) {
    auto locked = member("locked", {.locked = true});
    ASSERT_TRUE(relations->follow(bob, ada));
    ASSERT_TRUE(relations->follow(bob, locked));
    clock.advance(days(89));
    EXPECT_EQ(waiting(ada), std::vector{bob});
    clock.advance(days(2));
    EXPECT_TRUE(waiting(ada).empty());
    EXPECT_EQ(waiting(locked), std::vector{bob});
}

TEST_F(DoorTest, habits_are_read_from_public_posts_alone) {
    ASSERT_TRUE(relations->follow(bob, ada));
    auto cem = member("cem");
    for (int i = 0; i < 6; ++i) {
        auto question = post(cem, "@bob how do you do?");
        if (i < 5) post(bob, "@cem well", question);
        clock.advance(std::chrono::minutes(1));
        ASSERT_TRUE(posting->post({.author = cem, .text = "@bob psst", .visibility = Visibility::direct}));
    }
    auto facts = entry(ada, bob).facts;
    ASSERT_TRUE(has(facts.speaks_for, "door_answers"));
    auto answers = *std::ranges::find(facts.speaks_for, "door_answers", &relationship::Reason::code);
    EXPECT_EQ(in_english(answers), "They answered 5 of 6 messages they received.");
    EXPECT_TRUE(has(facts.speaks_for, "door_talks"));
    EXPECT_TRUE(has(facts.speaks_for, "door_bridge")) << "nobody whom ada knows knows cem";
}

TEST_F(DoorTest, starters_come_from_what_the_newcomer_wrote) {
    ASSERT_TRUE(relations->follow(bob, ada));
    EXPECT_EQ(entry(ada, bob).starters.front().draft, "@bob Hello! What brought you here?");
    post(ada, "Beans. #gardening");
    post(bob, "Slugs again. #gardening");
    EXPECT_EQ(entry(ada, bob).starters.front().draft,
              "@bob I see that you write about #gardening too. What are you working on?");
}

TEST_F(DoorTest, hashtags_by_which_both_describe_themselves_are_what_they_share) {
    auto cleo = member("cleo", {.note = "Soil and #Beekeeping."});
    auto dora = member("dora", {.why_here = "To find people for #beekeeping in the city"});
    ASSERT_TRUE(relations->follow(dora, cleo));
    auto facts = entry(cleo, dora).facts;
    auto shared = std::ranges::find(facts.speaks_for, "door_shared_interests", &relationship::Reason::code);
    ASSERT_NE(shared, facts.speaks_for.end());
    EXPECT_EQ(shared->parameter("names"), "beekeeping");
}

TEST_F(DoorTest, a_profile_that_asks_for_clicks_is_no_newcomer_to_greet) {
    auto promotes = [&](Account profile) {
        auto id = member("eve" + std::to_string(ids.next()), std::move(profile));
        auto seen = read([&](store::ReadTx& tx) { return newcomers(tx, std::array{id}, clock.now()); });
        return relationship::promotes_mostly(seen.at(id));
    };
    for (std::string note : {"Follow for follow! https://win.example.com", "Follow back instantly. F4F L4L",
                             "Win big every day. Share and follow to enter the raffle https://win.example.com"})
        EXPECT_TRUE(promotes({.note = note})) << note;
    EXPECT_TRUE(promotes({.why_here = "Follow for follow! https://win.example.com"}));
    EXPECT_TRUE(promotes({.fields = {{.name = "Deal", .value = "Follow me and I follow you back!"}}}));
    for (std::string note :
         {"I mend clocks in a small town. https://clocks.example.org", "Just moved here. Likes #gardening and #books.",
          "Photographer. Prints at https://shop.example.org", "Gardener. Say hello if you like beans.",
          "I write a weekly newsletter about cities. Subscribe: https://cities.example.net",
          "Runs a shelter for cats. Donations welcome: https://cats.example.org/donate"})
        EXPECT_FALSE(promotes({.note = note})) << note;
}

TEST_F(DoorTest, who_neither_follows_nor_asks_is_not_at_the_door) {
    auto one = store_->read([&](store::ReadTx& tx) { return door.one(tx, ada, bob); });
    EXPECT_EQ(code(one), "not_found");
    EXPECT_EQ(code(door.answer(ada, bob, DoorAnswer::block)), "not_found");
}

} // namespace
} // namespace kith::services
