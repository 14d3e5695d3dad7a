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

TEST_F(TieNetworkTest, silence_of_a_day_or_changes_from_outside_load_anew) {
    talk("ada", ada, "bob", bob);
    ASSERT_TRUE(network->keep_up());
    Events elsewhere;
    Ties outside(clock, ids, elsewhere);
    write([&](store::WriteTx& tx) { return outside.set_stage(tx, ada, bob, relationship::Stage::stranger); });
    EXPECT_EQ(steps(ada, bob), (Steps{{bob, 0}})) << "nobody told it";
    events.publish(EverythingChanged{});
    ASSERT_TRUE(network->keep_up());
    EXPECT_EQ(steps(ada, bob), Steps());
}

} // namespace
} // namespace kith::services
