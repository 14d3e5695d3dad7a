#include "core/crypto.hpp"
#include "unit/web/browser.hpp"

#include <gmock/gmock.h>

namespace kith::web {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto ivory = "com.tapbots.Ivory.12345:/request_token";

struct AuthorizeFlow : testing::Test {
    WebWorld world;
    AccountId alice = world.member("alice");
    Browser browser{world};
    json::Value app = register_app(ivory);

    json::Value register_app(const std::string& uri) {
        auto answer = world.api(http::Method::post, "/api/v1/apps", "",
                                "client_name=Ivory&scopes=read+write+follow+push&redirect_uris=" + percent_encode(uri));
        EXPECT_EQ(answer.status, 200) << answer.body_text();
        return *json::Value::parse(answer.body_text());
    }
    std::string path(const std::string& uri = ivory, const std::string& more = "") {
        return "/oauth/authorize?response_type=code&client_id=" + *app["client_id"].str() +
               "&redirect_uri=" + percent_encode(uri) + "&scope=read+write&state=a%26b" + more;
    }
    // Signs in on the way and gives the page that asks.
    http::Response consent(const std::string& more = "") {
        auto sign_in = browser.follow(browser.get(path(ivory, more)));
        auto signed_in = browser.submit(sign_in, "/sign-in",
                                        {{"login", "alice@example.org"}, {"password", "correct horse battery"}});
        return browser.follow(signed_in);
    }
    std::string code_of(const http::Response& response) {
        std::string to(response.find_header("Location"));
        auto at = to.find("code=");
        return at == std::string::npos ? "" : to.substr(at + 5, to.find('&', at) - at - 5);
    }
    http::Response exchange(const std::string& code, const std::string& more = "") {
        return world.api(http::Method::post, "/oauth/token", "",
                         "grant_type=authorization_code&code=" + code + "&client_id=" + *app["client_id"].str() +
                             "&client_secret=" + *app["client_secret"].str() +
                             "&redirect_uri=" + percent_encode(ivory) + more);
    }
};

TEST_F(AuthorizeFlow, plain_forms_lead_from_nobody_to_a_token) {
    auto page = consent();
    ASSERT_EQ(page.status, 200);
    EXPECT_THAT(std::string(page.body_text()), HasSubstr("<h1>Let <em>Ivory</em> in?</h1>"));
    EXPECT_THAT(std::string(page.body_text()), HasSubstr("@alice"));
    auto back = browser.submit(page, "/oauth/authorize", {}); // the first form allows
    EXPECT_EQ(back.status, 303);
    EXPECT_THAT(std::string(back.find_header("Location")), StartsWith(std::string(ivory) + "?code="));
    EXPECT_THAT(std::string(back.find_header("Location")), HasSubstr("&state=a%26b"));
    auto answer = exchange(code_of(back));
    ASSERT_EQ(answer.status, 200) << answer.body_text();
    EXPECT_EQ(answer.find_header("Cache-Control"), "no-store");
    auto token = *json::Value::parse(answer.body_text());
    EXPECT_EQ(token["token_type"].str(), "Bearer");
    EXPECT_EQ(token["scope"].str(), "read write");
    EXPECT_EQ(token["created_at"].integer(), to_unix_ms(world.clock.now()) / 1000);
    auto session = *world.authenticator.session(*token["access_token"].str());
    ASSERT_TRUE(session);
    EXPECT_EQ(session->account_id, alice);
}

TEST_F(AuthorizeFlow, denying_tells_the_app) {
    auto back = browser.submit(consent(), "/oauth/authorize", {{"decision", "deny"}});
    EXPECT_THAT(std::string(back.find_header("Location")),
                StartsWith(std::string(ivory) + "?error=access_denied&error_description="));
    EXPECT_THAT(std::string(back.find_header("Location")), HasSubstr("state=a%26b"));
}

TEST_F(AuthorizeFlow, out_of_band_shows_the_code) {
    app = register_app("urn:ietf:wg:oauth:2.0:oob");
    browser.sign_in("alice");
    auto page = browser.follow(browser.submit(browser.get(path("urn:ietf:wg:oauth:2.0:oob")), "/oauth/authorize", {}));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(std::string(page.body_text()), HasSubstr("<code class=\"code\">"));
}

TEST_F(AuthorizeFlow, unknown_redirect_uri_is_never_gone_to) {
    auto page = browser.get(path("https://evil.example/"));
    EXPECT_EQ(page.status, 422);
    EXPECT_EQ(page.find_header("Location"), "");
    browser.sign_in("alice");
    auto consent_page = browser.get(path());
    auto forged = browser.submit(consent_page, "/oauth/authorize", {{"redirect_uri", "https://evil.example/"}});
    EXPECT_EQ(forged.find_header("Location"), "");
}

TEST_F(AuthorizeFlow, wrong_scope_goes_back_to_the_app_as_an_error) {
    auto back = browser.get(path(ivory, "&scope=admin:write"));
    EXPECT_THAT(std::string(back.find_header("Location")), StartsWith(std::string(ivory) + "?error=invalid_scope"));
}

TEST_F(AuthorizeFlow, consent_needs_the_form_of_its_own_page) {
    auto page = consent();
    auto forged = browser.submit(page, "/oauth/authorize", {{"form_token", "guessed"}});
    EXPECT_EQ(forged.status, 422);
    EXPECT_EQ(forged.find_header("Location"), "");
    Browser other(world);
    world.member("bob");
    other.sign_in("bob");
    auto stolen = other.submit(page, "/oauth/authorize", {});
    EXPECT_EQ(stolen.status, 422) << "a token works in the browser it was made for";
}

TEST_F(AuthorizeFlow, pages_cannot_be_framed_and_run_no_scripts) {
    auto page = consent();
    EXPECT_EQ(page.find_header("X-Frame-Options"), "DENY");
    std::string policy(page.find_header("Content-Security-Policy"));
    EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(policy, HasSubstr("form-action 'self' com.tapbots.Ivory.12345:"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe-inline")));
    std::string html(page.body_text());
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("style=\"")));
    EXPECT_EQ(page.find_header("Cache-Control"), "no-store");
}

TEST_F(AuthorizeFlow, force_login_asks_again_once) {
    browser.sign_in("alice");
    auto sign_in = browser.get(path(ivory, "&force_login=true"));
    EXPECT_THAT(std::string(sign_in.find_header("Location")), StartsWith("/sign-in?return_to="));
    auto page = browser.follow(browser.submit(browser.follow(sign_in), "/sign-in",
                                              {{"login", "alice"}, {"password", "correct horse battery"}}));
    EXPECT_THAT(std::string(page.body_text()), HasSubstr("Let <em>Ivory</em> in?"));
}

TEST_F(AuthorizeFlow, names_of_apps_are_escaped) {
    auto answer = world.api(http::Method::post, "/api/v1/apps", "",
                            "client_name=%3Cscript%3Ealert(1)%3C/script%3E&redirect_uris=" + percent_encode(ivory));
    app = *json::Value::parse(answer.body_text());
    auto page = browser.follow(browser.get("/oauth/authorize?response_type=code&client_id=" + *app["client_id"].str() +
                                           "&redirect_uri=" + percent_encode(ivory)));
    browser.sign_in("alice");
    page = browser.get("/oauth/authorize?response_type=code&client_id=" + *app["client_id"].str() +
                       "&redirect_uri=" + percent_encode(ivory));
    EXPECT_THAT(std::string(page.body_text()), HasSubstr("&lt;script&gt;"));
    EXPECT_THAT(std::string(page.body_text()), Not(HasSubstr("<script")));
}

TEST_F(AuthorizeFlow, errors_of_the_token_endpoint_are_those_of_rfc_6749) {
    auto wrong = exchange("no-such-code");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ((*json::Value::parse(wrong.body_text()))["error"].str(), "invalid_grant");
    auto stranger =
        world.api(http::Method::post, "/oauth/token", "", "grant_type=client_credentials&client_id=x&client_secret=y");
    EXPECT_EQ(stranger.status, 401);
    EXPECT_EQ((*json::Value::parse(stranger.body_text()))["error"].str(), "invalid_client");
    auto empty = world.api(http::Method::post, "/oauth/token", "", "");
    EXPECT_EQ((*json::Value::parse(empty.body_text()))["error"].str(), "invalid_request");
}

TEST_F(AuthorizeFlow, clients_may_use_basic_authentication_and_json) {
    auto credentials = to_base64(*app["client_id"].str() + ":" + *app["client_secret"].str());
    auto request =
        http::Request::make(http::Method::post, "/oauth/token",
                            {{"content-type", "application/json"}, {"authorization", "Basic " + credentials}},
                            R"({"grant_type":"client_credentials","scope":"read write"})");
    auto answer = world.router.answer(request);
    ASSERT_EQ(answer.status, 200) << answer.body_text();
    auto token = *(*json::Value::parse(answer.body_text()))["access_token"].str();
    auto shown = world.api(http::Method::get, "/api/v1/apps/verify_credentials", token);
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ((*json::Value::parse(shown.body_text()))["name"].str(), "Ivory");
    EXPECT_EQ(world.api(http::Method::get, "/oauth/userinfo", token).status, 401);
}

TEST_F(AuthorizeFlow, app_entity_has_all_its_members) {
    auto answer = register_app("https://app.example/a\nhttps://app.example/b");
    EXPECT_EQ(answer["redirect_uri"].str(), "https://app.example/a\nhttps://app.example/b");
    EXPECT_EQ(answer["redirect_uris"].strings().size(), 2U);
    EXPECT_THAT(answer["scopes"].strings(), testing::ElementsAre("read", "write", "follow", "push"));
    EXPECT_TRUE(answer.has("website"));
    EXPECT_TRUE(answer["website"].is_null());
    EXPECT_TRUE(answer.has("vapid_key"));
    EXPECT_EQ(answer["client_secret_expires_at"].integer(), 0);
    auto listed = http::Request::make(http::Method::post, "/api/v1/apps", {{"content-type", "application/json"}},
                                      R"({"client_name":"A","redirect_uris":["a:/b","c:/d"],"scopes":"read"})");
    EXPECT_EQ((*json::Value::parse(world.router.answer(listed).body_text()))["redirect_uris"].strings().size(), 2U);
    auto refused = world.api(http::Method::post, "/api/v1/apps", "", "client_name=A&redirect_uris=nowhere");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.body_text(), R"({"error":"Validation failed: Redirect URI must be an absolute URI."})");
}

