#include "network.hpp"
#include "services/meetings.hpp"
#include "services/networks.hpp"
#include "services/outcomes.hpp"
#include "services/people.hpp"

#include <chrono>
#include <cstdio>

namespace kith::services {
namespace {

using relationship::InteractionKind;
using relationship::Stage;
using std::chrono::days;

class PeopleTest : public Network {
protected:
    Ties ties{clock, ids, events};
    People people{*store_, clock, ties};
    Meetings meetings{*store_, clock, ids, ties};
    Outcomes outcomes{*store_, clock, ids};
    AccountId ada = member("ada", {.display_name = "Ada Lovelace"});
    AccountId bob = member("bob");
    AccountId cem = member("cem", {.display_name = "Cem Öz"});

    void talk(AccountId one, AccountId another, Visibility visibility = Visibility::public_) {
        clock.advance(std::chrono::seconds(1));
        auto name = [&](AccountId id) { return account(id).username; };
        auto first =
            posting->post({.author = one, .text = "@" + name(another) + " how was it?", .visibility = visibility});
        ASSERT_TRUE(first) << first.error().message;
        clock.advance(std::chrono::minutes(5));
        auto answer = posting->post(
            {.author = another, .text = "@" + name(one) + " lovely", .visibility = visibility, .in_reply_to = *first});
        ASSERT_TRUE(answer) << answer.error().message;
    }
    Person one(AccountId owner, AccountId other) {
        return read([&](store::ReadTx& tx) { return people.one(tx, owner, other); });
    }
    PeoplePage list(AccountId owner, const PeopleSelection& selection = {}) {
        return read([&](store::ReadTx& tx) { return people.list(tx, owner, selection); });
    }
    std::vector<AccountId> found(AccountId owner, const PeopleSelection& selection) {
        std::vector<AccountId> result;
        for (const auto& person : list(owner, selection).people)
            result.push_back(person.tie.tie.other);
        return result;
    }
};

TEST_F(PeopleTest, two_who_answer_each_other_over_weeks_become_friends_on_the_right_day_and_fall_quiet) {
    EXPECT_EQ(one(ada, bob).stage.stage, Stage::stranger);
    talk(ada, bob);
    EXPECT_EQ(one(ada, bob).stage.stage, Stage::acquaintance);
    EXPECT_TRUE(relationship::has_reason(one(ada, bob).stage.reasons, "stage_friend_needs_days"));
    // Exchanges on four days over fourteen: the fourth falls on the fifteenth day.
    for (int wait : {4, 5}) {
        clock.advance(days(wait));
        talk(bob, ada);
        EXPECT_EQ(one(ada, bob).stage.stage, Stage::acquaintance);
    }
    clock.advance(days(5));
    talk(ada, bob);
    for (auto [owner, other] : {std::pair(ada, bob), std::pair(bob, ada)})
        EXPECT_EQ(one(owner, other).stage.stage, Stage::friend_);
    auto strength = one(ada, bob).tie.strength;

    clock.advance(days(179));
    EXPECT_FALSE(one(ada, bob).stage.quiet);
    EXPECT_LT(one(ada, bob).tie.strength, strength);
    clock.advance(days(1));
    auto quiet = one(ada, bob);
    EXPECT_TRUE(quiet.stage.quiet);
    EXPECT_EQ(quiet.stage.stage, Stage::friend_);
    EXPECT_EQ(found(ada, {.only = PeopleOnly::quiet}), std::vector{bob});
    EXPECT_EQ(list(ada).quiet, 1U);
    clock.advance(days(185));
    EXPECT_EQ(one(ada, bob).stage.stage, Stage::acquaintance);
    EXPECT_EQ(one(ada, bob).stage.earned, Stage::friend_);
    talk(ada, bob);
    EXPECT_EQ(one(ada, bob).stage.stage, Stage::friend_);
}

TEST_F(PeopleTest, friends_who_vouch_for_each_other_trust_each_other) {
    EXPECT_EQ(code(people.vouch(ada, bob, true)), "vouch_stranger");
    for (int i = 0; i < 5; ++i) {
        talk(ada, bob);
        clock.advance(days(4));
    }
    ASSERT_TRUE(people.vouch(ada, bob, true));
    EXPECT_EQ(one(ada, bob).stage.stage, Stage::friend_);
    EXPECT_EQ(one(bob, ada).stage.stage, Stage::friend_);
    ASSERT_TRUE(people.vouch(bob, ada, true));
    EXPECT_EQ(one(ada, bob).stage.stage, Stage::trusted);
    EXPECT_EQ(one(bob, ada).stage.stage, Stage::trusted);
    EXPECT_TRUE(relationship::has_reason(one(ada, bob).stage.reasons, "stage_trusted_vouched"));
    ASSERT_TRUE(people.vouch(ada, bob, false));
    EXPECT_EQ(one(bob, ada).stage.stage, Stage::friend_);
}

TEST_F(PeopleTest, search_finds_beginnings_of_words_whatever_their_case) {
    talk(ada, cem);
    talk(ada, bob);
    ASSERT_TRUE(people.change(ada, bob, {.note = "plays the Cello", .tags = {{"#choir", " choir "}}}));
    EXPECT_EQ(found(ada, {.words = "öZ"}), std::vector{cem});
    EXPECT_EQ(found(ada, {.words = "cel BO"}), std::vector{bob});
    EXPECT_EQ(found(ada, {.words = "ello"}), std::vector<AccountId>());
    EXPECT_EQ(found(ada, {.tag = "choir"}), std::vector{bob});
    EXPECT_EQ(one(ada, bob).note.tags, std::vector<std::string>{"choir"});
}

TEST_F(PeopleTest, somebody_noted_without_a_tie_is_among_the_people) {
    ASSERT_TRUE(people.change(ada, bob, {.how_met = "at the fair"}));
    EXPECT_EQ(found(ada, {}), std::vector{bob});
    EXPECT_EQ(list(ada).stages[std::size_t(Stage::stranger)], 1U);
    ASSERT_TRUE(people.change(ada, bob, {.how_met = ""}));
    EXPECT_TRUE(list(ada).people.empty());
}

TEST_F(PeopleTest, history_pages_keep_one_moment_together) {
    auto at = clock.now();
    write([&](store::WriteTx& tx) -> Result<void> {
        for (int i = 0; i < 7; ++i)
            TRY(ties.record(tx, {.actor = i % 2 == 0 ? ada : bob,
                                 .target = i % 2 == 0 ? bob : ada,
                                 .kind = InteractionKind::reply,
                                 .at = i < 5 ? at - days(1) : at,
                                 .conversation = ConversationId{1},
                                 .status = ids.make<StatusId>()}));
        return {};
    });
    auto page = [&](Time before, int limit) {
        return read([&](store::ReadTx& tx) { return people.history(tx, ada, bob, before, limit); });
    };
    EXPECT_EQ(page(at + days(1), 1).size(), 2U);
    EXPECT_EQ(page(at, 3).size(), 5U);
    EXPECT_TRUE(page(at - days(1), 3).empty());
}

TEST_F(PeopleTest, meeting_makes_acquaintances_and_ten_minutes_end_a_code) {
    auto shown = *meetings.show_code(ada);
    EXPECT_EQ(shown.code.size(), 9U);
    clock.advance(std::chrono::minutes(9));
    ASSERT_TRUE(meetings.enter_code(bob, shown.code));
    EXPECT_EQ(one(ada, bob).stage.stage, Stage::acquaintance);
    EXPECT_TRUE(one(bob, ada).met);
    clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(code(meetings.enter_code(cem, shown.code)), "code_unknown");
    ASSERT_TRUE(meetings.take_back(ada, bob));
    EXPECT_EQ(one(bob, ada).stage.stage, Stage::stranger);
}

TEST_F(PeopleTest, an_outcome_keeps_how_the_tie_began_when_it_was_noted) {
    talk(ada, bob);
    write([&](store::WriteTx& tx) {
        return ties.set_origin(tx, ada, bob,
                               {.kind = relationship::OriginKind::introduction, .through = cem, .where = 0});
    });
    auto noted = outcomes.note(ada, {.target = bob, .what = "A job", .at = {}});
    ASSERT_TRUE(noted);
    EXPECT_EQ(noted->origin.kind, relationship::OriginKind::introduction);
    EXPECT_EQ(noted->origin.through, cem);
    EXPECT_EQ(code(outcomes.note(ada, {.target = ada, .what = "x", .at = {}})), "not_found");
    EXPECT_EQ(code(outcomes.forget(bob, noted->id)), "not_found");
}

TEST_F(PeopleTest, network_edges_need_public_words_of_both) {
    auto dee = member("dee");
    for (auto other : {bob, cem, dee})
        talk(ada, other);
    talk(bob, cem);
    talk(bob, dee, Visibility::direct);
    post(cem, "@dee are you there?");
    auto view = read([&](store::ReadTx& tx) { return network_of(tx, ada, 100, clock.now()); });
    EXPECT_EQ(view.nodes.size(), 3U);
    EXPECT_EQ(view.edges, (std::vector{std::pair(std::min(bob, cem), std::max(bob, cem))}));
}

TEST_F(PeopleTest, a_thousand_people_are_listed_in_milliseconds) {
    std::vector<AccountId> others;
    write([&](store::WriteTx& tx) -> Result<void> {
        for (int i = 0; i < 1000; ++i) {
            Account account{.id = ids.make<AccountId>(), .username = fmt::format("p{}", i)};
            account.updated_at = clock.now();
            TRY(tx.accounts().insert(account));
            for (auto [actor, target] : {std::pair(ada, account.id), std::pair(account.id, ada)})
                TRY(ties.record(tx, {.actor = actor,
                                     .target = target,
                                     .kind = InteractionKind::direct,
                                     .at = clock.now(),
                                     .conversation = ConversationId{i + 1},
                                     .status = ids.make<StatusId>()}));
        }
        return {};
    });
    auto best = std::chrono::nanoseconds::max();
    for (int i = 0; i < 5; ++i) {
        auto begin = std::chrono::steady_clock::now();
        EXPECT_EQ(list(ada).total, 1000U);
        best = std::min(best, std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin));
    }
    std::printf("1,000 people: %.2f ms\n", double(best.count()) / 1e6);
    EXPECT_LT(best, std::chrono::milliseconds(100)) << "even on a busy machine in a debug build";
}

} // namespace
} // namespace kith::services
