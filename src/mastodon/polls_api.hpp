// Polls. https://docs.joinmastodon.org/methods/polls/
#pragma once

#include "mastodon/api.hpp"
#include "services/poll_votes.hpp"

namespace kith::mastodon {

class PollsApi {
public:
    PollsApi(store::Store& store, services::PollVotes& votes, const Clock& clock)
        : store_(store), votes_(votes), clock_(clock) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> show(Call& call);
    Result<http::Response> vote(Call& call);

    store::Store& store_;
    services::PollVotes& votes_;
    const Clock& clock_;
};

} // namespace kith::mastodon
