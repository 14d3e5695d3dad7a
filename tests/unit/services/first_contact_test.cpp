#include "store/contact_rules.hpp"
#include "unit/services/first_contact.hpp"

namespace kith::services {
namespace {

using relationship::Audience;
using relationship::Stage;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(SaysAutomated, finds_the_declaration_and_not_the_topic) {
    EXPECT_TRUE(says_automated("Welcome! This is an Automated message: what brought you here?"));
    EXPECT_TRUE(says_automated("hello #automated"));
    EXPECT_FALSE(says_automated("I build automated messages for a living"));
    EXPECT_FALSE(says_automated("our #automatedtests are green"));
    EXPECT_FALSE(says_automated("how are you?"));
}

TEST_F(FirstContactTest, every_post_is_judged_and_judged_again_when_edited) {
    auto id = post(ben, ask_words);
    EXPECT_TRUE(judgement(id).words.ask);
    EXPECT_FALSE(judgement(id).words.asks.empty());
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = "I baked a cake this morning and it was good."}, {}));
    EXPECT_TRUE(judgement(id).words.judged);
    EXPECT_FALSE(judgement(id).words.ask);
}

TEST_F(FirstContactTest, strangers_pitch_waits_and_is_nowhere_else) {
    auto id = direct("anna", pitch_words);
    EXPECT_THAT(why(anna, id), Contains("stranger_pitches"));
    EXPECT_THAT(told(anna, ben), IsEmpty());
    EXPECT_THAT(conversations(anna), IsEmpty());
    EXPECT_THAT(conversations(ben), ElementsAre(id)) << "the author has it";
    ASSERT_EQ(requests_of(anna).size(), 1U);
    EXPECT_EQ(requests_of(anna).front().last_status_id, id);
    EXPECT_TRUE(held(anna, ben).front().direct);
}

TEST_F(FirstContactTest, strangers_question_goes_through_once_until_answered) {
    auto first = direct("anna", hello_words);
    EXPECT_FALSE(waits(anna, first));
    EXPECT_THAT(told(anna, ben), ElementsAre(NotificationKind::mention));
    EXPECT_THAT(conversations(anna), ElementsAre(first));
}

TEST_F(FirstContactTest, ask_of_a_friend_is_delivered_and_of_a_stranger_waits) {
    auto strange = direct("anna", ask_words);
    EXPECT_THAT(why(anna, strange), Contains("stranger_asks"));
    auto cleo = member("cleo");
    set_tie(cleo, ben, Stage::acquaintance);
    EXPECT_FALSE(waits(cleo, direct("cleo", ask_words)));
}

TEST_F(FirstContactTest, public_mention_waits_as_a_notification_and_the_post_stays_where_it_is) {
    ASSERT_TRUE(relations->follow(anna, ben, {}));
    auto id = write_to(ben, std::string("@anna ") + pitch_words, Visibility::public_);
    EXPECT_TRUE(waits(anna, id));
    EXPECT_THAT(told(anna, ben), Not(Contains(NotificationKind::mention)));
    EXPECT_FALSE(held(anna, ben).front().direct);
    EXPECT_THAT(home(anna), Contains(id));
}

TEST_F(FirstContactTest, answer_to_what_the_receiver_said_to_them_is_no_strangers_word) {
    auto question = write_to(anna, "@ben where can I read about your candles?");
    auto answer = direct("anna", ask_words, question);
    EXPECT_FALSE(waits(anna, answer));
    clock.advance(std::chrono::hours(24 * 40));
    auto asked_all = write_to(anna, "who sells candles?", Visibility::public_);
    auto cara = member("cara");
    auto unasked = write_to(cara, std::string("@anna ") + ask_words, Visibility::public_, asked_all);
    EXPECT_TRUE(waits(anna, unasked)) << "she asked everybody, not her";
    auto old = write_to(anna, "@cara do you know a carpenter?");
    clock.advance(std::chrono::hours(24 * 15));
    EXPECT_TRUE(waits(anna, write_to(cara, std::string("@anna ") + ask_words, Visibility::direct, old)))
        << "no answer after so long";
}

