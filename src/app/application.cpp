#include "app/application.hpp"

#include "app/secret_file.hpp"
#include "core/text.hpp"
#include "http/smtp.hpp"
#include "kithapi/api.hpp"
#include "services/nudging.hpp"
#include "services/sealed_text.hpp"
#include "web/assets.hpp"

namespace kith::app {
namespace {

media::Limits media_limits(const Config& config) {
    media::Limits limits;
    limits.video_bytes = static_cast<std::uint64_t>(config.upload_mib) << 20;
    return limits;
}

} // namespace

const Clock& Application::system_clock() {
    static const SystemClock clock;
    return clock;
}

Application::Application(const Config& config, std::unique_ptr<store::Store> store, const Clock& clock,
                         std::span<const web::AppFile> web_app, unsigned node)
    : config_(config),
      clock_(clock),
      ids_(clock_, node),
      store_(std::move(store)),
      instance_{config.domain, config.base_url},
      uploads_(*store_, clock_, ids_, events_, config.media(), config.uploads(), media_limits(config)),
      link_previews_(*store_, clock_, ids_, events_, instance_,
                     link_sources(client_, config.media(), media_limits(config))),
      account_presenter_(instance_, emoji_presenter_, events_, static_cast<std::size_t>(config.cache_mib) << 18,
                         config.counts),
      status_presenter_(instance_, account_presenter_, events_, clock_,
                        static_cast<std::size_t>(config.cache_mib) * 3 << 18),
      media_api_(uploads_, config.media(), config.uploads(), static_cast<std::size_t>(config.upload_mib) << 20),
      instance_api_(*store_, settings_, statistics_, server_blocks_, account_presenter_, instance_,
                    services::PostingLimits{}, media_limits(config), KITH_VERSION),
      web_app_(site_, sessions_, web_app) {
    relationship::use_stage_rules(config.stages);
    if (web_app_.present()) site_.start_path = "/";
    events_.listen([this](const services::Event& event) {
        if (std::holds_alternative<services::JobsAdded>(event)) jobs_.wake();
    });
    posting_.find_mutual_friends_by([this](AccountId author, std::span<const AccountId> strangers) {
        return tie_network_.mutual(author, strangers, 1);
    });
    add_jobs();
}

http::Router Application::router() {
    http::Router router;
    mastodon::Authenticate authenticate = [this](std::string_view token) { return authenticator_.session(token); };
    router.hooks.before = [this](http::Request& request) -> std::optional<http::Response> {
        if (auto shown = web_app_.before(request)) return shown;
        return config_.rate_limits ? rate_limiter_.before(request) : std::nullopt;
    };
    router.hooks.error = [this, prefixes = router.cors.prefixes](const http::Request& request, int status,
                                                                 std::string_view) -> std::optional<http::Response> {
        bool page = status == 404 && std::ranges::none_of(prefixes, [&](const auto& prefix) {
                        return request.path.starts_with(prefix);
                    });
        if (!page) return std::nullopt;
        return web::error_page(site_, not_found().error(), web::language_of(request.header("accept-language")));
    };
    auto mount = [&](auto& api) { mastodon::mount(router, api.routes(), authenticate, instance_); };
    mount(timelines_api_);
    mount(statuses_api_);
    mount(status_actions_api_);
    mount(scheduled_api_);
    mount(polls_api_);
    mount(media_api_);
    router.get("/media/*file", http::Run::worker, [this](http::Request& request) { return media_api_.file(request); });
    mount(oauth_api_);
    mount(sign_up_api_);
    web::mount_assets(router);
    web_app_.mount(router);
    sign_in_pages_.mount(router);
    authorize_pages_.mount(router);
    member_pages_.mount(router);
    settings_pages_.mount(router);
    public_pages_.mount(router);
    mount(accounts_api_);
    mount(relations_api_);
    mount(lists_api_);
    mount(suggestions_api_);
    mount(profile_api_);
    mount(instance_api_);
    mount(discovery_api_);
    mount(tags_api_);
    mount(trends_api_);
    mount(search_api_);
    mount(emojis_api_);
    mount(announcements_api_);
    mount(reports_api_);
    mount(misc_api_);
    mount(notifications_api_);
    mount(notification_requests_api_);
    mount(push_api_);
    mount(filters_api_);
    mount(markers_api_);
    mount(conversations_api_);
    streaming_api_.mount(router);
    kithapi::mount(router, kith_requests_api_.routes(), authenticate, instance_);
    kithapi::mount(router, kith_contact_api_.routes(), authenticate, instance_);
    kithapi::mount(router, kith_compose_api_.routes(), authenticate, instance_);
    kithapi::mount_document(router);
    auto mount_kith = [&](auto& api) { kithapi::mount(router, api.routes(), authenticate, instance_); };
    mount_kith(people_api_);
    mount_kith(door_api_);
    mount_kith(met_api_);
    mount_kith(outcomes_api_);
    mount_kith(network_api_);
    mount_kith(today_api_);
    mount_kith(mirror_api_);
    mount_kith(kith_settings_api_);
    mount_kith(account_api_);
    mount_kith(exports_api_);
    mount(admin_accounts_api_);
    mount(admin_reports_api_);
    mount(admin_domain_blocks_api_);
    mount_kith(admin_overview_api_);
    mount_kith(admin_settings_api_);
    mount_kith(admin_invitations_api_);
    mount_kith(admin_announcements_api_);
    mount_kith(admin_emojis_api_);
    kith_pages_.mount(router);
    router.get("/health", http::Run::loop, [this](http::Request&) {
        auto readable = store_->read([](store::ReadTx& tx) { return tx.settings().get("title"); });
        return readable ? http::Response::json_text(R"({"status":"UP"})")
                        : http::Response::json_text(R"({"status":"DOWN"})", 503);
    });
    return router;
}

// The address in "Kith <kith@example.org>"; without one, kith@ and the domain.
std::string Application::mail_sender(const Config& config) {
    std::string_view from = trim(config.mail_from);
    if (auto open = from.rfind('<'); open != std::string_view::npos)
        from = from.substr(open + 1, from.find('>', open) - open - 1);
    if (!from.empty()) return std::string(from);
    return "kith@" + config.domain.substr(0, config.domain.find(':'));
}

services::Mailer::Transport Application::mail_transport() const {
    if (!config_.mail_configured()) return {};
    return [this](const services::OutgoingMail& mail) {
        return http::send_mail({.url = config_.smtp_url, .user = config_.smtp_user, .password = config_.smtp_password},
                               {mail.from, mail.to, mail.message});
    };
}

services::Push::Transport Application::push_transport() const {
    return [this](const services::PushMessage& message) -> Result<int> {
        http::ClientRequest request{.method = "POST", .url = message.endpoint, .body = message.body};
        for (const auto& [name, value] : message.headers)
            request.headers.push_back({name, value});
        request.max_redirects = 0;
        return TRY(client_.send(request)).status;
    };
}

void Application::add_jobs() {
    using namespace std::chrono_literals;
    jobs_.handle(std::string(services::PollVotes::job_kind),
                 [this](const auto& payload) { return poll_votes_.end(payload); });
    jobs_.handle(std::string(services::Scheduling::job_kind),
                 [this](const auto& payload) { return scheduling_.publish(payload); });
    jobs_.handle(std::string(services::Uploads::job_kind),
                 [this](const auto& payload) { return uploads_.process_waiting(payload); });
    jobs_.handle(std::string(services::Posting::forget_job),
                 [this](const auto& payload) { return posting_.run_forget_job(payload); });
    jobs_.handle(std::string(services::Relations::mute_job),
                 [this](const auto& payload) { return relations_.run_mute_job(payload); });
    jobs_.every("uploads that were never posted", 1h, [this]() -> Result<void> {
        TRY(uploads_.remove_unattached(clock_.now() - 24h));
        return {};
    });
    jobs_.handle(std::string(services::Push::job_kind),
                 [this](const std::string& payload) { return push_.deliver(payload); });
    jobs_.handle(std::string(services::Mailer::job_kind),
                 [this](const std::string& payload) { return mailer_.deliver(payload); });
    jobs_.handle(std::string(services::AccountRemoval::job_kind), [this](const std::string& payload) {
        if (auto account = parse_id_as<AccountId>(payload)) archives_.remove(*account);
        return account_removal_.run(payload);
    });
    jobs_.handle(std::string(services::Archives::job_kind),
                 [this](const std::string& payload) { return archives_.run(payload); });
    jobs_.every("archives", 1h, [this] { return archives_.remove_old(); });
    jobs_.every("one-time links, sessions and codes", 1h, [this] {
        return store_->write([this](store::WriteTx& tx) -> Result<void> {
            TRY(tx.users().remove_expired(clock_.now()));
            return tx.oauth().remove_expired_codes(clock_.now());
        });
    });
    jobs_.every("one-time links and sessions", 1h, [this] { return sessions_.remove_expired(); });
    jobs_.every("changes from outside", 2s, [this] { return notice_outside_change(); });
    jobs_.every("ties in memory", 2s, [this] { return tie_network_.keep_up(); });
    jobs_.every("nudges and first messages", 1h,
                [this] { return services::forget_old_contacts(*store_, clock_.now()); });
    jobs_.every("idempotency keys", 1h, [this] {
        return store_->write(
            [this](store::WriteTx& tx) { return tx.statuses().forget_idempotent_before(clock_.now() - 24h); });
    });
    jobs_.handle(std::string(services::LinkPreviews::job_kind),
                 [this](const std::string& payload) { return link_previews_.make(payload); });
    jobs_.every("digests", 15min, [this] { return digests_.send_due(); });
    jobs_.every("what was put off, and codes", 1h, [this] {
        return store_->write([this](store::WriteTx& tx) -> Result<void> {
            TRY(tx.put_offs().remove_expired(clock_.now()));
            return tx.meetings().remove_expired_codes(clock_.now());
        });
    });
    jobs_.every("trends", 5min, [this] { return trends_.refresh(); });
    jobs_.every("server statistics", 10min, [this] { return statistics_.refresh(); });
    jobs_.every("planner statistics", 24h, [this] { return store_->tidy(); });
    jobs_.every("last use of tokens", 60s, [this]() -> Result<void> {
        auto used = authenticator_.take_used();
        if (used.empty()) return {};
        return store_->write([&](store::WriteTx& tx) -> Result<void> {
            for (auto token : used)
                TRY(tx.oauth().touch_token(token, clock_.now()));
            return {};
        });
    });
}

// An operator's command is another process: what this one keeps ready may be stale.
Result<void> Application::notice_outside_change() {
    auto now = TRY(store_->read([](store::ReadTx& tx) { return tx.settings().get(outside_change); })).value_or("");
    if (std::exchange(last_outside_change_, now) == now) return {};
    events_.publish(services::EverythingChanged{});
    TRY(emojis_.refresh());
    return announcements_.refresh();
}

Result<kithapi::Health> Application::health() const {
    kithapi::Health now{.version = KITH_VERSION,
                        .started_at = started_at_,
                        .mail_configured = config_.mail_configured(),
                        .last_backup_at = {}};
    std::error_code failed;
    for (const char* suffix : {"", "-wal"})
        if (auto bytes = std::filesystem::file_size(config_.database().string() + suffix, failed); !failed)
            now.database_bytes += static_cast<std::int64_t>(bytes);
    if (auto space = std::filesystem::space(config_.data, failed); !failed) {
        now.disk_free_bytes = static_cast<std::int64_t>(space.available);
        now.disk_bytes = static_cast<std::int64_t>(space.capacity);
    }
    TRY(store_->read([&](store::ReadTx& tx) -> Result<void> {
        now.jobs_waiting = TRY(tx.jobs().count_waiting());
        now.jobs_failed = TRY(tx.jobs().count_failed());
        if (auto at = parse_id(TRY(tx.settings().get(last_backup)).value_or("")))
            now.last_backup_at = from_unix_ms(*at);
        return {};
    }));
    return now;
}

Result<void> Application::start() {
    TRY(notice_outside_change());
    TRY(emojis_.refresh());
    TRY(announcements_.refresh());
    if (auto link = TRY(users_.make_owner_link()))
        log::info("Nobody owns this server yet. Make the owner's account at {}{}", config_.base_url, link->path);
    TRY(kith_preferences_.prepare());
    TRY(push_.prepare(TRY(secret_file(config_.data / "push.key", services::seal_key_bytes))));
    streaming_hub_.start();
    jobs_.start(2);
    return {};
}

void Application::stop() {
    jobs_.stop();
    streaming_hub_.stop();
}

} // namespace kith::app
