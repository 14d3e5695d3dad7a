#include "mastodon/polls_api.hpp"

#include "mastodon/status_presenter.hpp"

#include <array>

namespace kith::mastodon {

std::vector<ApiRoute> PollsApi::routes() {
    using enum http::Method;
    return {
        {get, "/api/v1/polls/:id", Access::open, "read:statuses", http::Run::loop, [this](Call& c) { return show(c); }},
        {post, "/api/v1/polls/:id/votes", Access::user, "write:statuses", http::Run::worker,
         [this](Call& c) { return vote(c); }},
    };
}

Result<http::Response> PollsApi::show(Call& call) {
    auto id = TRY(call.id<PollId>());
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto poll = TRY(services::PollVotes::visible(tx, call.me(), id));
        std::vector<store::PollVote> votes;
        if (call.me()) votes = TRY(tx.polls().votes(call.me(), std::array{id}));
        return http::Response::json(poll_entity(poll, call.me(), votes, clock_.now(), emojis_));
    });
}

Result<http::Response> PollsApi::vote(Call& call) {
    auto id = TRY(call.id<PollId>());
    const auto& params = *TRY(call.params());
    std::vector<int> choices;
    for (const auto* choice : params["choices"].list()) {
        auto position = choice->integer();
        // What is no number becomes a choice that does not exist.
        choices.push_back(position && *position >= 0 && *position < 1000 ? static_cast<int>(*position) : -1);
    }
    TRY(votes_.vote(call.me(), id, choices));
    return show(call);
}

} // namespace kith::mastodon
