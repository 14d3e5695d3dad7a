// https://docs.joinmastodon.org/methods/admin/accounts/
#pragma once

#include "mastodon/admin_presenter.hpp"
#include "mastodon/api.hpp"
#include "services/account_removal.hpp"
#include "services/users.hpp"

namespace kith::mastodon {

class AdminAccountsApi {
public:
    AdminAccountsApi(store::Store& store, services::Users& users, services::AccountRemoval& removal,
                     AdminPresenter& presenter)
        : store_(store), users_(users), removal_(removal), presenter_(presenter) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call, const store::AccountSelection& selection);
    Result<http::Response> show(Call& call);
    Result<http::Response> approve(Call& call);
    Result<http::Response> reject(Call& call);
    Result<http::Response> act(Call& call);
    Result<http::Response> unsuspend(Call& call);
    Result<http::Response> remove(Call& call);

    // What the account is like now, and how it is shown.
    struct Found {
        Account account;
        User user;
        std::string json;
    };
    Result<Found> find(Call& call);

    store::Store& store_;
    services::Users& users_;
    services::AccountRemoval& removal_;
    AdminPresenter& presenter_;
};

} // namespace kith::mastodon
