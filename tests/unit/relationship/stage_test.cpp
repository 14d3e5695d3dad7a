#include "relationship/stage.hpp"

#include "unit/relationship/history.hpp"

namespace kith::relationship {
namespace {

using namespace testing;

TEST(Stage, two_who_answer_each_other_over_weeks_climb_on_the_right_days_then_go_quiet_then_fall) {
    AnnAndBob pair;
    EXPECT_EQ(stage_of(pair.tie, day(0)), Stage::stranger);
    pair.add(says(bob, ann, 0));
    EXPECT_EQ(stage_of(pair.tie, day(0)), Stage::stranger) << "one message is not an exchange";
    pair.add(says(ann, bob, 0.1));
    EXPECT_EQ(stage_of(pair.tie, day(0.1)), Stage::acquaintance);

    // Every seventh day: the fourth exchange day is day 21, and 14 days are spanned since day 14.
    for (int when : {7, 14}) {
        pair.exchange(when);
        EXPECT_EQ(stage_of(pair.tie, day(when + 0.5)), Stage::acquaintance) << when;
    }
    pair.exchange(21);
    EXPECT_EQ(stage_of(pair.tie, day(21.5)), Stage::friend_);
    for (int when : {28, 35, 42, 49, 56}) {
        pair.exchange(when);
        EXPECT_EQ(stage_of(pair.tie, day(when + 0.5)), Stage::friend_) << when;
    }
    pair.exchange(63); // the tenth day, 63 days after the first
    EXPECT_EQ(stage_of(pair.tie, day(63.5)), Stage::trusted);

    double last = 63 + 1.0 / 24;
    EXPECT_FALSE(is_quiet(pair.tie, day(last + 179.9)));
    EXPECT_TRUE(is_quiet(pair.tie, day(last + 180.01)));
    EXPECT_EQ(stage_of(pair.tie, day(last + 364.9)), Stage::trusted);
    EXPECT_EQ(stage_of(pair.tie, day(last + 365.01)), Stage::friend_);
    EXPECT_EQ(stage_of(pair.tie, day(last + 2 * 365.01)), Stage::acquaintance);
    EXPECT_EQ(stage_of(pair.tie, day(last + 20 * 365.01)), Stage::acquaintance) << "never below";

    auto fallen = explain_stage(pair.tie, day(last + 400));
    EXPECT_EQ(fallen.earned, Stage::trusted);
    EXPECT_TRUE(fallen.quiet);
    ASSERT_TRUE(has_reason(fallen.reasons, "stage_fell"));
    EXPECT_EQ(in_english(fallen.reasons.back()), "Without contact for 400 days it fell from trusted to friend.");

    pair.exchange(last + 400);
    EXPECT_EQ(stage_of(pair.tie, day(last + 401)), Stage::trusted) << "one talk brings it back";
}

TEST(Stage, many_days_within_two_weeks_do_not_make_a_friend) {
    AnnAndBob pair;
    for (int when = 0; when < 14; ++when)
        pair.exchange(when);
    EXPECT_EQ(stage_of(pair.tie, day(13.5)), Stage::acquaintance);
    auto why = explain_stage(pair.tie, day(13.5));
    ASSERT_TRUE(has_reason(why.reasons, "stage_friend_needs_span"));
    pair.exchange(14);
    EXPECT_EQ(stage_of(pair.tie, day(14.5)), Stage::friend_);
}

TEST(Stage, one_long_thread_is_enough) {
    AnnAndBob pair;
    for (int when = 0; when <= 60; when += 6)
        pair.exchange(when, ConversationId{1});
    EXPECT_EQ(pair.conversations.size(), 1U);
    EXPECT_EQ(pair.tie.exchange_days, 11U);
    EXPECT_EQ(stage_of(pair.tie, day(61)), Stage::trusted);
}

TEST(Stage, a_hundred_messages_on_one_day_are_one_exchange) {
    AnnAndBob pair;
    for (int i = 0; i < 50; ++i)
        pair.exchange(i * 0.002, ConversationId{i + 1});
    EXPECT_EQ(pair.tie.exchanges, 50U);
    EXPECT_EQ(stage_of(pair.tie, day(1)), Stage::acquaintance);
}

TEST(Stage, somebody_who_answers_one_in_ten_is_no_friend) {
    AnnAndBob pair;
    for (int i = 0; i < 5; ++i)
        pair.exchange(i * 5, ConversationId{i + 1});
    EXPECT_EQ(stage_of(pair.tie, day(21)), Stage::friend_);
    for (int i = 0; i < 16; ++i)
        pair.add(says(bob, ann, 21, ConversationId{100 + i}));
    // 5 turns of Ann's against 21 of Bob's: under a fifth.
    EXPECT_EQ(stage_of(pair.tie, day(22)), Stage::acquaintance);
    EXPECT_TRUE(has_reason(explain_stage(pair.tie, day(22)).reasons, "stage_owner_silent"));
}

TEST(Stage, asks_and_pitches_that_outnumber_giving_keep_a_tie_back) {
    for (bool by_owner : {true, false}) {
        AnnAndBob pair;
        for (int i = 0; i < 6; ++i)
            pair.exchange(i * 5);
        ASSERT_EQ(stage_of(pair.tie, day(26)), Stage::friend_);
        for (int i = 0; i < 7; ++i) {
            auto pitch = says(by_owner ? ann : bob, by_owner ? bob : ann, 26);
            pitch.pitch = true;
            pair.add(pitch);
        }
        EXPECT_EQ(stage_of(pair.tie, day(26.5)), Stage::acquaintance);
        EXPECT_TRUE(has_reason(explain_stage(pair.tie, day(26.5)).reasons,
                               by_owner ? "stage_owner_takes" : "stage_other_takes"));
        EXPECT_EQ(stage_of(pair.tie, day(300)), Stage::acquaintance) << "waiting alone does not mend it";
    }
}

TEST(Stage, both_must_confirm_that_they_met) {
    AnnAndBob pair;
    pair.add(does(bob, ann, InteractionKind::met, 0, {}));
    EXPECT_EQ(stage_of(pair.tie, day(1)), Stage::stranger);
    EXPECT_EQ(pair.tie.unanswered, 0U);
    EXPECT_TRUE(has_reason(explain_stage(pair.tie, day(1)).reasons, "stage_met_one_side"));
    pair.add(does(ann, bob, InteractionKind::met, 0, {}));
    EXPECT_EQ(stage_of(pair.tie, day(1)), Stage::acquaintance);
}

TEST(Stage, friends_who_both_vouch_trust_and_strangers_who_vouch_do_not) {
    AnnAndBob pair;
    pair.tie.mine.vouches = pair.tie.theirs.vouches = true;
    EXPECT_EQ(stage_of(pair.tie, day(0)), Stage::stranger);
    for (int i = 0; i < 4; ++i)
        pair.exchange(i * 5);
    EXPECT_EQ(stage_of(pair.tie, day(16)), Stage::trusted);
    EXPECT_TRUE(has_reason(explain_stage(pair.tie, day(16)).reasons, "stage_trusted_vouched"));
    pair.tie.theirs.vouches = false;
    EXPECT_EQ(stage_of(pair.tie, day(16)), Stage::friend_);
}

TEST(Stage, the_owner_may_overrule_and_hears_what_the_engine_says) {
    AnnAndBob pair;
    pair.exchange(0);
    set_stage(pair.tie, Stage::trusted);
    auto verdict = explain_stage(pair.tie, day(1));
    EXPECT_EQ(verdict.stage, Stage::trusted);
    EXPECT_EQ(verdict.by_engine, Stage::acquaintance);
    EXPECT_TRUE(verdict.set_by_hand);
    EXPECT_EQ(in_english(verdict.reasons.front()), "You set this stage yourself; Kith would have said acquaintance.");
    EXPECT_EQ(stage_of(pair.tie, day(2000)), Stage::trusted) << "the owner's word does not fall";
    set_stage(pair.tie, std::nullopt);
    EXPECT_EQ(stage_of(pair.tie, day(1)), Stage::acquaintance);
    pair.tie.set_stage = 99;
    EXPECT_EQ(set_stage(pair.tie), std::nullopt) << "a row of another version";
}

TEST(Stage, thresholds_are_configuration) {
    AnnAndBob pair;
    pair.exchange(0);
    pair.exchange(2);
    StageRules quick;
    quick.friend_exchange_days = 2;
    quick.friend_span_days = 2;
    quick.quiet_after_days = 5;
    quick.fall_after_days = 10;
    EXPECT_EQ(stage_of(pair.tie, day(2.5), quick), Stage::friend_);
    EXPECT_TRUE(is_quiet(pair.tie, day(7.5), quick));
    EXPECT_EQ(stage_of(pair.tie, day(12.5), quick), Stage::acquaintance);
}

TEST(Stage, a_clock_before_the_last_contact_is_no_silence) {
    AnnAndBob pair;
    pair.exchange(100);
    EXPECT_EQ(stage_of(pair.tie, day(0)), Stage::acquaintance);
    EXPECT_FALSE(is_quiet(pair.tie, day(-1000)));
}

TEST(Stage, an_empty_tie_is_a_stranger_and_not_quiet) {
    Tie tie;
    auto verdict = explain_stage(tie, day(0));
    EXPECT_EQ(verdict.stage, Stage::stranger);
    EXPECT_FALSE(verdict.quiet);
    EXPECT_EQ(in_english(verdict.reasons.front()), "You have not had an exchange yet: neither has answered the other.");
}

TEST(Stage, names_read_back) {
    for (auto stage : {Stage::stranger, Stage::acquaintance, Stage::friend_, Stage::trusted})
        EXPECT_EQ(parse_stage(to_string(stage)), stage);
    EXPECT_EQ(parse_stage("friend_"), std::nullopt);
}

} // namespace
} // namespace kith::relationship
