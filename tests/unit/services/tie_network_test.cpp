#include "network.hpp"
#include "services/tie_network.hpp"
#include "services/ties.hpp"

namespace kith::services {
namespace {

class TieNetworkTest : public Network {
protected:
    TieNetworkTest() { network.emplace(*store_, clock, events); }
    ~TieNetworkTest() override { network.reset(); }

    std::optional<TieNetwork> network;
    AccountId ada = member("ada");
    AccountId bob = member("bob");
    AccountId cem = member("cem");
    AccountId dee = member("dee");

    void talk(const std::string& one, AccountId one_id, const std::string& another, AccountId another_id,
              Visibility visibility = Visibility::public_) {
        auto hello = posting->post({.author = one_id, .text = "@" + another + " hello", .visibility = visibility});
        clock.advance(std::chrono::seconds(1));
        ASSERT_TRUE(posting->post(
            {.author = another_id, .text = "@" + one + " hello", .visibility = visibility, .in_reply_to = *hello}));
        clock.advance(std::chrono::seconds(1));
    }
    std::vector<std::pair<AccountId, unsigned>> steps(AccountId from, AccountId to) {
        std::vector<std::pair<AccountId, unsigned>> found;
        for (const auto& step : network->first_steps(from, to, 3).value())
            found.emplace_back(step.friend_id, step.steps_left);
        return found;
    }
    using Steps = std::vector<std::pair<AccountId, unsigned>>;
};

TEST_F(TieNetworkTest, a_way_shows_its_first_step_and_its_length) {
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    EXPECT_FALSE(network->loaded());
    EXPECT_EQ(steps(ada, cem), (Steps{{bob, 1}})) << "who asks before anything was read reads it";
    EXPECT_TRUE(network->loaded());
    EXPECT_EQ(steps(ada, cem), (Steps{{bob, 1}}));
    talk("cem", cem, "dee", dee);
    EXPECT_EQ(steps(ada, dee), (Steps{{bob, 2}})) << "what has changed is brought in by the next read";
    EXPECT_EQ(steps(ada, ada), Steps());
    EXPECT_EQ(network->size().accounts, 4U);
}

TEST_F(TieNetworkTest, changes_and_a_load_from_the_store_agree) {
    ASSERT_TRUE(network->keep_up());
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    ASSERT_TRUE(relations->block(bob, ada));
    talk("ada", ada, "dee", dee);
    talk("dee", dee, "cem", cem);
    EXPECT_EQ(steps(ada, cem), (Steps{{dee, 1}}));
    TieNetwork fresh(*store_, clock, events);
    ASSERT_TRUE(fresh.keep_up());
    EXPECT_EQ(fresh.size().ties, network->size().ties);
    EXPECT_EQ(fresh.first_steps(ada, cem, 3).value().size(), 1U);
}

TEST_F(TieNetworkTest, who_does_not_connect_is_only_an_end) {
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    ASSERT_TRUE(network->keep_up());
    write([&](store::WriteTx& tx) {
        tx.after_commit([&] { events.publish(AccountChanged{bob}); });
        return tx.ties().put_preferences(bob, {.connects = false});
    });
    EXPECT_EQ(steps(ada, cem), Steps());
    EXPECT_EQ(steps(ada, bob), (Steps{{bob, 0}}));
    EXPECT_TRUE(network->mutual(ada, std::array{cem}, 9).value().front().empty());
    TieNetwork fresh(*store_, clock, events);
    ASSERT_TRUE(fresh.keep_up());
    EXPECT_TRUE(fresh.first_steps(ada, cem, 3).value().empty());
}

TEST_F(TieNetworkTest, suspended_accounts_are_nowhere) {
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    ASSERT_TRUE(network->keep_up());
    auto suspend = [&](AccountId id, bool suspended) {
        write([&](store::WriteTx& tx) -> Result<void> {
            auto account = TRY(tx.accounts().by_id(id));
            account->suspended_at = suspended ? std::optional(clock.now()) : std::nullopt;
            tx.after_commit([&, id] { events.publish(AccountChanged{id}); });
            return tx.accounts().update(*account);
        });
    };
    suspend(bob, true);
    EXPECT_EQ(steps(ada, cem), Steps());
    EXPECT_EQ(steps(ada, bob), Steps());
    suspend(bob, false);
    EXPECT_EQ(steps(ada, cem), (Steps{{bob, 1}}));
    suspend(cem, true);
    EXPECT_TRUE(network->bridges(ada, 5).value().empty());
}

TEST_F(TieNetworkTest, what_is_said_in_private_makes_no_way) {
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem, Visibility::direct);
    ASSERT_TRUE(network->keep_up());
    EXPECT_EQ(steps(ada, cem), Steps());
    EXPECT_TRUE(network->bridges(ada, 5).value().empty());
    talk("bob", bob, "cem", cem);
    EXPECT_EQ(steps(ada, cem), (Steps{{bob, 1}}));
}

TEST_F(TieNetworkTest, bridges_and_mutual_ties_are_found) {
    auto eve = member("eve");
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    talk("cem", cem, "eve", eve);
    talk("cem", cem, "dee", dee);
    ASSERT_TRUE(network->keep_up());
    auto bridges = network->bridges(ada, 5).value();
    ASSERT_EQ(bridges.size(), 1U);
    EXPECT_EQ(bridges.front().person, cem);
    EXPECT_EQ(bridges.front().through, bob);
    EXPECT_EQ(network->mutual(ada, std::array{cem, eve}, 9).value(), (std::vector<std::vector<AccountId>>{{bob}, {}}));
}

TEST_F(TieNetworkTest, changes_from_outside_load_anew) {
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    ASSERT_TRUE(network->keep_up());
    Events elsewhere;
    Ties outside(clock, ids, elsewhere);
    write([&](store::WriteTx& tx) -> Result<void> {
        while (TRY(outside.forget_some_of(tx, cem, 100))) {
        }
        return {};
    });
    EXPECT_EQ(steps(ada, cem), (Steps{{bob, 1}})) << "nobody told it";
    events.publish(EverythingChanged{});
    ASSERT_TRUE(network->keep_up());
    EXPECT_EQ(steps(ada, cem), Steps());
}

// What two others keep to themselves, and what a third sees of it.
class OthersTest : public TieNetworkTest {
protected:
    OthersTest() { EXPECT_TRUE(network->keep_up()); }

