// /met: codes for those who meet in person. See src/kithapi/openapi/met.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/meetings.hpp"

namespace kith::kithapi {

class MetApi {
public:
    MetApi(store::Store& store, const Clock& clock, services::Meetings& meetings, mastodon::AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> show_code(Call& call);
    Result<http::Response> shown_code(Call& call);
    Result<http::Response> end_code(Call& call);
    Result<http::Response> list(Call& call);
    Result<http::Response> enter_code(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::Meetings& meetings_;
    mastodon::AccountPresenter& accounts_;
};

} // namespace kith::kithapi
