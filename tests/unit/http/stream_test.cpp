#include "core/crypto.hpp"
#include "core/text.hpp"
#include "http/server.hpp"
#include "http/stream_queue.hpp"
#include "unit/http/raw_client.hpp"

#include <algorithm>
#include <future>
#include <gtest/gtest.h>

namespace kith::http {
namespace {

using namespace std::chrono_literals;

// What the sessions of a test have seen, and the connection of the last one.
struct Stage {
    std::mutex mutex;
    std::shared_ptr<StreamConnection> connection;
    std::vector<std::string> messages;
    int opened = 0;
    int closed = 0;

    std::shared_ptr<StreamConnection> current() {
        std::lock_guard lock(mutex);
        return connection;
    }
    int count_closed() {
        std::lock_guard lock(mutex);
        return closed;
    }
};

class EchoSession final : public StreamSession {
public:
    explicit EchoSession(Stage& stage) : stage_(stage) {}
    void on_open(std::shared_ptr<StreamConnection> connection) override {
        std::lock_guard lock(stage_.mutex);
        stage_.connection = connection_ = std::move(connection);
        ++stage_.opened;
    }
    void on_message(std::string_view text) override {
        if (text == "throw") throw std::runtime_error("a bug");
        if (text == "bye") return connection_->close(1000, "bye");
        connection_->send(nullptr, std::make_shared<std::string>("echo " + std::string(text)));
    }
    void on_close() override {
        std::lock_guard lock(stage_.mutex);
        ++stage_.closed;
        connection_.reset();
    }

private:
    Stage& stage_;
    std::shared_ptr<StreamConnection> connection_;
};

struct Running {
    Stage stage;
    std::unique_ptr<Server> server;

