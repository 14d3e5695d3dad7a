#include "relationship/decide.hpp"

#include "unit/relationship/history.hpp"

namespace kith::relationship {
namespace {

using namespace testing;

Judgement ordinary() {
    Judgement judgement;
    judgement.judged = true;
    return judgement;
}
Judgement pitch() {
    auto judgement = ordinary();
    judgement.pitch = true;
    return judgement;
}
Judgement ask() {
    auto judgement = ordinary();
    judgement.ask = true;
    judgement.asks.add(AskKind::share);
    judgement.asks.add(AskKind::follow);
    return judgement;
}

Arrival arrival(Judgement judgement, Stage stage) {
    Arrival message;
    message.judgement = judgement;
    message.sender.stage = stage;
    return message;
}

struct DeliveryCase {
    std::string_view name;
    Judgement judgement;
    Stage stage;
    Delivery expected;
    std::string_view reason; // the first; "" for none
};

class DirectMessages : public ::testing::TestWithParam<DeliveryCase> {};

TEST_P(DirectMessages, go_where_the_first_contact_rule_says) {
    const auto& param = GetParam();
    auto decision = deliver_direct(arrival(param.judgement, param.stage));
    EXPECT_EQ(decision.verdict, param.expected);
    if (param.reason.empty())
        EXPECT_TRUE(decision.reasons.empty());
    else
        EXPECT_EQ(decision.reasons.at(0).code, param.reason);
    EXPECT_EQ(decision.open_links, param.stage != Stage::stranger);
}

Judgement question() {
    auto judgement = ordinary();
    judgement.question = true;
    return judgement;
}
Judgement templated() {
    auto judgement = ordinary();
    judgement.is_template = true;
    return judgement;
}
Judgement driven() {
    auto judgement = ordinary();
    judgement.autopilot = true;
    return judgement;
}

INSTANTIATE_TEST_SUITE_P(
    Defaults, DirectMessages,
    ::testing::Values(
        DeliveryCase{"hello_from_stranger", ordinary(), Stage::stranger, Delivery::inbox, "first_hello"},
        DeliveryCase{"question_from_stranger", question(), Stage::stranger, Delivery::inbox, "first_hello"},
        DeliveryCase{"pitch_from_stranger", pitch(), Stage::stranger, Delivery::requests, "stranger_pitches"},
        DeliveryCase{"ask_from_stranger", ask(), Stage::stranger, Delivery::requests, "stranger_asks"},
        DeliveryCase{"template_from_stranger", templated(), Stage::stranger, Delivery::requests, "stranger_template"},
        DeliveryCase{"autopilot_stranger", driven(), Stage::stranger, Delivery::requests, "stranger_autopilot"},
        DeliveryCase{"pitch_from_acquaintance", pitch(), Stage::acquaintance, Delivery::requests, "pitch_not_admitted"},
        DeliveryCase{"ask_from_acquaintance", ask(), Stage::acquaintance, Delivery::inbox, ""},
        DeliveryCase{"template_from_acquaintance", templated(), Stage::acquaintance, Delivery::inbox, ""},
        DeliveryCase{"pitch_from_friend", pitch(), Stage::friend_, Delivery::inbox, ""},
        DeliveryCase{"ask_from_trusted", ask(), Stage::trusted, Delivery::inbox, ""}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(DeliverDirect, a_second_unanswered_message_from_a_stranger_waits) {
    auto second = arrival(ordinary(), Stage::stranger);
    second.unanswered = 1;
    auto decision = deliver_direct(second);
    EXPECT_EQ(decision.verdict, Delivery::requests);
    EXPECT_EQ(in_english(decision.reasons.at(0)),
              "You have never spoken with them, and 1 earlier message of theirs waits for your answer.");
    second.sender.stage = Stage::acquaintance;
    EXPECT_EQ(deliver_direct(second).verdict, Delivery::inbox);
}

TEST(DeliverDirect, all_reasons_are_given) {
    auto message = arrival(pitch(), Stage::stranger);
    message.judgement.ask = true;
    message.judgement.asks.add(AskKind::sign_up);
    message.judgement.is_template = true;
    message.unanswered = 2;
    message.has_links = true;
    auto reasons = deliver_direct(message).reasons;
    for (auto code : {"stranger_pitches", "stranger_asks", "stranger_template", "stranger_unanswered", "links_closed"})
        EXPECT_TRUE(has_reason(reasons, code)) << code;
    EXPECT_EQ(in_english(reasons[1]), "You have never spoken with them, and this asks you to sign up.");
}

TEST(DeliverDirect, boundaries_override_everything) {
    for (auto stage : {Stage::stranger, Stage::trusted}) {
        auto message = arrival(pitch(), stage);
        message.accepted = {true, true, true, true};
        message.policy = {Audience::anyone, Audience::anyone, Audience::anyone, Audience::anyone};
        EXPECT_EQ(deliver_direct(message).verdict, Delivery::inbox);
        message.boundaries.pitches = true;
        EXPECT_EQ(deliver_direct(message).verdict, Delivery::requests);
        EXPECT_TRUE(has_reason(deliver_direct(message).reasons, "boundary_pitch"));
        message.judgement = ordinary();
        EXPECT_EQ(deliver_direct(message).verdict, Delivery::inbox) << "only the kind named";
        message.boundaries = {};
        message.boundaries.direct_messages = true;
        EXPECT_EQ(deliver_direct(message).verdict, Delivery::requests);
        EXPECT_EQ(deliver_mention(message).verdict, Delivery::inbox);
        message.boundaries = {};
        message.boundaries.all = true;
        EXPECT_EQ(deliver_mention(message).verdict, Delivery::requests);
        message.boundaries = {};
        message.boundaries.asks = true;
        message.judgement = ask();
        EXPECT_EQ(in_english(deliver_direct(message).reasons.at(0)),
                  "You asked them to stop asking for things, and this asks to share and to follow.");
    }
}

TEST(DeliverDirect, accepting_one_teaches_its_kind_only) {
    auto message = arrival(pitch(), Stage::stranger);
    message.accepted = learn({}, message.judgement);
    EXPECT_EQ(deliver_direct(message).verdict, Delivery::inbox);
    EXPECT_TRUE(has_reason(deliver_direct(message).reasons, "accepted_before"));
    message.unanswered = 3;
    EXPECT_EQ(deliver_direct(message).verdict, Delivery::inbox);
    message.judgement = ask();
    EXPECT_EQ(deliver_direct(message).verdict, Delivery::requests);
    message.judgement = templated();
    EXPECT_EQ(deliver_direct(message).verdict, Delivery::requests);
    message.accepted = learn(message.accepted, templated());
    EXPECT_EQ(deliver_direct(message).verdict, Delivery::inbox);
}

TEST(DeliverDirect, the_receivers_policy_widens_and_narrows) {
    auto message = arrival(pitch(), Stage::stranger);
    message.policy.pitch = Audience::followed;
    EXPECT_EQ(deliver_direct(message).verdict, Delivery::requests);
    message.sender.follows = true;
    EXPECT_EQ(deliver_direct(message).verdict, Delivery::inbox);
    message.policy.pitch = Audience::nobody;
    message.sender.stage = Stage::trusted;
    EXPECT_EQ(deliver_direct(message).reasons.at(0).code, "pitch_refused");

    auto hello = arrival(ordinary(), Stage::acquaintance);
    hello.policy.message = Audience::friend_;
    EXPECT_EQ(in_english(deliver_direct(hello).reasons.at(0)), "You accept messages from friends only.");
    hello.policy.message = Audience::nobody;
    EXPECT_EQ(deliver_direct(hello).reasons.at(0).code, "message_refused");
    hello.accepted.messages = true;
    EXPECT_EQ(deliver_direct(hello).verdict, Delivery::inbox);
}

TEST(DeliverDirect, one_honest_automated_hello_to_a_follower_is_welcome) {
    auto hello = arrival(templated(), Stage::stranger);
    hello.judgement.question = true;
    hello.says_automated = true;
    hello.sender.follows = true;
    EXPECT_EQ(deliver_direct(hello).verdict, Delivery::inbox);
    auto linked = hello;
    linked.has_links = true;
    EXPECT_EQ(deliver_direct(linked).verdict, Delivery::requests);
    auto silent = hello;
    silent.says_automated = false;
    EXPECT_EQ(deliver_direct(silent).verdict, Delivery::requests);
    auto second = hello;
    second.unanswered = 1;
    EXPECT_EQ(deliver_direct(second).verdict, Delivery::requests);
    auto lost = hello;
    lost.judgement.autopilot = true;
    EXPECT_EQ(deliver_direct(lost).verdict, Delivery::requests);
    auto uninvited = hello;
    uninvited.sender.follows = false;
    EXPECT_EQ(deliver_direct(uninvited).verdict, Delivery::requests);
}

TEST(DeliverDirect, what_was_not_judged_is_said_and_let_through) {
    Arrival message;
    auto decision = deliver_direct(message);
    EXPECT_EQ(decision.verdict, Delivery::inbox);
    EXPECT_TRUE(has_reason(decision.reasons, "not_judged"));
}

TEST(DeliverMention, holds_the_notification_of_a_strangers_pitch) {
    EXPECT_EQ(deliver_mention(arrival(pitch(), Stage::stranger)).verdict, Delivery::requests);
    EXPECT_EQ(deliver_mention(arrival(ordinary(), Stage::stranger)).verdict, Delivery::inbox);
    EXPECT_EQ(deliver_mention(arrival(pitch(), Stage::friend_)).verdict, Delivery::inbox);
}

TEST(DeliverMention, answers_to_the_receiver_need_not_wait) {
    auto mention = arrival(ordinary(), Stage::stranger);
    mention.unanswered = 4;
    EXPECT_EQ(deliver_mention(mention).verdict, Delivery::requests);
    mention.answers_receiver = true;
    EXPECT_EQ(deliver_mention(mention).verdict, Delivery::inbox);
    EXPECT_EQ(deliver_direct(mention).verdict, Delivery::requests);
    mention.policy.message = Audience::nobody;
    EXPECT_EQ(deliver_mention(mention).verdict, Delivery::inbox);
}

std::vector<OwnPost> posts(unsigned pitches, unsigned others, double first_days_ago = 0) {
    std::vector<OwnPost> result;
    for (unsigned i = 0; i < pitches + others; ++i)
        result.push_back({day(-first_days_ago - i * 0.01), i < pitches});
    return result;
}

TEST(PitchBudget, is_one_in_five_of_the_last_twenty) {
    EXPECT_EQ(pitch_budget(posts(4, 16), day(0)).verdict, Budget::within);
    EXPECT_EQ(pitch_budget(posts(5, 15), day(0)).verdict, Budget::spent);
    EXPECT_EQ(in_english(pitch_budget(posts(5, 15), day(0)).reasons.at(0)),
              "5 of the last 20 posts were pitches, more than 1 in 5.");
}

TEST(PitchBudget, one_pitch_is_always_welcome) {
    EXPECT_EQ(pitch_budget({}, day(0)).verdict, Budget::within);
    EXPECT_EQ(pitch_budget(posts(1, 0), day(0)).verdict, Budget::within);
    EXPECT_EQ(pitch_budget(posts(2, 0), day(0)).verdict, Budget::spent);
}

TEST(PitchBudget, takes_twenty_posts_or_thirty_days_whichever_is_more) {
    // 40 posts within 30 days: all count, though the 20 newest hold 5 pitches.
    EXPECT_EQ(pitch_budget(posts(5, 35), day(0)).posts, 40U);
    EXPECT_EQ(pitch_budget(posts(5, 35), day(0)).verdict, Budget::within);
    // All older than 30 days: the last 20 count.
    auto old = pitch_budget(posts(5, 35, 40), day(0));
    EXPECT_EQ(old.posts, 20U);
    EXPECT_EQ(old.verdict, Budget::spent);
}

DraftReceiver receiver(int id, Stage stage) { return {AccountId{id}, fmt::format("@p{}", id), stage, {}}; }

TEST(NudgeBeforeSend, pitching_to_strangers_is_nudged_with_names_and_next_steps) {
    Draft draft;
    draft.judgement = pitch();
    draft.receivers = {receiver(1, Stage::stranger), receiver(2, Stage::friend_), receiver(3, Stage::stranger)};
    draft.receivers[2].mutual_friends = {"@eve"};
    auto decision = nudge_before_send(draft, day(0));
    EXPECT_EQ(decision.verdict, Nudge::nudge);
    EXPECT_EQ(decision.strangers, (std::vector{AccountId{1}, AccountId{3}}));
    EXPECT_EQ(in_english(decision.reasons.at(0)),
              "This promotes something of yours to 2 people you have never spoken with: @p1, @p3.");
    EXPECT_EQ(in_english(decision.suggestions.at(0)), "Ask @eve to introduce you to @p3.");
    EXPECT_TRUE(has_reason(decision.suggestions, "suggest_hello"));
    EXPECT_TRUE(has_reason(decision.suggestions, "suggest_offers"));
}

TEST(NudgeBeforeSend, asking_a_stranger_is_nudged_and_asking_a_known_person_is_not) {
    Draft draft;
    draft.judgement = ask();
    draft.receivers = {receiver(1, Stage::acquaintance)};
    EXPECT_EQ(nudge_before_send(draft, day(0)).verdict, Nudge::send);
    draft.receivers[0].stage = Stage::stranger;
    EXPECT_EQ(in_english(nudge_before_send(draft, day(0)).reasons.at(0)),
              "This asks 1 person you have never spoken with to share and to follow: @p1.");
}

TEST(NudgeBeforeSend, five_strangers_are_fine_and_six_are_not) {
    Draft draft;
    draft.judgement = ordinary();
    for (int i = 1; i <= 5; ++i)
        draft.receivers.push_back(receiver(i, Stage::stranger));
    EXPECT_EQ(nudge_before_send(draft, day(0)).verdict, Nudge::send);
    draft.receivers.push_back(receiver(6, Stage::stranger));
    auto decision = nudge_before_send(draft, day(0));
    EXPECT_EQ(decision.verdict, Nudge::nudge);
    EXPECT_TRUE(has_reason(decision.reasons, "nudge_many_strangers"));
    for (int i = 7; i <= 30; ++i)
        draft.receivers.push_back(receiver(i, Stage::stranger));
    EXPECT_NE(in_english(nudge_before_send(draft, day(0)).reasons.at(0)).find("@p8 and 22 more"), std::string::npos);
}

TEST(NudgeBeforeSend, templates_and_spent_budgets_are_nudged) {
    Draft draft;
    draft.judgement = templated();
    EXPECT_TRUE(has_reason(nudge_before_send(draft, day(0)).reasons, "nudge_template"));
    draft.judgement = pitch();
    draft.is_public = true;
    EXPECT_EQ(nudge_before_send(draft, day(0)).verdict, Nudge::send);
    draft.budget = Budget::spent;
    EXPECT_EQ(nudge_before_send(draft, day(0)).verdict, Nudge::nudge);
    draft.judgement = ordinary();
    EXPECT_EQ(nudge_before_send(draft, day(0)).verdict, Nudge::send);
}

TEST(NudgeBeforeSend, the_same_text_again_within_ten_minutes_is_consent) {
    Draft draft;
    draft.judgement = pitch();
    draft.receivers = {receiver(1, Stage::stranger)};
    draft.nudged_at = day(0);
    EXPECT_EQ(nudge_before_send(draft, day(0) + std::chrono::minutes(10)).verdict, Nudge::send);
    EXPECT_EQ(nudge_before_send(draft, day(0) + std::chrono::minutes(10) + Duration(1)).verdict, Nudge::nudge);
    EXPECT_EQ(nudge_before_send(draft, day(0) - Duration(1)).verdict, Nudge::nudge) << "a clock that went back";
    EXPECT_FALSE(nudge_before_send(draft, day(0)).reasons.empty()) << "the reasons stay known";
}

TEST(Permissions, follow_the_receivers_stage_policy_and_boundaries) {
    ReceiverPolicy policy;
    for (auto [stage, expected] :
         {std::pair{Stage::stranger, Permission::refused}, std::pair{Stage::acquaintance, Permission::granted},
          std::pair{Stage::trusted, Permission::granted}}) {
        EXPECT_EQ(may_invite({stage, true}, policy, {}).verdict, expected);
        EXPECT_EQ(may_ask({stage, true}, policy, {}).verdict, expected);
    }
    auto refused = may_invite({Stage::stranger, false}, policy, {});
    EXPECT_EQ(in_english(refused.reasons.at(0)), "They accept invitations from people they have spoken with only.");
    EXPECT_TRUE(has_reason(refused.reasons, "ask_for_introduction"));
    policy.invite = Audience::nobody;
    EXPECT_EQ(may_invite({Stage::trusted, true}, policy, {}).reasons.at(0).code, "invite_refused");
    policy.invite = Audience::followed;
    EXPECT_EQ(may_invite({Stage::stranger, true}, policy, {}).verdict, Permission::granted);
    Boundaries boundaries;
    boundaries.asks = true;
    EXPECT_EQ(may_invite({Stage::trusted, true}, policy, boundaries).verdict, Permission::refused);
    EXPECT_EQ(may_ask({Stage::trusted, true}, policy, boundaries).reasons.at(0).code, "boundary_to_sender");
}

TEST(Audience, each_circle_holds_the_ones_after_it) {
    for (auto stage : {Stage::stranger, Stage::acquaintance, Stage::friend_, Stage::trusted})
        for (bool follows : {false, true}) {
            bool admitted = true;
            for (auto audience :
                 {Audience::anyone, Audience::followed, Audience::acquaintance, Audience::friend_, Audience::nobody}) {
                bool now = admits(audience, {stage, follows});
                EXPECT_TRUE(admitted || !now) << to_string(audience);
                admitted = now;
                EXPECT_EQ(parse_audience(to_string(audience)), audience);
            }
        }
}

TEST(Reason, every_code_has_words_without_open_slots) {
    for (auto code : reason_codes()) {
        Reason reason(code);
        auto text = in_english(reason);
        EXPECT_NE(text, code);
        EXPECT_EQ(text.find_first_of("{}|"), std::string::npos) << text;
    }
    EXPECT_EQ(in_english(Reason("of_a_newer_version")), "of_a_newer_version");
}

TEST(Judgement, asks_are_listed_in_words) {
    AskKinds kinds;
    EXPECT_EQ(in_english(kinds), "something");
    kinds.add(AskKind::buy);
    EXPECT_EQ(in_english(kinds), "to buy");
    kinds.add(AskKind::vote);
    kinds.add(AskKind::donate);
    EXPECT_EQ(in_english(kinds), "to vote, to buy and to donate");
    EXPECT_EQ(to_string(list(kinds).front()), "vote");
}

} // namespace
} // namespace kith::relationship
