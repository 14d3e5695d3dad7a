#include "unit/web/browser.hpp"
#include "web/web_app.hpp"

#include <gtest/gtest.h>

namespace kith::web {
namespace {

constexpr AppFile files[] = {
    {"index.html", "text/html; charset=utf-8", "d1", "<!doctype html>the app", "", ""},
    {"assets/main-1a2b.js", "text/javascript; charset=utf-8", "d2", "plain script", "gzipped script", "brotli script"},
    {"service-worker.js", "text/javascript; charset=utf-8", "d3", "worker", "", ""},
};

struct AppWorld : WebWorld {
    WebApp app{site, sessions, files};
    AccountId alice = member("alice");

    AppWorld() {
        app.mount(router);
        router.hooks.before = [this](http::Request& request) { return app.before(request); };
    }
    std::string signed_in_cookie() {
        return std::string(session_cookie) + "=" + *sessions.start(alice, {"browser", "192.0.2.1"});
    }
    http::Response ask(std::string_view path, std::vector<http::Header> headers = {},
                       http::Method method = http::Method::get) {
        auto request = http::Request::make(method, path, std::move(headers));
        return router.answer(request);
    }
};

struct ApiWorld : AppWorld {
    ApiWorld() {
        mastodon::Authenticate authenticate = [this](std::string_view token) { return authenticator.session(token); };
        mastodon::mount(router,
                        {{http::Method::get, "/api/test/me", mastodon::Access::user, "write:statuses", http::Run::loop,
                          [](mastodon::Call& call) { return http::Response::text(call.me().str()); }}},
                        authenticate, instance);
    }
    http::Response me(std::vector<http::Header> headers) { return ask("/api/test/me", std::move(headers)); }
};

TEST(WebApp, browser_of_a_member_calls_the_api_by_its_session) {
    ApiWorld world;
    auto cookie = world.signed_in_cookie();
    auto answer = world.me({{"cookie", cookie}, {"x-kith-app", "web"}, {"sec-fetch-site", "same-origin"}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body_text(), world.alice.str());
}

TEST(WebApp, cookie_alone_is_no_proof) {
    ApiWorld world;
    auto cookie = world.signed_in_cookie();
    EXPECT_EQ(world.me({{"cookie", cookie}}).status, 401) << "as a form or picture of another site would send it";
    EXPECT_EQ(world.me({{"cookie", cookie}, {"x-kith-app", "web"}, {"sec-fetch-site", "same-site"}}).status, 401);
    EXPECT_EQ(world.me({{"cookie", cookie}, {"x-kith-app", "web"}, {"sec-fetch-site", "cross-site"}}).status, 401);
    EXPECT_EQ(world.me({{"x-kith-app", "web"}}).status, 401);
}

TEST(WebApp, token_of_an_app_goes_before_the_session) {
    ApiWorld world;
    auto answer = world.me(
        {{"cookie", world.signed_in_cookie()}, {"x-kith-app", "web"}, {"authorization", "Bearer of-somebody-else"}});
    EXPECT_EQ(answer.status, 401);
}

TEST(WebApp, stream_is_the_members_only_when_it_is_opened_by_a_page_of_this_server) {
    ApiWorld world;
    auto cookie = world.signed_in_cookie();
    auto open = [&](const std::string& origin) {
        return world.me({{"cookie", cookie}, {"upgrade", "websocket"}, {"host", "kith.example"}, {"origin", origin}})
            .status;
    };
    EXPECT_EQ(open("https://kith.example"), 200);
    EXPECT_EQ(open("https://evil.example"), 401);
    EXPECT_EQ(open("https://kith.example.evil.example"), 401);
    EXPECT_EQ(open("null"), 401);
}

TEST(WebApp, signing_out_ends_the_access_of_that_browser_alone) {
    ApiWorld world;
    auto here = world.signed_in_cookie();
    auto there = world.signed_in_cookie();
    auto with = [](const std::string& cookie) {
        return std::vector<http::Header>{{"cookie", cookie}, {"x-kith-app", "web"}};
    };
    EXPECT_EQ(world.me(with(here)).status, 200);
    EXPECT_EQ(world.ask("/app/session", {{"cookie", here}}, http::Method::delete_).status, 403) << "without the proof";
    EXPECT_EQ(world.ask("/app/session", with(here), http::Method::delete_).status, 204);
    EXPECT_EQ(world.me(with(here)).status, 401);
    EXPECT_EQ(world.me(with(there)).status, 200);
}

TEST(WebApp, session_that_has_ended_with_time_gives_no_access) {
    ApiWorld world;
    auto cookie = world.signed_in_cookie();
    EXPECT_EQ(world.me({{"cookie", cookie}, {"x-kith-app", "web"}}).status, 200);
    world.clock.advance(services::Sessions::lifetime);
    ASSERT_TRUE(world.sessions.remove_expired());
    EXPECT_EQ(world.me({{"cookie", cookie}, {"x-kith-app", "web"}}).status, 401);
}

TEST(WebApp, changing_the_password_keeps_this_browser_and_ends_the_others) {
    ApiWorld world;
    auto token = *world.sessions.start(world.alice, {});
    auto here = std::string(session_cookie) + "=" + token;
    auto there = world.signed_in_cookie();
    auto keep = (*world.sessions.find(token))->session_id;
    ASSERT_TRUE(
        world.users.change_password(world.alice, "correct horse battery", "another long password", keep, "192.0.2.1"));
    EXPECT_EQ(world.me({{"cookie", here}, {"x-kith-app", "web"}}).status, 200);
    EXPECT_EQ(world.me({{"cookie", there}, {"x-kith-app", "web"}}).status, 401);
}

TEST(WebApp, browsers_own_access_is_no_app_that_was_let_in) {
    AppWorld world;
    world.signed_in_cookie();
    EXPECT_TRUE(world.oauth.let_in(world.alice)->empty());
}

TEST(WebApp, address_of_the_app_sends_strangers_to_sign_in_and_back) {
    AppWorld world;
    auto answer = world.ask("/notifications?only=conversations");
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.find_header("Location"), "/sign-in?return_to=%2Fnotifications%3Fonly%3Dconversations");
    EXPECT_EQ(world.ask("/@alice/1/favourites").status, 303);
    EXPECT_EQ(world.ask("/alice/1/favourites").status, 404);
    auto shown = world.ask("/lists/12", {{"cookie", world.signed_in_cookie()}});
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.body_text(), "<!doctype html>the app");
}

TEST(WebApp, profile_is_a_plain_page_for_strangers_and_the_app_for_members) {
    AppWorld world;
    auto plain = world.ask("/@alice");
    EXPECT_EQ(plain.status, 200);
    EXPECT_NE(plain.body_text().find("<h1>alice</h1>"), std::string::npos);
    EXPECT_NE(plain.find_header("Vary").find("Cookie"), std::string::npos) << "caches must not mix them up";
    auto app = world.ask("/@alice", {{"cookie", world.signed_in_cookie()}});
    EXPECT_EQ(app.body_text(), "<!doctype html>the app");
    EXPECT_NE(app.find_header("Vary").find("Cookie"), std::string::npos);
    EXPECT_EQ(world.ask("/about", {{"cookie", world.signed_in_cookie()}}).body_text().find("the app"),
              std::string::npos);
}

TEST(WebApp, cookie_that_is_no_longer_good_is_taken_back) {
    AppWorld world;
    auto answer = world.ask("/app/session", {{"cookie", std::string(session_cookie) + "=long-gone"}});
    EXPECT_EQ(answer.body_text(), R"({"signed_in":false})");
    EXPECT_NE(answer.find_header("Set-Cookie").find("Max-Age=0"), std::string::npos);
    auto good = world.ask("/app/session", {{"cookie", world.signed_in_cookie()}});
    EXPECT_EQ(good.body_text(), R"({"signed_in":true})");
    EXPECT_EQ(good.find_header("Set-Cookie"), "");
}

TEST(WebApp, page_runs_scripts_of_this_server_alone) {
    AppWorld world;
    auto answer = world.ask("/home", {{"cookie", world.signed_in_cookie()}});
    auto policy = std::string(answer.find_header("Content-Security-Policy"));
    EXPECT_NE(policy.find("default-src 'none'; script-src 'self'; style-src 'self'"), std::string::npos);
    EXPECT_NE(policy.find("connect-src 'self' wss://kith.example;"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(answer.find_header("Cache-Control"), "no-cache");
}

TEST(WebApp, file_comes_in_the_best_coding_that_the_browser_takes) {
    AppWorld world;
    auto get = [&](const std::string& coding) {
        return world.ask("/app/assets/main-1a2b.js", {{"accept-encoding", coding}});
    };
    auto best = get("gzip, deflate, br");
    EXPECT_EQ(best.body_text(), "brotli script");
    EXPECT_EQ(best.find_header("Content-Encoding"), "br");
    EXPECT_EQ(best.find_header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(get("gzip").body_text(), "gzipped script");
    EXPECT_EQ(get("br;q=0, gzip").body_text(), "gzipped script");
    EXPECT_EQ(get("identity").body_text(), "plain script");
    auto again = world.ask("/app/assets/main-1a2b.js",
                           {{"accept-encoding", "br"}, {"if-none-match", std::string(best.find_header("ETag"))}});
    EXPECT_EQ(again.status, 304);
}

TEST(WebApp, worker_may_answer_for_the_whole_server) {
    AppWorld world;
    auto answer = world.ask("/app/service-worker.js");
    EXPECT_EQ(answer.find_header("Service-Worker-Allowed"), "/");
    EXPECT_EQ(answer.find_header("Cache-Control"), "no-cache");
}

TEST(WebApp, program_without_the_app_shows_its_public_pages_to_members_too) {
    WebWorld world;
    WebApp none(world.site, world.sessions, {});
    none.mount(world.router);
    world.router.hooks.before = [&](http::Request& request) { return none.before(request); };
    auto alice = world.member("alice");
    auto cookie = std::string(session_cookie) + "=" + *world.sessions.start(alice, {});
    auto request = http::Request::make(http::Method::get, "/@alice", {{"cookie", cookie}});
    EXPECT_NE(world.router.answer(request).body_text().find("<h1>alice</h1>"), std::string::npos);
}

} // namespace
} // namespace kith::web
