#include "core/crypto.hpp"
#include "core/text.hpp"
#include "member_world.hpp"

#include <gmock/gmock.h>

namespace kith::services {
namespace {

constexpr auto ivory = "com.tapbots.Ivory.12345:/request_token";

struct Flow : testing::Test {
    MemberWorld world;
    AccountId alice = world.member("alice");
    RegisteredApplication app = *world.oauth.register_application(
        {.name = "App", .redirect_uris = {ivory, "https://app.example/back"}, .scopes = "read write:statuses"});

    AuthorizationRequest request() {
        return {.response_type = "code",
                .client_id = app.application.client_id,
                .redirect_uri = ivory,
                .scope = "read write:statuses"};
    }
    std::string code(const AuthorizationRequest& wanted) {
        auto authorization = *world.oauth.identify(wanted);
        EXPECT_TRUE(OAuth::check(wanted, authorization));
        return *world.oauth.grant(authorization, alice);
    }
    TokenRequest token_request(std::string code) {
        return {.grant_type = "authorization_code",
                .client = {app.application.client_id, app.client_secret},
                .code = std::move(code),
                .redirect_uri = ivory};
    }
    std::string check_error(const AuthorizationRequest& wanted) {
        auto authorization = *world.oauth.identify(wanted);
        auto checked = OAuth::check(wanted, authorization);
        return checked ? "" : checked.error().code;
    }
};

TEST_F(Flow, code_becomes_a_token_once) {
    auto request_ = token_request(code(request()));
    auto issued = world.oauth.exchange(request_);
    ASSERT_TRUE(issued);
    EXPECT_EQ(issued->scopes, "read write:statuses");
    EXPECT_EQ(world.oauth.let_in(alice)->size(), 1U);
    EXPECT_EQ(world.oauth.exchange(request_).error().code, "invalid_grant");
}

TEST_F(Flow, code_is_for_its_app_address_and_ten_minutes) {
    auto other = *world.oauth.register_application({.name = "Other", .redirect_uris = {ivory}});
    auto stolen = token_request(code(request()));
    stolen.client = {other.application.client_id, other.client_secret};
    EXPECT_EQ(world.oauth.exchange(stolen).error().code, "invalid_grant");
    auto elsewhere = token_request(code(request()));
    elsewhere.redirect_uri = "https://app.example/back";
    EXPECT_EQ(world.oauth.exchange(elsewhere).error().code, "invalid_grant");
    auto late = token_request(code(request()));
    world.clock.advance(OAuth::code_lifetime);
    EXPECT_EQ(world.oauth.exchange(late).error().code, "invalid_grant");
}

TEST_F(Flow, wrong_secret_is_an_unknown_client) {
    auto request_ = token_request(code(request()));
    request_.client.client_secret = "wrong";
    auto refused = world.oauth.exchange(request_);
    EXPECT_EQ(refused.error().code, "invalid_client");
    EXPECT_EQ(refused.error().kind, ErrorKind::unauthorized);
}

TEST_F(Flow, code_challenge_needs_its_verifier) {
    auto with_challenge = request();
    std::string verifier(43, 'v');
    with_challenge.code_challenge = to_base64url(sha256(verifier));
    with_challenge.code_challenge_method = "S256";
    auto without = token_request(code(with_challenge));
    EXPECT_EQ(world.oauth.exchange(without).error().code, "invalid_grant");
    auto wrong = token_request(code(with_challenge));
    wrong.code_verifier = std::string(43, 'w');
    EXPECT_EQ(world.oauth.exchange(wrong).error().code, "invalid_grant");
    auto right = token_request(code(with_challenge));
    right.code_verifier = verifier;
    EXPECT_TRUE(world.oauth.exchange(right));
    auto unasked = token_request(code(request()));
    unasked.code_verifier = verifier;
    EXPECT_EQ(world.oauth.exchange(unasked).error().code, "invalid_grant") << "a challenge was stripped on the way";
}

TEST_F(Flow, authorization_requests_are_checked) {
    auto plain = request();
    plain.code_challenge = std::string(43, 'a');
    plain.code_challenge_method = "plain";
    EXPECT_EQ(check_error(plain), "invalid_request");
    auto too_much = request();
    too_much.scope = "read write";
    EXPECT_EQ(check_error(too_much), "invalid_scope");
    too_much.scope = "read nonsense";
    EXPECT_EQ(check_error(too_much), "invalid_scope");
    auto narrower = request();
    narrower.scope = "read:accounts";
    EXPECT_EQ(check_error(narrower), "");
    auto implicit = request();
    implicit.response_type = "token";
    EXPECT_EQ(check_error(implicit), "unsupported_response_type");
}

TEST_F(Flow, a_native_app_listens_on_any_port_of_its_own_machine) {
    auto native = *world.oauth.register_application(
        {.name = "Native", .redirect_uris = {"http://127.0.0.1/back", "http://[::1]:8080", "http://localhost/back"}});
    auto wanted = request();
    wanted.client_id = native.application.client_id;
    for (auto uri : {"http://127.0.0.1/back", "http://127.0.0.1:51234/back", "http://[::1]:1", "http://[::1]"}) {
        wanted.redirect_uri = uri;
        auto found = world.oauth.identify(wanted);
        EXPECT_TRUE(found && found->redirect_uri == uri) << uri;
    }
    for (auto uri :
         {"http://127.0.0.1:1/other", "http://127.0.0.1:1@app.example/back", "http://127.0.0.1.app.example/back",
          "http://127.0.0.1:1x/back", "https://127.0.0.1:1/back", "http://localhost:1/back"}) {
        wanted.redirect_uri = uri;
        EXPECT_FALSE(world.oauth.identify(wanted)) << uri;
    }
}

TEST_F(Flow, redirect_uri_must_be_one_of_the_registered_letter_by_letter) {
    for (auto uri : {"", "https://app.example/back/", "https://app.example/back?x=1", "https://APP.example/back",
                     "com.tapbots.Ivory.12345:/request_token/..", "https://app.example"}) {
        auto wanted = request();
        wanted.redirect_uri = uri;
        EXPECT_EQ(world.oauth.identify(wanted).error().code, "invalid_redirect_uri") << uri;
    }
    auto unknown = request();
    unknown.client_id = "unknown";
    EXPECT_EQ(world.oauth.identify(unknown).error().code, "invalid_client");
}

TEST_F(Flow, client_credentials_give_a_token_of_nobody) {
    auto issued = world.oauth.exchange(
        {.grant_type = "client_credentials", .client = {app.application.client_id, app.client_secret}});
    ASSERT_TRUE(issued);
    EXPECT_EQ(issued->scopes, "read");
    EXPECT_EQ(world.oauth
                  .exchange({.grant_type = "client_credentials",
                             .client = {app.application.client_id, app.client_secret},
                             .scope = "admin:read"})
                  .error()
                  .code,
              "invalid_scope");
    EXPECT_EQ(world.oauth.exchange({.grant_type = "password"}).error().code, "unsupported_grant_type");
}

TEST_F(Flow, only_its_own_app_revokes_a_token) {
    auto issued = *world.oauth.exchange(token_request(code(request())));
    auto other = *world.oauth.register_application({.name = "Other", .redirect_uris = {ivory}});
    EXPECT_EQ(world.oauth.revoke({other.application.client_id, other.client_secret}, issued.token).error().code,
              "unauthorized_client");
    EXPECT_TRUE(world.oauth.revoke({app.application.client_id, app.client_secret}, issued.token));
    EXPECT_THAT(*world.oauth.let_in(alice), testing::IsEmpty());
    EXPECT_TRUE(world.oauth.revoke({app.application.client_id, app.client_secret}, issued.token)) << "again is fine";
}

TEST_F(Flow, members_take_back_only_their_own) {
    ASSERT_TRUE(world.oauth.exchange(token_request(code(request()))));
    auto token = world.oauth.let_in(alice)->front().token_id;
    EXPECT_EQ(world.oauth.take_back(world.member("bob"), token).error().kind, ErrorKind::not_found);
    EXPECT_TRUE(world.oauth.take_back(alice, token));
}

TEST_F(Flow, disabled_member_gets_no_token_for_an_open_code) {
    auto open = token_request(code(request()));
    ASSERT_TRUE(world.users.set_disabled(Role::owner, alice, true));
    EXPECT_EQ(world.oauth.exchange(open).error().code, "invalid_grant");
}

TEST(Applications, redirect_uris_that_a_browser_would_run_are_refused) {
    MemberWorld world;
    for (auto uri : {"javascript:alert(1)", "data:text/html,x", "/back", "app", "https://", "https:///x",
                     "https://a@b.example/", "https://app.example/#f", "https://app.example/a b", ""})
        EXPECT_FALSE(world.oauth.register_application({.name = "App", .redirect_uris = {uri}})) << uri;
    for (auto uri : {"urn:ietf:wg:oauth:2.0:oob", ivory, "http://localhost:1234/cb", "https://app.example?x=1",
                     "tusky://oauth", "http://[::1]:8080/"})
        EXPECT_TRUE(world.oauth.register_application({.name = "App", .redirect_uris = {uri}})) << uri;
}

TEST(Applications, names_scopes_and_websites_are_checked) {
    MemberWorld world;
    EXPECT_FALSE(world.oauth.register_application({.name = " ", .redirect_uris = {ivory}}));
    EXPECT_FALSE(world.oauth.register_application({.name = std::string(61, 'x'), .redirect_uris = {ivory}}));
    EXPECT_FALSE(
        world.oauth.register_application({.name = "App", .redirect_uris = {ivory}, .scopes = "read everything"}));
    EXPECT_FALSE(
        world.oauth.register_application({.name = "App", .website = "javascript:alert(1)", .redirect_uris = {ivory}}));
    EXPECT_EQ(world.oauth.register_application({.name = "App", .redirect_uris = {ivory}})->application.scopes, "read");
}

TEST(RedirectWith, parameters_are_added_and_escaped) {
    EXPECT_EQ(redirect_with("https://app.example/back?x=1", {{"code", "a b"}, {"state", "&="}}),
              "https://app.example/back?x=1&code=a%20b&state=%26%3D");
    EXPECT_EQ(redirect_with(ivory, {{"code", "c"}, {"state", ""}}), std::string(ivory) + "?code=c");
}

TEST(ExplainScopes, says_each_thing_once) {
    EXPECT_EQ(explain_scopes("read read:accounts").size(), 1U);
    EXPECT_EQ(explain_scopes("read:accounts write:statuses push").size(), 3U);
    EXPECT_EQ(explain_scopes("admin:read:accounts admin:read:reports").size(), 1U);
    EXPECT_EQ(explain_scopes("read write follow push").size(), 4U);
}

} // namespace
} // namespace kith::services