TEST_F(FirstContactTest, choices_of_a_poll_and_own_words_that_are_quoted_are_judged) {
    clock.advance(std::chrono::minutes(1));
    auto poll = posting->post({.author = ben,
                               .text = "@anna Which of these would you like best?",
                               .visibility = Visibility::direct,
                               .poll = PollDraft{.options = {"Buy my course, 50% off at shop.example",
                                                             "Visit my shop https://shop.example today"},
                                                 .expires_in = std::chrono::hours(1)}});
    ASSERT_TRUE(poll);
    EXPECT_THAT(why(anna, *poll), Contains("stranger_pitches"));
    auto pitch = write_to(ben, pitch_words, Visibility::public_);
    auto dora = member("dora");
    clock.advance(std::chrono::minutes(1));
    auto own = posting->post({.author = ben,
                              .text = "@dora What do you think of this one?",
                              .visibility = Visibility::direct,
                              .quote_of = pitch});
    ASSERT_TRUE(own);
    EXPECT_THAT(why(dora, *own), Contains("stranger_pitches"));
    auto eva = member("eva");
    clock.advance(std::chrono::minutes(1));
    auto others = posting->post({.author = eva,
                                 .text = "@dora What do you think of this one?",
                                 .visibility = Visibility::direct,
                                 .quote_of = pitch});
    ASSERT_TRUE(others);
    EXPECT_FALSE(waits(dora, *others)) << "the words of another";
}

TEST_F(FirstContactTest, same_words_to_four_people_are_held_from_the_third_on) {
    std::vector<bool> held_ones;
    for (auto name : {"one", "two", "three", "four"}) {
        auto id = member(name);
        auto sent = direct(name, "so glad to meet somebody else who loves old trains and long winter walks. "
                                 "What was your best trip this year?");
        held_ones.push_back(waits(id, sent));
        if (held_ones.back()) {
            EXPECT_THAT(why(id, sent), Contains("stranger_template"));
        }
    }
    EXPECT_THAT(held_ones, ElementsAre(false, false, true, true));
}

TEST_F(FirstContactTest, same_letter_by_user_name_is_held_from_the_third_on) {
    std::vector<bool> held_ones;
    for (std::string name : {"bob_k", "carl77", "dora", "emil_3"}) {
        auto id = member(name);
        auto sent =
            direct(name, "hi " + name + "! thanks for following. what are you working on at the moment, " + name + "?");
        held_ones.push_back(waits(id, sent));
    }
    auto fay = member("ar_1990", {.display_name = "Fay Osei"});
    auto sent = direct("ar_1990", "hi fay! thanks for following. what are you working on at the moment, fay?");
    held_ones.push_back(waits(fay, sent));
    EXPECT_THAT(held_ones, ElementsAre(false, false, true, true, true));
}

TEST_F(FirstContactTest, one_message_to_many_is_no_template) {
    member("one"), member("two"), member("three");
    auto id = write_to(ben,
                       "@one @two @three so glad that we three found each other at the fair, who has the pictures "
                       "of the evening by the lake?",
                       Visibility::direct);
    EXPECT_THAT(read([&](store::ReadTx& tx) { return tx.held_messages().waiting(std::array{id}); }), IsEmpty());
}

TEST_F(FirstContactTest, accepting_releases_everywhere_and_teaches_for_this_person) {
    int changed = 0;
    events.listen([&](const Event& event) {
        const auto* conversation = std::get_if<ConversationChanged>(&event);
        changed += conversation != nullptr && conversation->account_id == anna;
    });
    auto id = direct("anna", pitch_words);
    EXPECT_EQ(changed, 0);
    accept(anna);
    EXPECT_EQ(changed, 1);
    EXPECT_THAT(told(anna, ben), ElementsAre(NotificationKind::mention));
    EXPECT_THAT(conversations(anna), ElementsAre(id));
    EXPECT_FALSE(waits(anna, id));
    EXPECT_FALSE(waits(anna, direct("anna", pitch_words))) << "pitches of theirs are fine now";
    EXPECT_TRUE(waits(anna, direct("anna", ask_words))) << "asks were not accepted";
    auto cleo = member("cleo");
    EXPECT_TRUE(waits(anna, write_to(cleo, std::string("@anna ") + pitch_words))) << "nor pitches of others";
}

