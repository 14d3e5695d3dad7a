// Joining, and coming back: sign-up, invitations, confirmation, forgotten passwords, the first owner.
#pragma once

#include "http/router.hpp"
#include "services/sign_up.hpp"
#include "web/visitor.hpp"

namespace kith::web {

class MemberPages {
public:
    MemberPages(const Site& site, services::Sessions& sessions, services::Users& users, services::SignUp& sign_up,
                services::Invites& invites)
        : site_(site), sessions_(sessions), users_(users), sign_up_(sign_up), invites_(invites) {}

    void mount(http::Router& router);

private:
    using Response = Result<http::Response>;

    Response show_sign_up(http::Request& request);
    Response show_invitation(http::Request& request);
    Response sign_up(http::Request& request);
    Response sign_up_form(const Visitor& visitor, const services::SignUpForm& filled,
                          const std::vector<services::FieldProblem>& problems, std::string_view problem);
    Response confirm(http::Request& request);
    Response show_reset(http::Request& request);
    Response reset(http::Request& request);
    Response reset_form(const Visitor& visitor, const Account& account, std::string_view token,
                        std::string_view problem);
    Response show_welcome(http::Request& request);
    Response welcome(http::Request& request);
    Response welcome_form(const Visitor& visitor, std::string_view token, const services::NewUser& filled,
                          const Error* problem);
    struct Letter;
    Response show_letter(http::Request& request, const Letter& letter);
    Response send_letter(http::Request& request, const Letter& letter);
    // A page that asks for an e-mail address.
    Response ask_address(const Visitor& visitor, const Letter& letter, const Error* problem);
    // A page that only says something.
    Response tell(const Visitor& visitor, std::string_view title, std::string_view words);
    // Signs the browser in as this member.
    Response enter(const Visitor& visitor, const http::Request& request, AccountId account, std::string path);

    const Site& site_;
    services::Sessions& sessions_;
    services::Users& users_;
    services::SignUp& sign_up_;
    services::Invites& invites_;
};

} // namespace kith::web
