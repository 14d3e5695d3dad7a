// /settings. See src/kithapi/openapi/settings.json.
#pragma once

#include "kithapi/api.hpp"
#include "services/kith_preferences.hpp"

namespace kith::kithapi {

class SettingsApi {
public:
    explicit SettingsApi(services::KithPreferences& preferences) : preferences_(preferences) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> show(Call& call);
    Result<http::Response> change(Call& call);

    services::KithPreferences& preferences_;
};

} // namespace kith::kithapi