TEST_F(FirstContactTest, dismissing_keeps_out_of_sight_but_not_lost) {
    auto id = direct("anna", pitch_words);
    auto request = requests_of(anna).front().id;
    ASSERT_TRUE(requests.dismiss(anna, std::array{request}));
    EXPECT_THAT(requests_of(anna), IsEmpty());
    EXPECT_TRUE(waits(anna, id)) << "the author must not learn of it";
    EXPECT_THAT(conversations(anna), IsEmpty());
    EXPECT_TRUE(read([&](store::ReadTx& tx) { return tx.notification_requests().by_id(anna, request); }));
    ASSERT_TRUE(requests.accept(anna, std::array{request})) << "a dismissed one can still be accepted";
    EXPECT_THAT(conversations(anna), ElementsAre(id));
}

TEST_F(FirstContactTest, answering_what_waits_accepts_it) {
    auto id = direct("anna", pitch_words);
    auto answer = write_to(anna, "@ben not for me, but what else do you make?", Visibility::direct, id);
    EXPECT_FALSE(waits(anna, id));
    EXPECT_THAT(requests_of(anna), IsEmpty());
    EXPECT_THAT(conversations(anna), ElementsAre(answer));
    EXPECT_FALSE(waits(ben, answer));
}

TEST_F(FirstContactTest, what_the_notification_policy_holds_stays_out_of_conversations_too) {
    ASSERT_TRUE(
        requests.change_policy(anna, [](NotificationPolicy& p) { p.for_private_mentions = PolicyAnswer::filter; }));
    auto id = direct("anna", hello_words);
    EXPECT_TRUE(waits(anna, id));
    EXPECT_THAT(why(anna, id), IsEmpty()) << "no reason of the etiquette";
    EXPECT_THAT(conversations(anna), IsEmpty());
    accept(anna);
    EXPECT_THAT(conversations(anna), ElementsAre(id));
    auto rule = read([&](store::ReadTx& tx) { return tx.contact_rules().rule(anna, ben); });
    EXPECT_EQ(rule.accepted, (relationship::Accepted{.messages = true}));
}

TEST_F(FirstContactTest, what_the_notification_policy_drops_is_in_no_list) {
    ASSERT_TRUE(
        requests.change_policy(anna, [](NotificationPolicy& p) { p.for_private_mentions = PolicyAnswer::drop; }));
    auto pitch = direct("anna", pitch_words);
    auto hello = direct("anna", hello_words);
    EXPECT_THAT(requests_of(anna), IsEmpty());
    EXPECT_THAT(conversations(anna), IsEmpty());
    EXPECT_THAT(told(anna, ben), IsEmpty());
    EXPECT_THAT(held(anna, ben), IsEmpty());
    EXPECT_EQ(unanswered(anna, ben), 0U) << "nothing was said to her";
    EXPECT_THAT(read([&](store::ReadTx& tx) { return tx.ties().waiting(anna, {}); }), IsEmpty());
    EXPECT_TRUE(waits(anna, hello)) << "kept out of conversations";
    EXPECT_THAT(seen_to_wait(pitch), ElementsAre(anna));
    EXPECT_THAT(seen_to_wait(hello), IsEmpty());

    ASSERT_TRUE(
        requests.change_policy(anna, [](NotificationPolicy& p) { p.for_private_mentions = PolicyAnswer::accept; }));
    auto another = direct("anna", ask_words);
    ASSERT_EQ(requests_of(anna).size(), 1U);
    EXPECT_EQ(requests_of(anna).front().notifications_count, 1);
    accept(anna);
    EXPECT_THAT(conversations(anna), ElementsAre(another)) << "what was dropped stays dropped";
    EXPECT_THAT(seen_to_wait(pitch), IsEmpty()) << "and its author sees all of theirs accepted";
    EXPECT_EQ(unanswered(anna, ben), 1U);
}

