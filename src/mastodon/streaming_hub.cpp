#include "mastodon/streaming_hub.hpp"

#include "core/log.hpp"
#include "mastodon/announcement_entities.hpp"
#include "store/held_messages.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace kith::mastodon {
namespace {

using services::Event;
using Text = std::shared_ptr<const std::string>;

// Of the queue, in units of about eight bytes: an event counts one, and one more for each timeline it names.
constexpr std::size_t queue_at_most = 2'000'000;

constexpr int boosts_at_most = 40; // looked at for who is to be told of an edit

struct MessageEntity {
    std::vector<std::string> stream;
    std::string_view event;
    json::Maybe<std::string_view> payload;
};
BOOST_DESCRIBE_STRUCT(MessageEntity, (), (stream, event, payload))

std::size_t weight_of(const Event& event) {
    const auto* posted = std::get_if<services::StatusPosted>(&event);
    return 1 + (posted != nullptr ? posted->home.size() + posted->lists.size() : 0);
}

// Whether anybody could be told of it.
bool concerns_clients(const Event& event) {
    if (const auto* changed = std::get_if<services::StatusChanged>(&event)) return changed->edited;
    if (const auto* changed = std::get_if<services::ViewerChanged>(&event)) return changed->filters;
    return std::holds_alternative<services::StatusPosted>(event) ||
           std::holds_alternative<services::StatusRemoved>(event) ||
           std::holds_alternative<services::Notified>(event) ||
           std::holds_alternative<services::NotificationsMerged>(event) ||
           std::holds_alternative<services::RequestsGrown>(event) ||
           std::holds_alternative<services::ConversationChanged>(event) ||
           std::holds_alternative<services::AnnouncementsChanged>(event) ||
           std::holds_alternative<services::AnnouncementReacted>(event) ||
           std::holds_alternative<services::EverythingChanged>(event);
}

FilterContext context_of(Stream stream) {
    switch (stream) {
    case Stream::user:
    case Stream::list:
    case Stream::smart_list:
        return FilterContext::home;
    default:
        return FilterContext::public_;
    }
}

// What is gone or hidden by now is no fault.
void complain(std::string_view what, const Error& error) {
    if (error.kind != ErrorKind::not_found) log::error("streaming {}: {}", what, error.detail);
}

Channel of_account(Stream stream, AccountId account) { return {.stream = stream, .id = account.value}; }

} // namespace

// Sends one event's messages: each text is made once for each channel and payload.
class StreamingHub::Delivery {
public:
    explicit Delivery(std::string_view event) : event_(std::make_shared<const std::string>(event)) {}

    // Null: without a payload.
    void send(const Channel& channel, const Listener& listener, const Text& payload) {
        static const auto undefined = std::make_shared<const std::string>("undefined");
        if (listener.connection->kind() == http::StreamKind::event_stream) {
            listener.connection->send(event_, payload ? payload : undefined);
            return;
        }
        auto& message = messages_[channel][{payload.get(), listener.tag}];
        if (!message) {
            MessageEntity entity{.stream = channel_names(channel), .event = *event_};
            if (!listener.tag.empty()) entity.stream.back() = listener.tag;
            if (payload) entity.payload.emplace(*payload);
            message = std::make_shared<const std::string>(json::write(entity));
        }
        listener.connection->send(nullptr, message);
    }
    // The same to all of them.
    static void send_all(std::string_view event, std::span<const Audience> audiences, const Text& payload) {
        Delivery delivery(event);
        for (const auto& audience : audiences)
            for (const auto& listener : audience.listeners)
                delivery.send(audience.channel, listener, payload);
    }

private:
    Text event_;
    // By payload, and by the hashtag as it was asked for.
    std::unordered_map<Channel, std::map<std::pair<const std::string*, std::string_view>, Text>> messages_;
};

