// /network and /paths. See src/kithapi/openapi/network.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/networks.hpp"
#include "services/tie_network.hpp"

namespace kith::kithapi {

class NetworkApi {
public:
    NetworkApi(store::Store& store, const Clock& clock, services::TieNetwork& ties,
               mastodon::AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> network(Call& call);
    Result<http::Response> paths(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::TieNetwork& ties_;
    mastodon::AccountPresenter& accounts_;
};

} // namespace kith::kithapi
