#include "member_world.hpp"

#include <gmock/gmock.h>

namespace kith::services {
namespace {

SignUpForm form(const std::string& name) {
    return {.username = name,
            .email = name + "@example.org",
            .password = "correct horse battery",
            .agreement = true,
            .reason = "I know Olga"};
}

std::vector<std::string> problems(const SignedUp& answer) {
    std::vector<std::string> all;
    for (const auto& problem : answer.problems)
        all.push_back(problem.field + " " + problem.code);
    return all;
}

TEST(SignUp, all_problems_are_said_at_once_by_field) {
    MemberWorld world;
    world.set_mode(SignUpMode::approval);
    auto answer = *world.sign_up.sign_up({.username = "no spaces", .email = "nonsense", .password = "short"});
    EXPECT_FALSE(answer.account);
    EXPECT_THAT(problems(answer),
                testing::UnorderedElementsAre("username ERR_INVALID", "email ERR_INVALID", "password ERR_TOO_SHORT",
                                              "agreement ERR_ACCEPTED", "reason ERR_BLANK"));
    world.member("alice");
    auto taken = *world.sign_up.sign_up(form("alice"));
    EXPECT_THAT(problems(taken), testing::UnorderedElementsAre("username ERR_TAKEN", "email ERR_TAKEN"));
    EXPECT_THAT(problems(*world.sign_up.sign_up(form("admin"))), testing::ElementsAre("username ERR_RESERVED"));
}

TEST(SignUp, open_mode_lets_in_once_the_address_is_confirmed) {
    MemberWorld world;
    world.set_mode(SignUpMode::open);
    auto answer = *world.sign_up.sign_up(form("alice"));
    ASSERT_TRUE(answer.account);
    EXPECT_FALSE(answer.confirmed);
    EXPECT_TRUE(answer.approved);
    EXPECT_EQ(world.users.authenticate("alice", "correct horse battery", "").error().code, "unconfirmed");
    auto mails = world.take_mails();
    ASSERT_EQ(mails.size(), 1U);
    auto token = MemberWorld::token_in(mails[0], "https://kith.example/confirm/");
    EXPECT_EQ(world.users.confirm_email(token).value(), answer.account);
    EXPECT_TRUE(world.users.authenticate("alice", "correct horse battery", ""));
    EXPECT_FALSE(world.users.confirm_email(token)) << "a link works once";
}

TEST(SignUp, approval_mode_waits_for_a_moderator) {
    MemberWorld world;
    world.set_mode(SignUpMode::approval);
    auto alice = world.sign_up.sign_up(form("alice"))->account;
    ASSERT_TRUE(world.users.confirm(Role::moderator, alice));
    EXPECT_EQ(world.users.authenticate("alice", "correct horse battery", "").error().code, "pending");
    ASSERT_TRUE(world.users.approve(Role::moderator, alice));
    EXPECT_TRUE(world.users.authenticate("alice", "correct horse battery", ""));
    EXPECT_EQ(world.users.reject(Role::moderator, alice).error().code, "already_approved");
}

TEST(SignUp, who_is_let_in_may_sign_in_where_there_is_no_mail) {
    MemberWorld world(false);
    world.set_mode(SignUpMode::approval);
    auto alice = world.sign_up.sign_up(form("alice"))->account;
    ASSERT_TRUE(world.users.approve(Role::moderator, alice));
    EXPECT_TRUE(world.users.authenticate("alice", "correct horse battery", ""));
}

TEST(SignUp, moderators_are_told_who_waits_for_them) {
    MemberWorld world;
    auto mod = world.member("mira", Role::moderator);
    world.set_mode(SignUpMode::approval);
    auto alice = world.sign_up.sign_up(form("alice"))->account;
    world.set_mode(SignUpMode::open);
    ASSERT_TRUE(world.sign_up.sign_up(form("bob"))->account);
    std::vector<AccountId> told;
    for (const auto& event : world.seen)
        if (const auto* notified = std::get_if<Notified>(&event);
            notified != nullptr && notified->notification.account_id == mod)
            told.push_back(notified->notification.from_account_id);
    EXPECT_THAT(told, testing::ElementsAre(alice));
}

TEST(SignUp, rejected_name_is_free_again) {
    MemberWorld world;
    world.set_mode(SignUpMode::approval);
    auto alice = world.sign_up.sign_up(form("alice"))->account;
    ASSERT_TRUE(world.users.reject(Role::moderator, alice));
    EXPECT_TRUE(world.sign_up.sign_up(form("alice"))->account);
}

TEST(SignUp, invitation_mode_is_the_default_and_needs_one) {
    MemberWorld world;
    EXPECT_EQ(world.sign_up.sign_up(form("alice")).error().code, "sign_up_closed");
    auto with_code = form("alice");
    with_code.invite_code = "no such code";
    EXPECT_THAT(problems(*world.sign_up.sign_up(with_code)), testing::ElementsAre("invite_code ERR_INVALID"));
    with_code.invite_code = world.invites.create({}, "for Alice", 1, std::nullopt)->code;
    EXPECT_TRUE(world.sign_up.sign_up(with_code)->account);
}

TEST(SignUp, invitation_is_used_up_revoked_and_expires) {
    MemberWorld world;
    auto once = *world.invites.create({}, "", 1, std::nullopt);
    auto hour = *world.invites.create({}, "", std::nullopt, std::chrono::hours(1));
    auto revoked = *world.invites.create({}, "", std::nullopt, std::nullopt);
    auto first = form("alice");
    first.invite_code = once.code;
    ASSERT_TRUE(world.sign_up.sign_up(first)->account);
    EXPECT_FALSE(world.invites.usable(once.code));
    auto second = form("bob");
    second.invite_code = once.code;
    EXPECT_THAT(problems(*world.sign_up.sign_up(second)), testing::ElementsAre("invite_code ERR_INVALID"));
    world.clock.advance(std::chrono::hours(1));
    EXPECT_FALSE(world.invites.usable(hour.code));
    ASSERT_TRUE(world.invites.revoke(revoked.id));
    EXPECT_FALSE(world.invites.usable(revoked.code));
}

TEST(SignUp, failed_sign_up_uses_no_invitation) {
    MemberWorld world;
    auto invite = *world.invites.create({}, "", 1, std::nullopt);
    auto wrong = form("alice");
    wrong.invite_code = invite.code;
    wrong.password = "short";
    EXPECT_FALSE(world.sign_up.sign_up(wrong)->account);
    EXPECT_TRUE(world.invites.usable(invite.code));
}

TEST(SignUp, without_mail_the_invited_come_in_and_others_wait_for_the_operator) {
    MemberWorld world(false);
    world.set_mode(SignUpMode::open);
    auto invited = form("alice");
    invited.invite_code = world.invites.create({}, "", 1, std::nullopt)->code;
    EXPECT_TRUE(world.sign_up.sign_up(invited)->confirmed);
    EXPECT_TRUE(world.users.authenticate("alice", "correct horse battery", ""));
    auto bob = world.sign_up.sign_up(form("bob"))->account;
    EXPECT_EQ(world.users.authenticate("bob", "correct horse battery", "").error().code, "unconfirmed");
    ASSERT_TRUE(world.users.confirm(Role::owner, bob));
    EXPECT_TRUE(world.users.authenticate("bob", "correct horse battery", ""));
}

TEST(Settings, are_kept_and_checked) {
    MemberWorld world;
    EXPECT_EQ((*world.settings.get())->sign_up, SignUpMode::invitation);
    ASSERT_TRUE(world.settings.update(Role::owner, [](ServerSettings& all) {
        all.title = "  Café \"Kontakt\"  ";
        all.languages = {"de", "fr"};
    }));
    auto now = *world.settings.get();
    EXPECT_EQ(now->title, "Café \"Kontakt\"");
    EXPECT_THAT(now->languages, testing::ElementsAre("de", "fr"));
    EXPECT_EQ(world.settings.update(Role::owner, [](ServerSettings& all) { all.title = " "; }).error().code,
              "settings_title_blank");
    EXPECT_EQ((*world.settings.get())->title, "Café \"Kontakt\"") << "a refused change leaves all as it was";
}

TEST(Settings, rules_keep_their_order) {
    MemberWorld world;
    auto first = *world.settings.add_rule(Role::owner, "Be kind", "");
    auto second = *world.settings.add_rule(Role::owner, "No pitches", "Ask first");
    ASSERT_TRUE(world.settings.change_rule(Role::owner, first, "Be very kind", "Always"));
    auto rules = (*world.settings.get())->rules;
    ASSERT_EQ(rules.size(), 2U);
    EXPECT_EQ(rules[0].text, "Be very kind");
    ASSERT_TRUE(world.settings.remove_rule(Role::owner, second));
    EXPECT_EQ((*world.settings.get())->rules.size(), 1U);
    EXPECT_EQ(world.settings.change_rule(Role::owner, second, "Gone", "").error().kind, ErrorKind::not_found);
}

} // namespace
} // namespace kith::services
