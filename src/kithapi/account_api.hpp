// /account: the member's login, where it is used, and its end. See src/kithapi/openapi/account.json.
//
// All of it is for browsers that are signed in here (docs/adr/0006-web-app-session.md): the token of an app, whatever
// its scopes, is refused. What cannot be taken back asks for the password as well.
#pragma once

#include "kithapi/api.hpp"
#include "services/account_removal.hpp"
#include "services/oauth.hpp"
#include "services/sessions.hpp"
#include "services/users.hpp"

namespace kith::kithapi {

class AccountApi {
public:
    AccountApi(store::Store& store, services::Users& users, services::Sessions& sessions, services::OAuth& oauth,
               services::AccountRemoval& removal)
        : store_(store), users_(users), sessions_(sessions), oauth_(oauth), removal_(removal) {}

    std::vector<ApiRoute> routes();

private:
    using Response = Result<http::Response>;

    Response login(Call& call);
    Response change_password(Call& call);
    Response change_email(Call& call);
    Response remove(Call& call);
    Response browsers(Call& call);
    Response end_browser(Call& call);
    Response end_other_browsers(Call& call);
    Response applications(Call& call);
    Response revoke(Call& call);
    Response revoke_all(Call& call);
    Result<User> user(AccountId id) const;

    store::Store& store_;
    services::Users& users_;
    services::Sessions& sessions_;
    services::OAuth& oauth_;
    services::AccountRemoval& removal_;
};

// An endpoint for browsers alone: refuses the tokens of apps before it asks anything else.
mastodon::Endpoint browser_only(const services::Sessions& sessions, mastodon::Endpoint endpoint);

} // namespace kith::kithapi
