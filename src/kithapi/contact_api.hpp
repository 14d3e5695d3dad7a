// Who may reach the member with what: contact policy (published), boundaries and wanted offers (known to the member
// alone).
#pragma once

#include "kithapi/api.hpp"
#include "kithapi/boundary_entity.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/contact_policies.hpp"

namespace kith::kithapi {

class ContactApi {
public:
    ContactApi(store::Store& store, services::ContactPolicies& policies, services::Viewers& viewers,
               mastodon::AccountPresenter& accounts, mastodon::StatusPresenter& statuses)
        : store_(store), policies_(policies), viewers_(viewers), accounts_(accounts), statuses_(statuses) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> policy(Call& call);
    Result<http::Response> policy_of(Call& call);
    Result<http::Response> change_policy(Call& call);
    Result<http::Response> boundaries(Call& call);
    Result<http::Response> boundary(Call& call);
    Result<http::Response> set_boundary(Call& call, const relationship::Boundaries& boundaries);
    Result<http::Response> show(const store::ContactRule& rule);
    Result<http::Response> offers(Call& call);
    Result<http::Response> offer_authors(Call& call);
    Result<http::Response> want_offers(Call& call, bool wanted);

    store::Store& store_;
    services::ContactPolicies& policies_;
    services::Viewers& viewers_;
    mastodon::AccountPresenter& accounts_;
    mastodon::StatusPresenter& statuses_;
};

} // namespace kith::kithapi
