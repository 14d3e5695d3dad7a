#include "relationship/today.hpp"

#include "unit/relationship/history.hpp"

#include <set>

namespace kith::relationship {
namespace {

using namespace testing;

TieFacts tie_with(int id, double strength, double last_word_of_theirs) {
    TieFacts facts;
    facts.tie.owner = ann;
    facts.tie.other = AccountId{id};
    TieConversation conversation;
    apply(facts.tie, conversation, says(AccountId{id}, ann, last_word_of_theirs));
    facts.stage = Stage::acquaintance;
    facts.strength = strength;
    facts.name = fmt::format("P{}", id);
    return facts;
}

// A friend who used to talk every `gap` days until `last`.
TieFacts rhythm(int id, double gap, double last) {
    TieFacts facts;
    facts.tie.owner = ann;
    facts.tie.other = AccountId{id};
    TieConversation conversation;
    for (int i = 9; i >= 0; --i) {
        apply(facts.tie, conversation, says(AccountId{id}, ann, last - i * gap));
        apply(facts.tie, conversation, says(ann, AccountId{id}, last - i * gap));
    }
    facts.stage = Stage::friend_;
    facts.strength = 0.2;
    facts.name = fmt::format("P{}", id);
    return facts;
}

TEST(Today, nothing_to_say_is_said_with_nothing) { EXPECT_TRUE(today({}, day(0)).empty()); }

TEST(Today, unanswered_people_come_by_strength_with_reason_and_action) {
    TodayFacts facts;
    facts.ties = {tie_with(2, 0.1, 98), tie_with(3, 0.8, 97), tie_with(4, 0.5, 99.5)};
    auto entries = today(facts, day(100));
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].account, AccountId{3});
    EXPECT_EQ(entries[0].action, EntryAction::answer);
    EXPECT_EQ(in_english(entries[0].reason), "P3 has waited 3 days for your answer.");
    EXPECT_EQ(in_english(entries[1].reason), "P4 wrote to you and waits for an answer.");
}

TEST(Today, pitches_and_very_old_messages_do_not_wait) {
    TodayFacts facts;
    facts.ties = {tie_with(2, 0.5, 69), tie_with(3, 0.5, 99)};
    facts.ties[1].wants_answer = false;
    EXPECT_TRUE(today(facts, day(100)).empty());
}

TEST(Today, silence_is_measured_by_the_ties_own_rhythm) {
    TodayFacts facts;
    // 30 days of silence: long for who talks every 3 days, usual for who talks every 25.
    facts.ties = {rhythm(2, 3, 70), rhythm(3, 25, 70)};
    auto entries = today(facts, day(100));
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].account, AccountId{2});
    EXPECT_EQ(entries[0].action, EntryAction::write);
    EXPECT_EQ(in_english(entries[0].reason), "You and P2 usually speak every 3 days; it has been 30.");
    EXPECT_NEAR(unusual_silence(facts.ties[1].tie, day(100)), 1.2, 0.01);
}

TEST(Today, ties_without_a_rhythm_or_short_silences_are_left_alone) {
    TodayFacts facts;
    facts.ties = {rhythm(2, 1, 90)}; // ten days
    EXPECT_TRUE(today(facts, day(100)).empty());
    AnnAndBob once;
    once.exchange(0);
    EXPECT_EQ(unusual_silence(once.tie, day(1000)), 0);
    facts.ties = {rhythm(2, 3, 70)};
    facts.ties[0].stage = Stage::acquaintance;
    EXPECT_TRUE(today(facts, day(100)).empty()) << "friends only";
    facts.ties[0].stage = Stage::trusted;
    EXPECT_EQ(today(facts, day(500)).size(), 0U) << "more than a year";
}

TEST(Today, newcomers_whom_nobody_greeted_for_a_week) {
    TodayFacts facts;
    facts.newcomers = {{AccountId{2}, "Eve", day(98), false, false},
                       {AccountId{3}, "Flo", day(98), true, false},
                       {AccountId{4}, "Bot", day(98), false, true},
                       {AccountId{5}, "Old", day(92), false, false}};
    auto entries = today(facts, day(100));
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(in_english(entries[0].reason), "Eve joined 2 days ago and nobody has greeted them.");
    EXPECT_EQ(entries[0].action, EntryAction::greet);
}

TEST(Today, newcomers_with_something_to_talk_about_come_first_and_advertisers_are_nobodys_duty) {
    TodayFacts facts;
    facts.newcomers = {
        {.account = AccountId{2}, .name = "Eve", .joined = day(99)},
        {.account = AccountId{3}, .name = "Shop", .joined = day(99), .promotes = true},
        {.account = AccountId{4}, .name = "Flo", .joined = day(98), .says_who = true, .topics = {"#bees"}},
        {.account = AccountId{5}, .name = "Gil", .joined = day(99), .says_who = true}};
    std::vector<AccountId> order;
    for (const auto& entry : today(facts, day(100)))
        order.push_back(entry.account);
    EXPECT_EQ(order, (std::vector{AccountId{4}, AccountId{5}, AccountId{2}}));
}

