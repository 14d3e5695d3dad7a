#include "mastodon/streaming_hub.hpp"
#include "services/announcements.hpp"
#include "services/filters.hpp"
#include "unit/services/network.hpp"
#include "json/value.hpp"

namespace kith::mastodon {
namespace {

using ::testing::IsEmpty;

// Keeps what it is sent.
class Recorder final : public http::StreamConnection {
public:
    explicit Recorder(http::StreamKind kind = http::StreamKind::websocket) : kind_(kind) {}

    http::StreamKind kind() const override { return kind_; }
    bool send(std::shared_ptr<const std::string> event, std::shared_ptr<const std::string> payload) override {
        std::scoped_lock lock(mutex_);
        sent_.push_back((event ? *event + " " : "") + *payload);
        arrived_.notify_all();
        return true;
    }
    void close(std::uint16_t code, std::string) override {
        std::scoped_lock lock(mutex_);
        closed_ = code;
    }

    // The messages, once there are so many.
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, std::chrono::seconds(20), [&] { return sent_.size() >= count; });
        return sent_;
    }
    int closed() const {
        std::scoped_lock lock(mutex_);
        return closed_;
    }

private:
    http::StreamKind kind_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::string> sent_;
    int closed_ = 0;
};

class StreamingHubTest : public services::Network {
protected:
    StreamingHubTest()
        : viewers(clock, events),
          emoji_table(*store_, ids, events),
          emojis(emoji_table, instance),
          accounts(instance, emojis, events, 1 << 20),
          statuses(instance, accounts, events, clock, 1 << 20),
          notifications(accounts, statuses),
          conversations(accounts, statuses),
          hub(*store_, clock, events, instance, viewers, emojis, statuses, notifications, conversations),
          alice(member("alice")),
          bob(member("bob")) {
        hub.start();
    }
    ~StreamingHubTest() override { hub.stop(); }

    std::shared_ptr<Recorder> listen(AccountId account, const ChannelRequest& channel,
                                     http::StreamKind kind = http::StreamKind::websocket, TokenId token = TokenId{1}) {
        auto connection = std::make_shared<Recorder>(kind);
        hub.join(connection, account, token, true);
        EXPECT_TRUE(hub.subscribe(connection, parse_channel(channel, account).value()));
        return connection;
    }
    static std::string member_of(const std::string& message, std::string_view name) {
        return json::Value::parse(message).value()[name].str().value_or("");
    }

    services::Viewers viewers;
    services::Emojis emoji_table;
    EmojiPresenter emojis;
    AccountPresenter accounts;
    StatusPresenter statuses;
    NotificationPresenter notifications;
    ConversationPresenter conversations;
    StreamingHub hub;
    AccountId alice;
    AccountId bob;
};

TEST_F(StreamingHubTest, status_reaches_homes_of_followers_and_nobody_elses) {
    ASSERT_TRUE(relations->follow(alice, bob));
    auto home = listen(alice, {.stream = "user"});
    auto stranger = listen(member("carol"), {.stream = "user"});
    auto id = post(bob, "hello");
    auto sent = home->wait_for(1);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(member_of(sent[0], "event"), "update");
    EXPECT_EQ(member_of(member_of(sent[0], "payload"), "id"), id.str());
    post(bob, "and @carol");
    auto told = stranger->wait_for(1);
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(member_of(told[0], "event"), "notification");
}

TEST_F(StreamingHubTest, event_stream_gets_event_and_bare_payload) {
    auto connection = listen(alice, {.stream = "public"}, http::StreamKind::event_stream);
    auto id = post(bob, "hello");
    auto sent = connection->wait_for(1);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_TRUE(sent[0].starts_with("update {\"id\":\"" + id.str()));
    ASSERT_TRUE(posting->remove(bob, id));
    EXPECT_EQ(connection->wait_for(2).back(), "delete " + id.str());
}

class SmartListStreamTest : public StreamingHubTest {
protected:
    SmartListStreamTest() { clock.advance(std::chrono::hours(24 * 31)); }

    void set_stage(AccountId owner, AccountId other, relationship::Stage stage) {
        relationship::Tie tie{.owner = owner, .other = other};
        relationship::set_stage(tie, stage);
        write([&](store::WriteTx& tx) { return tx.ties().put({.tie = tie}); });
    }
    // The statuses that the connection was sent until now: what happens is streamed in its order.
    std::vector<std::string> streamed(Recorder& connection, AccountId account) {
        events.publish(services::NotificationsMerged{account});
        auto sent = connection.wait_for(1);
        while (!sent.empty() && member_of(sent.back(), "event") != "notifications_merged") {
            auto more = connection.wait_for(sent.size() + 1);
            if (more.size() == sent.size()) break;
            sent = std::move(more);
        }
        std::erase_if(sent, [](const auto& message) { return !member_of(message, "event").ends_with("update"); });
        return sent;
    }
    std::shared_ptr<Recorder> listen_to(AccountId account, services::SmartList list) {
        auto connection = listen(account, {.stream = "list", .list = std::to_string(static_cast<int>(list))});
        EXPECT_TRUE(hub.subscribe(connection, parse_channel({.stream = "user:notification"}, account).value()));
        return connection;
    }
    static std::string id_in(const std::string& message) { return member_of(member_of(message, "payload"), "id"); }

