// The page on which a member lets an app in, or does not. https://docs.joinmastodon.org/methods/oauth/#authorize
#pragma once

#include "http/router.hpp"
#include "services/oauth.hpp"
#include "web/visitor.hpp"

namespace kith::web {

class AuthorizePages {
public:
    AuthorizePages(const Site& site, services::Sessions& sessions, services::OAuth& oauth)
        : site_(site), sessions_(sessions), oauth_(oauth) {}

    void mount(http::Router& router);

private:
    Result<http::Response> ask(http::Request& request);
    Result<http::Response> decide(http::Request& request);
    Result<http::Response> show_code(http::Request& request);
    Result<http::Response> consent(const Visitor& visitor, const services::AuthorizationRequest& request,
                                   const services::Authorization& authorization);
    // The browser goes back to the app, with an error; out of band the person is told.
    Result<http::Response> refuse(const services::AuthorizationRequest& request, const Error& error);

    const Site& site_;
    services::Sessions& sessions_;
    services::OAuth& oauth_;
};

} // namespace kith::web
