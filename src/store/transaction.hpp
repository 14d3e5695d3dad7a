// A transaction: the repositories, one a noun. ReadTx gives their const side, WriteTx all of it.
// Valid only inside the function given to Store::read or Store::write.
#pragma once

#include "store/accounts.hpp"
#include "store/announcements.hpp"
#include "store/cards.hpp"
#include "store/conversations.hpp"
#include "store/emojis.hpp"
#include "store/filters.hpp"
#include "store/jobs.hpp"
#include "store/lists.hpp"
#include "store/markers.hpp"
#include "store/media.hpp"
#include "store/notification_requests.hpp"
#include "store/notifications.hpp"
#include "store/oauth.hpp"
#include "store/polls.hpp"
#include "store/push_subscriptions.hpp"
#include "store/relations.hpp"
#include "store/reports.hpp"
#include "store/rules.hpp"
#include "store/scheduled.hpp"
#include "store/search.hpp"
#include "store/settings.hpp"
#include "store/statistics.hpp"
#include "store/statuses.hpp"
#include "store/suggestions.hpp"
#include "store/tags.hpp"
#include "store/timelines.hpp"
#include "store/trends.hpp"
#include "store/users.hpp"

#include <chrono>
#include <functional>

namespace kith::store {

// Included by whoever uses them.
class ContactRules;
class FirstMessages;
class HeldMessages;
class Interactions;
class Judgements;
class Meetings;
class ModerationLog;
class Nudges;
class Outcomes;
class PersonNotes;
class PutOffs;
class ServerBlocks;
class Ties;

class ReadTx {
public:
    using Instant = std::chrono::steady_clock::time_point;

    virtual ~ReadTx() = default;
    // Before what is read was committed or not: who keeps it keeps what was stale already unless nothing was published
    // since. Of a write transaction: the beginning of time.
    virtual Instant began() const = 0;
    virtual const Accounts& accounts() const = 0;
    virtual const Users& users() const = 0;
    virtual const OAuth& oauth() const = 0;
    virtual const Relations& relations() const = 0;
    virtual const Statuses& statuses() const = 0;
    virtual const Timelines& timelines() const = 0;
    virtual const Lists& lists() const = 0;
    virtual const Suggestions& suggestions() const = 0;
    virtual const Tags& tags() const = 0;
    virtual const MediaFiles& media() const = 0;
    virtual const Polls& polls() const = 0;
    virtual const Notifications& notifications() const = 0;
    virtual const Jobs& jobs() const = 0;
    virtual const Settings& settings() const = 0;
    virtual const Reports& reports() const = 0;
    virtual const Announcements& announcements() const = 0;
    virtual const Emojis& emojis() const = 0;
    virtual const PushSubscriptions& push_subscriptions() const = 0;
    virtual const NotificationRequests& notification_requests() const = 0;
    virtual const Markers& markers() const = 0;
    virtual const Filters& filters() const = 0;
    virtual const Trends& trends() const = 0;
    virtual const Statistics& statistics() const = 0;
    virtual const Search& search() const = 0;
    virtual const ScheduledStatuses& scheduled() const = 0;
    virtual const Conversations& conversations() const = 0;
    virtual const Cards& cards() const = 0;
    virtual const Rules& rules() const = 0;
    virtual const Interactions& interactions() const = 0;
    virtual const Ties& ties() const = 0;
    virtual const Judgements& judgements() const = 0;
    virtual const FirstMessages& first_messages() const = 0;
    virtual const ContactRules& contact_rules() const = 0;
    virtual const HeldMessages& held_messages() const = 0;
    virtual const Nudges& nudges() const = 0;
    virtual const PersonNotes& person_notes() const = 0;
    virtual const Meetings& meetings() const = 0;
    virtual const PutOffs& put_offs() const = 0;
    virtual const Outcomes& outcomes() const = 0;
    virtual const ModerationLog& moderation_log() const = 0;
    virtual const ServerBlocks& server_blocks() const = 0;
};

class WriteTx : public ReadTx {
public:
    using ReadTx::accounts;
    using ReadTx::announcements;
    using ReadTx::cards;
    using ReadTx::contact_rules;
    using ReadTx::conversations;
    using ReadTx::emojis;
    using ReadTx::filters;
    using ReadTx::first_messages;
    using ReadTx::held_messages;
    using ReadTx::interactions;
    using ReadTx::jobs;
    using ReadTx::judgements;
    using ReadTx::lists;
    using ReadTx::markers;
    using ReadTx::media;
    using ReadTx::meetings;
    using ReadTx::moderation_log;
    using ReadTx::notification_requests;
    using ReadTx::notifications;
    using ReadTx::nudges;
    using ReadTx::oauth;
    using ReadTx::outcomes;
    using ReadTx::person_notes;
    using ReadTx::polls;
    using ReadTx::push_subscriptions;
    using ReadTx::put_offs;
    using ReadTx::relations;
    using ReadTx::reports;
    using ReadTx::rules;
    using ReadTx::scheduled;
    using ReadTx::search;
    using ReadTx::server_blocks;
    using ReadTx::settings;
    using ReadTx::statistics;
    using ReadTx::statuses;
    using ReadTx::suggestions;
    using ReadTx::tags;
    using ReadTx::ties;
    using ReadTx::timelines;
    using ReadTx::trends;
    using ReadTx::users;

    virtual Accounts& accounts() = 0;
    virtual Users& users() = 0;
    virtual OAuth& oauth() = 0;
    virtual Relations& relations() = 0;
    virtual Statuses& statuses() = 0;
    virtual Timelines& timelines() = 0;
    virtual Lists& lists() = 0;
    virtual Suggestions& suggestions() = 0;
    virtual Tags& tags() = 0;
    virtual MediaFiles& media() = 0;
    virtual Polls& polls() = 0;
    virtual Notifications& notifications() = 0;
    virtual Jobs& jobs() = 0;
    virtual Settings& settings() = 0;
    virtual Reports& reports() = 0;
    virtual Announcements& announcements() = 0;
    virtual Emojis& emojis() = 0;
    virtual PushSubscriptions& push_subscriptions() = 0;
    virtual NotificationRequests& notification_requests() = 0;
    virtual Markers& markers() = 0;
    virtual Filters& filters() = 0;
    virtual Trends& trends() = 0;
    virtual Statistics& statistics() = 0;
    virtual Search& search() = 0;
    virtual ScheduledStatuses& scheduled() = 0;
    virtual Conversations& conversations() = 0;
    virtual Cards& cards() = 0;
    virtual Rules& rules() = 0;
    virtual Interactions& interactions() = 0;
    virtual Ties& ties() = 0;
    virtual Judgements& judgements() = 0;
    virtual FirstMessages& first_messages() = 0;
    virtual ContactRules& contact_rules() = 0;
    virtual HeldMessages& held_messages() = 0;
    virtual Nudges& nudges() = 0;
    virtual PersonNotes& person_notes() = 0;
    virtual Meetings& meetings() = 0;
    virtual PutOffs& put_offs() = 0;
    virtual Outcomes& outcomes() = 0;
    virtual ModerationLog& moderation_log() = 0;
    virtual ServerBlocks& server_blocks() = 0;

    // Runs after the commit, before `write` returns; not at all if the work is undone. On the writer's thread: keep it
    // short (drop a cache entry, publish an event).
    virtual void after_commit(std::function<void()> action) = 0;
};

} // namespace kith::store
