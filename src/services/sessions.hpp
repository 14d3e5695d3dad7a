// Browsers that are signed in. A browser holds a random token in a cookie; its digest is kept.
#pragma once

#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

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

    Sessions(store::Store& store, const Clock& clock, IdMaker& ids) : store_(store), clock_(clock), ids_(ids) {}

    // A new session, always with a new token (what the browser had before counts for nothing): gives the token.
    Result<std::string> start(AccountId account, const Device& device);
    // None for a token that is unknown or over, or whose member may not act. Notes the use, at most once an hour.
    Result<std::optional<SignedIn>> find(std::string_view token);
    Result<void> end(std::string_view token);

    // Used last comes first, without those that are over.
    Result<std::vector<store::BrowserSession>> list(AccountId account) const;
    // Errors: not_found if it is not the account's.
    Result<void> revoke(AccountId account, SessionId id);
    // Within a write: all but one (none: all).
    static Result<void> end_others(store::WriteTx& tx, AccountId account, SessionId but);

private:
    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
};

} // namespace kith::services
