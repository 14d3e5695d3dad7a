#include "backends/sql/transaction.hpp"

namespace kith::backends::sql {

Transaction::Transaction(Connection& connection)
    : connection_(connection),
      accounts_(make_accounts(connection)),
      users_(make_users(connection)),
      oauth_(make_oauth(connection)),
      relations_(make_relations(connection)),
      statuses_(make_statuses(connection)),
      timelines_(make_timelines(connection)),
      lists_(make_lists(connection)),
      suggestions_(make_suggestions(connection)),
      tags_(make_tags(connection)),
      media_(make_media(connection)),
      polls_(make_polls(connection)),
      notifications_(make_notifications(connection)),
      jobs_(make_jobs(connection)),
      settings_(make_settings(connection)),
      reports_(make_reports(connection)),
      announcements_(make_announcements(connection)),
      emojis_(make_emojis(connection)),
      push_subscriptions_(make_push_subscriptions(connection)),
      notification_requests_(make_notification_requests(connection)),
      markers_(make_markers(connection)),
      filters_(make_filters(connection)),
      trends_(make_trends(connection)),
      statistics_(make_statistics(connection)),
      search_(make_search(connection)),
      scheduled_(make_scheduled(connection)),
      conversations_(make_conversations(connection)),
      cards_(make_cards(connection)),
      rules_(make_rules(connection)) {}

} // namespace kith::backends::sql
