// Polls. https://docs.joinmastodon.org/methods/polls/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/emoji_presenter.hpp"
#include "services/poll_votes.hpp"

namespace kith::mastodon {

class PollsApi {
public:
    PollsApi(store::Store& store, services::PollVotes& votes, const Clock& clock, const EmojiPresenter& emojis)
        : store_(store), votes_(votes), clock_(clock), emojis_(emojis) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> show(Call& call);
    Result<http::Response> vote(Call& call);

    store::Store& store_;
    services::PollVotes& votes_;
    const Clock& clock_;
    const EmojiPresenter& emojis_;
};

} // namespace kith::mastodon
