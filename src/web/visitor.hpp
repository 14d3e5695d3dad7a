// Who looks at a page: the browser's session, and the proof that a form came from a page of ours.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "services/sessions.hpp"
#include "web/layout.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kith::web {

inline constexpr std::string_view session_cookie = "kith_session";

// One request's browser. Forms carry a token that only a page of ours, opened in the same browser, can know: an HMAC
// keyed with a secret of the cookie (the session's, or for strangers one of its own).
class Visitor {
public:
    // Looks the session up. Errors: of the store.
    static Result<Visitor> of(const Site& site, services::Sessions& sessions, const http::Request& request);

    // None: a stranger.
    const std::optional<services::SignedIn>& who() const { return who_; }
    std::string_view session_token() const { return session_token_; }

    // In the visitor's language.
    const Words& say() const { return say_; }
    // A page with this title in that language.
    Page page(std::string_view title) const;

    // The hidden field of a form.
    void add_form_token(Html& html) const;
    // Whether the form came from such a page. Errors: invalid (form_expired).
    Result<void> check_form(const http::Request& request) const;
    // Gives a stranger's browser the cookie that its form tokens need, if it has none.
    void remember(http::Response& response) const;

    // The response signs the browser in, or out.
    void sign_in(http::Response& response, const std::string& token) const;
    void sign_out(http::Response& response) const;

private:
    Visitor(const Site& site, Language language) : site_(&site), say_(language) {}
    std::string form_token() const;

    const Site* site_;
    Words say_;
    std::optional<services::SignedIn> who_;
    std::string session_token_;
    std::string form_secret_;
    bool new_secret_ = false;
};

services::Device device_of(const http::Request& request);

// A path of this server to go on to, from a form or query: "/…" and nothing that a browser would take for another host;
// else "/".
std::string safe_return(std::string_view path);
// "/sign-in" that comes back to `path`.
std::string sign_in_path(std::string_view path);

} // namespace kith::web
