#include "http/server.hpp"

#include "unit/http/raw_client.hpp"

#include <atomic>
#include <fstream>
#include <future>
#include <gtest/gtest.h>

namespace kith::http {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view simple_get = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

Router test_router() {
    Router router;
    router.get("/hello", Run::loop, [](Request&) { return Response::text("hello"); });
    router.get("/worker", Run::worker, [](Request&) { return Response::text("from a worker"); });
    router.get("/large/:size", Run::loop, [](Request& request) {
        return Response::text(std::string(std::stoul(std::string(request.capture("size"))), 'x'));
    });
    router.get("/throws", Run::loop, [](Request&) -> Response { throw std::runtime_error("a bug"); });
    router.get("/worker-throws", Run::worker, [](Request&) -> Response { throw std::runtime_error("a bug"); });
    router.get("/who", Run::loop, [](Request& request) {
        return Response::text(request.remote_address + " " + std::string(request.scheme()) + " " + request.id);
    });
    router.post("/echo", Run::loop, [](Request& request) { return Response::text(request.body); }, 1'000);
    router.post(
        "/upload", Run::worker,
        [](Request& request) {
            Upload* file = request.file("file");
            return Response::text(file != nullptr ? std::to_string(file->size) : "none");
        },
        8 << 20);
    router.get("/empty", Run::loop, [](Request&) { return Response::no_content(); });
    router.get("/split", Run::loop, [](Request&) { return Response::redirect("/a\r\nX-Injected: 1"); });
    return router;
}

struct Running {
    std::unique_ptr<Server> server;

    explicit Running(ServerOptions options = {}, Router router = test_router()) {
        auto started = Server::start(std::move(options), std::move(router));
        if (started) server = started.take();
    }
    std::uint16_t port() const { return server->port(); }
};

} // namespace

TEST(Server, answers_requests_one_after_the_other_on_one_connection) {
    Running running;
    RawClient client(running.port());
    for (int i = 0; i < 3; ++i) {
        auto answer = client.ask(simple_get);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, "hello");
        EXPECT_TRUE(answer->has("Content-Type: text/plain; charset=utf-8\r\n"));
        EXPECT_TRUE(answer->has(" GMT\r\n"));
    }
    EXPECT_EQ(running.server->figures().requests, 3U);
    EXPECT_EQ(running.server->figures().connections, 1U);
}

TEST(Server, pipelined_requests_are_answered_in_order) {
    Running running;
    RawClient client(running.port());
    std::string all;
    for (int i = 0; i < 200; ++i)
        all += i % 3 == 0 ? "GET /worker HTTP/1.1\r\nHost: x\r\n\r\n" : std::string(simple_get);
    all += "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n" + std::string(simple_get);
    ASSERT_TRUE(client.send(all));
    for (int i = 0; i < 200; ++i) {
        auto answer = client.read_answer();
        ASSERT_TRUE(answer) << i;
        EXPECT_EQ(answer->body, i % 3 == 0 ? "from a worker" : "hello");
    }
    EXPECT_EQ(client.read_answer().value().body, "abc");
    EXPECT_EQ(client.read_answer().value().body, "hello");
}

