// Web Push: devices that want to be told of notifications while no app is open.
// https://docs.joinmastodon.org/methods/push/
#pragma once

#include "services/events.hpp"
#include "services/instance.hpp"
#include "services/push_encryption.hpp"
#include "store/store.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace kith::services {

// A message for a device's push service (RFC 8030).
struct PushMessage {
    std::string endpoint;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

// Thread-safe.
class Push {
public:
    static constexpr std::string_view job_kind = "web_push";

    // Posts one message and gives the HTTP status of the answer; may block for seconds.
    using Transport = std::function<Result<int>(const PushMessage&)>;

    Push(store::Store& store, const Clock& clock, Events& events, const Instance& instance, Transport transport);

    // Makes the server's key if it has none yet. `seal_key` (services/sealed_text.hpp) is what access tokens are kept
    // with. Before all below.
    Result<void> prepare(std::string seal_key);

    // In place of the token's former one; its access_token is the token itself. Errors: invalid (push_endpoint,
    // push_key).
    Result<PushSubscription> subscribe(PushSubscription subscription);
    // Errors: not_found.
    Result<PushSubscription> change(TokenId token, NotificationKinds alerts, std::optional<PushPolicy> policy);
    Result<void> unsubscribe(TokenId token);

    // The jobs for a notification that was just inserted, for the devices that want it. Within its transaction; says
    // whether there are any.
    static Result<bool> queue(store::WriteTx& tx, IdMaker& ids, const Notification& notification, Time now);
    // What such a job does. Errors: unavailable (to be tried again).
    Result<void> deliver(const std::string& payload);

private:
    struct Parcel; // a subscription and the text for it

    Result<std::optional<Parcel>> pack(const store::ReadTx& tx, TokenId token, NotificationId id) const;
    Result<PushMessage> message(const PushSubscription& subscription, const std::string& text);
    Result<PushKey> server_key();

    store::Store& store_;
    const Clock& clock_;
    Events& events_;
    const Instance& instance_;
    Transport transport_;
    std::string seal_key_;
    std::mutex mutex_;
    std::optional<PushKey> server_key_;
};

} // namespace kith::services
