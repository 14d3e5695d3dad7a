// Trends, and the posts about a link. https://docs.joinmastodon.org/methods/trends/, timelines#link
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/trends.hpp"

namespace kith::mastodon {

class TrendsApi {
public:
    TrendsApi(store::Store& store, services::Trends& trends, services::Viewers& viewers, StatusPresenter& statuses)
        : store_(store), trends_(trends), viewers_(viewers), statuses_(statuses) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> tags(Call& call);
    Result<http::Response> statuses(Call& call);
    Result<http::Response> links(Call& call);
    Result<http::Response> link_timeline(Call& call);

    store::Store& store_;
    services::Trends& trends_;
    services::Viewers& viewers_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
