#include "services/push.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "domain/plain_text.hpp"
#include "services/sealed_text.hpp"
#include "services/settings.hpp"
#include "json/value.hpp"
#include "json/write.hpp"

#include <array>
#include <boost/describe.hpp>
#include <fmt/format.h>

namespace kith::services {
namespace {

constexpr std::string_view private_key = "vapid_private_key"; // of the settings
constexpr std::size_t longest_endpoint = 2048;
constexpr std::size_t text_characters = 140;
constexpr std::chrono::hours keep_for{48}; // by the push service, while the device is off
constexpr std::chrono::hours token_lives{12};

struct JobEntity {
    TokenId token;
    NotificationId notification;
};
BOOST_DESCRIBE_STRUCT(JobEntity, (), (token, notification))

// As apps expect it: they find by the token whom it is for.
struct TextEntity {
    std::string access_token;
    std::string preferred_locale;
    NotificationId notification_id;
    std::string notification_type;
    std::string icon;
    std::string title;
    std::string body;
};
BOOST_DESCRIBE_STRUCT(TextEntity, (),
                      (access_token, preferred_locale, notification_id, notification_type, icon, title, body))

std::string title_of(NotificationKind kind, const std::string& name) {
    switch (kind) {
    case NotificationKind::mention:
        return name + " mentioned you";
    case NotificationKind::status:
        return name + " posted";
    case NotificationKind::reblog:
        return name + " boosted your post";
    case NotificationKind::follow:
        return name + " follows you";
    case NotificationKind::follow_request:
        return name + " asks to follow you";
    case NotificationKind::favourite:
        return name + " favourited your post";
    case NotificationKind::poll:
        return "A poll by " + name + " has ended";
    case NotificationKind::update:
    case NotificationKind::quoted_update:
        return name + " edited a post";
    case NotificationKind::quote:
        return name + " quoted your post";
    case NotificationKind::admin_sign_up:
        return name + " signed up";
    case NotificationKind::admin_report:
        return name + " sent a report";
    }
    std::unreachable();
}

std::string shorten(std::string_view text) { return std::string(truncate_code_points(text, text_characters)); }

std::string body_of(const Status& status) {
    return shorten(status.spoiler_text.empty() ? html_to_text(status.content) : status.spoiler_text);
}

Result<bool> wants(const store::ReadTx& tx, const PushSubscription& subscription, const Notification& notification) {
    if (!subscription.alerts.contains(notification.kind) || subscription.policy == PushPolicy::none) return false;
    if (subscription.policy == PushPolicy::all || notification.from_account_id == notification.account_id) return true;
    std::array senders{notification.from_account_id};
    auto sender = TRY(tx.relations().with(notification.account_id, senders)).front();
    if (subscription.policy == PushPolicy::follower) return sender.followed_by;
    return sender.following && !sender.following->pending;
}

} // namespace

struct Push::Parcel {
    PushSubscription subscription;
    std::string text;
};

Push::Push(store::Store& store, const Clock& clock, Events& events, const Instance& instance, Transport transport)
    : store_(store), clock_(clock), events_(events), instance_(instance), transport_(std::move(transport)) {}

Result<void> Push::prepare(std::string seal_key) {
    seal_key_ = std::move(seal_key);
    if (TRY(store_.read([](store::ReadTx& tx) { return tx.settings().get(private_key); }))) return {};
    auto made = TRY(make_push_key());
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (TRY(tx.settings().get(private_key))) return {}; // another node was first
        TRY(tx.settings().put(private_key, to_base64url(made.secret)));
        TRY(tx.settings().put(Settings::vapid_public_key, to_base64url(made.point)));
        tx.after_commit([this] { events_.publish(SettingsChanged{}); });
        return {};
    });
}

Result<PushSubscription> Push::subscribe(PushSubscription subscription) {
    const auto& endpoint = subscription.endpoint;
    bool has_blanks = endpoint.find_first_of(" \t\r\n") != std::string::npos;
    if (push_origin(endpoint).empty() || endpoint.size() > longest_endpoint || has_blanks)
        return invalid("push_endpoint", "Validation failed: Endpoint is not a valid URL");
    auto target = TRY(read_push_target(subscription.p256dh, subscription.auth));
    subscription.p256dh = to_base64url(target.point);
    subscription.auth = to_base64url(target.auth);
    subscription.access_token = seal_text(subscription.access_token, seal_key_);
    return store_.write([&](store::WriteTx& tx) -> Result<PushSubscription> {
        subscription.id = TRY(tx.push_subscriptions().put(subscription));
        return subscription;
    });
}

Result<PushSubscription> Push::change(TokenId token, NotificationKinds alerts, std::optional<PushPolicy> policy) {
    return store_.write([&](store::WriteTx& tx) -> Result<PushSubscription> {
        auto subscription = TRY(tx.push_subscriptions().of_token(token));
        if (!subscription) return not_found();
        subscription->alerts = alerts;
        if (policy) subscription->policy = *policy;
        TRY(tx.push_subscriptions().update(*subscription));
        return std::move(*subscription);
    });
}

