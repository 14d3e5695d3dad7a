// The composition root: every part of the running server, made in the order in which they need each other.
#pragma once

#include "app/config.hpp"
#include "app/link_sources.hpp"
#include "core/ids.hpp"
#include "http/router.hpp"
#include "jobs/runner.hpp"
#include "kithapi/account_api.hpp"
#include "kithapi/admin_announcements_api.hpp"
#include "kithapi/admin_emojis_api.hpp"
#include "kithapi/admin_invitations_api.hpp"
#include "kithapi/admin_overview_api.hpp"
#include "kithapi/admin_settings_api.hpp"
#include "kithapi/compose_api.hpp"
#include "kithapi/contact_api.hpp"
#include "kithapi/door_api.hpp"
#include "kithapi/exports_api.hpp"
#include "kithapi/met_api.hpp"
#include "kithapi/mirror_api.hpp"
#include "kithapi/network_api.hpp"
#include "kithapi/outcomes_api.hpp"
#include "kithapi/people_api.hpp"
#include "kithapi/requests_api.hpp"
#include "kithapi/settings_api.hpp"
#include "kithapi/today_api.hpp"
#include "mastodon/accounts_api.hpp"
#include "mastodon/admin_accounts_api.hpp"
#include "mastodon/admin_domain_blocks_api.hpp"
#include "mastodon/admin_reports_api.hpp"
#include "mastodon/announcements_api.hpp"
#include "mastodon/authenticator.hpp"
#include "mastodon/conversations_api.hpp"
#include "mastodon/discovery_api.hpp"
#include "mastodon/emojis_api.hpp"
#include "mastodon/filters_api.hpp"
#include "mastodon/instance_api.hpp"
#include "mastodon/lists_api.hpp"
#include "mastodon/markers_api.hpp"
#include "mastodon/media_api.hpp"
#include "mastodon/misc_api.hpp"
#include "mastodon/notification_requests_api.hpp"
#include "mastodon/notifications_api.hpp"
#include "mastodon/oauth_api.hpp"
#include "mastodon/polls_api.hpp"
#include "mastodon/profile_api.hpp"
#include "mastodon/push_api.hpp"
#include "mastodon/rate_limiter.hpp"
#include "mastodon/relations_api.hpp"
#include "mastodon/reports_api.hpp"
#include "mastodon/scheduled_api.hpp"
#include "mastodon/search_api.hpp"
#include "mastodon/sign_up_api.hpp"
#include "mastodon/status_actions_api.hpp"
#include "mastodon/status_presenter.hpp"
#include "mastodon/statuses_api.hpp"
#include "mastodon/streaming_api.hpp"
#include "mastodon/suggestions_api.hpp"
#include "mastodon/tags_api.hpp"
#include "mastodon/timelines_api.hpp"
#include "mastodon/trends_api.hpp"
#include "services/account_removal.hpp"
#include "services/digests.hpp"
#include "services/oauth.hpp"
#include "services/poll_votes.hpp"
#include "services/posting.hpp"
#include "services/quotes.hpp"
#include "services/scheduling.hpp"
#include "services/sessions.hpp"
#include "services/settings.hpp"
#include "services/sign_up.hpp"
#include "services/status_marks.hpp"
#include "services/tie_network.hpp"
#include "services/tie_preferences.hpp"
#include "services/ties.hpp"
#include "services/uploads.hpp"
#include "services/users.hpp"
#include "services/viewers.hpp"
#include "web/authorize_pages.hpp"
#include "web/kith_pages.hpp"
#include "web/member_pages.hpp"
#include "web/public_pages.hpp"
#include "web/settings_pages.hpp"
#include "web/sign_in_pages.hpp"
#include "web/web_app.hpp"

#include <memory>

namespace kith::app {

class Application {
public:
    // `clock` outlives it; a clock of one's own makes histories. `node` as in core/ids.hpp: the server is 0.
    Application(const Config& config, std::unique_ptr<store::Store> store, const Clock& clock = system_clock(),
                std::span<const web::AppFile> web_app = {}, unsigned node = 0);
    static const Clock& system_clock();

    // The routes of every door.
    http::Router router();
    // Starts and stops what works without being asked.
    Result<void> start();
    void stop();