StreamingHub::StreamingHub(store::Store& store, const Clock& clock, services::Events& events,
                           const services::Instance& instance, services::Viewers& viewers, const EmojiPresenter& emojis,
                           StatusPresenter& statuses, NotificationPresenter& notifications,
                           ConversationPresenter& conversations)
    : store_(store),
      clock_(clock),
      instance_(instance),
      viewers_(viewers),
      emojis_(emojis),
      statuses_(statuses),
      notifications_(notifications),
      conversations_(conversations) {
    events.listen([this](const Event& event) { take(event); });
}

StreamingHub::~StreamingHub() { stop(); }

void StreamingHub::start() {
    std::scoped_lock lock(queue_mutex_);
    running_ = true;
    thread_ = std::thread([this] { run(); });
}

void StreamingHub::stop() {
    {
        std::scoped_lock lock(queue_mutex_);
        running_ = false;
    }
    condition_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void StreamingHub::join(const Connection& connection, AccountId account, TokenId token, bool notifications) {
    std::scoped_lock lock(mutex_);
    clients_[connection.get()] = {connection, account, token, notifications, {}};
}

void StreamingHub::leave(const Connection& connection) {
    std::scoped_lock lock(mutex_);
    auto client = clients_.find(connection.get());
    if (client == clients_.end()) return;
    for (const auto& channel : client->second.channels)
        drop_listener(connection, channel);
    clients_.erase(client);
}

void StreamingHub::drop_listener(const Connection& connection, const Channel& channel) {
    auto found = channels_.find(channel);
    if (found == channels_.end()) return;
    std::erase_if(found->second, [&](const Listener& listener) { return listener.connection == connection; });
    if (found->second.empty()) channels_.erase(found);
}

bool StreamingHub::subscribe(const Connection& connection, const Channel& channel, std::string tag) {
    std::scoped_lock lock(mutex_);
    auto found = clients_.find(connection.get());
    if (found == clients_.end()) return false;
    auto& client = found->second;
    if (std::ranges::find(client.channels, channel) != client.channels.end()) return true;
    if (client.channels.size() >= channels_at_most) return false;
    client.channels.push_back(channel);
    channels_[channel].push_back({connection, client.account, std::move(tag), client.notifications});
    return true;
}

void StreamingHub::unsubscribe(const Connection& connection, const Channel& channel) {
    std::scoped_lock lock(mutex_);
    auto client = clients_.find(connection.get());
    if (client == clients_.end() || std::erase(client->second.channels, channel) == 0) return;
    drop_listener(connection, channel);
}

std::size_t StreamingHub::connections() const {
    std::scoped_lock lock(mutex_);
    return clients_.size();
}

// On the writer's thread.
void StreamingHub::take(const Event& event) {
    if (const auto* revoked = std::get_if<services::TokensRevoked>(&event)) return close_revoked(*revoked);
    if (!concerns_clients(event)) return;
    {
        std::scoped_lock lock(mutex_);
        if (channels_.empty()) return;
    }
    std::scoped_lock lock(queue_mutex_);
    auto weight = weight_of(event);
    if (!running_) return;
    if (weight_ + weight > queue_at_most) {
        if (!std::exchange(overflowed_, true)) log::warn("streaming cannot keep up: events are left out");
        return;
    }
    overflowed_ = false;
    weight_ += weight;
    queue_.push_back(event);
    condition_.notify_one();
}

void StreamingHub::close_revoked(const services::TokensRevoked& revoked) {
    std::vector<Connection> closing;
    {
        std::scoped_lock lock(mutex_);
        for (const auto& [pointer, client] : clients_) {
            bool meant = revoked.token_id ? client.token == revoked.token_id : client.account == revoked.account_id;
            if (meant) closing.push_back(client.connection);
        }
    }
    for (const auto& connection : closing)
        connection->close(1008, "The access token was revoked");
}

void StreamingHub::run() {
    std::unique_lock lock(queue_mutex_);
    while (true) {
        condition_.wait(lock, [this] { return !running_ || !queue_.empty(); });
        if (!running_) return;
        auto event = std::move(queue_.front());
        queue_.pop_front();
        weight_ -= weight_of(event);
        lock.unlock();
        handle(event);
        lock.lock();
    }
}

void StreamingHub::handle(const Event& event) {
    std::visit(
        [this](const auto& happened) {
            if constexpr (requires { this->handle_event(happened); }) handle_event(happened);
        },
        event);
}

void StreamingHub::collect(std::vector<Audience>& audiences, const Channel& channel) const {
    std::scoped_lock lock(mutex_);
    auto found = channels_.find(channel);
    if (found != channels_.end()) audiences.push_back({channel, found->second});
}

std::vector<StreamingHub::Audience> StreamingHub::notified(AccountId account) const {
    std::vector<Audience> audiences;
    collect(audiences, of_account(Stream::user, account));
    collect(audiences, of_account(Stream::user_notification, account));
    for (auto& audience : audiences)
        std::erase_if(audience.listeners, [](const Listener& listener) { return !listener.notifications; });
    std::erase_if(audiences, [](const Audience& audience) { return audience.listeners.empty(); });
    return audiences;
}

std::vector<StreamingHub::Audience> StreamingHub::all_of(Stream stream) const {
    std::vector<Audience> audiences;
    std::scoped_lock lock(mutex_);
    for (const auto& [channel, listeners] : channels_)
        if (channel.stream == stream) audiences.push_back({channel, listeners});
    return audiences;
}

// Each is its listener's own: nothing but that member's ties says what is in it.
Result<void> StreamingHub::add_smart_lists(std::vector<Audience>& audiences, std::vector<Audience> lists,
                                           std::span<const StatusId> statuses) const {
    if (lists.empty()) return {};
    auto now = clock_.now();
    return store_.read([&](store::ReadTx& tx) -> Result<void> {
        auto found = TRY(tx.statuses().by_ids(statuses));
        for (auto& audience : lists) {
            auto list = smart_list(audience.channel);
            for (const auto& status : found) {
                if (!list || !TRY(services::is_in(tx, AccountId{audience.channel.id}, *list, status, now))) continue;
                audiences.push_back(std::move(audience));
                break;
            }
        }
        return {};
    });
}

void StreamingHub::send_status(const std::vector<Audience>& audiences, StatusId id, std::string_view event) {
    if (audiences.empty()) return;
    Delivery delivery(event);
    std::map<std::pair<AccountId, FilterContext>, Text> rendered; // null: not for this member
    auto epochs = statuses_.epochs();
    auto done = store_.read([&](store::ReadTx& tx) -> Result<void> {
        for (const auto& audience : audiences) {
            auto context = context_of(audience.channel.stream);
            for (const auto& listener : audience.listeners) {
                auto [found, is_new] = rendered.try_emplace({listener.account, context});
                if (is_new) {
                    auto viewer = TRY(viewers_.get(tx, listener.account));
                    auto text = statuses_.one(tx, id, {*viewer, context}, epochs);
                    if (text)
                        found->second = std::make_shared<const std::string>(std::move(*text));
                    else if (text.error().kind != ErrorKind::not_found)
                        return Failure(std::move(text).error());
                }
                if (found->second) delivery.send(audience.channel, listener, found->second);
            }
        }
        return {};
    });
    if (!done) complain("a status", done.error());
}

void StreamingHub::handle_event(const services::StatusPosted& event) {
    std::vector<Audience> audiences;
    for (auto account : event.home)
        collect(audiences, of_account(Stream::user, account));
    for (auto list : event.lists)
        collect(audiences, {.stream = Stream::list, .id = list.value});
    PublicFacts facts{.visibility = event.visibility,
                      .local = event.local,
                      .boost = event.boost,
                      .reply = event.reply,
                      .has_media = event.has_media};
    for (const auto& channel : public_channels(facts, event.tags))
        collect(audiences, channel);
    auto added = add_smart_lists(audiences, all_of(Stream::smart_list), std::array{event.id});
    if (!added) complain("to lists", added.error());
    send_status(audiences, event.id, "update");
}

// An edit goes where the status, or a boost of it, is; one of a direct message to whom it has reached.
void StreamingHub::handle_event(const services::StatusChanged& event) {
    auto homes = all_of(Stream::user);
    auto lists = all_of(Stream::list);
    std::vector<Audience> audiences;
    std::vector<StatusId> shapes{event.id};
    auto found = store_.read([&](store::ReadTx& tx) -> Result<void> {
        auto status = TRY(tx.statuses().by_id(event.id));
        if (!status) return {};
        for (const auto& boost : TRY(tx.statuses().all_boosts(event.id, boosts_at_most)))
            shapes.push_back(boost.id);
        auto has_any = [&](const auto& timeline) -> Result<bool> {
            for (auto shape : shapes) {
                store::Page only{.max_id = shape.value + 1, .since_id = shape.value - 1, .limit = 1};
                if (!TRY(timeline(only)).empty()) return true;
            }
            return false;
        };
        for (auto& home : homes)
            if (TRY(has_any([&](const auto& only) { return tx.timelines().home(AccountId{home.channel.id}, only); })))
                audiences.push_back(std::move(home));
        for (auto& list : lists)
            if (TRY(has_any([&](const auto& only) { return tx.timelines().list(ListId{list.channel.id}, only); })))
                audiences.push_back(std::move(list));
        std::array ids{event.id};
        if (status->visibility == Visibility::direct)
            for (const auto& mention : TRY(tx.statuses().mentions(ids)))
                if (mention.account_id != status->account_id &&
                    TRY(tx.held_messages().among(mention.account_id, ids)).empty())
                    collect(audiences, of_account(Stream::user, mention.account_id));
        std::vector<std::string> tags;
        for (const auto& tag : TRY(tx.tags().of_statuses(ids)))
            tags.push_back(tag.tag.name);
        PublicFacts facts{.visibility = status->visibility,
                          .local = status->local,
                          .boost = status->is_boost(),
                          .reply =
                              status->in_reply_to_account_id && status->in_reply_to_account_id != status->account_id,
                          .has_media = !TRY(tx.media().of_statuses(ids)).empty()};
        for (const auto& channel : public_channels(facts, tags))
            collect(audiences, channel);
        return {};
    });
    if (found) found = add_smart_lists(audiences, all_of(Stream::smart_list), shapes);
    if (!found) return complain("an edit", found.error());
    send_status(audiences, event.id, "status.update");
}

// The status is gone, and with it what said whose timelines it was in: those who may have seen it are told its id.
void StreamingHub::handle_event(const services::StatusRemoved& event) {
    std::vector<Audience> audiences;
    PublicFacts facts{.visibility = event.visibility, .local = event.local, .has_media = true};
    for (const auto& channel : public_channels(facts, event.tags))
        collect(audiences, channel);
    auto own = all_of(Stream::user);
    std::ranges::move(all_of(Stream::list), std::back_inserter(own));
    std::ranges::move(all_of(Stream::smart_list), std::back_inserter(own));
    auto account_of = [](const Audience& audience) { return audience.listeners.front().account; };
    bool for_all = event.visibility == Visibility::public_ || event.visibility == Visibility::unlisted;
    if (!for_all && !own.empty()) {
        auto readers = event.reached;
        readers.push_back(event.author);
        if (event.visibility == Visibility::private_) {
            std::vector<AccountId> candidates;
            std::ranges::transform(own, std::back_inserter(candidates), account_of);
            auto followers = store_.read(
                [&](store::ReadTx& tx) { return tx.relations().followers_among(event.author, candidates); });
            if (!followers) return complain("a deletion", followers.error());
            std::ranges::copy(*followers, std::back_inserter(readers));
        }
        std::erase_if(own, [&](const Audience& audience) {
            return std::ranges::find(readers, account_of(audience)) == readers.end();
        });
    }
    std::ranges::move(own, std::back_inserter(audiences));
    Delivery::send_all("delete", audiences, std::make_shared<const std::string>(event.id.str()));
}

void StreamingHub::handle_event(const services::Notified& event) {
    const auto& notification = event.notification;
    auto audiences = notified(notification.account_id);
    if (audiences.empty()) return;
    auto epochs = notifications_.epochs();
    auto text = store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, notification.account_id));
        return notifications_.one(tx, notification, *viewer, epochs);
    });
    if (!text) return complain("a notification", text.error());
    Delivery::send_all("notification", audiences, std::make_shared<const std::string>(std::move(*text)));
}