Result<void> Push::unsubscribe(TokenId token) {
    return store_.write([&](store::WriteTx& tx) { return tx.push_subscriptions().remove(token); });
}

Result<bool> Push::queue(store::WriteTx& tx, IdMaker& ids, const Notification& notification, Time now) {
    bool any = false;
    for (const auto& subscription : TRY(tx.push_subscriptions().of_account(notification.account_id))) {
        if (!TRY(wants(tx, subscription, notification))) continue;
        TRY(tx.jobs().insert({.id = ids.make<JobId>(),
                              .kind = std::string(job_kind),
                              .payload = json::write(JobEntity{subscription.token_id, notification.id}),
                              .run_at = now}));
        any = true;
    }
    return any;
}

// Nothing, if the notification or the subscription has gone meanwhile.
Result<std::optional<Push::Parcel>> Push::pack(const store::ReadTx& tx, TokenId token, NotificationId id) const {
    auto notification = TRY(tx.notifications().by_id(id));
    auto subscription = TRY(tx.push_subscriptions().of_token(token));
    if (!notification || !subscription) return std::optional<Parcel>();
    auto from = TRY(tx.accounts().by_id(notification->from_account_id));
    auto user = TRY(tx.users().by_account(notification->account_id));
    if (!from || !user) return std::optional<Parcel>();
    // Empty if the key has been lost since: the message still arrives.
    TextEntity text{.access_token = open_text(subscription->access_token, seal_key_).value_or(""),
                    .preferred_locale = user->locale,
                    .notification_id = id,
                    .notification_type = std::string(to_string(notification->kind)),
                    .title = title_of(notification->kind,
                                      shorten(from->display_name.empty() ? from->username : from->display_name))};
    if (!from->avatar_static_file.empty()) text.icon = instance_.media_url(from->avatar_static_file);
    if (notification->status_id) {
        if (auto status = TRY(tx.statuses().by_id(notification->status_id))) text.body = body_of(*status);
    } else {
        text.body = shorten(from->local() ? from->note : html_to_text(from->note));
    }
    return std::optional(Parcel{std::move(*subscription), json::write(text)});
}

Result<PushKey> Push::server_key() {
    std::scoped_lock lock(mutex_);
    if (server_key_) return *server_key_;
    auto key = TRY(store_.read([](store::ReadTx& tx) -> Result<PushKey> {
        auto secret = from_base64(TRY(tx.settings().get(private_key)).value_or(""));
        auto point = from_base64(TRY(tx.settings().get(Settings::vapid_public_key)).value_or(""));
        if (!secret || !point) return internal("the server's push key is damaged");
        return PushKey{std::move(*secret), std::move(*point)};
    }));
    server_key_ = key;
    return key;
}

Result<PushMessage> Push::message(const PushSubscription& subscription, const std::string& text) {
    auto server = TRY(server_key());
    auto target = TRY(read_push_target(subscription.p256dh, subscription.auth));
    auto ephemeral = TRY(make_push_key());
    auto salt = random_bytes(16);
    auto token = TRY(vapid_token(server, subscription.endpoint, instance_.base_url, clock_.now() + token_lives));
    auto public_key = to_base64url(server.point);
    PushMessage message{.endpoint = subscription.endpoint,
                        .headers = {{"Content-Type", "application/octet-stream"},
                                    {"TTL", std::to_string(std::chrono::seconds(keep_for).count())},
                                    {"Urgency", "normal"}}};
    if (subscription.standard) {
        message.body = TRY(encrypt_push(text, target, ephemeral, salt));
        message.headers.emplace_back("Content-Encoding", "aes128gcm");
        message.headers.emplace_back("Authorization", fmt::format("vapid t={}, k={}", token, public_key));
    } else {
        message.body = TRY(encrypt_push_draft(text, target, ephemeral, salt));
        message.headers.emplace_back("Content-Encoding", "aesgcm");
        message.headers.emplace_back("Encryption", "salt=" + to_base64url(salt));
        message.headers.emplace_back("Crypto-Key",
                                     fmt::format("dh={};p256ecdsa={}", to_base64url(ephemeral.point), public_key));
        message.headers.emplace_back("Authorization", "WebPush " + token);
    }
    return message;
}

Result<void> Push::deliver(const std::string& payload) {
    auto job = TRY(json::Value::parse(payload));
    auto token = parse_id_as<TokenId>(job["token"].str().value_or(""));
    auto id = parse_id_as<NotificationId>(job["notification"].str().value_or(""));
    if (!token || !id) return invalid("payload", "A push job names no notification");
    auto parcel = TRY(store_.read([&](store::ReadTx& tx) { return pack(tx, *token, *id); }));
    if (!parcel) return {};
    int status = TRY(transport_(TRY(message(parcel->subscription, parcel->text))));
    if (status >= 200 && status < 300) return {};
    // The device has gone (RFC 8030, section 7.3).
    if (status == 404 || status == 410) return unsubscribe(*token);
    if (status == 429 || status >= 500)
        return fail(ErrorKind::unavailable, "push_later", "The push service asks to try later", std::to_string(status));
    return invalid("push_refused", "The push service refused a message: " + std::to_string(status));
}

} // namespace kith::services
