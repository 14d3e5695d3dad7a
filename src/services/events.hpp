// What has happened, told to those in the process who keep something ready or stream it on (caches, streaming).
// Published after the commit, on the writer's thread: listeners must be quick and must not touch the store.
#pragma once

#include "core/ids.hpp"
#include "domain/notification.hpp"
#include "domain/status.hpp"

#include <functional>
#include <memory>
#include <shared_mutex>
#include <string>
#include <variant>
#include <vector>

namespace kith::services {

// A new status (or boost) and whose timelines it entered.
struct StatusPosted {
    StatusId id;
    AccountId author;
    Visibility visibility = Visibility::public_;
    bool local = true;
    bool boost = false;
    bool reply = false; // to somebody else
    bool has_media = false;
    std::vector<std::string> tags; // normalised
    std::vector<AccountId> home;   // local accounts
    std::vector<ListId> lists;
};
// Content, or a counter, or a poll: whatever is kept ready of it is stale.
struct StatusChanged {
    StatusId id;
    bool edited = false; // the content: readers are told
    AccountId author;
    Visibility visibility = Visibility::public_;
};
struct StatusRemoved {
    StatusId id;
    AccountId author;
    Visibility visibility = Visibility::public_;
    bool local = true;
    std::vector<std::string> tags;
    std::vector<AccountId> reached; // those it mentions, but for whom it waited in requests
};
struct AccountChanged {
    AccountId id;
};
// What the account sees has changed: follows, blocks, mutes, filters, settings.
struct ViewerChanged {
    AccountId id;
    bool filters = false;
};
struct Notified {
    Notification notification;
};
// What waited in requests has entered the list.
struct NotificationsMerged {
    AccountId account_id;
};
// Somebody has begun to wait in requests, or has written more.
struct RequestsGrown {
    AccountId account_id;
};
struct ConversationChanged {
    AccountId account_id;
    ConversationId id; // the row of this account
};
struct AnnouncementsChanged {
    AnnouncementId id;
    bool removed = false;
};
// Somebody reacted to an announcement, or took it back.
struct AnnouncementReacted {
    AnnouncementId id;
    std::string name;
};
// A token, or all of an account's, stopped working.
struct TokensRevoked {
    AccountId account_id;
    TokenId token_id; // none: all
};
// What two accounts have to do with each other.
struct TiesChanged {
    AccountId one;
    AccountId another;
};
struct JobsAdded {};
// Another process wrote to the database: nothing that is kept ready may be trusted.
struct EverythingChanged {};
// The custom emojis: whatever shows text is stale.
struct EmojisChanged {};
// The server's title, rules, sign-up mode and the like.
struct SettingsChanged {};

using Event =
    std::variant<StatusPosted, StatusChanged, StatusRemoved, AccountChanged, ViewerChanged, Notified,
                 ConversationChanged, AnnouncementsChanged, AnnouncementReacted, TokensRevoked, NotificationsMerged,
                 RequestsGrown, JobsAdded, SettingsChanged, EverythingChanged, EmojisChanged, TiesChanged>;

// Thread-safe. Listeners are added at start and live as long as the bus is used.
class Events {
public:
    using Listener = std::function<void(const Event&)>;

    void listen(Listener listener) {
        std::unique_lock lock(mutex_);
        listeners_.push_back(std::move(listener));
    }
    void publish(const Event& event) const {
        std::shared_lock lock(mutex_);
        for (const auto& listener : listeners_)
            listener(event);
    }

private:
    mutable std::shared_mutex mutex_;
    std::vector<Listener> listeners_;
};

} // namespace kith::services