void StreamingHub::handle_event(const services::NotificationsMerged& event) {
    auto audiences = notified(event.account_id);
    Delivery::send_all("notifications_merged", audiences, std::make_shared<const std::string>("1"));
}

void StreamingHub::handle_event(const services::RequestsGrown& event) {
    std::vector<Audience> audiences;
    collect(audiences, of_account(Stream::kith, event.account_id));
    Delivery::send_all("requests_grown", audiences, nullptr);
}

void StreamingHub::handle_event(const services::ConversationChanged& event) {
    std::vector<Audience> audiences;
    collect(audiences, of_account(Stream::direct, event.account_id));
    if (audiences.empty()) return;
    auto epochs = conversations_.epochs();
    auto text = store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto conversation = TRY(tx.conversations().by_id(event.id.value));
        if (!conversation) return not_found();
        auto viewer = TRY(viewers_.get(tx, event.account_id));
        return conversations_.one(tx, *conversation, *viewer, epochs);
    });
    if (!text) return complain("a conversation", text.error());
    Delivery::send_all("conversation", audiences, std::make_shared<const std::string>(std::move(*text)));
}

void StreamingHub::handle_event(const services::ViewerChanged& event) {
    std::vector<Audience> audiences;
    collect(audiences, of_account(Stream::user, event.id));
    Delivery::send_all("filters_changed", audiences, nullptr);
}

