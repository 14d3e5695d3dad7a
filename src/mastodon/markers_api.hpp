// https://docs.joinmastodon.org/methods/markers/
#pragma once

#include "mastodon/api.hpp"
#include "services/markers.hpp"

namespace kith::mastodon {

class MarkersApi {
public:
    MarkersApi(store::Store& store, services::Markers& markers) : store_(store), markers_(markers) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> move(Call& call);

    store::Store& store_;
    services::Markers& markers_;
};

} // namespace kith::mastodon
