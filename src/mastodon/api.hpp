// How an endpoint of a door is written: a row that says who may call it, and a function of a Call.
#pragma once

#include "http/router.hpp"
#include "services/instance.hpp"
#include "services/scopes.hpp"
#include "store/oauth.hpp"
#include "store/page.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace kith::mastodon {

// Who is calling, by the access token.
struct Session {
    TokenId token_id;
    ApplicationId application_id;
    AccountId account_id; // none: an application on its own
    Role role = Role::user;
    std::string scopes;
};

// One call of an endpoint.
struct Call {
    http::Request& request;
    std::shared_ptr<const Session> session; // null: nobody
    const services::Instance& instance;

    // The member; none for strangers.
    AccountId me() const { return session ? session->account_id : AccountId{}; }
    // Query and body as one tree. Errors: invalid.
    Result<const json::Value*> params() const { return request.params(); }
    // The id in the path. Errors: not_found.
    template <class I>
    Result<I> id(std::string_view capture = "id") const {
        auto parsed = parse_id_as<I>(request.capture(capture));
        if (!parsed) return not_found();
        return *parsed;
    }
    // max_id, since_id, min_id and limit (at least 1, at most `most`), as the API's paging has them.
    Result<store::Page> page(int limit, int most) const;
    // `Link` header of a page: rel="next" (older than `last`), rel="prev" (newer than `first`).
    void link(http::Response& response, std::int64_t first, std::int64_t last) const;
};

using Endpoint = std::function<Result<http::Response>(Call&)>;

enum class Access {
    open, // a token is looked at if it is there
    app,  // any good token
    user, // a member's token
    own,  // the endpoint looks at the token itself
};

struct ApiRoute {
    http::Method method;
    std::string pattern;
    Access access;
    std::string scope; // that the token must cover; empty: none
    http::Run run;
    Endpoint endpoint;
    std::size_t body_limit = http::default_body_limit;
};

// The session of an access token, or null if it is not good. Runs on event loops: kept in memory.
using Authenticate = std::function<Result<std::shared_ptr<const Session>>(std::string_view token)>;

// Puts the routes of a door into the router, each behind its access check; errors become {"error": …}.
void mount(http::Router& router, std::vector<ApiRoute> routes, const Authenticate& authenticate,
           const services::Instance& instance);

// An error as the Mastodon API has it, with the status of its kind.
http::Response error_response(const Error& error);
// A line in the log for what is answered 5xx.
void log_failure(const Error& error);
int http_status(ErrorKind kind);

} // namespace kith::mastodon