    Ties ties{clock, ids, events};
    void set_stage(AccountId owner, AccountId other, std::optional<relationship::Stage> stage) {
        write([&](store::WriteTx& tx) { return ties.set_stage(tx, owner, other, stage); });
    }
    void vouch(AccountId owner, AccountId other) {
        write([&](store::WriteTx& tx) { return ties.set_vouch(tx, owner, other, true); });
    }
    void meet(AccountId one, AccountId another) {
        write([&](store::WriteTx& tx) {
            return ties.record(
                tx, {.actor = one, .target = another, .kind = relationship::InteractionKind::met, .at = clock.now()});
        });
    }
    // The same from memory that followed every change and from one that was just read.
    Steps ways(AccountId from, AccountId to) {
        auto found = steps(from, to);
        Events quiet;
        TieNetwork fresh(*store_, clock, quiet);
        EXPECT_TRUE(fresh.keep_up());
        Steps read;
        for (const auto& step : fresh.first_steps(from, to, 3).value())
            read.emplace_back(step.friend_id, step.steps_left);
        EXPECT_EQ(found, read);
        EXPECT_EQ(fresh.mutual(from, std::array{to}, 9).value(), network->mutual(from, std::array{to}, 9).value());
        return found;
    }
    std::vector<AccountId> introducers(AccountId from, AccountId to) {
        return network->mutual(from, std::array{to}, 9).value().front();
    }
};

TEST_F(OthersTest, a_stage_set_by_hand_ends_no_way_of_a_third) {
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    for (auto stage : {relationship::Stage::stranger, relationship::Stage::trusted}) {
        set_stage(bob, cem, stage);
        set_stage(cem, bob, stage);
        set_stage(bob, ada, stage);
        EXPECT_EQ(ways(ada, cem), (Steps{{bob, 1}}));
        EXPECT_EQ(introducers(ada, cem), std::vector{bob});
    }
}

TEST_F(OthersTest, a_stage_set_by_hand_makes_no_way_for_a_third) {
    talk("ada", ada, "bob", bob);
    post(cem, "@bob hello");
    set_stage(bob, cem, relationship::Stage::friend_);
    set_stage(cem, bob, relationship::Stage::friend_);
    vouch(bob, cem);
    vouch(cem, bob);
    EXPECT_EQ(ways(ada, cem), Steps());
    EXPECT_TRUE(introducers(ada, cem).empty());
    EXPECT_TRUE(network->bridges(ada, 5)->empty());
}

TEST_F(OthersTest, private_words_on_top_of_one_public_mention_make_no_way) {
    talk("ada", ada, "bob", bob);
    post(cem, "@bob hello");
    talk("bob", bob, "cem", cem, Visibility::direct);
    talk("cem", cem, "bob", bob, Visibility::private_);
    EXPECT_EQ(ways(ada, cem), Steps());
    EXPECT_TRUE(introducers(ada, cem).empty());
    post(bob, "@cem hello");
    EXPECT_EQ(ways(ada, cem), (Steps{{bob, 1}})) << "now both spoke in public, if not in one conversation";
    EXPECT_EQ(introducers(ada, cem), std::vector{bob});
}

TEST_F(OthersTest, private_words_change_no_order) {
    for (const auto& [name, id] : {std::pair("bob", bob), std::pair("dee", dee)}) {
        talk("ada", ada, name, id);
        talk("cem", cem, name, id);
    }
    for (int i = 0; i < 2; ++i)
        talk("cem", cem, "dee", dee);
    auto before = ways(ada, cem);
    ASSERT_EQ(before.size(), 2U);
    for (int i = 0; i < 6; ++i) {
        talk("bob", bob, "cem", cem, Visibility::direct);
        talk("bob", bob, "cem", cem, Visibility::private_);
    }
    EXPECT_EQ(ways(ada, cem), before);
}

TEST_F(OthersTest, one_side_that_says_they_met_makes_no_way_and_both_do) {
    talk("ada", ada, "bob", bob);
    meet(bob, cem);
    EXPECT_EQ(ways(ada, cem), Steps());
    meet(cem, bob);
    EXPECT_EQ(ways(ada, cem), (Steps{{bob, 1}}));
}

TEST_F(OthersTest, ones_own_people_are_first_steps_as_one_sees_them) {
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    talk("ada", ada, "dee", dee, Visibility::direct);
    talk("dee", dee, "cem", cem);
    EXPECT_THAT(ways(ada, cem), ::testing::UnorderedElementsAre(std::pair(bob, 1U), std::pair(dee, 1U)))
        << "with whom one speaks in private too";
    EXPECT_THAT(introducers(ada, cem), ::testing::UnorderedElementsAre(bob, dee));
    EXPECT_EQ(ways(cem, ada), (Steps{{bob, 1}})) << "and nobody else learns of it";
    set_stage(ada, bob, relationship::Stage::stranger);
    EXPECT_EQ(ways(ada, cem), (Steps{{dee, 1}}));
    EXPECT_EQ(introducers(ada, cem), std::vector{dee});
    auto eve = member("eve");
    EXPECT_EQ(ways(eve, cem), Steps()) << "who knows nobody has no way";
    set_stage(eve, bob, relationship::Stage::acquaintance);
    EXPECT_EQ(ways(eve, cem), (Steps{{bob, 1}})) << "who spoke with nobody in public has ways too";
}

TEST_F(OthersTest, a_block_ends_a_way_and_unblocking_brings_it_back) {
    talk("ada", ada, "bob", bob);
    talk("bob", bob, "cem", cem);
    ASSERT_TRUE(relations->block(cem, bob));
    EXPECT_EQ(ways(ada, cem), Steps());
    ASSERT_TRUE(relations->unblock(cem, bob));
    EXPECT_EQ(ways(ada, cem), (Steps{{bob, 1}}));
}

} // namespace
} // namespace kith::services
