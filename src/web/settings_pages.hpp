// What members change in a browser without a script: password, e-mail address, where they are signed in, which apps
// they let in, what they take along, the end of the account; and, for those who run the server, invitations. The web
// app's settings do more, and take their downloads from here.
#pragma once

#include "http/router.hpp"
#include "services/account_removal.hpp"
#include "services/archives.hpp"
#include "services/exports.hpp"
#include "services/invites.hpp"
#include "services/oauth.hpp"
#include "services/tie_preferences.hpp"
#include "web/visitor.hpp"

namespace kith::web {

class SettingsPages {
public:
    SettingsPages(const Site& site, const Clock& clock, services::Sessions& sessions, services::Users& users,
                  services::OAuth& oauth, services::Invites& invites, services::AccountRemoval& removal,
                  services::TiePreferences& tie_preferences, const services::Exports& exports,
                  services::Archives& archives)
        : site_(site),
          clock_(clock),
          sessions_(sessions),
          users_(users),
          oauth_(oauth),
          invites_(invites),
          removal_(removal),
          tie_preferences_(tie_preferences),
          exports_(exports),
          archives_(archives) {}

    void mount(http::Router& router);

private:
    using Response = Result<http::Response>;
    // What a form asks for; afterwards the browser goes on to the settings.
    using Action = Result<void> (SettingsPages::*)(const Visitor&, const http::Request&, const json::Value&);

    // The section and message of what went wrong or well.
    struct Note {
        std::string_view section;
        std::string_view message; // of `sentences`, or of the error that is being told
        bool problem = true;
    };

    Response show(http::Request& request);
    Response act(http::Request& request, std::string_view section, Action action);
    Response refused(const Visitor& visitor, std::string_view section, const Error& error);
    Response remove_account(http::Request& request);
    Response goodbye(const Visitor& visitor) const;
    Response download_export(http::Request& request);
    Response download_archive(http::Request& request);
    Response page(const Visitor& visitor, const Note& note, int status);
    Result<void> change_password(const Visitor& visitor, const http::Request& request, const json::Value& params);
    Result<void> change_email(const Visitor& visitor, const http::Request& request, const json::Value& params);
    Result<void> end_session(const Visitor& visitor, const http::Request& request, const json::Value& params);
    Result<void> take_back(const Visitor& visitor, const http::Request& request, const json::Value& params);
    Result<void> invite(const Visitor& visitor, const http::Request& request, const json::Value& params);
    Result<void> revoke_invite(const Visitor& visitor, const http::Request& request, const json::Value& params);
    Result<void> make_archive(const Visitor& visitor, const http::Request& request, const json::Value& params);
    void add_exports(Html& html, const Visitor& visitor) const;
    Result<void> change_ties(const Visitor& visitor, const http::Request& request, const json::Value& params);
    Result<void> add_ties(Html& html, const Visitor& visitor) const;
    Result<void> add_sessions(Html& html, const Visitor& visitor) const;
    Result<void> add_applications(Html& html, const Visitor& visitor) const;
    Result<void> add_invitations(Html& html, const Visitor& visitor) const;

    const Site& site_;
    const Clock& clock_;
    services::Sessions& sessions_;
    services::Users& users_;
    services::OAuth& oauth_;
    services::Invites& invites_;
    services::AccountRemoval& removal_;
    services::TiePreferences& tie_preferences_;
    const services::Exports& exports_;
    services::Archives& archives_;
};

} // namespace kith::web
