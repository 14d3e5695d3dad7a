#include "unit/services/first_contact.hpp"

namespace kith::services {
namespace {

using relationship::Stage;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class NudgesTest : public FirstContactTest {
protected:
    Result<StatusId> send(const std::string& text, Draft draft = {}) {
        clock.advance(std::chrono::seconds(1));
        draft.author = ben;
        draft.text = text;
        draft.may_nudge = true;
        return posting->post(std::move(draft));
    }
};

TEST_F(NudgesTest, ask_to_a_stranger_comes_back_once_and_the_same_text_goes_through) {
    auto text = std::string("@anna ") + ask_words;
    auto back = send(text);
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().kind, ErrorKind::nudged);
    EXPECT_THAT(back.error().message, HasSubstr("@anna"));
    EXPECT_THAT(back.error().message, HasSubstr("never spoken with"));
    EXPECT_THAT(back.error().message, HasSubstr("Say hello"));
    EXPECT_FALSE(send(text + " Now!")) << "another text";
    EXPECT_TRUE(send(text));
    clock.advance(std::chrono::minutes(11));
    EXPECT_EQ(code(send(text)), "nudged");
}

TEST_F(NudgesTest, ask_about_a_strangers_post_comes_back_with_the_strangers_name) {
    auto roses = post(anna, "My roses are in bloom this week.");
    auto back = send(ask_words, {.quote_of = roses});
    ASSERT_EQ(code(back), "nudged");
    EXPECT_THAT(back.error().message, HasSubstr("@anna"));
    auto considered = posting->consider({.author = ben, .text = "What roses!", .quote_of = roses});
    ASSERT_TRUE(considered);
    ASSERT_EQ(considered->receivers.size(), 1U);
    EXPECT_EQ(considered->receivers.front().id, anna);
    considered = posting->consider({.author = ben, .text = "@anna What roses!", .quote_of = roses});
    ASSERT_TRUE(considered);
    EXPECT_EQ(considered->receivers.size(), 1U) << "once, though mentioned and quoted";
}

TEST_F(NudgesTest, quoted_author_who_does_not_hear_of_it_is_no_reason_to_ask) {
    auto roses = post(anna, "My roses are in bloom this week.");
    auto own = post(ben, "My candles are drying.");
    EXPECT_TRUE(send(ask_words, {.quote_of = own}));
    EXPECT_TRUE(send(ask_words, {.visibility = Visibility::private_, .quote_of = roses}));
    EXPECT_TRUE(send(ask_words, {.visibility = Visibility::direct, .quote_of = roses}));
    ASSERT_TRUE(relations->follow(anna, ben, {}));
    EXPECT_EQ(code(send(ask_words, {.visibility = Visibility::private_, .quote_of = roses})), "nudged");
}

TEST_F(NudgesTest, edit_of_a_quote_is_asked_about_as_the_quote_is) {
    auto roses = post(anna, "My roses are in bloom this week.");
    auto id = send("What roses!", {.quote_of = roses}).value();
    Draft draft{.author = ben, .text = ask_words, .may_nudge = true};
    EXPECT_EQ(code(posting->edit(id, draft, {})), "nudged");
    EXPECT_TRUE(posting->edit(id, draft, {}));
}

TEST_F(NudgesTest, nudge_names_a_friend_who_could_introduce_the_author) {
    auto cleo = member("cleo");
    posting->find_mutual_friends_by([&](AccountId author, std::span<const AccountId> strangers) {
        EXPECT_EQ(author, ben);
        EXPECT_THAT(strangers, ElementsAre(anna));
        return Result<std::vector<std::vector<AccountId>>>({{cleo}});
    });
    auto back = send(std::string("@anna ") + ask_words);
    ASSERT_FALSE(back);
    EXPECT_THAT(back.error().message, HasSubstr("Ask @cleo to introduce you to @anna."));
}

TEST_F(NudgesTest, friend_may_be_asked_and_a_stranger_greeted) {
    set_tie(ben, anna, Stage::acquaintance);
    EXPECT_TRUE(send(std::string("@anna ") + ask_words));
    member("cleo");
    EXPECT_TRUE(send(std::string("@cleo ") + hello_words));
}

TEST_F(NudgesTest, more_than_five_strangers_at_once) {
    std::string text;
    for (int i = 0; i < 6; ++i) {
        member("guest" + std::to_string(i));
        text += "@guest" + std::to_string(i) + " ";
    }
    EXPECT_EQ(code(send(text + "good morning to you all")), "nudged");
}

TEST_F(NudgesTest, form_letter_comes_back_before_it_is_held) {
    auto letter = [&](const std::string& name) {
        member(name);
        return send("@" + name +
                        " so glad to meet somebody else who loves old trains and long winter walks. What was "
                        "your best trip this year?",
                    {.visibility = Visibility::direct});
    };
    EXPECT_TRUE(letter("one"));
    EXPECT_TRUE(letter("two"));
    auto third = letter("three");
    ASSERT_EQ(code(third), "nudged");
    EXPECT_THAT(third.error().message, HasSubstr("nearly the same words"));
}

TEST_F(NudgesTest, pitch_over_the_budget) {
    EXPECT_TRUE(send(pitch_words));
    EXPECT_TRUE(send(std::string(pitch_words) + " Again!"));
    auto third = send(std::string(pitch_words) + " And again!");
    ASSERT_EQ(code(third), "nudged");
    EXPECT_THAT(third.error().message, HasSubstr("1 in 5"));
    EXPECT_TRUE(send(std::string(pitch_words) + " #offer")) << "as an offer it is welcome";
}

TEST_F(NudgesTest, idempotency_key_neither_keeps_out_nor_posts_twice) {
    auto text = std::string("@anna ") + ask_words;
    EXPECT_EQ(code(send(text, {.idempotency_key = "k"})), "nudged");
    auto sent = send(text, {.idempotency_key = "k"});
    ASSERT_TRUE(sent);
    clock.advance(std::chrono::minutes(20));
    auto again = send(text, {.idempotency_key = "k"});
    ASSERT_TRUE(again) << "the post is there already";
    EXPECT_EQ(*again, *sent);
}

TEST_F(NudgesTest, edit_is_asked_about_when_its_words_changed) {
    auto id = send("@anna good morning, how is the garden?").value();
    auto text = std::string("@anna ") + ask_words;
    Draft draft{.author = ben, .text = text, .may_nudge = true};
    EXPECT_EQ(code(posting->edit(id, draft, {})), "nudged");
    EXPECT_TRUE(posting->edit(id, draft, {}));
    draft.sensitive = true;
    clock.advance(std::chrono::minutes(20));
    EXPECT_TRUE(posting->edit(id, draft, {})) << "the same words";
}

TEST_F(NudgesTest, programs_and_those_who_turned_them_off_are_left_alone) {
    EXPECT_TRUE(posting->post({.author = ben, .text = std::string("@anna ") + ask_words})) << "not a person waiting";
    ASSERT_TRUE(policies.set_nudges(ben, false));
    EXPECT_TRUE(send(std::string("@anna ") + ask_words));
    auto bot = member("bot", {.bot = true});
    EXPECT_TRUE(posting->post({.author = bot, .text = std::string("@anna ") + ask_words, .may_nudge = true}));
    posting.emplace(*store_, clock, ids, events, instance, PostingLimits{.nudges = false});
    ASSERT_TRUE(policies.set_nudges(ben, true));
    EXPECT_TRUE(send(std::string("@anna ") + ask_words + " Thanks!"));
}

TEST_F(NudgesTest, draft_can_be_looked_at_without_being_sent) {
    Draft draft{.author = ben, .text = std::string("@anna ") + ask_words, .spoiler_text = "careful"};
    auto considered = posting->consider(draft);
    ASSERT_TRUE(considered);
    EXPECT_EQ(considered->nudge.decision.verdict, relationship::Nudge::nudge);
    EXPECT_EQ(considered->words, "careful\n" + draft.text);
    ASSERT_FALSE(considered->classification.evidence.empty());
    ASSERT_EQ(considered->receivers.size(), 1U);
    EXPECT_EQ(considered->receivers.front().id, anna);
    draft.may_nudge = true;
    EXPECT_EQ(code(posting->post(draft)), "nudged") << "looking was not asking";
}

} // namespace
} // namespace kith::services
