// The repositories in SQL that SQLite and PostgreSQL both understand; one file a noun, made here.
#pragma once

#include "backends/sql/connection.hpp"
#include "store/transaction.hpp"

#include <memory>

namespace kith::backends::sql {

std::unique_ptr<store::Accounts> make_accounts(Connection& connection);
std::unique_ptr<store::Users> make_users(Connection& connection);
std::unique_ptr<store::OAuth> make_oauth(Connection& connection);
std::unique_ptr<store::Relations> make_relations(Connection& connection);
std::unique_ptr<store::Statuses> make_statuses(Connection& connection);
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
std::unique_ptr<store::Search> make_search(Connection& connection);
std::unique_ptr<store::ScheduledStatuses> make_scheduled(Connection& connection);
std::unique_ptr<store::Conversations> make_conversations(Connection& connection);
std::unique_ptr<store::Cards> make_cards(Connection& connection);
std::unique_ptr<store::Rules> make_rules(Connection& connection);

// Counters that don't match what they count, one line each.
Result<std::vector<std::string>> check_counters(Connection& connection);

} // namespace kith::backends::sql