TEST_F(FirstContactTest, author_sees_the_same_whatever_was_muted_or_dropped) {
    for (auto name : {"plain", "muting", "dropping", "thread"}) {
        auto reader = member(name);
        auto author = member("author-of-" + std::string(name));
        if (name == std::string("muting")) {
            ASSERT_TRUE(relations->mute(reader, author, true, {}));
        }
        if (name == std::string("dropping")) drop_private_mentions(reader);
        auto to = "@" + std::string(name) + " ";
        auto pitch = write_to(author, to + pitch_words);
        if (name == std::string("thread")) {
            write([&](store::WriteTx& tx) {
                return tx.statuses().mute_conversation(reader, ConversationId{pitch.value});
            });
        }
        EXPECT_THAT(seen_to_wait(pitch), ElementsAre(reader)) << name;
        EXPECT_THAT(seen_to_wait(write_to(author, to + ask_words, Visibility::direct, pitch)), ElementsAre(reader))
            << name;
        EXPECT_THAT(seen_to_wait(write_to(author, to + hello_words)), IsEmpty()) << name;
        EXPECT_THAT(seen_to_wait(write_to(author, to + "Are you there?")), ElementsAre(reader)) << name;
    }
}

TEST_F(FirstContactTest, what_a_muted_stranger_writes_is_found_after_the_mute) {
    int rung = 0;
    events.listen([&](const Event& event) { rung += std::holds_alternative<RequestsGrown>(event); });
    ASSERT_TRUE(relations->mute(anna, ben, true, {}));
    auto pitch = direct("anna", pitch_words);
    auto hello = direct("anna", hello_words);
    auto second = direct("anna", "Are you there?");
    EXPECT_EQ(rung, 0);
    EXPECT_THAT(requests_of(anna), IsEmpty());
    EXPECT_THAT(told(anna, ben), IsEmpty());
    EXPECT_THAT(conversations(anna), ElementsAre(hello)) << "hidden with him: it arrived without a word";
    EXPECT_EQ(unanswered(anna, ben), 1U) << "what waits was not said yet";

    ASSERT_TRUE(relations->unmute(anna, ben));
    ASSERT_EQ(requests_of(anna).size(), 1U);
    EXPECT_EQ(requests_of(anna).front().notifications_count, 2);
    accept(anna);
    EXPECT_THAT(conversations(anna), ::testing::UnorderedElementsAre(pitch, hello, second));
    EXPECT_EQ(unanswered(anna, ben), 3U);
}

TEST_F(FirstContactTest, what_waits_in_a_muted_conversation_is_found_when_it_is_unmuted) {
    auto hello = direct("anna", hello_words);
    write([&](store::WriteTx& tx) { return tx.statuses().mute_conversation(anna, ConversationId{hello.value}); });
    auto pitch = direct("anna", pitch_words, hello);
    EXPECT_TRUE(waits(anna, pitch));
    EXPECT_THAT(requests_of(anna), IsEmpty());
    write([&](store::WriteTx& tx) { return tx.statuses().unmute_conversation(anna, ConversationId{hello.value}); });
    EXPECT_EQ(requests_of(anna).size(), 1U);
}

