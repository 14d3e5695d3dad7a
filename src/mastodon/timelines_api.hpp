// GET timelines: home, public, tag, list. https://docs.joinmastodon.org/methods/timelines/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/status_presenter.hpp"

namespace kith::mastodon {

class TimelinesApi {
public:
    TimelinesApi(store::Store& store, const Clock& clock, services::Viewers& viewers, StatusPresenter& statuses);

    std::vector<ApiRoute> routes();

private:
    // The page of a timeline: `ids` gives the skeleton within the snapshot.
    Result<http::Response>
    timeline(Call& call, FilterContext context,
             const std::function<Result<std::vector<StatusId>>(const store::ReadTx&, const store::Page&)>& ids);
    Result<http::Response> home(Call& call);
    Result<http::Response> public_(Call& call);
    Result<http::Response> tag(Call& call);
    Result<http::Response> list(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::Viewers& viewers_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
