#include "relationship/tie.hpp"

#include "relationship/reciprocity.hpp"
#include "relationship/stage.hpp"
#include "unit/relationship/history.hpp"

#include <random>
#include <set>

namespace kith::relationship {
namespace {

using namespace testing;
using std::chrono::hours;
using std::chrono::minutes;

TEST(Tie, one_message_is_a_contact_and_waits_for_an_answer) {
    AnnAndBob pair;
    pair.add(says(bob, ann, 0));
    EXPECT_EQ(pair.tie.theirs.contacts, 1U);
    EXPECT_EQ(pair.tie.theirs.turns, 1U);
    EXPECT_EQ(pair.tie.mine.contacts, 0U);
    EXPECT_EQ(pair.tie.exchanges, 0U);
    EXPECT_EQ(pair.tie.unanswered, 1U);
    EXPECT_EQ(pair.tie.first_contact(), day(0));
    EXPECT_EQ(pair.tie.last_contact(), day(0));
    EXPECT_EQ(pair.tie.origin.kind, OriginKind::conversation);
}

TEST(Tie, an_answer_makes_an_exchange_and_clears_what_waits) {
    AnnAndBob pair;
    pair.add(says(bob, ann, 0));
    pair.add(says(bob, ann, 0.1));
    pair.add(says(ann, bob, 0.2));
    EXPECT_EQ(pair.tie.exchanges, 1U);
    EXPECT_EQ(pair.tie.exchange_days, 1U);
    EXPECT_EQ(pair.tie.unanswered, 0U);
    EXPECT_EQ(pair.tie.theirs.turns, 1U);
    EXPECT_EQ(pair.tie.mine.turns, 1U);
}

TEST(Tie, an_answer_counts_up_to_14_days_and_not_after) {
    AnnAndBob in_time;
    in_time.add(says(bob, ann, 0));
    in_time.add(says(ann, bob, 14));
    EXPECT_EQ(in_time.tie.exchanges, 1U);

    AnnAndBob late;
    late.add(says(bob, ann, 0));
    auto answer = says(ann, bob, 14);
    answer.at += Duration(1);
    late.add(answer);
    EXPECT_EQ(late.tie.exchanges, 0U);
    EXPECT_EQ(late.tie.mine.turns, 1U);
    EXPECT_EQ(late.tie.mine.answers.total(), 0U);
}

TEST(Tie, one_exchange_a_conversation_and_day) {
    AnnAndBob pair;
    for (int i = 0; i < 10; ++i)
        pair.exchange(0.01 * i);
    EXPECT_EQ(pair.tie.exchanges, 1U);
    EXPECT_EQ(pair.tie.mine.turns, 10U);
    pair.exchange(0.2, ConversationId{8});
    EXPECT_EQ(pair.tie.exchanges, 2U) << "another conversation on the same day";
    EXPECT_EQ(pair.tie.exchange_days, 1U);
    pair.exchange(1);
    EXPECT_EQ(pair.tie.exchanges, 3U);
    EXPECT_EQ(pair.tie.exchange_days, 2U);
}

TEST(Tie, words_in_two_conversations_do_not_answer_each_other) {
    AnnAndBob pair;
    pair.add(says(bob, ann, 0, ConversationId{1}));
    pair.add(says(ann, bob, 0.1, ConversationId{2}));
    EXPECT_EQ(pair.tie.exchanges, 0U);
    EXPECT_EQ(pair.tie.unanswered, 0U) << "but Ann has spoken since";
}

TEST(Tie, words_without_a_conversation_make_no_turn) {
    AnnAndBob pair;
    pair.exchange(0, ConversationId{});
    EXPECT_EQ(pair.tie.exchanges, 0U);
    EXPECT_EQ(pair.tie.mine.turns, 0U);
    EXPECT_EQ(pair.tie.mine.contacts, 1U);
}

TEST(Tie, clicks_never_make_contact) {
    AnnAndBob pair;
    for (auto kind : {InteractionKind::favourite, InteractionKind::follow, InteractionKind::boost,
                      InteractionKind::recommendation, InteractionKind::introduction}) {
        pair.add(does(ann, bob, kind, 0));
        pair.add(does(bob, ann, kind, 1));
    }
    EXPECT_EQ(pair.tie.mine.contacts + pair.tie.theirs.contacts, 0U);
    EXPECT_EQ(pair.tie.exchanges, 0U);
    EXPECT_EQ(stage_of(pair.tie, day(2)), Stage::stranger);
    EXPECT_GT(pair.tie.mine.given.at(day(2), giving_half_life_days), 0);
}

TEST(Tie, a_person_alone_has_no_tie) {
    AnnAndBob pair;
    Tie before = pair.tie;
    pair.add(says(ann, ann, 0));
    EXPECT_EQ(pair.tie, before);
    TieConversation conversation;
    advance(conversation, says(ann, ann, 0));
    EXPECT_EQ(conversation, TieConversation{});
}

TEST(Tie, what_others_do_is_ignored) {
    AnnAndBob pair;
    Tie before = pair.tie;
    pair.add(says(AccountId{3}, ann, 0));
    pair.add(says(bob, AccountId{3}, 0));
    EXPECT_EQ(pair.tie, before);
    EXPECT_EQ(pair.conversations[thread], TieConversation{});
}

TEST(Tie, a_clock_that_goes_back_forges_no_days) {
    AnnAndBob pair;
    pair.add(says(ann, bob, 100));
    for (int back = 1; back <= 12; ++back) {
        pair.add(says(bob, ann, 100 - back));
        pair.add(says(ann, bob, 100));
    }
    EXPECT_EQ(pair.tie.exchange_days, 1U);
    EXPECT_EQ(pair.tie.exchanges, 1U);
    EXPECT_EQ(pair.tie.first_exchange_day, pair.tie.last_exchange_day);
    EXPECT_EQ(pair.tie.theirs.last_contact, day(99));
    EXPECT_EQ(pair.tie.theirs.first_contact, day(88));
    EXPECT_EQ(pair.tie.last_contact(), day(100));
}

TEST(Tie, late_news_of_another_conversation_count_their_own_day_once) {
    AnnAndBob pair;
    pair.exchange(50);
    pair.exchange(40, ConversationId{8});
    pair.exchange(40.2, ConversationId{9});
    EXPECT_EQ(pair.tie.exchange_days, 2U);
    EXPECT_EQ(pair.tie.first_exchange_day, day_of(day(40)));
    EXPECT_EQ(pair.tie.last_exchange_day, day_of(day(50)));
    pair.exchange(50 - 64, ConversationId{10});
    EXPECT_EQ(pair.tie.exchange_days, 2U) << "too far back to tell from the days already counted";
}

TEST(Tie, answers_are_timed_each_way) {
    AnnAndBob pair;
    for (int i = 0; i < 9; ++i) {
        pair.add(says(bob, ann, i));
        pair.add(says(ann, bob, i + 10.0 / 1440));
    }
    auto mine = pair.tie.mine.answers.median();
    auto theirs = pair.tie.theirs.answers.median();
    ASSERT_TRUE(mine && theirs);
    EXPECT_GE(*mine, minutes(8));
    EXPECT_LT(*mine, minutes(16));
    EXPECT_GE(*theirs, hours(12));
    EXPECT_LT(*theirs, hours(48));
    EXPECT_EQ(pair.tie.theirs.answers.total(), 8U);
}

TEST(AnswerTimes, none_full_and_merged) {
    AnswerTimes times;
    EXPECT_EQ(times.median(), std::nullopt);
    times.add(Duration(-5));
    EXPECT_EQ(times.counts[0], 1U);
    for (int i = 0; i < 1000; ++i)
        times.add(std::chrono::days(14));
    EXPECT_LE(times.counts[15], 255U);
    EXPECT_GE(*times.median(), std::chrono::days(7));
    AnswerTimes quick;
    for (int i = 0; i < 255; ++i)
        quick.add(minutes(0));
    AnswerTimes both = quick;
    both.merge(times);
    EXPECT_GT(both.counts[0], 100U);
    EXPECT_GT(both.counts[15], 50U);
    AnswerTimes small;
    small.add(minutes(3));
    AnswerTimes sum = small;
    sum.merge(small);
    EXPECT_EQ(sum.counts[2], 2U);
}

TEST(DecayedAmount, halves_in_its_half_life_and_takes_late_news) {
    DecayedAmount amount;
    EXPECT_EQ(amount.at(day(0), 90), 0);
    amount.add(4, day(0), 90);
    EXPECT_DOUBLE_EQ(amount.at(day(90), 90), 2);
    EXPECT_DOUBLE_EQ(amount.at(day(-10), 90), 4) << "a clock that went back does not make it grow";
    amount.add(1, day(90), 90);
    amount.add(2, day(0), 90);
    EXPECT_DOUBLE_EQ(amount.at(day(90), 90), 4);
    EXPECT_EQ(amount.as_of, day(90));
}

TEST(Tie, giving_and_taking_are_kept_each_way) {
    AnnAndBob pair;
    auto ask = does(bob, ann, InteractionKind::direct, 0);
    ask.ask = true;
    pair.add(ask);
    pair.add(does(ann, bob, InteractionKind::direct, 0)); // answers: worth a reply
    auto thanks = does(bob, ann, InteractionKind::thanks, 0);
    thanks.for_answer = true;
    pair.add(thanks);
    auto pitch = says(ann, bob, 0);
    pitch.pitch = true;
    pair.add(pitch);
    EXPECT_DOUBLE_EQ(pair.tie.mine.given.value, 4);
    EXPECT_DOUBLE_EQ(pair.tie.theirs.given.value, 0);
    EXPECT_DOUBLE_EQ(pair.tie.mine.taken.value, 1);
    EXPECT_DOUBLE_EQ(pair.tie.theirs.taken.value, 1);
    EXPECT_EQ(pair.tie.mine.pitches, 1U);
    EXPECT_EQ(pair.tie.theirs.asks, 1U);
}

TEST(Reciprocity, is_undefined_below_one_unit_and_one_when_even) {
    AnnAndBob pair;
    EXPECT_EQ(reciprocity(pair.tie, day(0)), std::nullopt);
    pair.add(does(ann, bob, InteractionKind::favourite, 0));
    EXPECT_EQ(reciprocity(pair.tie, day(0)), std::nullopt);
    pair.add(does(ann, bob, InteractionKind::boost, 0));
    EXPECT_EQ(reciprocity(pair.tie, day(0)), 0);
    for (int i = 0; i < 3; ++i)
        pair.add(does(bob, ann, InteractionKind::boost, 0));
    auto uneven = reciprocity(pair.tie, day(0));
    ASSERT_TRUE(uneven);
    EXPECT_NEAR(*uneven, 2 * 1.2 / 4.2, 1e-9);
    EXPECT_NEAR(*reciprocity(pair.tie, day(30)), *uneven, 1e-9) << "both halve alike";
    EXPECT_EQ(reciprocity(pair.tie, day(900)), std::nullopt) << "all but forgotten";
}

TEST(Reciprocity, asks_of_the_owner_count_as_taken) {
    AnnAndBob pair;
    pair.add(does(ann, bob, InteractionKind::boost, 0));
    auto ask = does(ann, bob, InteractionKind::mention, 0);
    ask.ask = true;
    pair.add(ask);
    EXPECT_DOUBLE_EQ(*reciprocity(pair.tie, day(0)), 1);
}

TEST(Tie, the_first_interaction_tells_the_origin) {
    AnnAndBob followed;
    followed.add(does(bob, ann, InteractionKind::follow, 0));
    followed.add(says(bob, ann, 1));
    EXPECT_EQ(followed.tie.origin.kind, OriginKind::follow);
    AnnAndBob imported;
    auto old = says(ann, bob, -3000);
    old.source = Source::import_twitter;
    imported.add(old);
    EXPECT_EQ(imported.tie.origin.kind, OriginKind::imported);
}

TEST(Tie, imports_years_old_count_in_full_after_a_rebuild_in_order) {
    std::vector<Interaction> history;
    for (int i = 0; i < 12; ++i) {
        for (auto [who, to, when] : {std::tuple{bob, ann, -2000.0}, std::tuple{ann, bob, -1999.9}}) {
            auto old = says(who, to, when + i * 10, ConversationId{100 + i});
            old.source = Source::import_mastodon;
            history.push_back(old);
        }
    }
    history.push_back(says(bob, ann, 0));
    Tie kept;
    kept.owner = ann;
    kept.other = bob;
    auto rebuilt = rebuild(kept, history).tie;
    EXPECT_EQ(rebuilt.exchange_days, 12U);
    EXPECT_EQ(rebuilt.last_exchange_day - rebuilt.first_exchange_day, 110);
    EXPECT_EQ(rebuilt.unanswered, 1U);
    EXPECT_EQ(stage_of(rebuilt, day(1)), Stage::trusted);
}

TEST(Tie, deleting_a_status_takes_back_what_came_of_it) {
    std::vector<Interaction> history{says(bob, ann, 0), says(ann, bob, 0.5)};
    Tie kept;
    kept.owner = ann;
    kept.other = bob;
    EXPECT_EQ(rebuild(kept, history).tie.exchanges, 1U);
    history.pop_back();
    auto left = rebuild(kept, history);
    EXPECT_EQ(left.tie.exchanges, 0U);
    EXPECT_EQ(left.tie.unanswered, 1U);
    ASSERT_EQ(left.conversations.size(), 1U);
    EXPECT_EQ(left.conversations[0].second.last_speaker, bob);
}

TEST(Tie, what_is_blocked_stops_counting_and_what_was_set_by_hand_stays) {
    AnnAndBob pair;
    for (int i = 0; i < 20; ++i)
        pair.exchange(i * 5);
    pair.tie.mine.vouches = true;
    pair.tie.origin = {OriginKind::introduction, AccountId{9}, 0};
    set_stage(pair.tie, Stage::friend_);
    // Blocked: none of the interactions of the pair is left.
    auto cleared = rebuild(pair.tie, {}).tie;
    EXPECT_EQ(cleared.exchanges, 0U);
    EXPECT_EQ(cleared.last_contact(), never);
    EXPECT_TRUE(cleared.mine.vouches);
    EXPECT_EQ(cleared.origin.through, AccountId{9});
    EXPECT_EQ(set_stage(cleared), Stage::friend_);
    EXPECT_EQ(explain_stage(cleared, day(200)).by_engine, Stage::stranger);
}

// A long random log of several people: kinds, conversations, clocks that jump back, repetitions, people alone.
std::vector<Interaction> random_log(std::mt19937& random, std::size_t length) {
    std::vector<Interaction> log;
    double clock = 0;
    for (std::size_t i = 0; i < length; ++i) {
        if (!log.empty() && random() % 20 == 0) {
            log.push_back(log[random() % log.size()]);
            continue;
        }
        clock += double(random() % 1000) / 500;
        double when = random() % 10 == 0 ? clock - double(random() % 200) : clock;
        auto interaction = does(AccountId{1 + std::int64_t(random() % 4)}, AccountId{1 + std::int64_t(random() % 4)},
                                InteractionKind(1 + random() % 11), when, ConversationId{std::int64_t(random() % 5)});
        interaction.pitch = random() % 8 == 0;
        interaction.ask = random() % 8 == 0;
        interaction.own_words = random() % 2 == 0;
        interaction.for_answer = random() % 2 == 0;
        if (random() % 2) interaction.status = StatusId{std::int64_t(i + 1)};
        log.push_back(interaction);
    }
    return log;
}

TEST(Tie, kept_step_by_step_equals_rebuilt_from_the_log) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::mt19937 random(seed);
        auto log = random_log(random, 3000);
        using Pair = std::pair<AccountId, AccountId>;
        std::map<Pair, Tie> ties;
        std::map<std::pair<Pair, ConversationId>, TieConversation> conversations;
        std::set<InteractionKey> seen;
        // As a store does it: one conversation row for both owners, unique keys.
        for (const auto& each : log) {
            if (!seen.insert(key_of(each)).second) continue;
            auto low = std::min(each.actor, each.target);
            auto high = std::max(each.actor, each.target);
            Step step = advance(conversations[{{low, high}, each.conversation}], each);
            for (auto [owner, other] : {Pair{low, high}, Pair{high, low}}) {
                auto& tie = ties[{owner, other}];
                tie.owner = owner;
                tie.other = other;
                apply(tie, each, step);
            }
        }
        for (const auto& [pair, tie] : ties) {
            if (pair.first == pair.second) continue;
            auto rebuilt = rebuild(tie, log);
            EXPECT_EQ(rebuilt.tie, tie) << "seed " << seed;
            auto low = std::min(pair.first, pair.second);
            auto high = std::max(pair.first, pair.second);
            for (const auto& [id, conversation] : rebuilt.conversations)
                EXPECT_EQ(conversation, (conversations[{{low, high}, id}]));
            EXPECT_LE(tie.exchange_days, tie.exchanges);
            EXPECT_LE(tie.mine.turns, tie.mine.contacts);
        }
    }
}

TEST(Tie, both_owners_see_the_same_history_mirrored) {
    std::mt19937 random(42);
    auto log = random_log(random, 2000);
    Tie mine;
    mine.owner = ann;
    mine.other = bob;
    Tie yours;
    yours.owner = bob;
    yours.other = ann;
    auto a = rebuild(mine, log).tie;
    auto b = rebuild(yours, log).tie;
    EXPECT_EQ(a.mine, b.theirs);
    EXPECT_EQ(a.theirs, b.mine);
    EXPECT_EQ(a.exchanges, b.exchanges);
    EXPECT_EQ(a.exchange_day_bits, b.exchange_day_bits);
}

TEST(Tie, counts_stop_at_their_limit) {
    AnnAndBob pair;
    pair.tie.theirs.contacts = std::numeric_limits<std::uint32_t>::max();
    pair.tie.unanswered = std::numeric_limits<std::uint32_t>::max();
    pair.add(says(bob, ann, 0));
    EXPECT_EQ(pair.tie.theirs.contacts, std::numeric_limits<std::uint32_t>::max());
    EXPECT_EQ(pair.tie.unanswered, std::numeric_limits<std::uint32_t>::max());
}

} // namespace
} // namespace kith::relationship
