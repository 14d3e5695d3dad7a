#include "network.hpp"
#include "services/account_removal.hpp"
#include "services/spoken.hpp"
#include "services/status_marks.hpp"

#include <random>

namespace kith::services {
namespace {

using relationship::Interaction;
using relationship::InteractionKind;
using relationship::Source;
using relationship::Stage;

class SpokenTest : public Network {
protected:
    SpokenTest() { marks.emplace(*store_, clock, ids, events, 5); }
    ~SpokenTest() override { marks.reset(); }

    AccountId ada = member("ada");
    AccountId bob = member("bob");
    AccountId cem = member("cem");
    std::optional<StatusMarks> marks;

    std::vector<Interaction> between(AccountId one, AccountId another) {
        return read([&](store::ReadTx& tx) { return tx.interactions().between({one, another}); });
    }
    std::vector<InteractionKind> kinds(AccountId one, AccountId another) {
        std::vector<InteractionKind> found;
        for (const auto& interaction : between(one, another))
            found.push_back(interaction.kind);
        return found;
    }
    StatusId write_post(Draft draft) {
        clock.advance(std::chrono::seconds(1));
        auto id = posting->post(std::move(draft));
        EXPECT_TRUE(id) << (id ? "" : id.error().message);
        return id.value_or(StatusId{});
    }
    KnownTie tie(AccountId owner, AccountId other) {
        return read([&](store::ReadTx& tx) { return tie_with(tx, owner, other, clock.now()); });
    }
    static bool succeeded(const auto& result) { return result.has_value(); }
};

using Kinds = std::vector<InteractionKind>;

TEST_F(SpokenTest, a_status_is_one_contact_for_each_person_it_speaks_to) {
    auto status = post(ada, "@bob @cem @bob look, @ada!");
    EXPECT_EQ(kinds(ada, bob), Kinds{InteractionKind::mention});
    EXPECT_EQ(kinds(ada, cem), Kinds{InteractionKind::mention});
    auto said = between(ada, bob).front();
    EXPECT_EQ(said.actor, ada);
    EXPECT_EQ(said.status, status);
    EXPECT_EQ(said.source, Source::local);
    EXPECT_TRUE(said.in_public);
    EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.ties().count(ada); }), 2) << "none with oneself";
}

TEST_F(SpokenTest, a_reply_that_mentions_its_parents_author_is_one_reply) {
    auto hello = post(ada, "@bob hello");
    auto answer = post(bob, "@ada hello @cem", hello);
    EXPECT_EQ(kinds(ada, bob), (Kinds{InteractionKind::mention, InteractionKind::reply}));
    EXPECT_EQ(kinds(bob, cem), Kinds{InteractionKind::mention});
    EXPECT_EQ(tie(ada, bob).stage, Stage::acquaintance);
    post(bob, "and to myself", answer);
    EXPECT_EQ(kinds(ada, bob).size(), 2U) << "a self-reply speaks to nobody";
}

TEST_F(SpokenTest, a_reply_without_a_mention_counts_where_its_author_may_read_it) {
    auto hello = post(ada, "hello, world");
    write_post({.author = bob, .text = "for my followers", .visibility = Visibility::private_, .in_reply_to = hello});
    write_post({.author = bob, .text = "@cem have you seen", .visibility = Visibility::direct, .in_reply_to = hello});
    EXPECT_EQ(kinds(ada, bob), Kinds{});
    EXPECT_EQ(kinds(bob, cem), Kinds{InteractionKind::direct});
    EXPECT_FALSE(between(bob, cem).front().in_public);
    post(bob, "hello", hello);
    EXPECT_EQ(kinds(ada, bob), Kinds{InteractionKind::reply});
}

TEST_F(SpokenTest, a_quote_with_own_words_is_a_contact_and_one_without_is_not) {
    auto hello = post(ada, "hello, world");
    write_post({.author = bob, .text = "", .quote_of = hello});
    EXPECT_EQ(tie(ada, bob).tie.theirs.contacts, 0U);
    EXPECT_EQ(kinds(ada, bob), Kinds{InteractionKind::quote});
    write_post({.author = bob, .text = "well said, @ada", .quote_of = hello});
    EXPECT_EQ(kinds(ada, bob), (Kinds{InteractionKind::quote, InteractionKind::quote}));
    EXPECT_EQ(tie(ada, bob).tie.theirs.contacts, 1U);
}

TEST_F(SpokenTest, thanks_for_an_answer_are_thanks) {
    auto question = post(ada, "who knows a good baker?");
    auto answer = post(bob, "@ada the one at the corner", question);
    post(ada, "@bob thank you!", answer);
    EXPECT_EQ(kinds(ada, bob), (Kinds{InteractionKind::reply, InteractionKind::thanks}));
    EXPECT_TRUE(between(ada, bob).back().for_answer);
    EXPECT_GT(tie(bob, ada).tie.mine.given.value, 3.0);
    auto statement = post(ada, "I like bread.");
    post(ada, "thanks", post(bob, "me too", statement));
    EXPECT_EQ(kinds(ada, bob).back(), InteractionKind::reply) << "no question, no thanks for an answer";
}

TEST_F(SpokenTest, words_of_thanks_are_known_in_many_languages) {
    for (auto text : {"Thanks!", "oh, THANK YOU so much", "Vielen Dank", "merci ♥", "Dankeschön.",
                      "教えてくれてありがとう", "谢谢你", "Спасибо большое"})
        EXPECT_TRUE(says_thanks(text)) << text;
    for (auto text : {"No thanks", "thanksgiving is near", "a tank", "", "nein danke", "great"})
        EXPECT_FALSE(says_thanks(text)) << text;
}

