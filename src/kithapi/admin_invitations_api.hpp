// /admin/invitations. See src/kithapi/openapi/admin.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/invites.hpp"

namespace kith::kithapi {

class AdminInvitationsApi {
public:
    AdminInvitationsApi(store::Store& store, const Clock& clock, services::Invites& invites,
                        mastodon::AccountPresenter& accounts)
        : store_(store), clock_(clock), invites_(invites), accounts_(accounts) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> create(Call& call);
    Result<std::vector<std::string>> shown(const Call& call, std::span<const store::Invite> invites);

    store::Store& store_;
    const Clock& clock_;
    services::Invites& invites_;
    mastodon::AccountPresenter& accounts_;
};

} // namespace kith::kithapi