TEST_F(FirstContactTest, block_hides_what_waits_and_its_end_brings_it_back) {
    for (auto [one, another] : {std::pair(anna, ben), std::pair(ben, anna)}) {
        auto pitch = direct("anna", pitch_words);
        auto request = requests_of(anna).front().id;
        ASSERT_TRUE(relations->block(one, another));
        EXPECT_THAT(requests_of(anna), IsEmpty());
        EXPECT_THAT(seen_to_wait(pitch), ElementsAre(anna));
        EXPECT_EQ(requests.accept(anna, std::array{request}).value_or(9), 0U);
        ASSERT_TRUE(relations->unblock(one, another));
        ASSERT_EQ(requests_of(anna).size(), 1U) << "whoever blocked whom";
        EXPECT_EQ(requests_of(anna).front().last_status_id, pitch);
    }
}

TEST_F(FirstContactTest, nothing_arrives_or_waits_across_a_block) {
    ASSERT_TRUE(relations->block(anna, ben));
    auto pitch = direct("anna", pitch_words);
    auto hello = direct("anna", hello_words);
    ASSERT_TRUE(relations->unblock(anna, ben));
    EXPECT_THAT(conversations(anna), IsEmpty());
    EXPECT_THAT(requests_of(anna), IsEmpty());
    EXPECT_FALSE(waits(anna, pitch));
    EXPECT_FALSE(waits(anna, hello));
    EXPECT_FALSE(waits(anna, direct("anna", "Hello again! How was the winter for your roses?")));
    EXPECT_EQ(unanswered(anna, ben), 1U);
}

TEST_F(FirstContactTest, answer_to_what_was_dropped_is_an_answer) {
    drop_private_mentions(anna);
    auto id = direct("anna", pitch_words);
    auto answer = write_to(anna, "@ben I found this by its address. What else do you make?", Visibility::direct, id);
    EXPECT_FALSE(waits(anna, id));
    EXPECT_THAT(seen_to_wait(id), IsEmpty());
    EXPECT_THAT(conversations(anna), ElementsAre(answer));
    auto row = read([&](store::ReadTx& tx) { return tx.ties().tie(anna, ben); });
    ASSERT_TRUE(row);
    EXPECT_EQ(row->tie.theirs.contacts, 1U);
}

TEST_F(FirstContactTest, edit_of_what_was_dropped_stays_dropped) {
    drop_private_mentions(anna);
    auto id = direct("anna", hello_words);
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string("@anna ") + pitch_words}, {}));
    EXPECT_THAT(seen_to_wait(id), ElementsAre(anna)) << "as if it had arrived";
    EXPECT_THAT(requests_of(anna), IsEmpty());
    EXPECT_THAT(held(anna, ben), IsEmpty());
}

TEST_F(FirstContactTest, deleting_a_hello_does_not_give_another_one) {
    auto first = direct("anna", hello_words);
    ASSERT_TRUE(posting->remove(ben, first));
    auto second = direct("anna", "Good morning! Did you see the frost on the hedges?");
    EXPECT_THAT(why(anna, second), Contains("stranger_unanswered"));
    ASSERT_TRUE(posting->remove(ben, second));
    EXPECT_TRUE(waits(anna, direct("anna", "One more word about the weather, if I may?")));
    EXPECT_FALSE(waits(anna, write_to(member("cleo"), std::string("@anna ") + hello_words))) << "the others' first";
    clock.advance(std::chrono::days(8));
    ASSERT_TRUE(forget_old_contacts(*store_, clock.now()));
    EXPECT_FALSE(waits(anna, direct("anna", "Hello! It has been a week, has it not?")));
}

TEST_F(FirstContactTest, deleted_pitch_and_deleted_but_answered_hello_count_for_nothing) {
    ASSERT_TRUE(posting->remove(ben, direct("anna", pitch_words)));
    auto hello = direct("anna", hello_words);
    EXPECT_FALSE(waits(anna, hello));
    write_to(anna, "@ben mostly climbing ones", Visibility::direct);
    ASSERT_TRUE(posting->remove(ben, hello));
    EXPECT_FALSE(waits(anna, direct("anna", "Good morning! Did you see the frost on the hedges?")));
}