    // The settings key that an operator's command changes to tell a running server that the database has changed.
    static constexpr std::string_view outside_change = "outside_change";
    // The settings key under which `kith backup` notes when it was done, in milliseconds since 1970.
    static constexpr std::string_view last_backup = "last_backup";

    const jobs::Runner& jobs() const { return jobs_; }
    store::Store& store() { return *store_; }
    IdMaker& ids() { return ids_; }
    services::Users& users() { return users_; }
    services::Invites& invites() { return invites_; }
    services::Posting& posting() { return posting_; }
    services::StatusMarks& status_marks() { return status_marks_; }
    services::Relations& relations() { return relations_; }
    services::Profiles& profiles() { return profiles_; }
    services::AccountRemoval& account_removal() { return account_removal_; }
    services::Emojis& emojis() { return emojis_; }
    services::Announcements& announcements() { return announcements_; }
    services::ServerBlocks& server_blocks() { return server_blocks_; }
    services::Reports& reports() { return reports_; }
    services::Settings& settings() { return settings_; }
    services::People& people() { return people_; }
    services::Meetings& meetings() { return meetings_; }
    services::Outcomes& outcomes() { return outcomes_; }
    services::Ties& ties() { return ties_; }
    services::Digests& digests() { return digests_; }

private:
    void add_jobs();
    Result<void> notice_outside_change();
    Result<kithapi::Health> health() const;

    std::string last_outside_change_;
    static std::string mail_sender(const Config& config);
    services::Mailer::Transport mail_transport() const;
    services::Push::Transport push_transport() const;

    Config config_;
    const Clock& clock_;
    const Time started_at_ = clock_.now();
    IdMaker ids_;
    std::unique_ptr<store::Store> store_;
    services::Instance instance_;
    services::Events events_;

    services::RateCounters rate_counters_;
    services::AttemptGate attempts_ = [this](const services::Attempt& attempt) {
        return config_.rate_limits ? services::AttemptLimits(rate_counters_, clock_)(attempt) : Result<void>();
    };
    services::Settings settings_{*store_, ids_, events_};
    services::Mailer mailer_{clock_, ids_, events_, instance_, mail_sender(config_), mail_transport()};
    services::Users users_{*store_, clock_, ids_, events_, instance_, settings_, mailer_, attempts_};
    services::Invites invites_{*store_, clock_, ids_};
    services::SignUp sign_up_{*store_, clock_, ids_, events_, settings_, users_, mailer_, attempts_};
    services::Sessions sessions_{*store_, clock_, ids_, events_};
    services::OAuth oauth_{*store_, clock_, ids_, events_};
    services::Viewers viewers_{clock_, events_};
    services::Ties ties_{clock_, ids_, events_};
    services::TiePreferences tie_preferences_{*store_, events_};
    services::TieNetwork tie_network_{*store_, clock_, events_};
    services::Posting posting_{*store_, clock_,    ids_,
                               events_, instance_, services::PostingLimits{.nudges = config_.nudges}};
    services::Scheduling scheduling_{*store_, clock_, ids_, events_, posting_};
    services::Quotes quotes_{*store_, events_};
    services::PollVotes poll_votes_{*store_, clock_, ids_, events_};
    services::Uploads uploads_;
    services::AccountRemoval account_removal_{*store_, clock_, ids_, events_, users_, posting_, uploads_};
    services::Exports exports_{*store_, instance_, config_.uploads()};
    services::Archives archives_{*store_, clock_, ids_, events_, instance_, config_.media(), config_.archives()};
    services::StatusMarks status_marks_{*store_, clock_, ids_, events_, services::PostingLimits{}.pins};

    services::Relations relations_{*store_, clock_, ids_, events_};
    services::Profiles profiles_{*store_, clock_, events_, relations_};
    services::Lists lists_{*store_, ids_};
    services::Suggestions suggestions_{*store_, clock_, tie_network_};
    services::Statistics statistics_{*store_, clock_};
    services::ServerBlocks server_blocks_{*store_, ids_, events_, instance_};
    services::Tags tags_{*store_, ids_};
    services::Trends trends_{*store_, clock_};

