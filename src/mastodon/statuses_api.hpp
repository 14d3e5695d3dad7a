// Statuses: post, read, delete, boost. https://docs.joinmastodon.org/methods/statuses/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/posting.hpp"
#include "services/scheduling.hpp"

namespace kith::mastodon {

class StatusesApi {
public:
    StatusesApi(store::Store& store, services::Posting& posting, services::Scheduling& scheduling,
                services::Viewers& viewers, StatusPresenter& statuses);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> show(Call& call, StatusId id);
    Result<http::Response> post(Call& call);
    Result<http::Response> edit(Call& call);
    Result<http::Response> get(Call& call);
    Result<http::Response> remove(Call& call);
    Result<http::Response> boost(Call& call);
    Result<http::Response> unboost(Call& call);

    store::Store& store_;
    services::Posting& posting_;
    services::Scheduling& scheduling_;
    services::Viewers& viewers_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
