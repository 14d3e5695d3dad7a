// Reading accounts. https://docs.joinmastodon.org/methods/accounts/
#pragma once

#include "mastodon/account_page.hpp"
#include "mastodon/status_presenter.hpp"

namespace kith::mastodon {

class AccountsApi {
public:
    AccountsApi(store::Store& store, const Clock& clock, services::Viewers& viewers, AccountPresenter& accounts,
                StatusPresenter& statuses);

    std::vector<ApiRoute> routes();

private:
    static Result<void> nearest_first(const store::ReadTx& tx, AccountId viewer, std::vector<AccountId>& accounts,
                                      Time now);
    Result<http::Response> get(Call& call);
    Result<http::Response> several(Call& call);
    Result<http::Response> statuses(Call& call);
    Result<http::Response> network(Call& call, bool followers);
    Result<http::Response> featured_tags(Call& call);
    Result<http::Response> endorsements(Call& call);
    Result<http::Response> relationships(Call& call);
    Result<http::Response> familiar_followers(Call& call);
    Result<http::Response> search(Call& call);
    Result<http::Response> lookup(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::Viewers& viewers_;
    AccountPresenter& accounts_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
