// Carries what happens to the clients that listen: one thread that turns events into messages, each rendered once for
// each member it is for. https://docs.joinmastodon.org/methods/streaming/
#pragma once

#include "http/stream.hpp"
#include "mastodon/conversation_presenter.hpp"
#include "mastodon/notification_presenter.hpp"
#include "mastodon/stream_channel.hpp"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace kith::mastodon {

// Thread-safe.
class StreamingHub {
public:
    using Connection = std::shared_ptr<http::StreamConnection>;

    static constexpr std::size_t channels_at_most = 50; // of one connection

    StreamingHub(store::Store& store, const Clock& clock, services::Events& events, const services::Instance& instance,
                 services::Viewers& viewers, const EmojiPresenter& emojis, StatusPresenter& statuses,
                 NotificationPresenter& notifications, ConversationPresenter& conversations);
    ~StreamingHub(); // stops
    StreamingHub(const StreamingHub&) = delete;
    StreamingHub& operator=(const StreamingHub&) = delete;

    void start();
    // What is queued is not sent any more; the connections stay.
    void stop();

    // From now on the connection is closed when its token is revoked. `notifications`: whether that token may read
    // them.
    void join(const Connection& connection, AccountId account, TokenId token, bool notifications);
    void leave(const Connection& connection);
    // Only between join and leave; listening to a channel twice is listening once. `tag`: of a hashtag channel, as the
    // client spells it, which is how its events name it. False: too many channels.
    bool subscribe(const Connection& connection, const Channel& channel, std::string tag = {});
    void unsubscribe(const Connection& connection, const Channel& channel);

    std::size_t connections() const;

private:
    struct Client {
        Connection connection;
        AccountId account;
        TokenId token;
        bool notifications = false;
        std::vector<Channel> channels;
    };
    struct Listener {
        Connection connection;
        AccountId account;
        std::string tag; // as written
        bool notifications = false;
    };
    // A channel and who listens to it.
    struct Audience {
        Channel channel;
        std::vector<Listener> listeners;
    };
    class Delivery; // of one event

    void drop_listener(const Connection& connection, const Channel& channel); // under the mutex
    void take(const services::Event& event);
    void close_revoked(const services::TokensRevoked& revoked);
    void run();
    void handle(const services::Event& event);

    void handle_event(const services::StatusPosted& event);
    void handle_event(const services::StatusChanged& event);
    void handle_event(const services::StatusRemoved& event);
    void handle_event(const services::Notified& event);
    void handle_event(const services::NotificationsMerged& event);
    void handle_event(const services::RequestsGrown& event);
    void handle_event(const services::ConversationChanged& event);
    void handle_event(const services::ViewerChanged& event);
    void handle_event(const services::AnnouncementsChanged& event);
    void handle_event(const services::AnnouncementReacted& event);
    void handle_event(const services::EverythingChanged& event);

    void collect(std::vector<Audience>& audiences, const Channel& channel) const;
    // Whose connections hear of the account's notifications.
    std::vector<Audience> notified(AccountId account) const;
    // All channels of the stream that somebody listens to.
    std::vector<Audience> all_of(Stream stream) const;
    // Of `lists`, all of them smart ones, those that any of these statuses is in for its listener.
    Result<void> add_smart_lists(std::vector<Audience>& audiences, std::vector<Audience> lists,
                                 std::span<const StatusId> statuses) const;
    void send_status(const std::vector<Audience>& audiences, StatusId id, std::string_view event);

    store::Store& store_;
    const Clock& clock_;
    const services::Instance& instance_;
    services::Viewers& viewers_;
    const EmojiPresenter& emojis_;
    StatusPresenter& statuses_;
    NotificationPresenter& notifications_;
    ConversationPresenter& conversations_;

    mutable std::mutex mutex_; // of the two below
    std::unordered_map<const http::StreamConnection*, Client> clients_;
    std::unordered_map<Channel, std::vector<Listener>> channels_;

    std::mutex queue_mutex_; // of the rest
    std::condition_variable condition_;
    std::deque<services::Event> queue_;
    std::size_t weight_ = 0; // of what is queued
    bool running_ = false;
    bool overflowed_ = false;
    std::thread thread_;
};

} // namespace kith::mastodon
