#include "relationship/etiquette/templates.hpp"

#include "relationship/etiquette/autopilot.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kith::relationship {
namespace {

using namespace std::chrono_literals;

double similarity(std::string_view a, std::string_view b) {
    return template_similarity(template_signature(a), template_signature(b));
}

TEST(Template, names_handles_greetings_numbers_and_link_parameters_are_masked) {
    const std::pair<std::string_view, std::string_view> same[] = {
        {"Hi Anna, thanks for connecting! Would you like a free review of your site?",
         "Hello Mr. Osei, thanks for connecting! Would you like a free review of your site?"},
        {"@ann have a look at our new tool for plumbers", "@bob@kith.example have a look at our new tool for plumbers"},
        {"Thanks for the follow, Maria! Here is a gift: https://shop.example.com/?ref=1",
         "Thanks for the follow, Jean! Here is a gift: https://shop.example.com/?ref=772"},
        {"We saved 3 firms $1,200 last month", "We saved 11 firms $90 last month"},
        {"Dear John Smith, our clients love this.", "our clients love this!! 🎉"},
    };
    for (auto [a, b] : same)
        EXPECT_DOUBLE_EQ(similarity(a, b), 1) << a << " / " << b;
}

TEST(Template, small_edits_of_long_messages_stay_similar_and_other_messages_do_not) {
    std::string_view base =
        "Hi Tom, I came across your page and loved it. We help small bakeries like yours to bring in more "
        "customers with simple online ads. Would you have ten minutes this week for a quick call?";
    std::string_view edited =
        "Hello Kim! I came across your page and loved it. We help small florists like yours to bring in more "
        "customers with simple online ads. Would you have ten minutes this week for a quick call?";
    std::string_view other =
        "Hi Tom, how was the concert on Friday? I had to leave early because of the train and still want to know "
        "whether they played the slow song that you like so much.";
    EXPECT_GE(similarity(base, edited), 0.8);
    EXPECT_LT(similarity(base, other), 0.2);
}

using Names = std::vector<std::string_view>;

double similarity(std::string_view a, const Names& names_a, std::string_view b, const Names& names_b) {
    return template_similarity(template_signature(a, names_a), template_signature(b, names_b));
}

std::string letter_to(std::string_view name) {
    return fmt::format(
        "Hey {0}, loved your work! Quick question for you {0}, would you like to see how {0}'s page could "
        "bring in more people?",
        name);
}

TEST(Template, names_of_receivers_are_masked_however_they_are_written) {
    std::string base = letter_to("bob_k");
    for (std::string_view name : {"carl77", "dora", "emil.h", "77fay", "user_1", "Gus", "HAL", "x.y_zed", "_ida_",
                                  "jon.me", "Élodie", "lee-ann", "mooon", "Nils Peter Olsen", "anna maria"})
        EXPECT_DOUBLE_EQ(similarity(base, {"bob_k"}, letter_to(name), {name}), 1) << name;
    EXPECT_DOUBLE_EQ(similarity(base, {"bob_k"}, letter_to("BOB_K"), {"bob_k", "Bob Kaye"}), 1);
    EXPECT_DOUBLE_EQ(similarity(base, {"bob_k"}, letter_to("anna"), {"ar_1990", "Anna Rossi"}), 1) << "a part of it";
    EXPECT_LT(similarity(base, {}, letter_to("carl77"), {}), 0.8);
}

TEST(Template, names_in_mid_sentence_and_at_the_opening_without_greeting_are_masked) {
    EXPECT_DOUBLE_EQ(similarity("I have seen what bob_k makes and think that our shop would help.", {"bob_k"},
                                "I have seen what dora makes and think that our shop would help.", {"dora"}),
                     1);
    EXPECT_DOUBLE_EQ(similarity("bob_k, thanks for the follow and have a look at our shop", {"bob_k"},
                                "hi carl77! thanks for the follow and have a look at our shop", {"carl77"}),
                     1);
    EXPECT_DOUBLE_EQ(similarity("Bob Kaye, We would like to show you our shop", {"bob_k", "Bob"},
                                "hi Carl! We would like to show you our shop", {"carl77"}),
                     1);
    EXPECT_DOUBLE_EQ(similarity("We spoke. Dora and our team would love to work together on it", {"dora"},
                                "We spoke. emil.h and our team would love to work together on it", {"emil.h"}),
                     1);
}

TEST(Template, several_receivers_are_masked_at_once) {
    EXPECT_DOUBLE_EQ(similarity("our new tool saves hours every week, bob_k, so have a look", {"ann", "bob_k"},
                                "our new tool saves hours every week, carl77, so have a look", {"carl77"}),
                     1);
}

TEST(Template, two_letters_to_one_person_do_not_become_alike) {
    Names names = {"bob_k", "Bob Kaye"};
    EXPECT_LT(similarity("hey bob_k, which strings do you use on that banjo, bob_k? it sounds so warm", names,
                         "hey bob_k, did you get home before the storm, bob_k? my train was two hours late", names),
              0.2);
}

TEST(Template, small_words_and_single_letters_are_no_names) {
    std::string_view text = "the shop that I like is on a hill and you can see it from here";
    for (std::string_view name : {"the", "a", "you", "i", "hi", "1", "7.5", "", "@", "🎉", "\xff", "a.b"})
        EXPECT_EQ(template_signature(text, std::array{name}), template_signature(text)) << name;
    EXPECT_EQ(template_signature(text, std::array<std::string_view, 1>{"Anna and You"}), template_signature(text));
}

TEST(Template, names_cannot_swallow_a_letter) {
    std::string_view text = "visit our shop, buy candles today, get twenty percent off";
    Names names = {"visit shop buy candles", "today get twenty percent", "off"};
    EXPECT_EQ(template_signature(text, names), template_signature(text));
    text = "bob, our shop is bob's best friend, bob bob bob and bob will save money";
    EXPECT_EQ(template_signature(text, Names{"bob"}).words, 12) << "one that stands there often does not";
}

TEST(Template, empty_messages_are_similar_to_nothing) {
    EXPECT_EQ(similarity("", ""), 0);
    EXPECT_EQ(similarity("👍", "👍"), 0);
    EXPECT_EQ(similarity("Hi Anna!", "Hi Bob!"), 0);
}

TEST(Template, signatures_of_other_versions_do_not_compare) {
    auto a = template_signature("thanks for connecting, have a look at our page");
    auto b = a;
    b.version = 2;
    EXPECT_EQ(template_similarity(a, b), 0);
}

TEST(Template, signature_survives_the_store) {
    auto a = template_signature("thanks for connecting, have a look at our page");
    std::string bytes = a.to_bytes();
    EXPECT_EQ(bytes.size(), 130U);
    EXPECT_EQ(TemplateSignature::from_bytes(bytes), a);
    EXPECT_EQ(TemplateSignature::from_bytes(bytes.substr(1)), std::nullopt);
    EXPECT_EQ(TemplateSignature::from_bytes(""), std::nullopt);
}

class TemplateDecision : public testing::Test {
protected:
    FirstMessage message(std::int64_t receiver, Duration after, std::string_view text) const {
        return {.receiver = {receiver}, .at = start_ + after, .signature = template_signature(text)};
    }

