#include "relationship/door.hpp"

#include "unit/relationship/history.hpp"

namespace kith::relationship {
namespace {

using namespace testing;

std::string words_of(const Reasons& reasons, std::string_view code) {
    for (const auto& reason : reasons)
        if (reason.code == code) return in_english(reason);
    return {};
}

Newcomer eve() {
    Newcomer newcomer;
    newcomer.has_bio = true;
    newcomer.follows = 50;
    newcomer.followers = 40;
    newcomer.age_days = 800;
    newcomer.recent = {20, 10, 1, 0};
    return newcomer;
}

TEST(Door, an_ordinary_person_has_nothing_against_them) {
    auto facts = facts_about(eve(), {});
    EXPECT_TRUE(facts.speaks_against.empty());
    EXPECT_EQ(words_of(facts.speaks_for, "door_talks"), "50 % of their recent posts are replies to others.");
    EXPECT_EQ(words_of(facts.neutral, "door_old"), "The account has been there for 2 years.");
    EXPECT_EQ(words_of(facts.neutral, "door_follow_ratio"), "They follow 50 accounts and 40 follow them.");
}

TEST(Door, what_is_shared_is_named_whatever_its_case) {
    auto newcomer = eve();
    newcomer.tags = {"Gardening", "jazz", "jazz"};
    newcomer.interests = {"bees"};
    newcomer.groups = {"Town choir"};
    newcomer.languages = {"German"};
    OwnerInterests owner{{"Bees"}, {"JAZZ", "gardening", "chess"}, {"Town choir"}, {"English"}};
    auto facts = facts_about(newcomer, owner);
    EXPECT_EQ(words_of(facts.speaks_for, "door_shared_tags"), "You both write about #Gardening, #jazz.");
    EXPECT_EQ(words_of(facts.speaks_for, "door_shared_interests"), "You share interests: bees.");
    EXPECT_TRUE(has_reason(facts.speaks_for, "door_shared_groups"));
    EXPECT_TRUE(has_reason(facts.neutral, "door_no_shared_language"));
}

TEST(Door, those_who_know_them_are_named_by_stage_nearest_first) {
    auto newcomer = eve();
    newcomer.known_by = {{"Cy", Stage::acquaintance}, {"Dee", Stage::trusted}, {"Flo", Stage::acquaintance}};
    auto reasons = facts_about(newcomer, {}).speaks_for;
    EXPECT_EQ(in_english(reasons[1]), "Dee knows them (trusted of yours).");
    EXPECT_EQ(in_english(reasons[2]), "Cy, Flo know them (acquaintances of yours).");
}

struct FollowCase {
    unsigned follows;
    unsigned followers;
    std::string_view against; // "" for none
};
class DoorFollows : public ::testing::TestWithParam<FollowCase> {};

TEST_P(DoorFollows, only_a_ratio_over_ten_speaks_against) {
    auto newcomer = eve();
    newcomer.follows = GetParam().follows;
    newcomer.followers = GetParam().followers;
    auto facts = facts_about(newcomer, {});
    if (GetParam().against.empty())
        EXPECT_TRUE(facts.speaks_against.empty());
    else
        EXPECT_TRUE(has_reason(facts.speaks_against, GetParam().against));
}
INSTANTIATE_TEST_SUITE_P(All, DoorFollows,
                         ::testing::Values(FollowCase{100, 10, ""}, FollowCase{101, 10, "door_follow_ratio"},
                                           FollowCase{5000, 30, "door_follow_ratio"},
                                           FollowCase{3, 0, "door_followed_by_nobody"}, FollowCase{0, 0, ""},
                                           FollowCase{0, 9000, ""}));

TEST(Door, who_mostly_promotes_is_known_by_posts_manner_or_words) {
    auto newcomer = eve();
    newcomer.recent = {10, 5, 3, 2};
    EXPECT_FALSE(promotes_mostly(newcomer)) << "half of them talk";
    newcomer.recent = {3, 0, 2, 0};
    EXPECT_TRUE(promotes_mostly(newcomer));
    newcomer.recent = {2, 0, 2, 0};
    EXPECT_FALSE(promotes_mostly(newcomer)) << "two posts say nothing yet";
    newcomer.words = "I mend clocks. Join my team and work from home!";
    EXPECT_TRUE(promotes_mostly(newcomer));
    newcomer.words = "I mend clocks.";
    newcomer.looks_automated = true;
    EXPECT_TRUE(promotes_mostly(newcomer));
    newcomer.looks_automated = false;
    EXPECT_FALSE(promotes_mostly(newcomer));
    newcomer.profile_asks = true;
    EXPECT_TRUE(promotes_mostly(newcomer));
    EXPECT_EQ(words_of(facts_about(newcomer, {}).speaks_against, "door_profile_asks"),
              "Their profile asks to be followed, liked or shared.");
}

TEST(Door, broadcasting_pitching_and_asking_are_said_with_numbers) {
    auto newcomer = eve();
    newcomer.recent = {20, 1, 5, 6};
    auto against = facts_about(newcomer, {}).speaks_against;
    EXPECT_EQ(words_of(against, "door_broadcasts"), "Only 5 % of their recent posts are replies to others.");
    EXPECT_EQ(words_of(against, "door_pitches"), "25 % of their recent posts are pitches.");
    EXPECT_EQ(words_of(against, "door_asks"), "30 % of their recent posts ask for something.");
    newcomer.recent = {20, 0, 20, 20};
    against = facts_about(newcomer, {}).speaks_against;
    EXPECT_EQ(words_of(against, "door_answers_nobody"), "None of their recent posts is a reply to somebody else.");
    EXPECT_EQ(words_of(against, "door_only_pitches"), "All of their recent posts are pitches.");
    EXPECT_EQ(words_of(against, "door_only_asks"), "All of their recent posts ask for something.");
    newcomer.recent = {4, 0, 4, 4};
    EXPECT_TRUE(facts_about(newcomer, {}).speaks_against.empty()) << "four posts say nothing yet";
    newcomer.recent = {};
    EXPECT_TRUE(has_reason(facts_about(newcomer, {}).neutral, "door_no_posts"));
}

TEST(Door, whether_they_answer_counts_both_ways) {
    auto newcomer = eve();
    newcomer.messages_received = 10;
    newcomer.messages_answered = 5;
    EXPECT_TRUE(has_reason(facts_about(newcomer, {}).speaks_for, "door_answers"));
    newcomer.messages_answered = 1;
    EXPECT_TRUE(has_reason(facts_about(newcomer, {}).speaks_against, "door_seldom_answers"));
    newcomer.messages_received = 2;
    newcomer.messages_answered = 0;
    EXPECT_FALSE(has_reason(facts_about(newcomer, {}).speaks_against, "door_seldom_answers"));
}

TEST(Door, automation_counts_against_those_who_hide_it) {
    auto newcomer = eve();
    newcomer.looks_automated = true;
    EXPECT_TRUE(has_reason(facts_about(newcomer, {}).speaks_against, "door_looks_automated"));
    newcomer.says_automated = true;
    auto facts = facts_about(newcomer, {});
    EXPECT_TRUE(facts.speaks_against.empty());
    EXPECT_TRUE(has_reason(facts.neutral, "door_automated"));
}

TEST(Door, words_count_only_where_they_stand_alone) {
    auto newcomer = eve();
    newcomer.words = "Earn PASSIVE INCOME, no MLM! OnlyFans";
    auto against = facts_about(newcomer, {}).speaks_against;
    EXPECT_EQ(words_of(against, "door_marketing"),
              "Their profile or posts use the words of multi-level marketing: passive income, mlm.");
    EXPECT_TRUE(has_reason(against, "door_adult"));
    newcomer.words = "pornography studies; the filmlm; unsexting";
    EXPECT_TRUE(facts_about(newcomer, {}).speaks_against.empty());
}

TEST(Door, a_bridge_speaks_for_somebody_without_a_bio) {
    Newcomer odd;
    odd.new_people = 12;
    odd.age_days = 1;
    auto facts = facts_about(odd, {});
    EXPECT_EQ(words_of(facts.speaks_for, "door_bridge"), "They know 12 people whom nobody you know knows.");
    EXPECT_TRUE(has_reason(facts.speaks_against, "door_no_bio"));
    EXPECT_EQ(words_of(facts.neutral, "door_new"), "The account is 1 day old.");
}

TEST(Starters, come_from_questions_then_shared_tags_then_own_tags) {
    std::vector<StarterPost> posts{
        {"Old. Which rose survives shade?", {"roses"}, day(0)},
        {"Tried a new fugue today! Who else plays Bach?", {"jazz", "bach"}, day(2)},
        {"No question here.", {"Jazz"}, day(1)},
    };
    OwnerInterests owner;
    owner.tags = {"jazz"};
    auto starters = conversation_starters("Eve", posts, owner, 10);
    ASSERT_EQ(starters.size(), 5U);
    EXPECT_EQ(in_english(starters[0]), "Eve asked: “Who else plays Bach?” You could answer.");
    EXPECT_EQ(starters[1].parameter("question"), "Which rose survives shade?");
    EXPECT_EQ(in_english(starters[2]), "You both write about #jazz. Ask Eve what they are working on.");
    EXPECT_EQ(starters[3].parameter("tag"), "bach");
    EXPECT_EQ(starters[4].parameter("tag"), "roses");
    EXPECT_EQ(conversation_starters("Eve", posts, owner, 2).size(), 2U);
}

TEST(Starters, fall_back_to_hello_and_skip_links_and_noise) {
    std::vector<StarterPost> posts{{"What?", {}, day(0)},
                                   {"Have you seen https://shop.example/x?y=1?", {}, day(0)},
                                   {std::string(500, 'x') + "?", {}, day(0)},
                                   {"?", {}, day(0)}};
    auto starters = conversation_starters("Eve", posts, {}, 3);
    ASSERT_EQ(starters.size(), 1U);
    EXPECT_EQ(in_english(starters[0]), "Say hello to Eve and ask what brought them here.");
}

} // namespace
} // namespace kith::relationship
