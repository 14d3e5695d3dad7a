// /admin/announcements. See src/kithapi/openapi/admin.json.
#pragma once

#include "kithapi/api.hpp"
#include "services/announcements.hpp"

namespace kith::kithapi {

class AdminAnnouncementsApi {
public:
    AdminAnnouncementsApi(const Clock& clock, services::Announcements& announcements)
        : clock_(clock), announcements_(announcements) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list();
    Result<http::Response> create(Call& call);
    Result<http::Response> change(Call& call);

    const Clock& clock_;
    services::Announcements& announcements_;
};

} // namespace kith::kithapi
