#include "member_world.hpp"

#include <gmock/gmock.h>

namespace kith::services {
namespace {

constexpr auto good_password = "correct horse battery";

TEST(Users, sign_in_works_by_name_address_and_handle) {
    MemberWorld world;
    auto alice = world.member("alice");
    for (auto login : {"alice", "Alice", "@alice", "alice@example.org", "ALICE@EXAMPLE.ORG", "alice@kith.example"})
        EXPECT_EQ(world.users.authenticate(login, good_password, "").value(), alice) << login;
}

TEST(Users, wrong_password_and_unknown_name_give_the_same_answer) {
    MemberWorld world;
    world.member("alice");
    auto wrong = world.users.authenticate("alice", "not the password", "");
    auto unknown = world.users.authenticate("nobody", "not the password", "");
    ASSERT_FALSE(wrong);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(wrong.error().code, unknown.error().code);
    EXPECT_EQ(wrong.error().message, unknown.error().message);
}

TEST(Users, unknown_name_costs_a_hash_too) {
    MemberWorld world;
    (void)world.users.authenticate("nobody", good_password, ""); // makes the hash that nobody has
    auto start = std::chrono::steady_clock::now();
    ASSERT_FALSE(world.users.authenticate("nobody", good_password, ""));
    EXPECT_GT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(5));
}

TEST(Users, gate_is_asked_before_the_password) {
    MemberWorld world;
    world.member("alice");
    world.refuse = true;
    EXPECT_EQ(world.users.authenticate("alice", good_password, "").error().kind, ErrorKind::rate_limited);
}

TEST(Users, names_and_addresses_are_taken_in_any_case) {
    MemberWorld world;
    world.member("alice");
    EXPECT_EQ(
        world.users.create({.username = "ALICE", .email = "a@example.org", .password = good_password}).error().code,
        "username_taken");
    EXPECT_EQ(
        world.users.create({.username = "al", .email = "Alice@Example.org", .password = good_password}).error().code,
        "email_taken");
}

TEST(Users, changing_the_password_ends_other_sessions_and_tokens) {
    MemberWorld world;
    auto alice = world.member("alice");
    auto here = *world.sessions.start(alice, {"this browser", "192.0.2.1"});
    auto there = *world.sessions.start(alice, {"that browser", "192.0.2.2"});
    auto made = *world.oauth.register_application({.name = "App", .redirect_uris = {"app:/back"}});
    ASSERT_TRUE(world.oauth.issue(made.application.id, alice, "read"));
    auto keep = (*world.sessions.find(here))->session_id;
    world.seen.clear();

    EXPECT_EQ(world.users.change_password(alice, "wrong", "a new password", keep, "").error().code, "password_wrong");
    ASSERT_TRUE(world.users.change_password(alice, good_password, "a new password", keep, ""));

    EXPECT_TRUE(world.sessions.find(here)->has_value());
    EXPECT_FALSE(world.sessions.find(there)->has_value());
    EXPECT_THAT(*world.oauth.let_in(alice), testing::IsEmpty());
    EXPECT_TRUE(world.users.authenticate("alice", "a new password", ""));
    EXPECT_FALSE(world.users.authenticate("alice", good_password, ""));
    EXPECT_TRUE(std::ranges::any_of(world.seen, [&](const Event& event) {
        const auto* revoked = std::get_if<TokensRevoked>(&event);
        return revoked != nullptr && revoked->account_id == alice && !revoked->token_id;
    }));
}

TEST(Users, reset_link_works_once_and_ends_all_access) {
    MemberWorld world;
    auto alice = world.member("alice");
    auto session = *world.sessions.start(alice, {});
    ASSERT_TRUE(world.users.send_reset_link("Alice@Example.org", ""));
    auto mails = world.take_mails();
    ASSERT_EQ(mails.size(), 1U);
    auto token = MemberWorld::token_in(mails[0], "https://kith.example/reset/");
    ASSERT_TRUE(world.users.reset_password(token, "a new password"));
    EXPECT_FALSE(world.sessions.find(session)->has_value());
    EXPECT_TRUE(world.users.authenticate("alice", "a new password", ""));
    EXPECT_EQ(world.users.reset_password(token, "another password").error().kind, ErrorKind::not_found);
}

TEST(Users, reset_link_ends_after_six_hours) {
    MemberWorld world;
    auto link = *world.users.make_reset_link(world.member("alice"));
    auto token = link.path.substr(std::string_view("/reset/").size());
    EXPECT_TRUE(world.users.reset_target(token));
    world.clock.advance(Users::reset_lifetime);
    EXPECT_FALSE(world.users.reset_target(token));
}

TEST(Users, reset_says_nothing_about_who_is_a_member) {
    MemberWorld world;
    EXPECT_TRUE(world.users.send_reset_link("nobody@example.org", ""));
    EXPECT_THAT(world.take_mails(), testing::IsEmpty());
}

TEST(Users, new_address_counts_once_its_link_was_opened) {
    MemberWorld world;
    auto alice = world.member("alice");
    ASSERT_TRUE(world.users.change_email(alice, good_password, "new@example.org", ""));
    EXPECT_EQ(world.user(alice).email, "alice@example.org");
    auto mails = world.take_mails();
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0]["to"].str(), "new@example.org");
    ASSERT_TRUE(world.users.confirm_email(MemberWorld::token_in(mails[0], "/confirm/")));
    EXPECT_EQ(world.user(alice).email, "new@example.org");
    auto notice = world.take_mails();
    ASSERT_EQ(notice.size(), 1U);
    EXPECT_EQ(notice[0]["to"].str(), "alice@example.org");
}

