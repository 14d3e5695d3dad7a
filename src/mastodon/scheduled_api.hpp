// Statuses to be posted later. https://docs.joinmastodon.org/methods/scheduled_statuses/
#pragma once

#include "mastodon/api.hpp"
#include "services/scheduling.hpp"

namespace kith::mastodon {

// The ScheduledStatus entity as an answer.
Result<http::Response> scheduled_response(store::Store& store, const store::ScheduledStatus& scheduled,
                                          const services::Instance& instance);

class ScheduledApi {
public:
    ScheduledApi(store::Store& store, services::Scheduling& scheduling) : store_(store), scheduling_(scheduling) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> one(Call& call);
    Result<http::Response> reschedule(Call& call);
    Result<http::Response> cancel(Call& call);

    store::Store& store_;
    services::Scheduling& scheduling_;
};

} // namespace kith::mastodon
