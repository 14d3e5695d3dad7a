// /today. See src/kithapi/openapi/today.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/today_lists.hpp"

namespace kith::kithapi {

class TodayApi {
public:
    TodayApi(store::Store& store, services::TodayLists& lists, services::Viewers& viewers,
             mastodon::AccountPresenter& accounts, mastodon::StatusPresenter& statuses);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> answer(Call& call);
    Result<http::Response> put_offs(Call& call);
    Result<http::Response> take_back(Call& call);

    store::Store& store_;
    services::TodayLists& lists_;
    services::Viewers& viewers_;
    mastodon::AccountPresenter& accounts_;
    mastodon::StatusPresenter& statuses_;
};

} // namespace kith::kithapi