    AccountId carol = member("carol");
};

TEST_F(SmartListStreamTest, posts_of_friends_reach_the_one_whose_friends_they_are) {
    using services::SmartList;
    set_stage(alice, bob, relationship::Stage::friend_);
    auto friends = listen_to(alice, SmartList::friends);
    auto trusted = listen_to(alice, SmartList::trusted);
    auto bobs = listen_to(bob, SmartList::friends);
    auto carols = listen_to(carol, SmartList::friends);
    auto question = post(carol, "who knows how to mend a clock?");
    auto first = post(bob, "a lovely day");
    post(bob, "I do!", question); // to somebody outside of the list
    ASSERT_TRUE(posting->post({.author = bob, .text = "for followers", .visibility = Visibility::private_}));
    auto shared = boost(bob, question);
    ASSERT_TRUE(posting->edit(first, {.author = bob, .text = "a lovely morning"}, {}));
    auto sent = streamed(*friends, alice);
    ASSERT_EQ(sent.size(), 3U);
    EXPECT_EQ(id_in(sent[0]), first.str());
    EXPECT_TRUE(sent[0].find(R"("stream":["list","2"])") != std::string::npos) << sent[0];
    EXPECT_EQ(id_in(sent[1]), shared.str());
    EXPECT_EQ(member_of(sent[2], "event"), "status.update");
    EXPECT_THAT(streamed(*trusted, alice), IsEmpty());
    EXPECT_THAT(streamed(*bobs, bob), IsEmpty()) << "nobody learns in whose list they are";
    EXPECT_THAT(streamed(*carols, carol), IsEmpty());
}

TEST_F(SmartListStreamTest, what_waits_for_an_answer_and_offers_are_streamed) {
    using services::SmartList;
    ASSERT_TRUE(relations->follow(alice, bob));
    auto waiting = listen_to(alice, SmartList::waiting);
    auto offers = listen_to(alice, SmartList::offers);
    auto carols = listen_to(carol, SmartList::offers);
    auto hello =
        posting->post({.author = bob, .text = "@alice which roses do you grow?", .visibility = Visibility::direct});
    ASSERT_TRUE(hello);
    auto offer = post(bob, "Fresh candles in my shop, 20% off today #offer");
    auto of_waiting = streamed(*waiting, alice);
    ASSERT_EQ(of_waiting.size(), 1U);
    EXPECT_EQ(id_in(of_waiting[0]), hello->str());
    auto of_offers = streamed(*offers, alice);
    ASSERT_EQ(of_offers.size(), 1U);
    EXPECT_EQ(id_in(of_offers[0]), offer.str());
    EXPECT_THAT(streamed(*carols, carol), IsEmpty()) << "she does not follow him";
}

TEST_F(StreamingHubTest, each_member_sees_their_own_view_of_a_status) {
    services::Filters filters(*store_, clock, ids, events);
    FilterContexts contexts;
    contexts.insert(FilterContext::public_);
    ASSERT_TRUE(filters.create(
        alice,
        {.title = "no rain", .contexts = contexts, .action = FilterAction::hide, .keywords = {{.keyword = "rain"}}}));
    auto filtered = listen(alice, {.stream = "public"});
    auto open = listen(bob, {.stream = "public"});
    post(bob, "rain again");
    auto second = post(bob, "sunshine");
    EXPECT_EQ(open->wait_for(2).size(), 2U);
    auto sent = filtered->wait_for(1);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(member_of(member_of(sent[0], "payload"), "id"), second.str());
}

TEST_F(StreamingHubTest, deletion_of_a_private_status_is_told_to_followers_alone) {
    ASSERT_TRUE(relations->follow(alice, bob));
    auto follower = listen(alice, {.stream = "user"});
    auto stranger = listen(member("carol"), {.stream = "user"});
    auto id = posting->post({.author = bob, .text = "psst", .visibility = Visibility::private_}).value();
    ASSERT_TRUE(posting->remove(bob, id));
    EXPECT_EQ(member_of(follower->wait_for(2).back(), "event"), "delete");
    auto open = post(bob, "in public");
    ASSERT_TRUE(posting->remove(bob, open));
    auto told = stranger->wait_for(1);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(member_of(told[0], "payload"), open.str());
}

TEST_F(StreamingHubTest, edit_reaches_who_has_only_a_boost_of_the_status) {
    auto carol = member("carol");
    ASSERT_TRUE(relations->follow(alice, carol));
    auto id = post(bob, "hello");
    ASSERT_TRUE(posting->boost(carol, id, Visibility::public_));
    auto reader = listen(alice, {.stream = "user"});
    auto stranger = listen(member("dora"), {.stream = "user"});
    ASSERT_TRUE(posting->edit(id, {.author = bob, .text = "hello again"}, {}));
    auto sent = reader->wait_for(1);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(member_of(sent[0], "event"), "status.update");
    EXPECT_EQ(member_of(member_of(sent[0], "payload"), "id"), id.str());
    EXPECT_THAT(stranger->wait_for(0), IsEmpty());
}