    explicit Running(ServerOptions options = {}, Run run = Run::worker) {
        Router router;
        router.add(StreamRoute{"/stream", run, [this](Request& request) -> StreamOpening {
                                   if (request.header("sec-websocket-protocol").empty() &&
                                       request.query().value()->has("token") == false)
                                       return Response::json_text(R"({"error":"no token"})", 401);
                                   return std::make_shared<EchoSession>(stage);
                               }});
        server = Server::start(std::move(options), std::move(router)).take();
    }
    ~Running() { server.reset(); }
};

std::string upgrade(std::string_view extra = "Sec-WebSocket-Protocol: a-token\r\n") {
    return "GET /stream HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
           std::string(extra) + "\r\n";
}

// A client's frame: masked with zeros, so that the text stays readable.
std::string frame(int opcode, std::string_view text) {
    std::string bytes{static_cast<char>(0x80 | opcode)};
    if (text.size() < 126) {
        bytes += static_cast<char>(0x80 | text.size());
    } else {
        bytes += static_cast<char>(0x80 | 126);
        bytes += static_cast<char>(text.size() >> 8);
        bytes += static_cast<char>(text.size() & 0xFF);
    }
    return bytes + std::string(4, '\0') + std::string(text);
}

struct Frame {
    int opcode = -1;
    std::string text;
};

std::optional<Frame> read_frame(RawClient& client) {
    auto head = client.read_exactly(2);
    if (!head) return std::nullopt;
    std::size_t size = static_cast<unsigned char>((*head)[1]);
    if (size == 126) {
        auto longer = client.read_exactly(2);
        if (!longer) return std::nullopt;
        size = static_cast<std::size_t>(static_cast<unsigned char>((*longer)[0])) << 8 |
               static_cast<unsigned char>((*longer)[1]);
    }
    auto text = client.read_exactly(size);
    if (!text) return std::nullopt;
    return Frame{static_cast<unsigned char>((*head)[0]) & 0x0F, *text};
}

int close_code(const Frame& closing) {
    if (closing.opcode != 8 || closing.text.size() < 2) return 0;
    return static_cast<unsigned char>(closing.text[0]) << 8 | static_cast<unsigned char>(closing.text[1]);
}

SharedText shared(std::string text) { return std::make_shared<std::string>(std::move(text)); }

} // namespace

TEST(WebSocket, handshake_names_the_offered_protocol_and_messages_go_both_ways) {
    for (auto run : {Run::loop, Run::worker}) {
        Running running({}, run);
        RawClient client(running.server->port());
        ASSERT_TRUE(client.send(upgrade("Sec-WebSocket-Protocol: a-token, other\r\n")));
        auto head = client.read_until("\r\n\r\n");
        ASSERT_TRUE(head);
        EXPECT_TRUE(head->starts_with("HTTP/1.1 101 "));
        EXPECT_TRUE(contains_ignoring_case(*head, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        EXPECT_TRUE(contains_ignoring_case(*head, "Sec-WebSocket-Protocol: a-token\r\n"));
        for (std::string text : {std::string("one"), std::string("two"), std::string(1'000, 'x')}) {
            ASSERT_TRUE(client.send(frame(1, text)));
            EXPECT_EQ(read_frame(client).value().text, "echo " + text);
        }
        ASSERT_TRUE(client.send(frame(9, "ping")));
        EXPECT_EQ(read_frame(client).value().opcode, 10);
        EXPECT_EQ(running.server->figures().streams, 1U);
    }
}

TEST(WebSocket, messages_sent_from_another_thread_arrive_in_order) {
    Running running;
    RawClient client(running.server->port());
    ASSERT_TRUE(client.send(upgrade()));
    ASSERT_TRUE(client.read_until("\r\n\r\n"));
    ASSERT_TRUE(eventually([&] { return running.stage.current() != nullptr; }));
    auto connection = running.stage.current();
    EXPECT_EQ(connection->kind(), StreamKind::websocket);
    for (int i = 0; i < 200; ++i)
        EXPECT_TRUE(connection->send(nullptr, shared(std::to_string(i))));
    for (int i = 0; i < 200; ++i)
        EXPECT_EQ(read_frame(client).value().text, std::to_string(i));
}

TEST(WebSocket, refused_opening_is_a_plain_answer) {
    Running running;
    RawClient client(running.server->port());
    EXPECT_EQ(client.ask(upgrade("")).value().status, 401);
    RawClient bad(running.server->port());
    auto answer =
        bad.ask("GET /stream?token=1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    EXPECT_EQ(answer.value().status, 400);
}

TEST(WebSocket, either_side_closes) {
    Running running;
    {
        RawClient client(running.server->port());
        ASSERT_TRUE(client.send(upgrade()));
        ASSERT_TRUE(client.read_until("\r\n\r\n"));
        ASSERT_TRUE(client.send(frame(1, "a") + frame(1, "bye")));
        EXPECT_EQ(read_frame(client).value().text, "echo a");
        EXPECT_EQ(close_code(read_frame(client).value()), 1000);
        ASSERT_TRUE(client.send(frame(8, "\x03\xE8")));
        EXPECT_TRUE(client.is_closed());
    }
    {
        RawClient client(running.server->port());
        ASSERT_TRUE(client.send(upgrade()));
        ASSERT_TRUE(client.read_until("\r\n\r\n"));
    } // gone without a word
    EXPECT_TRUE(eventually([&] { return running.stage.count_closed() == 2; }));
    EXPECT_TRUE(eventually([&] { return running.server->figures().connections == 0; }));
    EXPECT_FALSE(running.stage.current()->send(nullptr, shared("late")));
}

TEST(WebSocket, binary_oversized_and_throwing_messages_close_it) {
    struct Case {
        std::string bytes;
        int code;
    };
    const Case cases[] = {
        {frame(2, "binary"), 1003}, {frame(1, std::string(20'000, 'x')), 1009}, {frame(1, "throw"), 1011}};
    Running running;
    for (const Case& one : cases) {
        RawClient client(running.server->port());
        ASSERT_TRUE(client.send(upgrade()));
        ASSERT_TRUE(client.read_until("\r\n\r\n"));
        ASSERT_TRUE(client.send(one.bytes));
        EXPECT_EQ(close_code(read_frame(client).value_or(Frame{})), one.code);
    }
}

TEST(WebSocket, client_that_answers_no_ping_is_closed) {
    ServerOptions options;
    options.ping_every = 100ms;
    Running running(options);
    RawClient client(running.server->port());
    ASSERT_TRUE(client.send(upgrade()));
    ASSERT_TRUE(client.read_until("\r\n\r\n"));
    EXPECT_EQ(read_frame(client).value().opcode, 9);
    EXPECT_TRUE(client.is_closed());
}

TEST(WebSocket, stop_says_going_away) {
    Running running;
    RawClient client(running.server->port());
    ASSERT_TRUE(client.send(upgrade()));
    ASSERT_TRUE(client.read_until("\r\n\r\n"));
    ASSERT_TRUE(eventually([&] { return running.stage.current() != nullptr; }));
    auto stopping = std::async(std::launch::async, [&] { running.server->stop(60s); });
    EXPECT_EQ(close_code(read_frame(client).value()), 1001);
    client.send(frame(8, "\x03\xE9"));
    EXPECT_EQ(stopping.wait_for(30s), std::future_status::ready);
    EXPECT_EQ(running.stage.count_closed(), 1);
}

TEST(Stream, slow_reader_is_closed_and_others_are_not_held_up) {
    for (std::string request : {upgrade(), std::string("GET /stream?token=1 HTTP/1.1\r\nHost: x\r\n\r\n")}) {
        Running running;
        RawClient client(running.server->port());
        ASSERT_TRUE(client.send(request));
        ASSERT_TRUE(client.read_until("\r\n\r\n"));
        ASSERT_TRUE(eventually([&] { return running.stage.current() != nullptr; }));
        auto connection = running.stage.current();
        auto payload = shared(std::string(100'000, 'x'));
        bool refused = false;
        for (int i = 0; i < 2'000 && !refused; ++i) {
            refused = !connection->send(nullptr, payload);
            if (i % 5 == 0) std::this_thread::sleep_for(1ms);
        }
        EXPECT_TRUE(refused);
        EXPECT_TRUE(eventually([&] { return running.stage.count_closed() == 1; }));
    }
}

TEST(EventStream, events_have_names_and_data_lines) {
    Running running;
    RawClient client(running.server->port());
    ASSERT_TRUE(client.send("GET /stream?token=1 HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"));
    auto head = client.read_until("\r\n\r\n");
    ASSERT_TRUE(head);
    EXPECT_NE(head->find("Content-Type: text/event-stream"), std::string::npos);
    ASSERT_TRUE(eventually([&] { return running.stage.current() != nullptr; }));
    auto connection = running.stage.current();
    EXPECT_EQ(connection->kind(), StreamKind::event_stream);
    EXPECT_TRUE(connection->send(shared("update"), shared("{\"id\":\"1\"}")));
    EXPECT_TRUE(connection->send(nullptr, shared("a\nb\r\nc\rd")));
    EXPECT_EQ(client.read_until("\n\n"), "event: update\ndata: {\"id\":\"1\"}\n\n");
    EXPECT_EQ(client.read_until("\n\n"), "data: a\ndata: b\ndata: c\ndata: d\n\n");
    EXPECT_TRUE(connection->send(shared("delete"), shared("1")));
    connection->close(1000, "");
    EXPECT_EQ(client.read_until("\n\n"), "event: delete\ndata: 1\n\n");
    EXPECT_TRUE(client.is_closed());
    EXPECT_TRUE(eventually([&] { return running.stage.count_closed() == 1; }));
}

TEST(EventStream, thumps_keep_it_alive_and_leaving_is_noticed) {
    ServerOptions options;
    options.thump_every = 50ms;
    Running running(options);
    {
        RawClient client(running.server->port());
        ASSERT_TRUE(client.send("GET /stream?token=1 HTTP/1.1\r\nHost: x\r\n\r\n"));
        ASSERT_TRUE(client.read_until("\r\n\r\n"));
        EXPECT_EQ(client.read_until("\n"), ":thump\n");
        EXPECT_EQ(client.read_until("\n"), ":thump\n");
    }
    EXPECT_TRUE(eventually([&] { return running.stage.count_closed() == 1; }));
    RawClient refused(running.server->port());
    EXPECT_EQ(refused.ask("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n").value().status, 401);
    EXPECT_EQ(refused.ask("POST /stream HTTP/1.1\r\nHost: x\r\n\r\n").value().status, 405);
}

TEST(StreamQueue, refuses_after_the_bound_and_after_the_end) {
    int woken = 0;
    StreamQueue queue(StreamKind::websocket, 2, 100, [&] { ++woken; });
    EXPECT_TRUE(queue.send(nullptr, shared("a")));
    EXPECT_TRUE(queue.send(nullptr, shared("b")));
    EXPECT_EQ(woken, 1); // once until something is taken
    EXPECT_FALSE(queue.send(nullptr, shared("c")));
    EXPECT_TRUE(queue.closing().value().at_once);
    EXPECT_FALSE(queue.send(nullptr, shared("d")));
    StreamQueue bytes(StreamKind::websocket, 10, 100, [] {});
    EXPECT_FALSE(bytes.send(nullptr, shared(std::string(101, 'x'))));
    StreamQueue shut(StreamKind::websocket, 10, 100, [&] { woken = -1; });
    shut.shut();
    EXPECT_FALSE(shut.send(nullptr, shared("a")));
    shut.close(1000, "");
    EXPECT_NE(woken, -1);
}

} // namespace kith::http