TEST_F(SpokenTest, boosts_favourites_and_follows_come_and_go) {
    auto status = post(ada, "hello, world");
    boost(bob, status);
    ASSERT_TRUE(marks->favourite(bob, status));
    ASSERT_TRUE(relations->follow(bob, ada));
    EXPECT_EQ(kinds(ada, bob), (Kinds{InteractionKind::boost, InteractionKind::favourite, InteractionKind::follow}));
    EXPECT_EQ(tie(ada, bob).stage, Stage::stranger);
    EXPECT_GT(tie(ada, bob).tie.theirs.given.value, 1.0);
    ASSERT_TRUE(posting->unboost(bob, status));
    ASSERT_TRUE(marks->unfavourite(bob, status));
    ASSERT_TRUE(relations->unfollow(bob, ada));
    EXPECT_EQ(kinds(ada, bob), Kinds{});
    EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.ties().count(ada); }), 0);
    ASSERT_TRUE(relations->follow(bob, ada));
    ASSERT_TRUE(relations->remove_follower(ada, bob));
    EXPECT_EQ(kinds(ada, bob), Kinds{});
}

TEST_F(SpokenTest, a_status_that_is_deleted_takes_its_contacts_boosts_and_favourites_along) {
    auto status = post(ada, "@bob hello");
    boost(cem, status);
    ASSERT_TRUE(marks->favourite(cem, status));
    ASSERT_TRUE(posting->remove(ada, status));
    EXPECT_EQ(kinds(ada, bob), Kinds{});
    EXPECT_EQ(kinds(ada, cem), Kinds{});
    EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.ties().count(ada); }), 0);
}

TEST_F(SpokenTest, an_edit_speaks_to_whom_it_speaks_now) {
    auto status = post(ada, "@bob hello");
    post(bob, "@ada hello", status);
    ASSERT_TRUE(posting->edit(status, {.author = ada, .text = "@bob @cem hello"}, {}));
    EXPECT_EQ(kinds(ada, bob), (Kinds{InteractionKind::mention, InteractionKind::reply}));
    EXPECT_EQ(kinds(ada, cem), Kinds{InteractionKind::mention});
    EXPECT_EQ(tie(ada, bob).stage, Stage::acquaintance);
    ASSERT_TRUE(posting->edit(status, {.author = ada, .text = "hello"}, {}));
    EXPECT_EQ(kinds(ada, bob), Kinds{InteractionKind::reply});
    EXPECT_EQ(tie(ada, bob).stage, Stage::stranger);
}

TEST_F(SpokenTest, a_block_ends_the_tie_at_once) {
    post(bob, "@ada hello", post(ada, "@bob hello"));
    ASSERT_TRUE(relations->block(ada, bob));
    EXPECT_EQ(tie(ada, bob).stage, Stage::stranger);
    EXPECT_EQ(tie(bob, ada).tie.mine.contacts, 0U);
    ASSERT_TRUE(relations->unblock(ada, bob));
    EXPECT_EQ(tie(ada, bob).stage, Stage::acquaintance);
}

TEST_F(SpokenTest, whatever_happens_ties_are_what_the_interactions_make_of_them) {
    std::vector<AccountId> people{ada, bob, cem, member("dee"), member("eve")};
    const std::array<std::string, 5> names{"ada", "bob", "cem", "dee", "eve"};
    std::vector<std::pair<AccountId, StatusId>> posts;
    std::mt19937 random(7);
    auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
    for (int step = 0; step < 400; ++step) {
        clock.advance(std::chrono::minutes(1 + below(900)));
        auto who = people[below(people.size())];
        auto whom = people[below(people.size())];
        auto [author, status] = posts.empty() ? std::pair<AccountId, StatusId>() : posts[below(posts.size())];
        std::string text = "@" + names[below(5)] + " hello @" + names[below(5)];
        switch (below(12)) {
        case 0:
            succeeded(posting->boost(who, status, Visibility::public_));
            break;
        case 1:
            succeeded(posting->unboost(who, status));
            break;
        case 2:
            succeeded(marks->favourite(who, status));
            break;
        case 3:
            succeeded(marks->unfavourite(who, status));
            break;
        case 4:
            if (author) succeeded(posting->remove(author, status));
            break;
        case 5:
            if (author) succeeded(posting->edit(status, {.author = author, .text = text}, {}));
            break;
        case 6:
            succeeded(relations->follow(who, whom));
            break;
        case 7:
            succeeded(below(2) ? relations->unfollow(who, whom) : relations->remove_follower(who, whom));
            break;
        case 8:
            succeeded(below(3) ? relations->unblock(who, whom) : relations->block(who, whom));
            break;
        default: {
            Draft draft{.author = who, .text = text, .visibility = Visibility(below(4)), .in_reply_to = status};
            if (below(2)) draft.in_reply_to = {};
            if (auto posted = posting->post(std::move(draft))) posts.emplace_back(who, *posted);
        }
        }
    }
    std::uint32_t contacts = 0;
    for (auto one : people)
        for (auto another : people) {
            if (one == another) continue;
            EXPECT_FALSE(read([&](store::ReadTx& tx) { return Ties::is_wrong(tx, one, another); }));
            contacts += tie(one, another).tie.mine.contacts;
        }
    EXPECT_GT(contacts, 30U) << "something happened";
}

} // namespace
} // namespace kith::services
