// Signing a browser in and out.
#pragma once

#include "http/router.hpp"
#include "services/users.hpp"
#include "web/visitor.hpp"

namespace kith::web {

class SignInPages {
public:
    SignInPages(const Site& site, services::Sessions& sessions, services::Users& users)
        : site_(site), sessions_(sessions), users_(users) {}

    void mount(http::Router& router);

private:
    Result<http::Response> show(http::Request& request);
    Result<http::Response> sign_in(http::Request& request);
    Result<http::Response> sign_out(http::Request& request);
    Result<http::Response> form(const Visitor& visitor, std::string_view return_to, std::string_view login,
                                const Error* problem);

    const Site& site_;
    services::Sessions& sessions_;
    services::Users& users_;
};

using PageHandler = std::function<Result<http::Response>(http::Request&)>;
// A handler whose errors become pages. Pages ask the store for the session, now and then also write its last use: they
// run on workers.
http::Handler page_handler(const Site& site, PageHandler handler);

} // namespace kith::web