TEST(Server, requests_arriving_byte_by_byte_are_answered) {
    Running running;
    RawClient client(running.port());
    for (char c : std::string("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")) {
        ASSERT_TRUE(client.send({&c, 1}));
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(client.read_answer().value().body, "abc");
}

TEST(Server, connection_ends_when_the_client_asks_for_it) {
    Running running;
    RawClient one(running.port());
    auto answer = one.ask("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(answer.value().has("Connection: close"));
    EXPECT_TRUE(one.is_closed());
    RawClient old(running.port());
    EXPECT_EQ(old.ask("GET /hello HTTP/1.0\r\n\r\n").value().body, "hello");
    EXPECT_TRUE(old.is_closed());
    RawClient kept(running.port());
    EXPECT_TRUE(
        kept.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").value().has("Connection: keep-alive"));
    EXPECT_EQ(kept.ask(simple_get).value().body, "hello");
}

TEST(Server, head_has_the_head_of_get_and_no_body) {
    Running running;
    RawClient client(running.port());
    ASSERT_TRUE(client.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n"));
    auto head = client.read_answer(false);
    EXPECT_EQ(head.value().status, 200);
    EXPECT_TRUE(head->has("Content-Length: 5\r\n"));
    EXPECT_EQ(client.ask(simple_get).value().body, "hello");
    auto empty = client.ask("GET /empty HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(empty.value().status, 204);
    EXPECT_FALSE(empty->has("Content-Length"));
}

TEST(Server, unknown_paths_and_methods_are_told) {
    Running running;
    RawClient client(running.port());
    auto missing = client.ask("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(missing.value().status, 404);
    EXPECT_EQ(missing->body, R"({"error":"Not found"})");
    auto method = client.ask("DELETE /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(method.value().status, 405);
    EXPECT_TRUE(method->has("Allow: GET, HEAD, OPTIONS\r\n"));
    EXPECT_EQ(client.ask("BREW /hello HTTP/1.1\r\nHost: x\r\n\r\n").value().status, 405);
}

TEST(Server, handler_that_throws_is_500_and_the_connection_lives) {
    Running running;
    RawClient client(running.port());
    EXPECT_EQ(client.ask("GET /throws HTTP/1.1\r\nHost: x\r\n\r\n").value().status, 500);
    EXPECT_EQ(client.ask("GET /worker-throws HTTP/1.1\r\nHost: x\r\n\r\n").value().status, 500);
    EXPECT_EQ(client.ask(simple_get).value().body, "hello");
}

TEST(Server, malformed_and_oversized_requests_are_refused_and_closed) {
    Running running;
    struct Case {
        std::string request;
        int status;
    };
    const Case cases[] = {
        {"rubbish\r\n\r\n", 400},
        {"GET /hello HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431},
        {"GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n", 431},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n" + std::string(1'001, 'x'), 413},
        {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1'001, 'x'), 413},
        {"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde", 404},
    };
    for (const Case& one : cases) {
        RawClient client(running.port());
        auto answer = client.ask(one.request);
        ASSERT_TRUE(answer) << one.request.substr(0, 60);
        EXPECT_EQ(answer->status, one.status) << one.request.substr(0, 60);
        EXPECT_TRUE(answer->has("Connection: close\r\n"));
        EXPECT_TRUE(client.is_closed());
    }
}

TEST(Server, refusal_of_a_large_body_reaches_a_client_that_still_sends) {
    Running running;
    RawClient client(running.port());
    ASSERT_TRUE(client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n"));
    auto sender = std::async(std::launch::async, [&] { client.send(std::string(4'000'000, 'x')); });
    sender.wait();
    auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413);
}

TEST(Server, uploads_of_any_size_within_the_limit_arrive) {
    Running running;
    for (std::size_t size : {10UL, 300'000UL, 5'000'000UL}) {
        RawClient client(running.port());
        std::string body = "--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n" +
                           std::string(size, 'x') + "\r\n--b--\r\n";
        ASSERT_TRUE(client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                                "Content-Length: " +
                                std::to_string(body.size()) + "\r\n\r\n" + body));
        EXPECT_EQ(client.read_answer().value().body, std::to_string(size));
    }
}

TEST(Server, client_that_waits_for_100_continue_gets_it) {
    Running running;
    RawClient client(running.port());
    ASSERT_TRUE(client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.ask("abc").value().body, "abc");
    ASSERT_TRUE(client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3000\r\n\r\n"));
    EXPECT_EQ(client.read_answer().value().status, 413);
}

TEST(Server, silent_and_slow_clients_are_closed) {
    ServerOptions options;
    options.idle_timeout = 100ms;
    options.head_timeout = 100ms;
    options.body_timeout = 100ms;
    options.write_timeout = 100ms;
    Running running(options);
    RawClient idle(running.port());
    EXPECT_TRUE(idle.is_closed());
    RawClient partial(running.port());
    ASSERT_TRUE(partial.send("GET /hello HTTP/1.1\r\nHo"));
    EXPECT_TRUE(partial.is_closed());
    RawClient dripping(running.port()); // each byte on its own does not help
    bool cut = false;
    for (int i = 0; i < 3'000 && !cut; ++i) {
        cut = !dripping.send("X");
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_TRUE(cut);
    RawClient body(running.port());
    ASSERT_TRUE(body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nabc"));
    EXPECT_TRUE(body.is_closed());
    RawClient reader(running.port()); // asks for much and reads nothing
    ASSERT_TRUE(reader.send("GET /large/50000000 HTTP/1.1\r\nHost: x\r\n\r\n"));
    EXPECT_TRUE(eventually([&] { return running.server->figures().connections == 0; }));
}

TEST(Server, large_answers_arrive_whole) {
    Running running;
    RawClient client(running.port());
    for (std::size_t size : {0UL, 1UL, 16'384UL, 16'385UL, 3'000'000UL}) {
        auto answer = client.ask("GET /large/" + std::to_string(size) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        ASSERT_TRUE(answer) << size;
        EXPECT_EQ(answer->body.size(), size);
    }
}

TEST(Server, full_worker_queue_is_503) {
    ServerOptions options;
    options.workers = 1;
    options.worker_queue = 1;
    std::promise<void> gate;
    auto opened = gate.get_future().share();
    std::atomic<int> entered = 0;
    Router router = test_router();
    router.get("/wait", Run::worker, [&](Request&) {
        ++entered;
        opened.wait();
        return Response::text("done");
    });
    Running running(options, std::move(router));
    constexpr std::string_view wait = "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n";
    RawClient first(running.port());
    RawClient second(running.port());
    RawClient third(running.port());
    first.send(wait);
    ASSERT_TRUE(eventually([&] { return entered == 1; }));
    second.send(wait);
    ASSERT_TRUE(eventually([&] { return running.server->figures().waiting == 1; }));
    auto refused = third.ask(wait);
    EXPECT_EQ(refused.value().status, 503);
    EXPECT_EQ(third.ask(simple_get).value().body, "hello"); // the loop is free
    gate.set_value();
    EXPECT_EQ(first.read_answer().value().body, "done");
    EXPECT_EQ(second.read_answer().value().body, "done");
}

TEST(Server, connections_over_the_limit_are_refused) {
    ServerOptions options;
    options.max_connections = 1;
    Running running(options);
    RawClient first(running.port());
    ASSERT_TRUE(first.ask(simple_get));
    RawClient second(running.port());
    EXPECT_EQ(second.read_answer().value().status, 503);
    first.close();
    EXPECT_TRUE(eventually([&] {
        RawClient next(running.port());
        auto answer = next.ask(simple_get);
        return answer && answer->status == 200;
    }));
}

TEST(Server, only_trusted_proxies_speak_for_others) {
    constexpr std::string_view asks = "GET /who HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6, 1.2.3.4\r\n"
                                      "X-Forwarded-Proto: https\r\nX-Request-Id: my-id\r\n\r\n";
    ServerOptions options;
    options.trusted_proxies = {*Network::parse("127.0.0.0/8")};
    Running trusting(options);
    RawClient one(trusting.port());
    EXPECT_EQ(one.ask(asks).value().body, "1.2.3.4 https my-id");
    Running wary;
    RawClient two(wary.port());
    auto answer = two.ask(asks);
    EXPECT_TRUE(answer.value().body.starts_with("127.0.0.1 http "));
    EXPECT_FALSE(answer->body.ends_with("my-id"));
}

TEST(Server, unix_socket_serves_and_takes_over_a_stale_one) {
    std::string path = testing::TempDir() + "kith-test-" + std::to_string(getpid()) + ".sock";
    ServerOptions options;
    options.listen = {"unix:" + path};
    {
        Running running(options);
        RawClient client(path);
        EXPECT_EQ(
            client.ask("GET /who HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n").value().body.substr(0, 8),
            "1.2.3.4 ");
        auto second = Server::start(options, test_router());
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
        RawClient still(path);
        EXPECT_TRUE(still.ask(simple_get));
    }
    EXPECT_FALSE(std::filesystem::exists(path));
    int stale = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(bind(stale, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    close(stale);
    Running again(options);
    RawClient client(path);
    EXPECT_EQ(client.ask(simple_get).value().body, "hello");
}

TEST(Server, bad_and_taken_addresses_are_errors) {
    for (std::string text : {"", "127.0.0.1", "localhost:80", "127.0.0.1:x", "127.0.0.1:70000", "unix:"}) {
        ServerOptions options;
        options.listen = {text};
        auto server = Server::start(options, test_router());
        ASSERT_FALSE(server) << text;
        EXPECT_EQ(server.error().kind, ErrorKind::invalid) << text;
    }
    Running first;
    ServerOptions options;
    options.listen = {"127.0.0.1:" + std::to_string(first.port())};
    EXPECT_EQ(Server::start(options, test_router()).error().kind, ErrorKind::unavailable);
}

TEST(Server, hooks_answer_early_and_learn_what_was_served) {
    struct Seen {
        std::string route;
        Served served;
    };
    std::mutex mutex;
    std::vector<Seen> seen;
    Router router = test_router();
    router.hooks.before = [](Request& request) -> std::optional<Response> {
        request.answer_headers.push_back({"X-RateLimit-Limit", "300"});
        if (request.path == "/empty") return Response::text("slow down", 429);
        return std::nullopt;
    };
    router.hooks.after = [&](const Request& request, const Served& served) {
        std::lock_guard lock(mutex);
        seen.push_back({std::string(request.route), served});
    };
    router.hooks.error = [](const Request&, int status, std::string_view message) {
        return Response::html("<p>" + std::string(message), status);
    };
    Running running({}, std::move(router));
    RawClient client(running.port());
    EXPECT_EQ(client.ask("GET /empty HTTP/1.1\r\nHost: x\r\n\r\n").value().status, 429);
    EXPECT_TRUE(client.ask("GET /large/10 HTTP/1.1\r\nHost: x\r\n\r\n").value().has("X-RateLimit-Limit: 300\r\n"));
    EXPECT_EQ(client.ask("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n").value().body, "<p>Not found");
    ASSERT_TRUE(eventually([&] {
        std::lock_guard lock(mutex);
        return seen.size() == 3;
    }));
    EXPECT_EQ(seen[0].served.status, 429);
    EXPECT_EQ(seen[1].route, "/large/:size");
    EXPECT_EQ(seen[1].served.status, 200);
    EXPECT_EQ(seen[1].served.body_bytes, 10U);
    EXPECT_EQ(seen[2].route, "");
    EXPECT_EQ(seen[2].served.status, 404);
}

TEST(Server, header_values_cannot_split_an_answer) {
    Running running;
    RawClient client(running.port());
    auto answer = client.ask("GET /split HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(answer.value().status, 303);
    EXPECT_FALSE(answer->has("\r\nX-Injected"));
}

TEST(Server, text_is_compressed_for_those_who_accept_it) {
    Running running;
    RawClient client(running.port());
    for (std::size_t size : {2'000UL, 100'000UL}) {
        std::string line = "GET /large/" + std::to_string(size) + " HTTP/1.1\r\nHost: x\r\n";
        auto packed = client.ask(line + "Accept-Encoding: gzip\r\n\r\n");
        EXPECT_TRUE(packed.value().has("Content-Encoding: gzip\r\n"));
        EXPECT_TRUE(packed->has("Vary: Accept-Encoding\r\n"));
        EXPECT_LT(packed->body.size(), size / 2);
        EXPECT_EQ(packed->body.substr(0, 2), "\x1F\x8B");
        auto plain = client.ask(line + "\r\n");
        EXPECT_FALSE(plain.value().has("Content-Encoding"));
        EXPECT_TRUE(plain->has("Vary: Accept-Encoding\r\n"));
    }
}

TEST(Server, stop_finishes_running_requests_and_closes_idle_connections) {
    std::atomic<bool> entered = false;
    Router router = test_router();
    router.get("/slow", Run::worker, [&](Request&) {
        entered = true;
        std::this_thread::sleep_for(200ms);
        return Response::text("finished");
    });
    Running running({}, std::move(router));
    RawClient idle(running.port());
    ASSERT_TRUE(idle.ask(simple_get));
    RawClient busy(running.port());
    ASSERT_TRUE(busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"));
    ASSERT_TRUE(eventually([&] { return entered.load(); }));
    std::uint16_t port = running.port();
    auto stopping = std::async(std::launch::async, [&] { running.server->stop(60s); });
    EXPECT_TRUE(idle.is_closed());
    auto answer = busy.read_answer();
    EXPECT_EQ(answer.value().body, "finished");
    EXPECT_TRUE(answer->has("Connection: close\r\n"));
    EXPECT_EQ(stopping.wait_for(30s), std::future_status::ready);
    EXPECT_FALSE(RawClient(port).connected());
}

TEST(Server, stop_cuts_what_is_left_at_the_deadline) {
    Running running;
    RawClient reader(running.port()); // never reads its answer
    ASSERT_TRUE(reader.send("GET /large/50000000 HTTP/1.1\r\nHost: x\r\n\r\n"));
    ASSERT_TRUE(eventually([&] { return running.server->figures().requests == 1; }));
    auto began = std::chrono::steady_clock::now();
    running.server->stop(100ms);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST(Server, many_threads_and_clients_get_their_own_answers) {
    ServerOptions options;
    options.threads = 2;
    Router router = test_router();
    auto echo = [](Request& request) { return Response::text(std::string(request.capture("n"))); };
    router.get("/loop/:n", Run::loop, echo);
    router.get("/busy/:n", Run::worker, echo);
    Running running(options, std::move(router));
    std::vector<std::future<int>> clients;
    for (int c = 0; c < 8; ++c)
        clients.push_back(std::async(std::launch::async, [&running, c] {
            RawClient client(running.port());
            int right = 0;
            for (int i = 0; i < 100; ++i) {
                std::string n = std::to_string(c * 1'000 + i);
                auto answer = client.ask("GET /" + std::string(i % 2 == 0 ? "loop/" : "busy/") + n +
                                         " HTTP/1.1\r\nHost: x\r\n\r\n");
                right += answer && answer->body == n;
            }
            return right;
        }));
    for (auto& client : clients)
        EXPECT_EQ(client.get(), 100);
}

TEST(ServeFile, whole_parts_and_validators) {
    std::string path = testing::TempDir() + "kith-file-" + std::to_string(getpid());
    std::string content;
    for (int i = 0; i < 200'000; ++i)
        content += static_cast<char>('a' + i % 26);
    std::ofstream(path) << content;
    Router router;
    router.get("/file", Run::worker, [&](Request& request) {
        return serve_file(request, {.path = path,
                                    .content_type = "video/mp4",
                                    .cache_control = "public",
                                    .attachment_name = "n\"é.mp4"})
            .value();
    });
    router.get("/missing", Run::worker, [&](Request& request) {
        auto answer = serve_file(request, {.path = path + "-none"});
        return Response::text(answer.error().code);
    });
    Running running({}, std::move(router));
    RawClient client(running.port());
    auto get = [&](std::string headers) {
        return client.ask("GET /file HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n").value();
    };
    auto whole = get("");
    EXPECT_EQ(whole.status, 200);
    EXPECT_TRUE(whole.body == content);
    EXPECT_TRUE(whole.has("Content-Disposition: attachment; filename=\"n___.mp4\"; filename*=UTF-8''n%22%C3%A9.mp4"));
    auto part = get("Range: bytes=100000-199998\r\n");
    EXPECT_EQ(part.status, 206);
    EXPECT_TRUE(part.has("Content-Range: bytes 100000-199998/200000\r\n"));
    EXPECT_TRUE(part.body == content.substr(100'000, 99'999));
    EXPECT_EQ(get("Range: bytes=200000-\r\n").status, 416);
    auto at = whole.head.find("ETag: ") + 6;
    std::string etag = whole.head.substr(at, whole.head.find("\r\n", at) - at);
    auto same = get("If-None-Match: " + etag + "\r\n");
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.body, "");
    at = whole.head.find("Last-Modified: ") + 15;
    EXPECT_EQ(get("If-Modified-Since: " + whole.head.substr(at, 29) + "\r\n").status, 304);
    EXPECT_EQ(get("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n").status, 200);
    EXPECT_EQ(get("Range: bytes=0-1\r\nIf-Range: " + etag + "\r\n").status, 206);
    EXPECT_EQ(get("Range: bytes=0-1\r\nIf-Range: \"other\"\r\n").status, 200);
    EXPECT_EQ(client.ask("GET /missing HTTP/1.1\r\nHost: x\r\n\r\n").value().body, "not_found");
    std::filesystem::remove(path);
}

} // namespace kith::http