TEST(Users, without_mail_an_address_changes_at_once) {
    MemberWorld world(false);
    auto alice = world.member("alice");
    ASSERT_TRUE(world.users.change_email(alice, good_password, "new@example.org", ""));
    EXPECT_EQ(world.user(alice).email, "new@example.org");
    EXPECT_EQ(world.users.send_reset_link("new@example.org", "").error().code, "mail_not_configured");
}

TEST(Users, first_owner_link_works_until_there_is_an_owner) {
    MemberWorld world;
    auto first = world.users.make_owner_link()->value();
    auto second = world.users.make_owner_link()->value();
    auto token_of = [](const MadeLink& link) { return link.path.substr(std::string_view("/welcome/").size()); };
    EXPECT_FALSE(world.users.check_owner_link(token_of(first))) << "a newer link ends the earlier one";
    NewUser wanted{.username = "olga", .email = "olga@example.org", .password = good_password};
    auto olga = world.users.create_owner(token_of(second), wanted);
    ASSERT_TRUE(olga);
    EXPECT_EQ(world.user(*olga).role, Role::owner);
    EXPECT_FALSE(world.users.make_owner_link()->has_value());
    wanted.username = "otto";
    wanted.email = "otto@example.org";
    EXPECT_FALSE(world.users.create_owner(token_of(second), wanted));
}

TEST(Users, nobody_acts_on_who_outranks_them) {
    MemberWorld world;
    auto owner = world.member("olga", Role::owner);
    auto admin = world.member("ada", Role::admin);
    auto member = world.member("mia");
    EXPECT_EQ(world.users.set_disabled(Role::admin, owner, true).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(world.users.set_disabled(Role::moderator, admin, true).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(world.users.set_disabled(Role::user, member, true).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(world.users.set_role(Role::moderator, member, Role::admin).error().kind, ErrorKind::forbidden);
    EXPECT_EQ(world.users.set_role(Role::owner, owner, Role::user).error().code, "last_owner");
    ASSERT_TRUE(world.users.set_disabled(Role::moderator, member, true));
    EXPECT_EQ(world.users.authenticate("mia", good_password, "").error().code, "disabled");
}

TEST(Users, somebody_who_owns_the_server_can_always_sign_in) {
    MemberWorld world;
    auto olga = world.member("olga", Role::owner);
    auto otto = world.member("otto", Role::owner);
    auto is_last = [](const Result<void>& done) { return !done && done.error().code == "last_owner"; };
    ASSERT_TRUE(world.users.set_suspended(Role::owner, otto, true));
    EXPECT_TRUE(is_last(world.users.set_suspended(Role::owner, olga, true))) << "otto is an owner who cannot act";
    EXPECT_TRUE(is_last(world.users.set_disabled(Role::owner, olga, true)));
    EXPECT_TRUE(is_last(world.users.set_role(Role::owner, olga, Role::admin)));
    EXPECT_TRUE(is_last(world.users.act(Role::owner, olga, Measure::suspend, false)));
    EXPECT_TRUE(is_last(world.users.act(Role::owner, olga, Measure::disable, false)));
    EXPECT_TRUE(world.users.act(Role::owner, olga, Measure::silence, false)) << "which keeps nobody out";
    EXPECT_TRUE(world.users.authenticate("olga", good_password, ""));
    ASSERT_TRUE(world.users.set_suspended(Role::owner, otto, false));
    EXPECT_TRUE(world.users.act(Role::owner, olga, Measure::disable, false));
    EXPECT_TRUE(is_last(world.users.set_suspended(Role::owner, otto, true))) << "olga cannot sign in";
    EXPECT_TRUE(world.users.set_role(Role::owner, olga, Role::user)) << "otto stays";
}

TEST(Users, suspension_ends_sessions_and_can_be_lifted) {
    MemberWorld world;
    auto mia = world.member("mia");
    auto session = *world.sessions.start(mia, {});
    ASSERT_TRUE(world.users.set_suspended(Role::moderator, mia, true));
    EXPECT_FALSE(world.sessions.find(session)->has_value());
    EXPECT_EQ(world.users.authenticate("mia", good_password, "").error().code, "suspended");
    ASSERT_TRUE(world.users.set_suspended(Role::moderator, mia, false));
    EXPECT_TRUE(world.users.authenticate("mia", good_password, ""));
}

TEST(Sessions, end_after_their_lifetime_and_belong_to_one_member) {
    MemberWorld world;
    auto alice = world.member("alice");
    auto bob = world.member("bob");
    auto token = *world.sessions.start(alice, {"browser", "192.0.2.1"});
    auto found = *world.sessions.find(token);
    ASSERT_TRUE(found);
    EXPECT_EQ(world.sessions.revoke(bob, found->session_id).error().kind, ErrorKind::not_found);
    EXPECT_EQ(world.sessions.list(alice)->size(), 1U);
    world.clock.advance(Sessions::lifetime);
    EXPECT_FALSE(world.sessions.find(token)->has_value());
    EXPECT_THAT(*world.sessions.list(alice), testing::IsEmpty());
}

TEST(Sessions, last_use_is_noted_once_an_hour) {
    MemberWorld world;
    auto alice = world.member("alice");
    auto token = *world.sessions.start(alice, {});
    auto start = world.clock.now();
    world.clock.advance(std::chrono::minutes(59));
    (void)world.sessions.find(token);
    EXPECT_EQ(world.sessions.list(alice)->front().last_used_at, start);
    world.clock.advance(std::chrono::minutes(2));
    (void)world.sessions.find(token);
    EXPECT_EQ(world.sessions.list(alice)->front().last_used_at, world.clock.now());
}

} // namespace
} // namespace kith::services
