// /admin/overview, /admin/health, /admin/log, and what the standard API has no words for about accounts. See
// src/kithapi/openapi/admin.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/statistics.hpp"
#include "services/users.hpp"

#include <functional>

namespace kith::kithapi {

// How the program and its machine are.
struct Health {
    std::string version;
    Time started_at;
    std::int64_t database_bytes = 0;
    std::int64_t disk_free_bytes = 0; // where the data is; with the one below: 0 if nobody knows
    std::int64_t disk_bytes = 0;
    std::int64_t jobs_waiting = 0;
    std::int64_t jobs_failed = 0; // given up
    bool mail_configured = false;
    std::optional<Time> last_backup_at; // by `kith backup`
};

class AdminOverviewApi {
public:
    using HealthOf = std::function<Result<Health>()>;

    AdminOverviewApi(store::Store& store, services::Statistics& statistics, services::Users& users,
                     mastodon::AccountPresenter& accounts, HealthOf health)
        : store_(store), statistics_(statistics), users_(users), accounts_(accounts), health_(std::move(health)) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> overview(Call& call);
    Result<http::Response> health();
    Result<http::Response> log(Call& call);
    Result<http::Response> confirm(Call& call);
    Result<http::Response> set_role(Call& call);

    store::Store& store_;
    services::Statistics& statistics_;
    services::Users& users_;
    mastodon::AccountPresenter& accounts_;
    HealthOf health_;
};

} // namespace kith::kithapi
