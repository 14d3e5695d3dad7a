#include "unit/services/first_contact.hpp"

namespace kith::services {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class OffersTest : public FirstContactTest {
protected:
    OffersTest() {
        EXPECT_TRUE(relations->follow(anna, ben, {}));
        EXPECT_TRUE(relations->follow(cleo, ben, {}));
        EXPECT_TRUE(policies.want_offers(cleo, ben, true));
    }
    std::vector<StatusId> offers(AccountId account) {
        return read([&](store::ReadTx& tx) { return tx.judgements().offers(account, {}); });
    }

    AccountId cleo = member("cleo");
};

TEST_F(OffersTest, pitch_over_the_budget_reaches_those_who_asked_and_the_list_of_the_others) {
    auto first = post(ben, pitch_words);
    EXPECT_THAT(home(anna), Contains(first)) << "one pitch is always welcome";
    auto second = post(ben, std::string(pitch_words) + " Again!");
    EXPECT_THAT(home(anna), Contains(second)) << "judged by what was posted before";
    auto third = post(ben, std::string(pitch_words) + " And again!");
    EXPECT_EQ(judgement(third).offer, store::Offer::over_budget);
    EXPECT_THAT(home(anna), Not(Contains(third)));
    EXPECT_THAT(offers(anna), ElementsAre(third));
    EXPECT_THAT(home(cleo), Contains(third));
    EXPECT_THAT(home(ben), Contains(third));
    auto profile = read([&](store::ReadTx& tx) { return tx.statuses().by_account(ben, {}, {}); });
    EXPECT_THAT(profile, Contains(third));
    EXPECT_THAT(read([&](store::ReadTx& tx) { return tx.timelines().public_({}, {}); }), Contains(third));
    auto dora = member("dora");
    ASSERT_TRUE(relations->follow(dora, ben, {}));
    EXPECT_THAT(home(dora), Contains(first));
    EXPECT_THAT(home(dora), Not(Contains(third))) << "nor does a new follower get it";
}

TEST_F(OffersTest, boost_of_an_own_offer_reaches_nobody_whom_the_offer_did_not_reach) {
    auto offer = post(ben, std::string(pitch_words) + " #offer");
    auto again = posting->boost(ben, offer, Visibility::public_);
    ASSERT_TRUE(again);
    EXPECT_THAT(home(anna), IsEmpty());
    EXPECT_THAT(home(cleo), Contains(*again));
    auto dora = member("dora");
    ASSERT_TRUE(relations->follow(dora, ben, {}));
    EXPECT_THAT(home(dora), IsEmpty());
    auto recommended = posting->boost(cleo, offer, Visibility::public_);
    ASSERT_TRUE(recommended);
    ASSERT_TRUE(relations->follow(dora, cleo, {}));
    EXPECT_THAT(home(dora), Contains(*recommended)) << "somebody else who passes it on stands up for it";
}

TEST_F(OffersTest, own_boost_leaves_the_homes_with_what_became_an_offer) {
    post(ben, pitch_words);
    post(ben, std::string(pitch_words) + " Again!");
    auto id = post(ben, "I baked a cake this morning and it was good.");
    auto boost = posting->boost(ben, id, Visibility::public_);
    ASSERT_TRUE(boost);
    EXPECT_THAT(home(anna), Contains(*boost));
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string(pitch_words) + " Now!"}, {}));
    EXPECT_THAT(home(anna), Not(Contains(*boost)));
    EXPECT_THAT(home(cleo), Contains(*boost));
}

TEST_F(OffersTest, what_only_followers_may_read_costs_no_budget) {
    for (int i = 0; i < 3; ++i) {
        clock.advance(std::chrono::seconds(1));
        auto words = std::string(pitch_words) + " " + std::to_string(i);
        auto among_us = posting->post({.author = ben, .text = words, .visibility = Visibility::private_});
        ASSERT_TRUE(among_us);
        EXPECT_EQ(judgement(*among_us).offer, store::Offer::no);
    }
    auto open = post(ben, pitch_words);
    EXPECT_EQ(judgement(open).offer, store::Offer::no);
    EXPECT_THAT(home(anna), Contains(open));
}

TEST_F(OffersTest, declared_offer_goes_to_those_who_asked_and_costs_no_budget) {
    for (int i = 0; i < 4; ++i)
        post(ben, std::string(pitch_words) + " #offer " + std::to_string(i));
    EXPECT_THAT(home(anna), IsEmpty());
    EXPECT_EQ(offers(anna).size(), 4U);
    EXPECT_EQ(home(cleo).size(), 4U);
    auto pitch = post(ben, pitch_words);
    EXPECT_THAT(home(anna), ElementsAre(pitch));
}

TEST_F(OffersTest, edit_that_makes_a_pitch_beyond_the_budget_leaves_the_homes) {
    post(ben, pitch_words);
    post(ben, std::string(pitch_words) + " Again!");
    auto id = post(ben, "I baked a cake this morning and it was good.");
    EXPECT_THAT(home(anna), Contains(id));
    ASSERT_TRUE(posting->edit(id, {.author = ben, .text = std::string(pitch_words) + " Now!"}, {}));
    EXPECT_THAT(home(anna), Not(Contains(id)));
    EXPECT_THAT(home(cleo), Contains(id));
    EXPECT_THAT(offers(anna), ElementsAre(id));
}

} // namespace
} // namespace kith::services
