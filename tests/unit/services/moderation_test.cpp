#include "member_world.hpp"
#include "services/reports.hpp"

#include <gmock/gmock.h>

namespace kith::services {
namespace {

constexpr std::string_view good_password = "correct horse battery";

struct ModerationWorld : MemberWorld {
    using MemberWorld::MemberWorld;
    Reports reports{*store, clock, ids, events};

    std::vector<std::string> log(AccountId about = {}) {
        auto entries = *store->read([&](store::ReadTx& tx) { return tx.moderation_log().list(about, {}); });
        std::vector<std::string> actions;
        for (const auto& entry : entries)
            actions.push_back(entry.action);
        return actions;
    }
    Report report(ReportId id) { return *reports.get(id); }
    Account account(AccountId id) {
        return **store->read([&](store::ReadTx& tx) { return tx.accounts().by_id(id); });
    }
};

TEST(Moderation, a_measure_resolves_all_reports_about_the_member_and_tells_them) {
    ModerationWorld world;
    auto mod = world.member("mira", Role::moderator);
    auto ada = world.member("ada");
    auto ben = world.member("ben");
    auto first = world.reports.file({.account = ada, .target = ben, .comment = "rude"})->id;
    auto second = world.reports.file({.account = mod, .target = ben, .comment = "again"})->id;
    auto other = world.reports.file({.account = ben, .target = ada, .comment = "she started"})->id;
    Moderator by(Role::moderator, mod, first, "Please mind rule 1.");
    ASSERT_TRUE(world.users.act(by, ben, Measure::suspend, true));
    EXPECT_TRUE(world.account(ben).suspended());
    EXPECT_EQ(world.users.authenticate("ben", good_password, "").error().code, "suspended");
    EXPECT_EQ(world.report(first).resolved_by, mod);
    EXPECT_TRUE(world.report(second).resolved_at);
    EXPECT_FALSE(world.report(other).resolved_at);
    auto mails = world.take_mails();
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0]["to"].str(), "ben@example.org");
    EXPECT_THAT(mails[0]["text"].str().value(), testing::HasSubstr("Please mind rule 1."));
    EXPECT_THAT(world.log(ben), testing::ElementsAre("suspend"));
}

TEST(Moderation, words_alone_change_nothing_and_measures_can_be_silent) {
    ModerationWorld world;
    auto ben = world.member("ben");
    ASSERT_TRUE(world.users.act({Role::moderator, {}, {}, "A word."}, ben, Measure::none, true));
    EXPECT_EQ(world.take_mails().size(), 1U);
    EXPECT_TRUE(world.users.authenticate("ben", good_password, ""));
    ASSERT_TRUE(world.users.act(Role::moderator, ben, Measure::silence, false));
    EXPECT_TRUE(world.take_mails().empty());
    EXPECT_TRUE(world.account(ben).silenced_at);
    ASSERT_TRUE(world.users.set_silenced(Role::moderator, ben, false));
    EXPECT_FALSE(world.account(ben).silenced_at);
    EXPECT_THAT(world.log(ben), testing::ElementsAre("unsilence", "silence", "none"));
}

TEST(Moderation, a_measure_needs_rank_known_reports_and_few_words) {
    ModerationWorld world;
    auto admin = world.member("adam", Role::admin);
    auto ben = world.member("ben");
    EXPECT_EQ(world.users.act(Role::moderator, admin, Measure::suspend, true).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(world.users.act({Role::admin, admin, ReportId{99}}, ben, Measure::suspend, true).error().kind,
              ErrorKind::not_found);
    EXPECT_EQ(world.users.act({Role::admin, admin, {}, std::string(2001, 'x')}, ben, Measure::none, true).error().code,
              "moderation_text");
    EXPECT_FALSE(world.account(ben).suspended());
    EXPECT_TRUE(world.log().empty());
}

TEST(Moderation, what_changes_nothing_is_not_kept) {
    ModerationWorld world;
    auto ben = world.member("ben");
    ASSERT_TRUE(world.users.set_disabled(Role::moderator, ben, false));
    ASSERT_TRUE(world.users.approve(Role::moderator, ben));
    ASSERT_TRUE(world.users.set_role(Role::owner, ben, Role::user));
    EXPECT_TRUE(world.log().empty());
    ASSERT_TRUE(world.users.set_role(Role::owner, ben, Role::moderator));
    EXPECT_THAT(world.log(ben), testing::ElementsAre("role:moderator"));
}

TEST(Moderation, a_report_is_assigned_classified_resolved_and_reopened) {
    ModerationWorld world;
    auto mod = world.member("mira", Role::moderator);
    auto ben = world.member("ben");
    auto id = world.reports.file({.account = mod, .target = ben})->id;
    auto rule = *world.settings.add_rule(Role::owner, "Be kind", "");
    ASSERT_TRUE(world.reports.assign(id, mod));
    EXPECT_EQ(world.report(id).assigned_to, mod);
    EXPECT_TRUE(world.report(id).updated_at);
    ASSERT_TRUE(world.reports.classify(id, "violation", std::vector{rule}));
    EXPECT_EQ(world.report(id).rules, std::vector{rule});
    EXPECT_EQ(world.reports.classify(id, "nonsense", {}).error().code, "report_category");
    EXPECT_EQ(world.reports.classify(id, {}, std::vector{RuleId{5}}).error().code, "report_rules");
    ASSERT_TRUE(world.reports.classify(id, "spam", {}));
    EXPECT_TRUE(world.report(id).rules.empty());
    ASSERT_TRUE(world.reports.resolve(id, mod));
    EXPECT_EQ(world.report(id).resolved_by, mod);
    ASSERT_TRUE(world.reports.reopen(id, mod));
    EXPECT_FALSE(world.report(id).resolved_at);
    EXPECT_THAT(world.log(ben), testing::ElementsAre("reopen", "resolve"));
}

TEST(Moderation, rules_are_put_in_order) {
    ModerationWorld world;
    auto first = *world.settings.add_rule(Role::owner, "one", "");
    auto second = *world.settings.add_rule(Role::owner, "two", "");
    auto third = *world.settings.add_rule(Role::owner, "three", "");
    ASSERT_TRUE(world.settings.order_rules(Role::owner, {third, first}));
    auto rules = (*world.settings.get())->rules;
    ASSERT_EQ(rules.size(), 3U);
    EXPECT_EQ(rules[0].id, third);
    EXPECT_EQ(rules[1].id, first);
    EXPECT_EQ(rules[2].id, second);
}

} // namespace
} // namespace kith::services
