// /door: newcomers with facts, and what is done about them. See src/kithapi/openapi/door.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/door.hpp"

namespace kith::kithapi {

class DoorApi {
public:
    DoorApi(store::Store& store, services::Door& door, mastodon::AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> count(Call& call);
    Result<http::Response> one(Call& call);
    Result<http::Response> answer(Call& call);

    store::Store& store_;
    services::Door& door_;
    mastodon::AccountPresenter& accounts_;
};

} // namespace kith::kithapi
