#include "relationship/mirror.hpp"

#include "unit/relationship/history.hpp"

namespace kith::relationship {
namespace {

using namespace testing;
using std::chrono::hours;

const Period month{day(0), day(30)};

TEST(Mirror, an_empty_period_has_no_shares) {
    auto seen = mirror({}, month);
    EXPECT_EQ(seen.posts, 0U);
    EXPECT_EQ(seen.share_listening, std::nullopt);
    EXPECT_EQ(seen.median_answer_time, std::nullopt);
    EXPECT_EQ(seen.reciprocity, std::nullopt);
}

TEST(Mirror, posts_are_counted_once_as_the_first_thing_they_are) {
    MirrorPost reply_that_pitches{day(1), true, false, true, false, false};
    EXPECT_EQ(kind_of(reply_that_pitches), PostKind::pitch);
    MirrorFacts facts;
    facts.posts = {{day(1), true, false, true, false, false},   {day(1), false, true, false, false, false},
                   {day(1), false, false, true, false, false},  {day(1), false, false, false, true, true},
                   {day(1), false, false, false, false, true},  {day(1), false, false, false, false, false},
                   {day(-1), true, false, false, false, false}, {day(30), true, false, false, false, false}};
    auto seen = mirror(facts, month);
    EXPECT_EQ(seen.posts, 6U) << "the period begins with its first moment and ends before its last";
    EXPECT_EQ(seen.by_kind, (std::array<unsigned, 5>{2, 1, 1, 1, 1}));
    EXPECT_DOUBLE_EQ(*seen.share_listening, 0.5);
    EXPECT_EQ(to_string(PostKind::listening), "listening");
}

TEST(Mirror, answers_count_for_messages_that_want_one_within_14_days) {
    MirrorFacts facts;
    facts.messages = {{day(1), day(1) + hours(1), true}, {day(2), day(2) + hours(3), true},
                      {day(3), day(3) + hours(2), true}, {day(4), day(19), true},
                      {day(5), std::nullopt, true},      {day(6), std::nullopt, false}};
    auto seen = mirror(facts, month);
    EXPECT_EQ(seen.messages, 5U);
    EXPECT_EQ(seen.answered, 3U);
    EXPECT_EQ(seen.median_answer_time, Duration(hours(2)));
}

TEST(Mirror, follows_that_became_conversations_and_ties_that_moved) {
    AnnAndBob pair;
    MirrorTie talked;
    talked.other = bob;
    talked.before = pair.tie;
    pair.exchange(3);
    pair.exchange(5);
    talked.after = pair.tie;
    talked.strength_after = 0.4;
    talked.stage_after = Stage::acquaintance;
    MirrorTie faded;
    faded.other = AccountId{3};
    faded.strength_before = 0.6;
    faded.strength_after = 0.3;
    MirrorTie same;
    same.other = AccountId{4};
    same.strength_before = same.strength_after = 0.5;
    MirrorFacts facts;
    facts.ties = {talked, faded, same};
    facts.follows = {{bob, day(1)}, {AccountId{4}, day(2)}, {AccountId{9}, day(2)}, {bob, day(-3)}};
    auto seen = mirror(facts, month);
    EXPECT_EQ(seen.follows, 3U);
    EXPECT_EQ(seen.follows_that_became_conversations, 1U);
    EXPECT_EQ(seen.new_exchanges, 1U);
    EXPECT_EQ(seen.exchanges, 2U);
    ASSERT_EQ(seen.grew.size(), 1U);
    EXPECT_EQ(seen.grew[0].other, bob);
    ASSERT_EQ(seen.faded.size(), 1U);
    EXPECT_EQ(seen.faded[0].other, AccountId{3});
    EXPECT_GT(seen.given, 0);
    EXPECT_NEAR(*seen.reciprocity, 1, 0.01);
}

TEST(Mirror, what_was_given_and_taken_in_a_period_has_no_half_life) {
    auto ask = says(ann, bob, 3);
    ask.ask = true;
    auto old = says(bob, ann, -5, ConversationId{9});
    std::vector<Interaction> history{old, does(bob, ann, InteractionKind::direct, 1),
                                     does(ann, bob, InteractionKind::direct, 2), ask,
                                     does(ann, bob, InteractionKind::boost, 29)};
    MirrorFacts facts;
    facts.gifts = gifts_of(ann, history);
    auto seen = mirror(facts, month);
    EXPECT_DOUBLE_EQ(seen.gave, 2) << "a direct message that answers, and a boost";
    EXPECT_DOUBLE_EQ(seen.took, 1) << "an ask takes and gives nothing; a first direct message is no gift";
}

TEST(Mirror, shows_the_five_greatest_changes) {
    MirrorFacts facts;
    for (int i = 1; i <= 9; ++i) {
        MirrorTie tie;
        tie.other = AccountId{i};
        tie.strength_after = 0.1 * i;
        facts.ties.push_back(tie);
    }
    auto seen = mirror(facts, month);
    ASSERT_EQ(seen.grew.size(), 5U);
    EXPECT_EQ(seen.grew[0].other, AccountId{9});
    EXPECT_EQ(seen.grew[4].other, AccountId{5});
}

TEST(Mirror, good_outcomes_are_counted_by_where_the_tie_came_from) {
    MirrorFacts facts;
    Origin by_eve{OriginKind::introduction, AccountId{5}, 0};
    Origin at_event{OriginKind::event, {}, 77};
    facts.outcomes = {{day(1), at_event}, {day(2), by_eve}, {day(3), by_eve}, {day(40), at_event}};
    auto seen = mirror(facts, month);
    ASSERT_EQ(seen.outcomes_by_origin.size(), 2U);
    EXPECT_EQ(seen.outcomes_by_origin[0], std::pair(by_eve, 2U));
    EXPECT_EQ(seen.outcomes_by_origin[1], std::pair(at_event, 1U));
}

} // namespace
} // namespace kith::relationship
