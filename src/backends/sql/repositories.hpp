// The repositories in SQL that SQLite and PostgreSQL both understand; one file a noun, made here.
#pragma once

#include "backends/sql/connection.hpp"
#include "store/contact_rules.hpp"
#include "store/first_messages.hpp"
#include "store/held_messages.hpp"
#include "store/interactions.hpp"
#include "store/judgements.hpp"
#include "store/meetings.hpp"
#include "store/moderation_log.hpp"
#include "store/nudges.hpp"
#include "store/outcomes.hpp"
#include "store/person_notes.hpp"
#include "store/put_offs.hpp"
#include "store/server_blocks.hpp"
#include "store/ties.hpp"
#include "store/transaction.hpp"

#include <memory>

namespace kith::backends::sql {

class SearchIndex;

std::unique_ptr<store::Accounts> make_accounts(Connection& connection, SearchIndex& index);
std::unique_ptr<store::Users> make_users(Connection& connection);
std::unique_ptr<store::OAuth> make_oauth(Connection& connection);
std::unique_ptr<store::Relations> make_relations(Connection& connection);
std::unique_ptr<store::Statuses> make_statuses(Connection& connection, SearchIndex& index);
std::unique_ptr<store::Timelines> make_timelines(Connection& connection);
std::unique_ptr<store::Lists> make_lists(Connection& connection);
std::unique_ptr<store::Suggestions> make_suggestions(Connection& connection);
std::unique_ptr<store::Tags> make_tags(Connection& connection);
std::unique_ptr<store::MediaFiles> make_media(Connection& connection);
std::unique_ptr<store::Polls> make_polls(Connection& connection);
std::unique_ptr<store::Notifications> make_notifications(Connection& connection);
std::unique_ptr<store::Jobs> make_jobs(Connection& connection);
std::unique_ptr<store::Settings> make_settings(Connection& connection);
std::unique_ptr<store::Reports> make_reports(Connection& connection);
std::unique_ptr<store::Announcements> make_announcements(Connection& connection);
std::unique_ptr<store::Emojis> make_emojis(Connection& connection);
std::unique_ptr<store::PushSubscriptions> make_push_subscriptions(Connection& connection);
std::unique_ptr<store::NotificationRequests> make_notification_requests(Connection& connection);
std::unique_ptr<store::Markers> make_markers(Connection& connection);
std::unique_ptr<store::Filters> make_filters(Connection& connection);
std::unique_ptr<store::Trends> make_trends(Connection& connection);
std::unique_ptr<store::Statistics> make_statistics(Connection& connection);
std::unique_ptr<store::Search> make_search(Connection& connection, SearchIndex& index);
std::unique_ptr<store::ScheduledStatuses> make_scheduled(Connection& connection);
std::unique_ptr<store::Conversations> make_conversations(Connection& connection);
std::unique_ptr<store::Cards> make_cards(Connection& connection);
std::unique_ptr<store::Rules> make_rules(Connection& connection);
std::unique_ptr<store::Interactions> make_interactions(Connection& connection);
std::unique_ptr<store::Ties> make_ties(Connection& connection);
std::unique_ptr<store::Judgements> make_judgements(Connection& connection);
std::unique_ptr<store::FirstMessages> make_first_messages(Connection& connection);
std::unique_ptr<store::ContactRules> make_contact_rules(Connection& connection);
std::unique_ptr<store::HeldMessages> make_held_messages(Connection& connection);
std::unique_ptr<store::Nudges> make_nudges(Connection& connection);
std::unique_ptr<store::PersonNotes> make_person_notes(Connection& connection);
std::unique_ptr<store::Meetings> make_meetings(Connection& connection);
std::unique_ptr<store::PutOffs> make_put_offs(Connection& connection);
std::unique_ptr<store::Outcomes> make_outcomes(Connection& connection);
std::unique_ptr<store::ModerationLog> make_moderation_log(Connection& connection);
std::unique_ptr<store::ServerBlocks> make_server_blocks(Connection& connection);

// Counters that don't match what they count, one line each.
Result<std::vector<std::string>> check_counters(Connection& connection);

} // namespace kith::backends::sql
