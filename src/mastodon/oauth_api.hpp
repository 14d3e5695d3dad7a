// Applications and tokens: what OAuth 2 has apps ask for. The page on which a member lets an app in is of the web.
// https://docs.joinmastodon.org/methods/apps/ https://docs.joinmastodon.org/methods/oauth/
#pragma once

#include "mastodon/account_presenter.hpp"
#include "mastodon/api.hpp"
#include "mastodon/oauth_entities.hpp"
#include "services/attempts.hpp"
#include "services/oauth.hpp"
#include "services/settings.hpp"

namespace kith::mastodon {

class OAuthApi {
public:
    OAuthApi(store::Store& store, services::OAuth& oauth, services::Settings& settings, AccountPresenter& accounts,
             services::AttemptGate gate);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> register_application(Call& call);
    Result<http::Response> verify_application(Call& call);
    http::Response token(Call& call);
    http::Response revoke(Call& call);
    Result<http::Response> userinfo(Call& call);
    static http::Response metadata(Call& call);

    store::Store& store_;
    services::OAuth& oauth_;
    services::Settings& settings_;
    AccountPresenter& accounts_;
    services::AttemptGate gate_;
};

TokenEntity token_entity(const services::IssuedToken& token);
// RFC 6749 §5.2: {"error": code, "error_description": message}.
http::Response oauth_error_response(const Error& error);

} // namespace kith::mastodon
