// /outcomes. See src/kithapi/openapi/outcomes.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/outcomes.hpp"

namespace kith::kithapi {

class OutcomesApi {
public:
    OutcomesApi(store::Store& store, services::Outcomes& outcomes, mastodon::AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> note(Call& call);
    Result<http::Response> forget(Call& call);

    store::Store& store_;
    services::Outcomes& outcomes_;
    mastodon::AccountPresenter& accounts_;
};

} // namespace kith::kithapi
