// Pages that links from outside lead to: a code that somebody showed (/met/…), and the end of mails (/unsubscribe/…,
// RFC 8058: a POST from the mail program is enough, and a GET changes nothing).
#pragma once

#include "services/kith_preferences.hpp"
#include "services/meetings.hpp"
#include "services/sessions.hpp"
#include "web/layout.hpp"

#include "http/router.hpp"

namespace kith::web {

class KithPages {
public:
    KithPages(const Site& site, store::Store& store, services::Sessions& sessions, services::Meetings& meetings,
              services::KithPreferences& preferences);

    void mount(http::Router& router);

private:
    Result<http::Response> show_met(http::Request& request);
    Result<http::Response> met(http::Request& request);
    Result<http::Response> show_unsubscribe(http::Request& request);
    Result<http::Response> unsubscribe(http::Request& request);

    const Site& site_;
    store::Store& store_;
    services::Sessions& sessions_;
    services::Meetings& meetings_;
    services::KithPreferences& preferences_;
};

} // namespace kith::web
