// /mirror. See src/kithapi/openapi/mirror.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/mirrors.hpp"

namespace kith::kithapi {

class MirrorApi {
public:
    MirrorApi(store::Store& store, const Clock& clock, services::Mirrors& mirrors,
              mastodon::AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> mirror(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::Mirrors& mirrors_;
    mastodon::AccountPresenter& accounts_;
};

} // namespace kith::kithapi
