#include "http/router.hpp"

#include <gtest/gtest.h>

namespace kith::http {
namespace {

Handler says(std::string text) {
    return [text](Request& request) {
        return Response::text(text + ":" + std::string(request.capture("id")) + std::string(request.capture("rest")));
    };
}

Router test_router() {
    Router router;
    router.get("/", Run::loop, says("root"));
    router.get("/api/v1/statuses/:id", Run::loop, says("status"));
    router.get("/api/v1/statuses/new", Run::loop, says("new"));
    router.get("/api/v1/statuses/:id/context", Run::loop, says("context"));
    router.post("/api/v1/statuses", Run::loop, says("post"), 10);
    router.get("/static/*rest", Run::loop, says("static"));
    router.get("/static/app.js", Run::loop, says("app"));
    router.get("/:id", Run::loop, says("profile"));
    return router;
}

std::string answered(const Router& router, Method method, std::string_view target) {
    Request request = Request::make(method, target);
    Response response = router.answer(request);
    return response.status == 200 ? std::string(response.body_text()) : std::to_string(response.status);
}

} // namespace

TEST(Router, static_segments_win_over_captures) {
    Router router = test_router();
    auto get = [&](std::string_view target) { return answered(router, Method::get, target); };
    EXPECT_EQ(get("/"), "root:");
    EXPECT_EQ(get("/?a=1"), "root:");
    EXPECT_EQ(get("/api/v1/statuses/12"), "status:12");
    EXPECT_EQ(get("/api/v1/statuses/new"), "new:");
    EXPECT_EQ(get("/api/v1/statuses/new/context"), "context:new");
    EXPECT_EQ(get("/api/v1/statuses/12/"), "status:12");
    EXPECT_EQ(get("/@anna"), "profile:@anna");
    EXPECT_EQ(get("/api"), "profile:api");
    EXPECT_EQ(get("/static/app.js"), "app:");
    EXPECT_EQ(get("/static/js/app.js"), "static:js/app.js");
    EXPECT_EQ(get("/api/v1/nothing"), "404");
    EXPECT_EQ(get("/a//b"), "404");
    EXPECT_EQ(get("/" + std::string(200, '/')), "404");
    EXPECT_EQ(answered(router, Method::head, "/@anna"), "profile:@anna");
}

TEST(Router, captures_with_an_at_take_handles_alone) {
    Router router;
    router.get("/:@name/:id", Run::loop, [](Request& request) {
        return Response::text("post:" + std::string(request.capture("name")) + "," +
                              std::string(request.capture("id")));
    });
    router.get("/:page", Run::loop,
               [](Request& request) { return Response::text("page:" + std::string(request.capture("page"))); });
    router.get("/:@name", Run::loop,
               [](Request& request) { return Response::text("who:" + std::string(request.capture("name"))); });
    EXPECT_EQ(answered(router, Method::get, "/@anna"), "who:@anna");
    EXPECT_EQ(answered(router, Method::get, "/%40anna"), "who:@anna");
    EXPECT_EQ(answered(router, Method::get, "/anna"), "page:anna");
    EXPECT_EQ(answered(router, Method::get, "/@anna/7"), "post:@anna,7");
    EXPECT_EQ(answered(router, Method::get, "/anna/7"), "404");
    EXPECT_EQ(answered(router, Method::post, "/anna/7"), "404");
}

TEST(Router, captures_are_decoded_after_splitting) {
    Router router = test_router();
    EXPECT_EQ(answered(router, Method::get, "/api/v1/statuses/a%2Fb%20c"), "status:a/b c");
    EXPECT_EQ(answered(router, Method::get, "/static/a%20b/c"), "static:a b/c");
}

TEST(Router, the_rest_of_a_path_never_climbs) {
    Router router = test_router();
    for (std::string_view target :
         {"/static/../secret", "/static/a/..", "/static/%2e%2e/secret", "/static/a%2f..%2fb", "/static/./a"})
        EXPECT_EQ(answered(router, Method::get, target), "404") << target;
}

TEST(Router, known_path_with_unknown_method_is_405_with_what_is_allowed) {
    Router router = test_router();
    Request request = Request::make(Method::delete_, "/api/v1/statuses");
    Response response = router.answer(request);
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(response.find_header("allow"), "POST, OPTIONS");
    Request options = Request::make(Method::options, "/api/v1/statuses");
    EXPECT_EQ(router.answer(options).status, 204);
}

TEST(Router, preflight_and_answers_carry_cors_headers_on_api_paths_only) {
    Router router = test_router();
    Request preflight = Request::make(Method::options, "/api/v1/statuses",
                                      {{"Origin", "https://elk.zone"},
                                       {"Access-Control-Request-Method", "POST"},
                                       {"Access-Control-Request-Headers", "authorization, idempotency-key"}});
    Response response = router.answer(preflight);
    EXPECT_EQ(response.status, 204);
    EXPECT_EQ(response.find_header("access-control-allow-origin"), "*");
    EXPECT_EQ(response.find_header("access-control-allow-headers"), "authorization, idempotency-key");
    EXPECT_NE(response.find_header("access-control-allow-methods").find("PATCH"), std::string_view::npos);
    Request get = Request::make(Method::get, "/api/v1/statuses/1", {{"Origin", "https://elk.zone"}});
    Response answer = router.answer(get);
    EXPECT_EQ(answer.find_header("access-control-allow-origin"), "*");
    EXPECT_NE(answer.find_header("access-control-expose-headers").find("Link"), std::string_view::npos);
    Request missing = Request::make(Method::get, "/api/v1/nothing", {{"Origin", "https://elk.zone"}});
    EXPECT_EQ(router.answer(missing).find_header("access-control-allow-origin"), "*");
    Request page = Request::make(Method::get, "/@anna", {{"Origin", "https://elk.zone"}});
    EXPECT_EQ(router.answer(page).find_header("access-control-allow-origin"), "");
    Request same_origin = Request::make(Method::get, "/api/v1/statuses/1");
    EXPECT_EQ(router.answer(same_origin).find_header("access-control-allow-origin"), "");
}

TEST(Router, bodies_over_the_limit_of_their_route_are_413) {
    Router router = test_router();
    Request request = Request::make(Method::post, "/api/v1/statuses", {}, "12345678901");
    EXPECT_EQ(router.answer(request).status, 413);
}

TEST(Router, mistakes_in_the_table_are_found_at_start) {
    Router router = test_router();
    EXPECT_THROW(router.get("/", Run::loop, says("again")), std::logic_error);
    EXPECT_THROW(router.get("/:name", Run::loop, says("again")), std::logic_error);
    EXPECT_THROW(router.get("relative", Run::loop, says("x")), std::logic_error);
    EXPECT_THROW(router.get("/a/*rest/b", Run::loop, says("x")), std::logic_error);
    EXPECT_THROW(router.get("/b", Run::loop, nullptr), std::logic_error);
}

TEST(Response, cookies_and_redirects_are_headers) {
    Response response = Response::redirect("/home");
    response.cookie({.name = "session", .value = "abc", .max_age = std::chrono::seconds(60)});
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(response.find_header("location"), "/home");
    EXPECT_EQ(response.find_header("set-cookie"), "session=abc; Path=/; Max-Age=60; SameSite=Lax; Secure; HttpOnly");
}

} // namespace kith::http
