#include "relationship/interaction.hpp"
#include "unit/relationship/history.hpp"

namespace kith::relationship {
namespace {

using namespace testing;

struct KindCase {
    InteractionKind kind;
    bool contact;
    bool spoken;
    double units; // when it answers nothing, without pitch or ask
};

class InteractionKinds : public ::testing::TestWithParam<KindCase> {};

TEST_P(InteractionKinds, count_as_contact_and_giving_as_designed) {
    auto [kind, contact, spoken, units] = GetParam();
    auto interaction = does(ann, bob, kind, 0);
    interaction.own_words = true;
    interaction.for_answer = true;
    EXPECT_EQ(is_contact(interaction), contact);
    EXPECT_EQ(is_spoken(interaction), spoken);
    EXPECT_DOUBLE_EQ(gift_of(interaction, false).units, units);
    EXPECT_EQ(gift_of(interaction, false).by_actor, kind != InteractionKind::thanks);
    EXPECT_EQ(parse_interaction_kind(to_string(kind)), kind);
}

INSTANTIATE_TEST_SUITE_P(All, InteractionKinds,
                         ::testing::Values(KindCase{InteractionKind::reply, true, true, 1},
                                           KindCase{InteractionKind::mention, true, true, 0},
                                           KindCase{InteractionKind::direct, true, true, 0},
                                           KindCase{InteractionKind::boost, false, false, 1},
                                           KindCase{InteractionKind::quote, true, true, 1},
                                           KindCase{InteractionKind::favourite, false, false, 0.2},
                                           KindCase{InteractionKind::follow, false, false, 0},
                                           KindCase{InteractionKind::recommendation, false, false, 3},
                                           KindCase{InteractionKind::introduction, false, false, 5},
                                           KindCase{InteractionKind::thanks, true, true, 3},
                                           KindCase{InteractionKind::met, true, false, 0}));

TEST(Interaction, a_quote_without_own_words_is_neither_contact_nor_giving) {
    auto quote = does(ann, bob, InteractionKind::quote, 0);
    EXPECT_FALSE(is_contact(quote));
    EXPECT_EQ(gift_of(quote, false).units, 0);
}

TEST(Interaction, thanks_for_something_else_than_an_answer_give_nothing) {
    EXPECT_EQ(gift_of(does(ann, bob, InteractionKind::thanks, 0), true).units, 0);
}

TEST(Interaction, a_message_that_wants_something_gives_nothing) {
    for (auto kind : {InteractionKind::reply, InteractionKind::direct, InteractionKind::quote}) {
        auto message = does(ann, bob, kind, 0);
        message.own_words = true;
        EXPECT_EQ(gift_of(message, true).units, 1) << to_string(kind);
        message.pitch = true;
        EXPECT_EQ(gift_of(message, true).units, 0) << to_string(kind);
        message.pitch = false;
        message.ask = true;
        EXPECT_EQ(gift_of(message, true).units, 0) << to_string(kind);
    }
}

TEST(Interaction, the_same_status_makes_one_fact_whatever_the_time) {
    auto first = says(ann, bob, 0);
    first.status = StatusId{5};
    auto again = first;
    again.at = day(1);
    EXPECT_EQ(key_of(first), key_of(again));
    again.status = StatusId{6};
    EXPECT_NE(key_of(first), key_of(again));
}

TEST(Interaction, sources_have_names_that_read_back) {
    for (int i = 0; i <= int(Source::import_contacts); ++i)
        EXPECT_EQ(parse_source(to_string(Source(i))), Source(i));
    EXPECT_EQ(to_string(Source::import_twitter), "import:twitter");
    EXPECT_EQ(parse_source("import:"), std::nullopt);
    EXPECT_TRUE(is_import(Source::import_contacts));
    EXPECT_FALSE(is_import(Source::federated));
}

} // namespace
} // namespace kith::relationship
