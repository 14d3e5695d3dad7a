// Joining through an app. https://docs.joinmastodon.org/methods/accounts/#create
// https://docs.joinmastodon.org/methods/emails/
#pragma once

#include "mastodon/api.hpp"
#include "services/oauth.hpp"
#include "services/sign_up.hpp"

namespace kith::mastodon {

class SignUpApi {
public:
    SignUpApi(store::Store& store, services::SignUp& sign_up, services::Users& users, services::OAuth& oauth);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> create(Call& call);
    Result<http::Response> resend_confirmation(Call& call);
    Result<http::Response> check_confirmation(Call& call);
    // The member of the request's token, also while they may not act yet. Errors: unauthorized.
    Result<User> member(const Call& call) const;

    store::Store& store_;
    services::SignUp& sign_up_;
    services::Users& users_;
    services::OAuth& oauth_;
};

} // namespace kith::mastodon
