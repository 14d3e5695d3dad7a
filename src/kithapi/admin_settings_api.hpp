// /admin/settings and /admin/rules. See src/kithapi/openapi/admin.json.
#pragma once

#include "kithapi/api.hpp"
#include "services/settings.hpp"

namespace kith::kithapi {

// What the operator decided in the program's configuration: shown, but not changed here.
struct FixedSettings {
    std::string domain;
    bool nudges = true;
    std::string counts; // who sees numbers of followers: nobody, self, everybody
    bool mail = false;
};

class AdminSettingsApi {
public:
    AdminSettingsApi(store::Store& store, services::Settings& settings, FixedSettings fixed)
        : store_(store), settings_(settings), fixed_(std::move(fixed)) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> show();
    Result<http::Response> change(Call& call);
    Result<http::Response> rules();
    Result<http::Response> change_rule(Call& call);

    store::Store& store_;
    services::Settings& settings_;
    FixedSettings fixed_;
};

} // namespace kith::kithapi
