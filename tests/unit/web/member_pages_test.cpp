#include "unit/web/browser.hpp"

#include <gmock/gmock.h>

namespace kith::web {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string text(const http::Response& response) { return std::string(response.body_text()); }

TEST(SignInPage, cookie_is_new_at_each_sign_in_and_kept_from_scripts) {
    WebWorld world;
    world.member("alice");
    Browser browser(world);
    auto page = browser.get("/sign-in");
    browser.cookies["kith_session"] = "chosen-by-somebody-else-chosen-by-somebody-else";
    auto answer = browser.submit(page, "/sign-in", {{"login", "alice"}, {"password", "correct horse battery"}});
    EXPECT_EQ(answer.status, 303);
    EXPECT_NE(browser.cookies["kith_session"], "chosen-by-somebody-else-chosen-by-somebody-else");
    std::string cookie(answer.find_header("Set-Cookie"));
    EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
    EXPECT_THAT(cookie, HasSubstr("Secure"));
    EXPECT_THAT(cookie, HasSubstr("SameSite=Lax"));
    auto first = browser.cookies["kith_session"];
    browser.sign_in("alice");
    EXPECT_NE(browser.cookies["kith_session"], first);
    EXPECT_FALSE(world.sessions.find(first)->has_value()) << "the earlier session ended";
}

TEST(SignInPage, wrong_password_keeps_what_was_typed_and_says_so) {
    WebWorld world;
    world.member("alice");
    Browser browser(world);
    auto answer = browser.sign_in("alice", "wrong");
    EXPECT_EQ(answer.status, 401);
    EXPECT_THAT(text(answer), HasSubstr("don&#39;t match"));
    EXPECT_THAT(text(answer), HasSubstr("value=\"alice\""));
    EXPECT_THAT(text(answer), Not(HasSubstr("wrong\"")));
}

TEST(SignInPage, leads_only_to_paths_of_this_server) {
    WebWorld world;
    world.member("alice");
    for (auto path : {"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"}) {
        Browser browser(world);
        auto page = browser.get("/sign-in?return_to=" + percent_encode(path));
        auto answer = browser.submit(page, "/sign-in", {{"login", "alice"}, {"password", "correct horse battery"}});
        EXPECT_EQ(answer.find_header("Location"), "/") << path;
    }
}

TEST(SignUpPage, problems_stand_beside_their_fields) {
    WebWorld world;
    world.set_mode(services::SignUpMode::open);
    Browser browser(world);
    auto answer = browser.submit(browser.get("/sign-up"), "/sign-up",
                                 {{"username", "al ice"}, {"email", "alice@example.org"}, {"password", "short"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(text(answer), HasSubstr("id=\"username-problem\""));
    EXPECT_THAT(text(answer), HasSubstr("id=\"password-problem\""));
    EXPECT_THAT(text(answer), Not(HasSubstr("id=\"email-problem\"")));
    EXPECT_THAT(text(answer), HasSubstr("value=\"alice@example.org\""));
    EXPECT_THAT(text(answer), Not(HasSubstr("value=\"short\"")));
}

TEST(SignUpPage, invitation_link_leads_to_an_account) {
    WebWorld world(false);
    auto code = world.invites.create({}, "", 1, std::nullopt)->code;
    Browser browser(world);
    EXPECT_THAT(text(browser.get("/sign-up")), Not(HasSubstr("<input id=\"username\"")));
    auto answer = browser.submit(browser.get("/invite/" + code), "/sign-up",
                                 {{"username", "alice"},
                                  {"email", "alice@example.org"},
                                  {"password", "correct horse battery"},
                                  {"agreement", "1"}});
    EXPECT_THAT(text(browser.follow(answer)), HasSubstr("<strong>@alice</strong>"));
    EXPECT_EQ(browser.get("/invite/" + code).status, 404);
}

TEST(WelcomePage, makes_the_owner_once) {
    WebWorld world;
    auto path = world.users.make_owner_link()->value().path;
    Browser browser(world);
    auto answer = browser.submit(browser.get(path), path,
                                 {{"username", "olga"}, {"email", "olga@example.org"}, {"password", "short"}});
    EXPECT_THAT(text(answer), HasSubstr("id=\"password-problem\""));
    answer = browser.submit(answer, path,
                            {{"username", "olga"}, {"email", "olga@example.org"}, {"password", "a good password"}});
    EXPECT_THAT(text(browser.follow(answer)), HasSubstr("Invitations"));
    EXPECT_EQ(browser.get(path).status, 404);
}

TEST(ResetPage, leads_to_a_new_password) {
    WebWorld world;
    world.member("alice");
    Browser browser(world);
    auto said = browser.submit(browser.get("/forgot"), "/forgot", {{"email", "alice@example.org"}});
    auto unknown = browser.submit(browser.get("/forgot"), "/forgot", {{"email", "nobody@example.org"}});
    EXPECT_EQ(text(said), text(unknown)) << "the page says nothing about who is a member";
    auto mails = world.take_mails();
    ASSERT_EQ(mails.size(), 1U);
    auto path = "/reset/" + services::MemberWorld::token_in(mails[0], "/reset/");
    auto answer = browser.submit(browser.get(path), path, {{"password", "a new password"}});
    EXPECT_EQ(answer.find_header("Location"), "/sign-in");
    EXPECT_EQ(browser.sign_in("alice", "a new password").status, 303);
}

TEST(SettingsPage, is_for_who_is_signed_in) {
    WebWorld world;
    Browser browser(world);
    EXPECT_THAT(std::string(browser.get("/settings").find_header("Location")), StartsWith("/sign-in"));
    EXPECT_THAT(std::string(browser.post("/settings/delete", {{"password", "x"}}).find_header("Location")),
                StartsWith("/sign-in"));
}

TEST(SettingsPage, ends_other_browsers_and_takes_apps_back) {
    WebWorld world;
    auto alice = world.member("alice");
    Browser here(world);
    Browser there(world);
    there.sign_in("alice");
    here.sign_in("alice");
    auto made = *world.oauth.register_application({.name = "Ivory <3", .redirect_uris = {"app:/back"}});
    ASSERT_TRUE(world.oauth.issue(made.application.id, alice, "read"));
    auto page = here.get("/settings");
    EXPECT_THAT(text(page), HasSubstr("Ivory &lt;3"));
    EXPECT_THAT(text(page), HasSubstr("Firefox on Linux"));
    EXPECT_EQ(here.submit(page, "/settings/sessions", {}).status, 303);
    EXPECT_EQ(there.get("/settings").status, 303) << "signed out";
    EXPECT_EQ(here.submit(page, "/settings/applications", {}).status, 303);
    EXPECT_THAT(*world.oauth.let_in(alice), testing::IsEmpty());
}

TEST(SettingsPage, invitations_are_for_admins) {
    WebWorld world;
    world.member("alice");
    Browser browser(world);
    browser.sign_in("alice");
    auto page = browser.get("/settings");
    EXPECT_THAT(text(page), Not(HasSubstr("/settings/invitations")));
    std::string html = replace_all(text(page), "/settings/sessions", "/settings/invitations");
    EXPECT_EQ(browser
                  .submit(http::Response::html(replace_all(html, "/settings/email", "/settings/invitations")),
                          "/settings/invitations", {})
                  .status,
              403);
}

TEST(SettingsPage, deleting_needs_the_password_and_signs_out) {
    WebWorld world;
    auto alice = world.member("alice");
    Browser browser(world);
    browser.sign_in("alice");
    auto page = browser.get("/settings");
    EXPECT_EQ(browser.submit(page, "/settings/delete", {{"password", "wrong"}}).status, 403);
    EXPECT_EQ(browser.submit(page, "/settings/delete", {{"password", "correct horse battery"}}).status, 200);
    EXPECT_EQ(browser.get("/settings").status, 303);
    EXPECT_EQ(browser.get("/@alice").status, 410);
    ASSERT_TRUE(world.removal.run(alice.str()));
    EXPECT_EQ(browser.get("/@alice").status, 404);
}

TEST(SignUpApi, answers_with_a_token_or_all_problems) {
    WebWorld world;
    world.set_mode(services::SignUpMode::open);
    auto made =
        *world.oauth.register_application({.name = "App", .redirect_uris = {"app:/back"}, .scopes = "read write"});
    auto app = world.oauth.issue(made.application.id, AccountId{}, "read write")->token;
    auto wrong = world.api(http::Method::post, "/api/v1/accounts", app, "username=a+b&email=a@example.org");
    EXPECT_EQ(wrong.status, 422);
    auto problems = *json::Value::parse(wrong.body_text());
    EXPECT_THAT(*problems["error"].str(), StartsWith("Validation failed: Username must contain only"));
    EXPECT_EQ((*problems["details"]["username"].list().front())["error"].str(), "ERR_INVALID");
    EXPECT_EQ((*problems["details"]["agreement"].list().front())["error"].str(), "ERR_ACCEPTED");
    auto answer = world.api(http::Method::post, "/api/v1/accounts", app,
                            "username=alice&email=a@example.org&password=correct+horse&agreement=true&locale=en");
    ASSERT_EQ(answer.status, 200) << answer.body_text();
    auto token = *(*json::Value::parse(answer.body_text()))["access_token"].str();

    auto blocked = world.api(http::Method::get, "/oauth/userinfo", token);
    EXPECT_EQ(blocked.status, 403);
    EXPECT_THAT(text(blocked), HasSubstr("missing a confirmed e-mail address"));
    EXPECT_EQ(world.api(http::Method::get, "/api/v1/emails/check_confirmation", token).body_text(), "false");
    EXPECT_EQ(world.api(http::Method::post, "/api/v1/emails/confirmations", token, "email=b@example.org").status, 200);
    auto mails = world.take_mails();
    ASSERT_EQ(mails.size(), 2U);
    EXPECT_EQ(mails[1]["to"].str(), "b@example.org");
    EXPECT_FALSE(world.users.confirm_email(services::MemberWorld::token_in(mails[0], "/confirm/")))
        << "the link to the first address ended";
    EXPECT_TRUE(world.users.confirm_email(services::MemberWorld::token_in(mails[1], "/confirm/")));
    EXPECT_EQ(world.api(http::Method::get, "/api/v1/emails/check_confirmation", token).body_text(), "true");
    EXPECT_EQ(world.api(http::Method::post, "/api/v1/emails/confirmations", token, "").status, 403);
    EXPECT_EQ(world.api(http::Method::post, "/api/v1/emails/confirmations", "", "").status, 401);
}

TEST(SettingsPage, lists_numbers_and_ways_are_the_members_choice) {
    WebWorld world;
    world.member("alice");
    Browser browser(world);
    browser.sign_in("alice");
    auto page = browser.get("/settings");
    EXPECT_THAT(text(page), HasSubstr("Waiting for you"));
    EXPECT_EQ(browser.submit(page, "/settings/ties", {{"counts", "self"}, {"lists[]", "friends"}}).status, 303);
    auto chosen = *world.store->read([&](store::ReadTx& tx) -> Result<store::TiePreferences> {
        return services::TiePreferences::of(tx, TRY(tx.accounts().by_acct("alice", ""))->id);
    });
    EXPECT_EQ(chosen,
              (store::TiePreferences{.counts = store::Counts::self, .hidden_lists = 0b111010, .connects = false}));
    EXPECT_EQ(browser.submit(page, "/settings/ties", {{"counts", "some"}}).status, 422);
    EXPECT_THAT(text(browser.get("/settings")), HasSubstr("<option value=\"self\" selected>"));
}

} // namespace
} // namespace kith::web
