// GET search, v2 and v1. https://docs.joinmastodon.org/methods/search/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/status_presenter.hpp"

namespace kith::mastodon {

class SearchApi {
public:
    SearchApi(store::Store& store, const Clock& clock, services::Viewers& viewers, AccountPresenter& accounts,
              StatusPresenter& statuses)
        : store_(store), clock_(clock), viewers_(viewers), accounts_(accounts), statuses_(statuses) {}

    std::vector<ApiRoute> routes();

private:
    // names_only: hashtags are names, as v1 has them.
    Result<http::Response> search(Call& call, bool names_only);

    store::Store& store_;
    const Clock& clock_;
    services::Viewers& viewers_;
    AccountPresenter& accounts_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