    services::Filters filters_{*store_, clock_, ids_, events_};
    services::Markers markers_{*store_, clock_};
    services::NotificationRequests notification_requests_{*store_, clock_, ids_, events_};

    services::ContactPolicies contact_policies_{*store_, ids_, events_};

    mastodon::Authenticator authenticator_{*store_, events_};
    services::Emojis emojis_{*store_, ids_, events_};
    services::Announcements announcements_{*store_, clock_, ids_, events_, emojis_};
    services::Reports reports_{*store_, clock_, ids_, events_};
    http::Client client_{{.user_agent = "Kith/" KITH_VERSION " (+" + config_.base_url + ")"}};
    services::LinkPreviews link_previews_;
    mastodon::EmojiPresenter emoji_presenter_{emojis_, instance_};
    mastodon::AccountPresenter account_presenter_;
    mastodon::StatusPresenter status_presenter_;
    mastodon::TimelinesApi timelines_api_{*store_, clock_, viewers_, status_presenter_};
    mastodon::StatusesApi statuses_api_{*store_, posting_, scheduling_, quotes_, viewers_, status_presenter_};
    mastodon::ScheduledApi scheduled_api_{*store_, scheduling_};
    mastodon::PollsApi polls_api_{*store_, poll_votes_, clock_, emoji_presenter_};
    mastodon::MediaApi media_api_;
    mastodon::StatusActionsApi status_actions_api_{*store_, status_marks_, viewers_, status_presenter_,
                                                   account_presenter_};
    mastodon::AccountsApi accounts_api_{*store_, clock_, viewers_, account_presenter_, status_presenter_};
    mastodon::RelationsApi relations_api_{*store_, clock_, relations_, account_presenter_};
    mastodon::ListsApi lists_api_{*store_, clock_, lists_, account_presenter_};
    mastodon::SuggestionsApi suggestions_api_{*store_, suggestions_, viewers_, account_presenter_};
    mastodon::ProfilePictures profile_pictures_{config_.media(), media::Limits{}};
    mastodon::ProfileApi profile_api_{*store_, profiles_, account_presenter_, profile_pictures_};

    mastodon::InstanceApi instance_api_;
    mastodon::DiscoveryApi discovery_api_{*store_, settings_, statistics_, account_presenter_, instance_, KITH_VERSION};
    mastodon::TagsApi tags_api_{*store_, clock_, tags_};
    mastodon::TrendsApi trends_api_{*store_, trends_, viewers_, status_presenter_};
    mastodon::SearchApi search_api_{*store_, clock_, viewers_, account_presenter_, status_presenter_};
    mastodon::RateLimiter rate_limiter_{rate_counters_, clock_, events_,
                                        [this](std::string_view token) { return authenticator_.session(token); }};
    mastodon::EmojisApi emojis_api_{emoji_presenter_};
    mastodon::AnnouncementsApi announcements_api_{*store_, clock_, announcements_, emoji_presenter_};
    mastodon::ReportsApi reports_api_{*store_, reports_, account_presenter_};
    mastodon::MiscApi misc_api_{*store_};

    mastodon::OAuthApi oauth_api_{*store_, oauth_, settings_, account_presenter_, attempts_};
    mastodon::SignUpApi sign_up_api_{*store_, sign_up_, users_, oauth_};

    web::Site site_{instance_, settings_};
    web::WebApp web_app_;
    web::SignInPages sign_in_pages_{site_, sessions_, users_};
    web::AuthorizePages authorize_pages_{site_, sessions_, oauth_};
    web::MemberPages member_pages_{site_, sessions_, users_, sign_up_, invites_};
    web::SettingsPages settings_pages_{site_,    clock_,           sessions_,        users_,   oauth_,
                                       invites_, account_removal_, tie_preferences_, exports_, archives_};
    web::PublicPages public_pages_{site_, *store_, events_, 8 << 20};
    services::Push push_{*store_, clock_, events_, instance_, push_transport()};
    mastodon::PushApi push_api_{*store_, push_, settings_};
    mastodon::FiltersApi filters_api_{*store_, filters_};
    mastodon::MarkersApi markers_api_{*store_, markers_};
    mastodon::NotificationPresenter notification_presenter_{account_presenter_, status_presenter_};
    mastodon::NotificationsApi notifications_api_{*store_, viewers_, notification_presenter_, account_presenter_};
    mastodon::NotificationRequestsApi notification_requests_api_{
        *store_, clock_, notification_requests_, viewers_, account_presenter_, status_presenter_};
    mastodon::ConversationPresenter conversation_presenter_{account_presenter_, status_presenter_};
    mastodon::ConversationsApi conversations_api_{*store_, events_, viewers_, status_presenter_,
                                                  conversation_presenter_};
    mastodon::StreamingHub streaming_hub_{*store_,
                                          clock_,
                                          events_,
                                          instance_,
                                          viewers_,
                                          emoji_presenter_,
                                          status_presenter_,
                                          notification_presenter_,
                                          conversation_presenter_};
    mastodon::StreamingApi streaming_api_{*store_, streaming_hub_,
                                          [this](std::string_view token) { return authenticator_.session(token); }};

