// What Kith would notice about a draft, before it is sent; and whether the member wants drafts to come back.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/contact_policies.hpp"
#include "services/posting.hpp"

namespace kith::kithapi {

class ComposeApi {
public:
    ComposeApi(store::Store& store, const Clock& clock, services::Posting& posting, services::ContactPolicies& policies,
               mastodon::AccountPresenter& accounts)
        : store_(store), clock_(clock), posting_(posting), policies_(policies), accounts_(accounts) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> check(Call& call);
    Result<http::Response> nudges(Call& call);
    Result<http::Response> set_nudges(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::Posting& posting_;
    services::ContactPolicies& policies_;
    mastodon::AccountPresenter& accounts_;
};

} // namespace kith::kithapi