TEST_F(AuthorizeFlow, revoked_token_is_refused_at_once) {
    auto code = code_of(browser.submit(consent(), "/oauth/authorize", {}));
    auto token = *(*json::Value::parse(exchange(code).body_text()))["access_token"].str();
    EXPECT_EQ(world.api(http::Method::get, "/api/v1/apps/verify_credentials", token).status, 200);
    auto revoked = world.api(http::Method::post, "/oauth/revoke", "",
                             "client_id=" + *app["client_id"].str() + "&client_secret=" + *app["client_secret"].str() +
                                 "&token=" + token);
    EXPECT_EQ(revoked.body_text(), "{}");
    EXPECT_EQ(world.api(http::Method::get, "/api/v1/apps/verify_credentials", token).status, 401);
    auto none = world.api(http::Method::post, "/oauth/revoke", "", "token=" + token);
    EXPECT_EQ(none.status, 403);
    EXPECT_EQ((*json::Value::parse(none.body_text()))["error"].str(), "unauthorized_client");
}

TEST_F(AuthorizeFlow, metadata_names_the_endpoints) {
    auto answer = world.api(http::Method::get, "/.well-known/oauth-authorization-server", "");
    auto metadata = *json::Value::parse(answer.body_text());
    EXPECT_EQ(metadata["issuer"].str(), "https://kith.example/");
    EXPECT_EQ(metadata["app_registration_endpoint"].str(), "https://kith.example/api/v1/apps");
    EXPECT_THAT(metadata["code_challenge_methods_supported"].strings(), testing::ElementsAre("S256"));
    EXPECT_THAT(metadata["scopes_supported"].strings(), testing::Contains("profile"));
}

} // namespace
} // namespace kith::web