    Time start_ = from_unix_ms(1'760'000'000'000);
    std::string_view text_ = "Hi Anna, have a look at our page and tell us what you think";
};

TEST_F(TemplateDecision, third_receiver_within_seven_days_is_held) {
    std::vector<FirstMessage> history = {message(1, 0h, text_)};
    auto second = message(2, 24h, text_);
    TemplateVerdict verdict = decide_template(history, second);
    EXPECT_FALSE(verdict.held);
    EXPECT_EQ(verdict.receivers, 2);
    EXPECT_TRUE(verdict.reason.empty());
    history.push_back(second);
    verdict = decide_template(history, message(3, 7 * 24h, text_));
    EXPECT_TRUE(verdict.held);
    EXPECT_EQ(verdict.receivers, 3);
    EXPECT_EQ(verdict.copies, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(verdict.reason, "the same message went to 3 people within 7 days");
}

TEST_F(TemplateDecision, older_and_later_messages_and_repeats_to_one_receiver_do_not_count) {
    auto fresh = message(9, 8 * 24h, text_);
    std::vector<FirstMessage> history = {message(1, 0h, text_), message(2, 8 * 24h + 1ms, text_),
                                         message(9, 7 * 24h, text_), message(3, 7 * 24h, text_)};
    TemplateVerdict verdict = decide_template(history, fresh);
    EXPECT_FALSE(verdict.held);
    EXPECT_EQ(verdict.copies, std::vector<std::size_t>{3});
    history.push_back(message(3, 6 * 24h, text_));
    verdict = decide_template(history, fresh);
    EXPECT_EQ(verdict.receivers, 2);
    EXPECT_EQ(verdict.copies, (std::vector<std::size_t>{4, 3})); // oldest first
}

TEST_F(TemplateDecision, short_courtesies_are_never_held) {
    std::vector<FirstMessage> history;
    for (int i = 1; i < 10; ++i)
        history.push_back(message(i, 0h, "Thanks for connecting, Ann!"));
    EXPECT_FALSE(decide_template(history, message(20, 1h, "Thanks for connecting, Bob!")).held);
}

TEST_F(TemplateDecision, personal_messages_to_many_are_not_held) {
    std::vector<FirstMessage> history = {
        message(1, 0h, "Hi Eva, how did your team manage to hire so many women engineers?"),
        message(2, 1h, "Hey Nick, my laptop died after two years, is it worth replacing the battery?"),
        message(3, 2h, "Hello Carmen, I enjoyed your comment about remote teams on Wednesday"),
    };
    EXPECT_FALSE(
        decide_template(history, message(4, 3h, "Hi Joe, glad to meet you, what are you working on at the lab?")).held);
}

TEST_F(TemplateDecision, policy_sets_the_limits) {
    std::vector<FirstMessage> history = {message(1, 0h, text_)};
    TemplatePolicy policy{.receivers = 2, .window = 1h};
    EXPECT_TRUE(decide_template(history, message(2, 1h, text_), policy).held);
    EXPECT_FALSE(decide_template(history, message(2, 1h + 1ms, text_), policy).held);
}

TEST(Autopilot, author_who_answers_fewer_than_one_in_five_is_an_autopilot) {
    const struct {
        int answered, answered_back;
        bool autopilot;
    } cases[] = {{0, 0, false},  {4, 0, false}, {5, 0, true},     {5, 1, false},   {10, 1, true},
                 {10, 2, false}, {11, 2, true}, {100, 20, false}, {100, 19, true}, {5, 9, false}};
    for (auto [answered, answered_back, autopilot] : cases) {
        AutopilotVerdict verdict = decide_autopilot({answered, answered_back});
        EXPECT_EQ(verdict.autopilot, autopilot) << answered << " " << answered_back;
        EXPECT_EQ(verdict.reason.empty(), !autopilot);
    }
    EXPECT_EQ(decide_autopilot({11, 2}).reason,
              "answered 2 of the 11 people who replied to its automated first message");
    EXPECT_EQ(decide_autopilot({0, 0}).answer_rate, 1);
}

} // namespace
} // namespace kith::relationship