TEST(Today, open_questions_and_work_worth_sharing) {
    TodayFacts facts;
    facts.questions = {{StatusId{1}, AccountId{2}, "Cy", 0.2, day(99), {"#jazz"}, 0, 0},
                       {StatusId{2}, AccountId{3}, "Dee", 0.2, day(99), {"#jazz"}, 3, 0},
                       {StatusId{3}, AccountId{4}, "Eve", 0.2, day(99), {}, 0, 0}};
    facts.work = {{StatusId{4}, AccountId{5}, "Flo", 0.2, day(99), {"bees"}, 0, 0},
                  {StatusId{5}, AccountId{6}, "Gus", 0.2, day(99), {"bees"}, 0, 3}};
    auto entries = today(facts, day(100));
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(in_english(entries[0].reason), "Cy asked a question about #jazz, which you write about.");
    EXPECT_EQ(entries[0].status, StatusId{1});
    EXPECT_EQ(in_english(entries[1].reason), "Flo posted something about bees that few have shared.");
    EXPECT_EQ(entries[1].action, EntryAction::share);
}

TEST(Today, dates_and_introductions) {
    TodayFacts facts;
    facts.dates = {{AccountId{2}, "Cy", "The birthday", 0}, {AccountId{3}, "Dee", "The birthday", 4}};
    facts.introductions = {{AccountId{4}, AccountId{5}, "Eve", "Flo", {"jazz", "bees"}, 0.3},
                           {AccountId{6}, AccountId{7}, "Gus", "Hal", {"jazz"}, 0.9}};
    auto entries = today(facts, day(100));
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(in_english(entries[0].reason), "The birthday of Cy, which you noted, is today.");
    EXPECT_EQ(in_english(entries[1].reason), "Eve and Flo share jazz and bees and don’t know each other.");
    EXPECT_EQ(entries[1].second, AccountId{5});
}

TEST(Today, is_short_and_varied_and_names_a_person_once) {
    TodayFacts facts;
    for (int i = 2; i < 40; ++i) {
        facts.ties.push_back(tie_with(i, 0.01 * i, 99));
        facts.newcomers.push_back({AccountId{i}, "N", day(99), false, false});
        facts.newcomers.push_back({AccountId{100 + i}, "N", day(99), false, false});
        facts.questions.push_back({StatusId{i}, AccountId{200 + i}, "Q", 0.3, day(99), {"jazz"}, 0, 0});
    }
    auto entries = today(facts, day(100));
    EXPECT_EQ(entries.size(), most_entries);
    std::map<EntryKind, int> kinds;
    std::map<AccountId, int> people;
    for (const auto& entry : entries) {
        EXPECT_LE(++kinds[entry.kind], 3);
        EXPECT_EQ(++people[entry.account], 1);
        EXPECT_NE(in_english(entry.reason), entry.reason.code);
    }
    EXPECT_EQ(entries[0].account, AccountId{39});
    EXPECT_EQ(kinds.size(), 3U);
}

TEST(Today, done_snoozed_and_never_again_are_respected) {
    TodayFacts facts;
    facts.ties = {tie_with(2, 0.5, 99)};
    facts.put_off = {{EntryKind::unanswered, AccountId{2}, {}, day(101)}};
    EXPECT_TRUE(today(facts, day(100)).empty());
    EXPECT_EQ(today(facts, day(101)).size(), 1U) << "the snooze is over";
    facts.put_off = {{EntryKind::quiet, AccountId{2}, {}, Time::max()}};
    EXPECT_EQ(today(facts, day(100)).size(), 1U) << "another kind";
    facts.put_off = {{EntryKind::unanswered, AccountId{2}, {}, Time::max()}};
    EXPECT_TRUE(today(facts, day(110)).empty());

    facts = {};
    facts.questions = {{StatusId{1}, AccountId{2}, "Cy", 0.2, day(99), {"jazz"}, 0, 0},
                       {StatusId{2}, AccountId{2}, "Cy", 0.2, day(99), {"jazz"}, 0, 0}};
    facts.put_off = {{EntryKind::question, AccountId{2}, StatusId{1}, Time::max()}};
    auto entries = today(facts, day(100));
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].status, StatusId{2});
    facts = {};
    facts.introductions = {{AccountId{4}, AccountId{5}, "Eve", "Flo", {"jazz", "bees"}, 0.3}};
    facts.put_off = {{EntryKind::introduction, AccountId{5}, {}, Time::max()}};
    EXPECT_TRUE(today(facts, day(100)).empty());
}

TEST(Today, kinds_and_actions_have_names) {
    std::set<std::string_view> names;
    for (int i = 0; i <= int(EntryKind::introduction); ++i)
        names.insert(to_string(EntryKind(i)));
    EXPECT_EQ(names.size(), 7U);
    EXPECT_EQ(to_string(EntryAction::congratulate), "congratulate");
}

} // namespace
} // namespace kith::relationship
