// Statuses: post, read, delete, boost; what authors say about quotes. https://docs.joinmastodon.org/methods/statuses/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/posting.hpp"
#include "services/quotes.hpp"
#include "services/scheduling.hpp"

namespace kith::mastodon {

class StatusesApi {
public:
    StatusesApi(store::Store& store, services::Posting& posting, services::Scheduling& scheduling,
                services::Quotes& quotes, services::Viewers& viewers, StatusPresenter& statuses);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> show(Call& call, StatusId id);
    Result<http::Response> post(Call& call);
    Result<http::Response> edit(Call& call);
    Result<http::Response> get(Call& call);
    Result<http::Response> remove(Call& call);
    Result<http::Response> boost(Call& call);
    Result<http::Response> unboost(Call& call);
    Result<http::Response> set_quote_policy(Call& call);
    Result<http::Response> revoke_quote(Call& call);

    store::Store& store_;
    services::Posting& posting_;
    services::Scheduling& scheduling_;
    services::Quotes& quotes_;
    services::Viewers& viewers_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