TEST_F(FirstContactTest, letter_to_many_is_known_though_each_copy_was_deleted) {
    std::vector<bool> held_ones;
    for (auto name : {"one", "two", "three", "four"}) {
        auto id = member(name);
        auto sent = direct(name, "so glad to meet somebody else who loves old trains and long winter walks. "
                                 "What was your best trip this year?");
        held_ones.push_back(waits(id, sent));
        ASSERT_TRUE(posting->remove(ben, sent));
    }
    EXPECT_THAT(held_ones, ElementsAre(false, false, true, true));
}

TEST_F(FirstContactTest, name_taken_out_of_what_waits_takes_it_out_of_requests) {
    auto cleo = member("cleo");
    for (auto visibility : {Visibility::direct, Visibility::private_, Visibility::public_}) {
        auto id = write_to(ben, std::string("@anna ") + pitch_words, visibility);
        ASSERT_TRUE(waits(anna, id));
        ASSERT_TRUE(posting->edit(id, {.author = ben, .text = "@cleo what only you may know"}, {}));
        EXPECT_FALSE(waits(anna, id));
        EXPECT_THAT(seen_to_wait(id), Not(Contains(anna)));
        EXPECT_THAT(requests_of(anna), IsEmpty());
        EXPECT_THAT(read([&](store::ReadTx& tx) {
                        return tx.notifications().list(anna, {.from = ben, .held = store::Held::included}, {});
                    }),
                    IsEmpty());
    }
    EXPECT_THAT(told(cleo, ben), Not(IsEmpty()));
}

TEST_F(FirstContactTest, name_taken_out_of_a_direct_message_takes_it_out_of_the_conversations) {
    member("cleo");
    auto id = write_to(ben, std::string("@anna @cleo ") + hello_words);
    ASSERT_THAT(conversations(anna), ElementsAre(id));
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string("@cleo ") + hello_words}, {}));
    EXPECT_THAT(conversations(anna), IsEmpty());
    EXPECT_THAT(told(anna, ben), IsEmpty());
    EXPECT_EQ(unanswered(anna, ben), 0U);
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string("@anna @cleo ") + hello_words}, {}));
    EXPECT_THAT(conversations(anna), ElementsAre(id)) << "the same hello, not a second one";
}

TEST_F(FirstContactTest, policy_of_the_receiver_decides_who_may_pitch_and_ask) {
    set_policy(anna, {.pitch = Audience::anyone, .ask = Audience::nobody});
    EXPECT_FALSE(waits(anna, direct("anna", pitch_words)));
    auto cleo = member("cleo");
    set_tie(anna, cleo, Stage::trusted);
    auto ask = write_to(cleo, std::string("@anna ") + ask_words);
    EXPECT_THAT(why(anna, ask), Contains("ask_refused"));
}

TEST_F(FirstContactTest, boundary_holds_the_kind_named_even_of_friends) {
    set_tie(anna, ben, Stage::friend_);
    EXPECT_FALSE(waits(anna, direct("anna", ask_words)));
    ASSERT_TRUE(policies.set_boundaries(anna, ben, {.asks = true}));
    auto ask = direct("anna", ask_words);
    EXPECT_THAT(why(anna, ask), ElementsAre("boundary_ask"));
    EXPECT_FALSE(waits(anna, direct("anna", hello_words)));
    ASSERT_TRUE(policies.set_boundaries(anna, ben, {}));
    EXPECT_FALSE(waits(anna, direct("anna", ask_words)));
    EXPECT_TRUE(waits(anna, ask)) << "what waits goes on waiting";
}

TEST_F(FirstContactTest, edit_that_turns_a_hello_into_a_pitch_moves_it_to_requests) {
    auto id = direct("anna", hello_words);
    ASSERT_THAT(conversations(anna), ElementsAre(id));
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string("@anna ") + pitch_words}, {}));
    EXPECT_THAT(why(anna, id), Contains("stranger_pitches"));
    EXPECT_THAT(told(anna, ben), IsEmpty());
    EXPECT_THAT(conversations(anna), IsEmpty());
    EXPECT_EQ(requests_of(anna).size(), 1U);
}

