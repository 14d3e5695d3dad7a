// The repositories of one connection as a transaction. Beginning and committing is the engine's business.
#pragma once

#include "backends/sql/repositories.hpp"
#include "backends/sql/search_index.hpp"

namespace kith::backends::sql {

class Transaction final : public store::WriteTx {
public:
    explicit Transaction(Connection& connection);

    // A snapshot is about to be taken.
    void begin_reading() { began_ = std::chrono::steady_clock::now(); }
    Instant began() const override { return began_; }

    // Where after_commit puts its actions; null: nowhere (reading).
    void collect_into(std::vector<std::function<void()>>* actions) { actions_ = actions; }
    // Changes to the search index wait for the end of the transaction.
    SearchIndex& search_index() { return index_; }
    Result<std::vector<std::string>> check_counters() { return sql::check_counters(connection_); }

    void after_commit(std::function<void()> action) override {
        if (actions_ != nullptr) actions_->push_back(std::move(action));
    }

    const store::Accounts& accounts() const override { return *accounts_; }
    const store::Users& users() const override { return *users_; }
    const store::OAuth& oauth() const override { return *oauth_; }
    const store::Relations& relations() const override { return *relations_; }
    const store::Statuses& statuses() const override { return *statuses_; }
    const store::Timelines& timelines() const override { return *timelines_; }
    const store::Lists& lists() const override { return *lists_; }
    const store::Suggestions& suggestions() const override { return *suggestions_; }
    const store::Tags& tags() const override { return *tags_; }
    const store::MediaFiles& media() const override { return *media_; }
    const store::Polls& polls() const override { return *polls_; }
    const store::Notifications& notifications() const override { return *notifications_; }
    const store::Jobs& jobs() const override { return *jobs_; }
    const store::Settings& settings() const override { return *settings_; }
    const store::Reports& reports() const override { return *reports_; }
    const store::Announcements& announcements() const override { return *announcements_; }
    const store::Emojis& emojis() const override { return *emojis_; }
    const store::PushSubscriptions& push_subscriptions() const override { return *push_subscriptions_; }
    const store::NotificationRequests& notification_requests() const override { return *notification_requests_; }
    const store::Markers& markers() const override { return *markers_; }
    const store::Filters& filters() const override { return *filters_; }
    const store::Trends& trends() const override { return *trends_; }
    const store::Statistics& statistics() const override { return *statistics_; }
    const store::Search& search() const override { return *search_; }
    const store::ScheduledStatuses& scheduled() const override { return *scheduled_; }
    const store::Conversations& conversations() const override { return *conversations_; }
    const store::Cards& cards() const override { return *cards_; }
    const store::Rules& rules() const override { return *rules_; }
    const store::Interactions& interactions() const override { return *interactions_; }
    const store::Ties& ties() const override { return *ties_; }
    const store::Judgements& judgements() const override { return *judgements_; }
    const store::FirstMessages& first_messages() const override { return *first_messages_; }
    const store::ContactRules& contact_rules() const override { return *contact_rules_; }
    const store::HeldMessages& held_messages() const override { return *held_messages_; }
    const store::Nudges& nudges() const override { return *nudges_; }
    const store::PersonNotes& person_notes() const override { return *person_notes_; }
    const store::Meetings& meetings() const override { return *meetings_; }
    const store::PutOffs& put_offs() const override { return *put_offs_; }
    const store::Outcomes& outcomes() const override { return *outcomes_; }
    const store::ModerationLog& moderation_log() const override { return *moderation_log_; }
    const store::ServerBlocks& server_blocks() const override { return *server_blocks_; }

