#include "kithapi/settings_api.hpp"

namespace kith::kithapi {
namespace {

struct SettingsEntity {
    bool connector = true;
    bool mail_newcomers = false;
    bool mail_today = false;
    bool mail_possible = false;
    int utc_offset = 0;
};
BOOST_DESCRIBE_STRUCT(SettingsEntity, (), (connector, mail_newcomers, mail_today, mail_possible, utc_offset))

} // namespace

std::vector<ApiRoute> SettingsApi::routes() {
    return {
        reading("/settings", [this](Call& c) { return show(c); }),
        writing(http::Method::patch, "/settings", [this](Call& c) { return change(c); }),
    };
}

Result<http::Response> SettingsApi::show(Call& call) {
    auto kept = TRY(preferences_.get(call.me()));
    SettingsEntity entity{.connector = kept.ties.connects,
                          .mail_newcomers = kept.settings.mail_newcomers,
                          .mail_today = kept.settings.mail_today,
                          .mail_possible = kept.mail_possible,
                          .utc_offset = kept.settings.utc_offset};
    return http::Response::json(entity);
}

Result<http::Response> SettingsApi::change(Call& call) {
    const auto& params = *TRY(call.params());
    services::PreferenceChange change{.connector = params["connector"].boolean(),
                                      .mail_newcomers = params["mail_newcomers"].boolean(),
                                      .mail_today = params["mail_today"].boolean(),
                                      .utc_offset = params["utc_offset"].integer()};
    TRY(preferences_.change(call.me(), change));
    return show(call);
}

} // namespace kith::kithapi