TEST_F(StreamingHubTest, reactions_to_announcements_are_counted_for_everybody) {
    services::Announcements announcements(*store_, clock, ids, events, emoji_table);
    auto id = announcements.add(Role::owner, {.text = "We move on Sunday"}).value();
    auto connection = listen(alice, {.stream = "user"});
    ASSERT_TRUE(announcements.react(bob, id, "🎉"));
    connection->wait_for(1); // the count is the one there is when it is sent
    ASSERT_TRUE(announcements.unreact(bob, id, "🎉"));
    auto sent = connection->wait_for(2);
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(member_of(sent[0], "event"), "announcement.reaction");
    auto payload = member_of(sent[0], "payload");
    EXPECT_EQ(payload, R"({"name":"🎉","count":1,"announcement_id":")" + id.str() + R"("})");
    EXPECT_NE(member_of(sent[1], "payload").find(R"("count":0)"), std::string::npos);
}

TEST_F(StreamingHubTest, announcements_reach_everybody_and_go) {
    services::Announcements announcements(*store_, clock, ids, events, emoji_table);
    auto connection = listen(alice, {.stream = "user"});
    auto id = announcements.add(Role::owner, {.text = "We move on Sunday"}).value();
    auto sent = connection->wait_for(1);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(member_of(sent[0], "event"), "announcement");
    EXPECT_EQ(member_of(member_of(sent[0], "payload"), "id"), id.str());
    ASSERT_TRUE(announcements.remove(Role::owner, id));
    EXPECT_EQ(member_of(connection->wait_for(2).back(), "payload"), id.str());
}

TEST_F(StreamingHubTest, revoked_token_closes_its_connections_alone) {
    auto first = listen(alice, {.stream = "user"}, http::StreamKind::websocket, TokenId{1});
    auto second = listen(alice, {.stream = "user"}, http::StreamKind::websocket, TokenId{2});
    auto other = listen(bob, {.stream = "user"}, http::StreamKind::websocket, TokenId{3});
    events.publish(services::TokensRevoked{alice, TokenId{1}});
    EXPECT_EQ(first->closed(), 1008);
    EXPECT_EQ(second->closed(), 0);
    events.publish(services::TokensRevoked{alice, TokenId{}});
    EXPECT_EQ(second->closed(), 1008);
    EXPECT_EQ(other->closed(), 0);
}

TEST_F(StreamingHubTest, token_that_another_process_revoked_closes_its_connections) {
    auto token = ids.make<TokenId>();
    write([&](store::WriteTx& tx) -> Result<void> {
        store::Application application{.id = ids.make<ApplicationId>(), .name = "app", .client_id = "id"};
        TRY(tx.oauth().insert_application(application));
        return tx.oauth().insert_token(
            {.id = token, .digest = "d", .application_id = application.id, .account_id = alice});
    });
    auto good = listen(alice, {.stream = "public"}, http::StreamKind::websocket, token);
    auto revoked = listen(alice, {.stream = "public"}, http::StreamKind::websocket, TokenId{77});
    events.publish(services::EverythingChanged{});
    post(bob, "hello"); // comes after it
    EXPECT_EQ(good->wait_for(1).size(), 1U);
    EXPECT_EQ(revoked->closed(), 1008);
    EXPECT_EQ(good->closed(), 0);
}

TEST_F(StreamingHubTest, nothing_comes_after_unsubscribing_or_leaving) {
    auto gone = listen(alice, {.stream = "public"});
    auto quiet = listen(alice, {.stream = "public"});
    auto there = listen(bob, {.stream = "public"});
    hub.leave(gone);
    hub.unsubscribe(quiet, parse_channel({.stream = "public"}, alice).value());
    EXPECT_EQ(hub.connections(), 2U);
    EXPECT_FALSE(hub.subscribe(gone, parse_channel({.stream = "public"}, alice).value()));
    post(bob, "hello");
    EXPECT_EQ(there->wait_for(1).size(), 1U);
    EXPECT_THAT(gone->wait_for(0), IsEmpty());
    EXPECT_THAT(quiet->wait_for(0), IsEmpty());
}

TEST_F(StreamingHubTest, connection_listens_to_a_bounded_number_of_channels) {
    auto connection = listen(alice, {.stream = "user"});
    for (std::size_t n = 1; n < StreamingHub::channels_at_most; ++n)
        EXPECT_TRUE(hub.subscribe(
            connection, parse_channel({.stream = "hashtag", .tag = "tag" + std::to_string(n)}, alice).value()));
    EXPECT_FALSE(hub.subscribe(connection, parse_channel({.stream = "public"}, alice).value()));
    EXPECT_TRUE(hub.subscribe(connection, parse_channel({.stream = "user"}, alice).value()));
}

} // namespace
} // namespace kith::mastodon