    services::Door door_{*store_, clock_, relations_};
    kithapi::RequestsApi kith_requests_api_{*store_, clock_,   notification_requests_, contact_policies_, posting_,
                                            door_,   viewers_, account_presenter_,     status_presenter_};
    kithapi::ContactApi kith_contact_api_{*store_, contact_policies_, viewers_, account_presenter_, status_presenter_};
    kithapi::ComposeApi kith_compose_api_{*store_, clock_, posting_, contact_policies_, account_presenter_};
    services::People people_{*store_, clock_, ties_};
    services::Meetings meetings_{*store_, clock_, ids_, ties_};
    services::Outcomes outcomes_{*store_, clock_, ids_};
    services::TodayLists today_lists_{*store_, clock_, ids_, viewers_};
    services::Mirrors mirrors_{clock_};
    services::KithPreferences kith_preferences_{*store_, clock_, events_, instance_, mailer_};
    services::Digests digests_{*store_, clock_, instance_, settings_, mailer_, door_, today_lists_, kith_preferences_};
    kithapi::PeopleApi people_api_{
        *store_, people_, meetings_, contact_policies_, viewers_, account_presenter_, status_presenter_};
    kithapi::DoorApi door_api_{*store_, door_, viewers_, account_presenter_, status_presenter_};
    kithapi::MetApi met_api_{*store_, clock_, meetings_, account_presenter_};
    kithapi::OutcomesApi outcomes_api_{*store_, outcomes_, account_presenter_};
    kithapi::NetworkApi network_api_{*store_, clock_, tie_network_, account_presenter_};
    kithapi::TodayApi today_api_{*store_, today_lists_, viewers_, account_presenter_, status_presenter_};
    kithapi::MirrorApi mirror_api_{*store_, clock_, mirrors_, account_presenter_};
    kithapi::SettingsApi kith_settings_api_{kith_preferences_};
    kithapi::AccountApi account_api_{*store_, users_, sessions_, oauth_, account_removal_};
    kithapi::ExportsApi exports_api_{sessions_, exports_, archives_};
    mastodon::AdminPresenter admin_presenter_{viewers_, account_presenter_, status_presenter_};
    mastodon::AdminAccountsApi admin_accounts_api_{*store_, users_, account_removal_, admin_presenter_};
    mastodon::AdminReportsApi admin_reports_api_{*store_, reports_, admin_presenter_};
    mastodon::AdminDomainBlocksApi admin_domain_blocks_api_{*store_, server_blocks_};
    kithapi::AdminOverviewApi admin_overview_api_{*store_, statistics_, users_, account_presenter_,
                                                  [this] { return health(); }};
    kithapi::AdminSettingsApi admin_settings_api_{
        *store_,
        settings_,
        {config_.domain, config_.nudges, std::string(services::to_string(config_.counts)), config_.mail_configured()}};
    kithapi::AdminInvitationsApi admin_invitations_api_{*store_, clock_, invites_, account_presenter_};
    kithapi::AdminAnnouncementsApi admin_announcements_api_{clock_, announcements_};
    kithapi::AdminEmojisApi admin_emojis_api_{emojis_, config_.media()};
    web::KithPages kith_pages_{site_, *store_, sessions_, meetings_, kith_preferences_};

    jobs::Runner jobs_{*store_, clock_};
};

} // namespace kith::app