TEST_F(FirstContactTest, edit_of_what_was_answered_stays_where_it_is) {
    auto id = direct("anna", hello_words);
    auto answer = write_to(anna, "@ben mostly climbing ones", Visibility::direct, id);
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string("@anna ") + pitch_words}, {}));
    EXPECT_FALSE(waits(anna, id));
    EXPECT_THAT(conversations(anna), ElementsAre(answer));
}

TEST_F(FirstContactTest, edit_of_what_waits_goes_on_waiting_with_reasons_that_fit) {
    auto id = direct("anna", pitch_words);
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string("@anna ") + ask_words}, {}));
    EXPECT_THAT(why(anna, id), Contains("stranger_asks"));
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string("@anna ") + hello_words}, {}));
    EXPECT_THAT(why(anna, id), ElementsAre("held_before_edit"));
}

TEST_F(FirstContactTest, deleting_what_waits_leaves_no_trace) {
    auto id = direct("anna", pitch_words);
    ASSERT_TRUE(posting->remove(ben, id));
    EXPECT_THAT(held(anna, ben), IsEmpty());
    EXPECT_THAT(requests_of(anna), IsEmpty());
}

TEST_F(FirstContactTest, deleted_message_does_not_bring_up_one_that_waits) {
    auto first = direct("anna", hello_words);
    auto second = direct("anna", pitch_words, first);
    ASSERT_TRUE(waits(anna, second));
    ASSERT_THAT(conversations(anna), ElementsAre(first));
    ASSERT_TRUE(posting->remove(ben, first));
    EXPECT_THAT(conversations(anna), IsEmpty());
}

class QuotesTest : public FirstContactTest {
protected:
    StatusId quote(const std::string& text, Visibility visibility = Visibility::public_) {
        clock.advance(std::chrono::minutes(1));
        auto id = posting->post({.author = ben, .text = text, .visibility = visibility, .quote_of = roses});
        EXPECT_TRUE(id) << (id ? "" : id.error().message);
        return id.value_or(StatusId{});
    }
    bool has_tie() {
        return read([&](store::ReadTx& tx) { return tx.ties().tie(anna, ben); }).has_value();
    }

    StatusId roses = post(anna, "My roses are in bloom this week.");
};

TEST_F(QuotesTest, pitch_about_a_strangers_post_waits_with_its_reason_and_is_not_said_yet) {
    auto id = quote(pitch_words);
    EXPECT_THAT(why(anna, id), Contains("stranger_pitches"));
    EXPECT_THAT(told(anna, ben), IsEmpty());
    EXPECT_FALSE(held(anna, ben).front().direct);
    EXPECT_FALSE(has_tie());
    ASSERT_EQ(requests_of(anna).size(), 1U);
    EXPECT_EQ(requests_of(anna).front().last_status_id, id);
    EXPECT_THAT(home(ben), Contains(id)) << "the post itself is where it belongs";

    accept(anna);
    EXPECT_THAT(told(anna, ben), ElementsAre(NotificationKind::quote));
    EXPECT_TRUE(has_tie());
    EXPECT_FALSE(waits(anna, quote(std::string(pitch_words) + " Today only!"))) << "of this person it is fine now";
}

TEST_F(QuotesTest, kind_words_about_a_post_arrive_as_often_as_they_are_said) {
    quote("What a garden, and what light in this picture!");
    quote("I keep coming back to these roses. Which one is the red one?");
    EXPECT_THAT(told(anna, ben), ElementsAre(NotificationKind::quote, NotificationKind::quote));
    EXPECT_THAT(requests_of(anna), IsEmpty());
    EXPECT_TRUE(has_tie());
}

TEST_F(QuotesTest, boundary_holds_quotes_too_and_friends_may_pitch) {
    set_tie(anna, ben, Stage::friend_);
    EXPECT_FALSE(waits(anna, quote(pitch_words)));
    ASSERT_TRUE(policies.set_boundaries(anna, ben, {.all = true}));
    EXPECT_TRUE(waits(anna, quote("What a garden!")));
}

