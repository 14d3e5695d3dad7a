#include "relationship/strength.hpp"

#include "unit/relationship/history.hpp"

#include <cmath>
#include <random>

namespace kith::relationship {
namespace {

using namespace testing;

Surroundings around(double owner_days_ago, double other_days_ago, Time now) {
    Surroundings result;
    result.owner_spoke = now - Duration(std::int64_t(owner_days_ago * 86'400'000));
    result.other_spoke = now - Duration(std::int64_t(other_days_ago * 86'400'000));
    result.owner_people = 20;
    result.other_people = 30;
    result.shared_people = 5;
    return result;
}

TEST(Strength, is_nothing_without_contact) {
    Tie tie;
    EXPECT_EQ(strength(tie, {}, day(0)), 0);
    EXPECT_TRUE(explain_strength(tie, {}, day(0)).parts.empty());
    AnnAndBob clicks;
    clicks.add(does(ann, bob, InteractionKind::favourite, 0));
    EXPECT_EQ(strength(clicks.tie, {}, day(0)), 0);
}

TEST(Strength, one_unanswered_message_is_little_and_a_daily_talk_is_much) {
    AnnAndBob once;
    once.add(says(ann, bob, 0));
    AnnAndBob daily;
    for (int i = 0; i < 60; ++i)
        daily.exchange(i);
    Time now = day(60);
    double little = strength(once.tie, around(1, 1, now), now);
    double much = strength(daily.tie, around(1, 1, now), now);
    EXPECT_LT(little, 0.05);
    EXPECT_GT(much, 0.9);
}

TEST(Strength, fades_with_silence_and_never_grows_by_it) {
    AnnAndBob pair;
    for (int i = 0; i < 40; ++i)
        pair.exchange(i);
    double before = 1;
    for (int silent : {0, 1, 7, 30, 90, 365, 3650}) {
        Time now = day(40 + silent);
        double here = strength(pair.tie, around(1, 1, now), now);
        EXPECT_LT(here, before) << silent;
        EXPECT_GT(here, 0);
        before = here;
    }
    EXPECT_LT(before, 0.05);
}

TEST(Strength, each_term_moves_it_the_way_its_words_say) {
    AnnAndBob pair;
    for (int i = 0; i < 10; ++i)
        pair.exchange(i * 3);
    Time now = day(30);
    auto base = around(1, 1, now);
    double here = strength(pair.tie, base, now);
    auto away = base;
    away.other_spoke = now - std::chrono::days(60);
    auto unshared = base;
    unshared.shared_people = 0;
    auto crowded = base;
    crowded.other_people = 3000;
    EXPECT_LT(strength(pair.tie, unshared, now), here);
    EXPECT_LT(strength(pair.tie, crowded, now), here);
    // The tie itself tells that the other spoke 3 days ago: an older date elsewhere changes nothing, a newer one does.
    auto unknown = base;
    unknown.other_spoke = never;
    EXPECT_DOUBLE_EQ(strength(pair.tie, away, now), strength(pair.tie, unknown, now));
    EXPECT_LT(strength(pair.tie, away, now), here);
    pair.exchange(30);
    EXPECT_GT(strength(pair.tie, base, now), here);
}

TEST(Strength, is_the_same_for_both_owners) {
    std::mt19937 random(9);
    AnnAndBob mine;
    AnnAndBob yours;
    std::swap(yours.tie.owner, yours.tie.other);
    for (int i = 0; i < 200; ++i) {
        auto interaction = random() % 2 ? says(ann, bob, i * 0.7) : says(bob, ann, i * 0.7);
        mine.add(interaction);
        yours.add(interaction);
    }
    Time now = day(150);
    auto here = around(2, 9, now);
    auto there = here;
    std::swap(there.owner_spoke, there.other_spoke);
    std::swap(there.owner_people, there.other_people);
    EXPECT_DOUBLE_EQ(strength(mine.tie, here, now), strength(yours.tie, there, now));
}

TEST(Strength, the_explanation_adds_up) {
    AnnAndBob pair;
    for (int i = 0; i < 10; ++i)
        pair.exchange(i * 3);
    Time now = day(35);
    auto here = around(0.5, 2, now);
    auto explained = explain_strength(pair.tie, here, now);
    ASSERT_EQ(explained.parts.size(), strength_terms);
    double log_odds = explained.start;
    for (const auto& part : explained.parts)
        log_odds += part.contribution;
    EXPECT_DOUBLE_EQ(explained.probability, 1 / (1 + std::exp(-log_odds)));
    EXPECT_DOUBLE_EQ(explained.probability, strength(pair.tie, here, now));
    EXPECT_EQ(in_english(explained.parts[0].words), "You wrote to them 10 times and they to you 10.");
    EXPECT_EQ(in_english(explained.parts[2].words), "Your last contact was 7 days ago.");
    EXPECT_EQ(in_english(explained.parts[3].words), "You last spoke to anybody 0 days ago, they 2.");
    EXPECT_EQ(in_english(explained.parts[4].words), "You know 20 people, they 30, and you share 5 of them.");
}

TEST(Strength, survives_odd_numbers) {
    AnnAndBob pair;
    pair.exchange(0);
    Surroundings nobody;
    nobody.owner_people = nobody.other_people = 0;
    nobody.shared_people = 4'000'000'000U;
    for (double when : {-1e5, 0.0, 1e5}) {
        double value = strength(pair.tie, nobody, day(when));
        EXPECT_GE(value, 0);
        EXPECT_LE(value, 1);
    }
}

// A generated network whose pairs talk at rates of their own: what is shown must rank them and hold, roughly.
TEST(Strength, ranks_a_generated_network) {
    std::mt19937 random(11);
    struct Truth {
        double shown;
        bool came_true;
    };
    std::vector<Truth> truths;
    for (int i = 0; i < 3000; ++i) {
        AnnAndBob pair;
        double gap = std::exp2(double(random() % 8)); // days between talks, 1 … 128
        std::exponential_distribution<double> wait(1 / gap);
        double when = wait(random);
        bool later_mine = false;
        bool later_theirs = false;
        for (; when < 150; when += wait(random)) {
            bool mine = random() % 2;
            if (when < 120)
                pair.add(mine ? says(ann, bob, when) : says(bob, ann, when));
            else
                (mine ? later_mine : later_theirs) = true;
        }
        if (pair.tie.last_contact() == never) continue;
        Time now = day(120);
        truths.push_back({strength(pair.tie, around(1, 1, now), now), later_mine && later_theirs});
    }
    double better = 0;
    double all = 0;
    for (const auto& a : truths)
        for (const auto& b : truths)
            if (a.came_true && !b.came_true) {
                better += a.shown > b.shown ? 1 : a.shown == b.shown ? 0.5 : 0;
                ++all;
            }
    EXPECT_GT(better / all, 0.9);
}

} // namespace
} // namespace kith::relationship
