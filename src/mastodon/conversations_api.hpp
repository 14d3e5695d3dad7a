// Direct conversations. https://docs.joinmastodon.org/methods/conversations/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/conversation_presenter.hpp"
#include "mastodon/status_presenter.hpp"

namespace kith::mastodon {

class ConversationsApi {
public:
    ConversationsApi(store::Store& store, services::Events& events, services::Viewers& viewers,
                     StatusPresenter& statuses, ConversationPresenter& conversations)
        : store_(store), events_(events), viewers_(viewers), statuses_(statuses), conversations_(conversations) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> remove(Call& call);
    Result<http::Response> read(Call& call);
    Result<http::Response> direct_timeline(Call& call);

    store::Store& store_;
    services::Events& events_;
    services::Viewers& viewers_;
    StatusPresenter& statuses_;
    ConversationPresenter& conversations_;
};

} // namespace kith::mastodon
