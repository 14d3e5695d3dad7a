// What is done with statuses and asked about them: favourite, bookmark, pin, mute; context, history, who boosted.
// https://docs.joinmastodon.org/methods/statuses/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/posting.hpp"
#include "services/status_marks.hpp"

namespace kith::mastodon {

class StatusActionsApi {
public:
    StatusActionsApi(store::Store& store, services::StatusMarks& marks, services::Viewers& viewers,
                     StatusPresenter& statuses, AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    using Mark = Result<StatusId> (services::StatusMarks::*)(AccountId, StatusId);

    Result<http::Response> mark(Call& call, Mark action);
    Result<http::Response> context(Call& call);
    Result<http::Response> several(Call& call);
    // Accounts of a paged list about one visible status.
    Result<http::Response>
    accounts_of(Call& call, const std::function<Result<std::vector<store::Positioned>>(const store::ReadTx&, StatusId,
                                                                                       const store::Page&)>& list);
    Result<http::Response> quotes(Call& call);
    // The member's marked statuses: favourites, bookmarks.
    Result<http::Response>
    marked(Call& call,
           const std::function<Result<std::vector<std::pair<StatusId, std::int64_t>>>(const store::ReadTx&,
                                                                                      const store::Page&)>& list);
    Result<http::Response> source(Call& call);
    Result<http::Response> history(Call& call);

    store::Store& store_;
    services::StatusMarks& marks_;
    services::Viewers& viewers_;
    StatusPresenter& statuses_;
    AccountPresenter& accounts_;
};

} // namespace kith::mastodon