    store::Accounts& accounts() override { return *accounts_; }
    store::Users& users() override { return *users_; }
    store::OAuth& oauth() override { return *oauth_; }
    store::Relations& relations() override { return *relations_; }
    store::Statuses& statuses() override { return *statuses_; }
    store::Timelines& timelines() override { return *timelines_; }
    store::Lists& lists() override { return *lists_; }
    store::Suggestions& suggestions() override { return *suggestions_; }
    store::Tags& tags() override { return *tags_; }
    store::MediaFiles& media() override { return *media_; }
    store::Polls& polls() override { return *polls_; }
    store::Notifications& notifications() override { return *notifications_; }
    store::Jobs& jobs() override { return *jobs_; }
    store::Settings& settings() override { return *settings_; }
    store::Reports& reports() override { return *reports_; }
    store::Announcements& announcements() override { return *announcements_; }
    store::Emojis& emojis() override { return *emojis_; }
    store::PushSubscriptions& push_subscriptions() override { return *push_subscriptions_; }
    store::NotificationRequests& notification_requests() override { return *notification_requests_; }
    store::Markers& markers() override { return *markers_; }
    store::Filters& filters() override { return *filters_; }
    store::Trends& trends() override { return *trends_; }
    store::Statistics& statistics() override { return *statistics_; }
    store::Search& search() override { return *search_; }
    store::ScheduledStatuses& scheduled() override { return *scheduled_; }
    store::Conversations& conversations() override { return *conversations_; }
    store::Cards& cards() override { return *cards_; }
    store::Rules& rules() override { return *rules_; }
    store::Interactions& interactions() override { return *interactions_; }
    store::Ties& ties() override { return *ties_; }
    store::Judgements& judgements() override { return *judgements_; }
    store::FirstMessages& first_messages() override { return *first_messages_; }
    store::ContactRules& contact_rules() override { return *contact_rules_; }
    store::HeldMessages& held_messages() override { return *held_messages_; }
    store::Nudges& nudges() override { return *nudges_; }
    store::PersonNotes& person_notes() override { return *person_notes_; }
    store::Meetings& meetings() override { return *meetings_; }
    store::PutOffs& put_offs() override { return *put_offs_; }
    store::Outcomes& outcomes() override { return *outcomes_; }
    store::ModerationLog& moderation_log() override { return *moderation_log_; }
    store::ServerBlocks& server_blocks() override { return *server_blocks_; }

private:
    Connection& connection_;
    SearchIndex index_;
    Instant began_ = Instant::min();
    std::vector<std::function<void()>>* actions_ = nullptr;
    std::unique_ptr<store::Accounts> accounts_;
    std::unique_ptr<store::Users> users_;
    std::unique_ptr<store::OAuth> oauth_;
    std::unique_ptr<store::Relations> relations_;
    std::unique_ptr<store::Statuses> statuses_;
    std::unique_ptr<store::Timelines> timelines_;
    std::unique_ptr<store::Lists> lists_;
    std::unique_ptr<store::Suggestions> suggestions_;
    std::unique_ptr<store::Tags> tags_;
    std::unique_ptr<store::MediaFiles> media_;
    std::unique_ptr<store::Polls> polls_;
    std::unique_ptr<store::Notifications> notifications_;
    std::unique_ptr<store::Jobs> jobs_;
    std::unique_ptr<store::Settings> settings_;
    std::unique_ptr<store::Reports> reports_;
    std::unique_ptr<store::Announcements> announcements_;
    std::unique_ptr<store::Emojis> emojis_;
    std::unique_ptr<store::PushSubscriptions> push_subscriptions_;
    std::unique_ptr<store::NotificationRequests> notification_requests_;
    std::unique_ptr<store::Markers> markers_;
    std::unique_ptr<store::Filters> filters_;
    std::unique_ptr<store::Trends> trends_;
    std::unique_ptr<store::Statistics> statistics_;
    std::unique_ptr<store::Search> search_;
    std::unique_ptr<store::ScheduledStatuses> scheduled_;
    std::unique_ptr<store::Conversations> conversations_;
    std::unique_ptr<store::Cards> cards_;
    std::unique_ptr<store::Rules> rules_;
    std::unique_ptr<store::Interactions> interactions_;
    std::unique_ptr<store::Ties> ties_;
    std::unique_ptr<store::Judgements> judgements_;
    std::unique_ptr<store::FirstMessages> first_messages_;
    std::unique_ptr<store::ContactRules> contact_rules_;
    std::unique_ptr<store::HeldMessages> held_messages_;
    std::unique_ptr<store::Nudges> nudges_;
    std::unique_ptr<store::PersonNotes> person_notes_;
    std::unique_ptr<store::Meetings> meetings_;
    std::unique_ptr<store::PutOffs> put_offs_;
    std::unique_ptr<store::Outcomes> outcomes_;
    std::unique_ptr<store::ModerationLog> moderation_log_;
    std::unique_ptr<store::ServerBlocks> server_blocks_;
};

} // namespace kith::backends::sql
