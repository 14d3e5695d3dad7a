// https://docs.joinmastodon.org/methods/push/
#pragma once

#include "mastodon/api.hpp"
#include "services/push.hpp"
#include "services/settings.hpp"

namespace kith::mastodon {

class PushApi {
public:
    PushApi(store::Store& store, services::Push& push, services::Settings& settings)
        : store_(store), push_(push), settings_(settings) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> one(Call& call);
    Result<http::Response> subscribe(Call& call);
    Result<http::Response> change(Call& call);
    Result<http::Response> unsubscribe(Call& call);

    Result<http::Response> present(const PushSubscription& subscription);

    store::Store& store_;
    services::Push& push_;
    services::Settings& settings_;
};

} // namespace kith::mastodon
