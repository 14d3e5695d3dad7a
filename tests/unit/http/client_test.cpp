#include "http/client.hpp"

#include "http/server.hpp"

#include <cstdlib>
#include <gtest/gtest.h>

namespace kith::http {
namespace {

using namespace std::chrono_literals;

struct Other {
    std::unique_ptr<Server> server;
    std::string base;

    Other() {
        Router router;
        router.get("/hello", Run::loop, [](Request& request) {
            return Response::text("hello " + std::string(request.header("user-agent"))).header("X-Kind", "test");
        });
        router.get("/large", Run::loop, [](Request&) { return Response::text(std::string(200'000, 'x')); });
        router.get("/slow", Run::worker, [](Request&) {
            std::this_thread::sleep_for(500ms);
            return Response::text("late");
        });
        router.get("/loop", Run::loop, [](Request&) { return Response::redirect("/loop", 302); });
        router.get("/to-file", Run::loop, [](Request&) { return Response::redirect("file:///etc/passwd", 302); });
        router.get("/once", Run::loop, [](Request&) { return Response::redirect("hello", 301); });
        router.get("/elsewhere", Run::loop, [](Request& request) {
            std::string port = request.host.substr(request.host.find(':'));
            return Response::redirect("http://localhost" + port + "/auth", 302);
        });
        router.get("/here", Run::loop, [](Request&) { return Response::redirect("/auth", 302); });
        router.get("/auth", Run::loop,
                   [](Request& request) { return Response::text(std::string(request.header("authorization"))); });
        auto echo = [](Request& request) {
            return Response::text(std::string(to_string(request.method)) + " " + request.content_type() + " " +
                                  request.body);
        };
        router.post("/echo", Run::loop, echo);
        router.add(Route{Method::put, "/echo", Run::loop, default_body_limit, echo});
        router.get("/echo", Run::loop, echo);
        router.post("/see-other", Run::loop, [](Request&) { return Response::redirect("/echo", 303); });
        router.post("/again", Run::loop, [](Request&) { return Response::redirect("/echo", 307); });
        server = Server::start({}, std::move(router)).take();
        base = "http://127.0.0.1:" + std::to_string(server->port());
    }
};

Client open_client() { return Client({.user_agent = "Kith/test", .allow_private = true}); }

} // namespace

TEST(Client, asks_and_gets_an_answer) {
    Other other;
    Client client = open_client();
    auto answer = client.send({.url = other.base + "/hello"});
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "hello Kith/test");
    EXPECT_EQ(answer->header("x-kind"), "test");
    EXPECT_EQ(client.send({.url = other.base + "/missing"}).value().status, 404);
}

TEST(Client, bodies_and_methods_arrive) {
    Other other;
    Client client = open_client();
    std::vector<Header> type{{"Content-Type", "application/json"}};
    EXPECT_EQ(client.send({.method = "POST", .url = other.base + "/echo", .headers = type, .body = "{}"}).value().body,
              "POST application/json {}");
    EXPECT_EQ(client.send({.method = "PUT", .url = other.base + "/echo", .headers = type, .body = "[]"}).value().body,
              "PUT application/json []");
    auto head = client.send({.method = "HEAD", .url = other.base + "/hello"});
    EXPECT_EQ(head.value().status, 200);
    EXPECT_EQ(head->body, "");
    EXPECT_EQ(client.send({.url = other.base + "/echo"}).value().body, "GET  ");
}

TEST(Client, private_addresses_are_refused_however_they_are_written) {
    Other other;
    Client client({.user_agent = "Kith/test"});
    std::string port = std::to_string(other.server->port());
    for (std::string host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0",
                             "169.254.169.254", "10.0.0.1"}) {
        auto answer = client.send({.url = "http://" + host + ":" + port + "/hello", .total_timeout = 3s});
        ASSERT_FALSE(answer) << host;
        EXPECT_EQ(answer.error().code, "address_private") << host;
        EXPECT_EQ(answer.error().kind, ErrorKind::forbidden) << host;
    }
    EXPECT_EQ(other.server->figures().requests, 0U);
}

TEST(Client, proxies_of_the_environment_are_not_asked) {
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    Other other;
    EXPECT_TRUE(open_client().send({.url = other.base + "/hello"}));
    unsetenv("http_proxy");
}

TEST(Client, only_web_addresses_are_asked) {
    Client client = open_client();
    for (std::string url : {"", "x", "file:///etc/passwd", "gopher://127.0.0.1/", "http://",
                            "http://user:secret@127.0.0.1/", "ftp://127.0.0.1/"}) {
        auto answer = client.send({.url = url, .total_timeout = 3s});
        ASSERT_FALSE(answer) << url;
        EXPECT_EQ(answer.error().code, "url_invalid") << url;
    }
}

TEST(Client, redirects_are_followed_and_checked) {
    Other other;
    Client client = open_client();
    auto once = client.send({.url = other.base + "/once"});
    EXPECT_EQ(once.value().body, "hello Kith/test");
    EXPECT_EQ(once->url, other.base + "/hello");
    EXPECT_EQ(client.send({.url = other.base + "/loop"}).error().kind, ErrorKind::unavailable);
    EXPECT_EQ(other.server->figures().requests, 2U + 6U);
    EXPECT_EQ(client.send({.url = other.base + "/to-file"}).error().code, "url_invalid");
    EXPECT_EQ(client.send({.url = other.base + "/once", .max_redirects = 0}).value().status, 301);
}

TEST(Client, redirects_keep_or_drop_the_body_by_their_status) {
    Other other;
    Client client = open_client();
    std::vector<Header> type{{"Content-Type", "application/json"}};
    EXPECT_EQ(
        client.send({.method = "POST", .url = other.base + "/see-other", .headers = type, .body = "{}"}).value().body,
        "GET  ");
    EXPECT_EQ(client.send({.method = "POST", .url = other.base + "/again", .headers = type, .body = "{}"}).value().body,
              "POST application/json {}");
}

TEST(Client, credentials_do_not_follow_to_another_host) {
    Other other;
    Client client = open_client();
    std::vector<Header> secret{{"Authorization", "Bearer abc"}};
    EXPECT_EQ(client.send({.url = other.base + "/here", .headers = secret}).value().body, "Bearer abc");
    EXPECT_EQ(client.send({.url = other.base + "/elsewhere", .headers = secret}).value().body, "");
}

TEST(Client, size_is_limited_after_decompression) {
    Other other;
    Client client = open_client();
    EXPECT_EQ(client.send({.url = other.base + "/large"}).value().body.size(), 200'000U);
    auto answer = client.send({.url = other.base + "/large", .max_bytes = 100'000}); // 300 bytes on the wire
    EXPECT_EQ(answer.error().kind, ErrorKind::too_large);
}

TEST(Client, slow_and_missing_servers_are_unavailable) {
    Other other;
    Client client = open_client();
    auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(client.send({.url = other.base + "/slow", .total_timeout = 100ms}).error().kind, ErrorKind::unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 450ms);
    other.server->stop(1s);
    EXPECT_EQ(client.send({.url = other.base + "/hello"}).error().kind, ErrorKind::unavailable);
}

TEST(Client, headers_cannot_be_split) {
    Other other;
    EXPECT_EQ(open_client().send({.url = other.base + "/hello", .headers = {{"X", "a\r\nY: b"}}}).error().code,
              "header_invalid");
}

} // namespace kith::http