TEST_F(QuotesTest, mention_and_quote_in_one_post_wait_as_one_message) {
    auto id = quote(std::string("@anna ") + pitch_words);
    EXPECT_TRUE(waits(anna, id));
    EXPECT_THAT(told(anna, ben), IsEmpty());
    accept(anna);
    EXPECT_THAT(told(anna, ben), ::testing::UnorderedElementsAre(NotificationKind::mention, NotificationKind::quote));
}

TEST_F(QuotesTest, name_taken_out_of_a_quote_that_waits_leaves_the_quote) {
    auto id = quote(std::string("@anna ") + pitch_words);
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = pitch_words}, {}));
    EXPECT_TRUE(waits(anna, id));
    ASSERT_EQ(requests_of(anna).size(), 1U);
    EXPECT_EQ(requests_of(anna).front().notifications_count, 1);
    accept(anna);
    EXPECT_THAT(told(anna, ben), ElementsAre(NotificationKind::quote));
}

TEST_F(QuotesTest, name_taken_out_of_a_quote_that_only_followers_may_read_takes_it_out_of_requests) {
    auto id = quote(std::string("@anna ") + pitch_words, Visibility::private_);
    ASSERT_TRUE(waits(anna, id));
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = pitch_words}, {}));
    EXPECT_FALSE(waits(anna, id));
    EXPECT_THAT(requests_of(anna), IsEmpty());
}

TEST_F(QuotesTest, quote_without_a_word_is_no_first_message) {
    quote("");
    EXPECT_THAT(read([&](store::ReadTx& tx) { return tx.first_messages().since(ben, {}, 10); }), IsEmpty());
    EXPECT_FALSE(waits(anna, direct("anna", hello_words)));
}

TEST_F(QuotesTest, edit_that_makes_a_pitch_of_kind_words_takes_the_notification_back) {
    auto id = quote("What a garden!");
    ASSERT_THAT(told(anna, ben), ElementsAre(NotificationKind::quote));
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = pitch_words}, {}));
    EXPECT_THAT(why(anna, id), Contains("stranger_pitches"));
    EXPECT_THAT(told(anna, ben), IsEmpty());
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = "What a garden it is!"}, {}));
    EXPECT_THAT(why(anna, id), ElementsAre("held_before_edit"));
}

TEST_F(QuotesTest, who_may_not_read_the_quoting_post_is_not_told_of_it) {
    member("cleo");
    quote("@cleo look at these roses", Visibility::direct);
    quote("look at these roses", Visibility::private_);
    EXPECT_THAT(told(anna, ben), IsEmpty());
    EXPECT_FALSE(has_tie());
    ASSERT_TRUE(relations->follow(anna, ben, {}));
    quote("look at these roses again", Visibility::private_);
    EXPECT_THAT(told(anna, ben), ElementsAre(NotificationKind::quote));
}

TEST_F(FirstContactTest, autopilot_is_known_by_answers_that_get_none) {
    int waiting = 0;
    for (int i = 0; i < 8; ++i) {
        auto name = "member" + std::to_string(i);
        auto id = member(name);
        ASSERT_TRUE(relations->follow(id, ben, {}));
        // Different enough to be no template.
        static const std::vector<std::string> subjects{"trains", "roses", "chess", "bread",
                                                       "maps",   "boats", "owls",  "ink"};
        auto sent = direct(name, "This is an automated message about " + subjects[i] + ": what do you like about " +
                                     subjects[(i + 3) % 8] + " and " + subjects[(i + 5) % 8] + "?");
        waiting += waits(id, sent);
        if (!waits(id, sent)) write_to(id, "@ben all of it! And you?", Visibility::direct, sent);
    }
    EXPECT_EQ(waiting, 3) << "from the sixth on: five were answered and answered nobody";
}

} // namespace
} // namespace kith::services
