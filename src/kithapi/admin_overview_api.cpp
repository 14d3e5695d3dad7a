#include "kithapi/admin_overview_api.hpp"

#include "kithapi/admin_routes.hpp"
#include "store/moderation_log.hpp"

namespace kith::kithapi {
namespace {

struct OverviewEntity {
    std::int64_t sign_ups = 0;
    std::int64_t reports = 0;
    std::int64_t members = 0;
    std::int64_t active_month = 0;
};
BOOST_DESCRIBE_STRUCT(OverviewEntity, (), (sign_ups, reports, members, active_month))

struct HealthEntity {
    std::string version;
    Time started_at;
    std::int64_t database_bytes = 0;
    std::optional<std::int64_t> disk_free_bytes;
    std::optional<std::int64_t> disk_bytes;
    std::int64_t jobs_waiting = 0;
    std::int64_t jobs_failed = 0;
    bool mail_configured = false;
    std::optional<Time> last_backup_at;
};
BOOST_DESCRIBE_STRUCT(HealthEntity, (),
                      (version, started_at, database_bytes, disk_free_bytes, disk_bytes, jobs_waiting, jobs_failed,
                       mail_configured, last_backup_at))

struct LogEntity {
    store::ModerationEntryId id;
    Time at;
    std::string action;
    std::string subject;
    std::string text;
    std::optional<json::Raw> moderator;
    std::optional<json::Raw> account;
    ReportId report_id;
};
BOOST_DESCRIBE_STRUCT(LogEntity, (), (id, at, action, subject, text, moderator, account, report_id))

} // namespace

std::vector<ApiRoute> AdminOverviewApi::routes() {
    using http::Method;
    return {
        admin_reading("/overview", Permission::view_dashboard, [this](Call& c) { return overview(c); }),
        admin_reading("/health", Permission::view_dashboard, [this](Call&) { return health(); }),
        admin_reading("/log", Permission::view_audit_log, [this](Call& c) { return log(c); }),
        admin_writing(Method::post, "/accounts/:id/confirm", Permission::manage_users,
                      [this](Call& c) { return confirm(c); }),
        admin_writing(Method::put, "/accounts/:id/role", Permission::manage_roles,
                      [this](Call& c) { return set_role(c); }),
    };
}

Result<http::Response> AdminOverviewApi::overview(Call&) {
    auto figures = TRY(statistics_.get());
    OverviewEntity entity{.members = figures->counts.members, .active_month = figures->active_month};
    TRY(store_.read([&](store::ReadTx& tx) -> Result<void> {
        entity.sign_ups = TRY(tx.users().count_unapproved());
        entity.reports = TRY(tx.reports().count_open());
        return {};
    }));
    return http::Response::json(entity);
}

Result<http::Response> AdminOverviewApi::health() {
    auto now = TRY(health_());
    HealthEntity entity{.version = now.version,
                        .started_at = now.started_at,
                        .database_bytes = now.database_bytes,
                        .disk_free_bytes = {},
                        .disk_bytes = {},
                        .jobs_waiting = now.jobs_waiting,
                        .jobs_failed = now.jobs_failed,
                        .mail_configured = now.mail_configured,
                        .last_backup_at = now.last_backup_at};
    if (now.disk_bytes > 0) {
        entity.disk_free_bytes = now.disk_free_bytes;
        entity.disk_bytes = now.disk_bytes;
    }
    return http::Response::json(entity);
}

Result<http::Response> AdminOverviewApi::log(Call& call) {
    auto page = TRY(call.page(40, 100));
    AccountId about;
    if (auto text = (*TRY(call.params()))["account_id"].str(); text && !text->empty()) {
        auto id = parse_id_as<AccountId>(*text);
        if (!id) return http::Response::json_text("[]");
        about = *id;
    }
    auto epoch = accounts_.epoch();
    std::vector<store::ModerationEntry> entries;
    auto entities = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<LogEntity>> {
        entries = TRY(tx.moderation_log().list(about, page));
        std::vector<AccountId> people;
        for (const auto& entry : entries)
            for (auto id : {entry.account_id, entry.target_id})
                if (id) people.push_back(id);
        auto views = TRY(accounts_.load(tx, people, epoch));
        auto person = [&](AccountId id) -> std::optional<json::Raw> {
            auto view = views.find(id);
            return view == views.end() ? std::nullopt : std::optional(json::Raw{view->second->json});
        };
        std::vector<LogEntity> made;
        for (auto& entry : entries)
            made.push_back({.id = entry.id,
                            .at = time_of_id(entry.id.value),
                            .action = std::move(entry.action),
                            .subject = std::move(entry.subject),
                            .text = std::move(entry.text),
                            .moderator = person(entry.account_id),
                            .account = person(entry.target_id),
                            .report_id = entry.report_id});
        return made;
    }));
    auto response = http::Response::json(entities);
    if (!entries.empty()) call.link(response, entries.front().id.value, entries.back().id.value);
    return response;
}

Result<http::Response> AdminOverviewApi::confirm(Call& call) {
    TRY(users_.confirm(mastodon::moderator_of(call), TRY(call.id<AccountId>())));
    return http::Response::json_text("{}");
}

Result<http::Response> AdminOverviewApi::set_role(Call& call) {
    auto role = parse_role((*TRY(call.params()))["role"].str().value_or(""));
    if (!role) return invalid("role", "The role is user, moderator, admin or owner");
    TRY(users_.set_role(mastodon::moderator_of(call), TRY(call.id<AccountId>()), *role));
    return http::Response::json_text("{}");
}

} // namespace kith::kithapi