void StreamingHub::handle_event(const services::AnnouncementsChanged& event) {
    auto audiences = all_of(Stream::user);
    if (audiences.empty()) return;
    Text payload;
    if (event.removed) {
        payload = std::make_shared<const std::string>(event.id.str());
    } else {
        auto text = store_.read([&](store::ReadTx& tx) -> Result<std::string> {
            auto announcement = TRY(tx.announcements().by_id(event.id));
            if (!announcement || !announcement->active(clock_.now())) return not_found();
            std::span<const Announcement> one(&*announcement, 1);
            return json::write(TRY(announcement_entities(tx, one, {}, instance_, emojis_)).front());
        });
        if (!text) return complain("an announcement", text.error());
        payload = std::make_shared<const std::string>(std::move(*text));
    }
    Delivery::send_all(event.removed ? "announcement.delete" : "announcement", audiences, payload);
}

void StreamingHub::handle_event(const services::AnnouncementReacted& event) {
    auto audiences = all_of(Stream::user);
    if (audiences.empty()) return;
    auto text = store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        return json::write(TRY(reacted_entity(tx, event.id, event.name, emojis_)));
    });
    if (!text) return complain("a reaction", text.error());
    Delivery::send_all("announcement.reaction", audiences, std::make_shared<const std::string>(std::move(*text)));
}

// Another process may have revoked tokens.
void StreamingHub::handle_event(const services::EverythingChanged&) {
    std::vector<Client> clients;
    {
        std::scoped_lock lock(mutex_);
        for (const auto& [pointer, client] : clients_)
            if (client.account && client.token) clients.push_back(client);
    }
    std::unordered_map<AccountId, std::vector<store::AccessToken>> tokens;
    auto read = store_.read([&](store::ReadTx& tx) -> Result<void> {
        for (const auto& client : clients)
            if (!tokens.contains(client.account))
                tokens.emplace(client.account, TRY(tx.oauth().tokens(client.account)));
        return {};
    });
    if (!read) return complain("to connections", read.error());
    for (const auto& client : clients)
        if (std::ranges::find(tokens.at(client.account), client.token, &store::AccessToken::id) ==
            tokens.at(client.account).end())
            client.connection->close(1008, "The access token was revoked");
}

} // namespace kith::mastodon
