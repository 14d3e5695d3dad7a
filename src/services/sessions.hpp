// Browsers that are signed in. A browser holds a random token in a cookie; its digest is kept. With the session comes
// an access token for the web app of this server, which the browser never sees: it follows from the cookie.
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

// The application that statuses written in a browser name.
inline constexpr ApplicationId web_application{1};

struct Device {
    std::string user_agent;
    std::string address;
};

// Who a browser is.
struct SignedIn {
    SessionId session_id;
    Account account;
    Role role = Role::user;
    std::string email;
};

// Thread-safe.
class Sessions {
public:
    static constexpr std::chrono::hours lifetime{24 * 60};

    Sessions(store::Store& store, const Clock& clock, IdMaker& ids, Events& events)
        : store_(store), clock_(clock), ids_(ids), events_(events) {}

    // A new session, always with a new token (what the browser had before counts for nothing): gives the token.
    Result<std::string> start(AccountId account, const Device& device);
    // None for a token that is unknown or over, or whose member may not act. Notes the use, at most once an hour.
    Result<std::optional<SignedIn>> find(std::string_view token);
    Result<void> end(std::string_view token);
    // The access token with which the session's browser calls the API.
    static std::string access_token(std::string_view token);

    // The session whose access token this is. Errors: forbidden for the token of an app.
    Result<SessionId> of_access_token(std::string_view access_token) const;

    // Used last comes first, without those that are over.
    Result<std::vector<store::BrowserSession>> list(AccountId account) const;
    // Errors: not_found if it is not the account's.
    Result<void> revoke(AccountId account, SessionId id);
    // All but this one of the account's.
    Result<void> revoke_others(AccountId account, SessionId but);
    // Within a write: all but one (none: all).
    static Result<void> end_others(store::WriteTx& tx, AccountId account, SessionId but);

    // Within a job: sessions that are over, and links.
    Result<void> remove_expired();

private:
    Result<void> remove(store::WriteTx& tx, AccountId account, SessionId id);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
};

} // namespace kith::services
