// OAuth 2: applications, authorization codes and access tokens. Secrets are kept as digests (core/crypto.hpp).
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::store {

struct Application {
    ApplicationId id;
    std::string name;
    std::string website;
    std::string redirect_uris; // one a line
    std::string scopes;        // separated by blanks
    std::string client_id;
    std::string secret_digest;
};

struct AuthorizationCode {
    std::string digest;
    ApplicationId application_id;
    AccountId account_id;
    std::string redirect_uri;
    std::string scopes;
    std::string challenge; // PKCE, S256; empty: none
    Time expires_at;
};

struct AccessToken {
    TokenId id;
    std::string digest;
    ApplicationId application_id;
    AccountId account_id; // none: client credentials
    std::string scopes;
    std::optional<Time> last_used_at;
    SessionId session_id; // of the browser that acts with it, and with which it goes; none: an app's own
};

class OAuth {
public:
    virtual ~OAuth() = default;

    virtual Result<std::optional<Application>> application(ApplicationId id) const = 0;
    virtual Result<std::optional<Application>> application_by_client_id(std::string_view client_id) const = 0;
    virtual Result<void> insert_application(const Application& application) = 0;

    virtual Result<void> insert_code(const AuthorizationCode& code) = 0;
    // The code, which is gone afterwards: a code works once. Expired ones count as absent.
    virtual Result<std::optional<AuthorizationCode>> take_code(std::string_view digest, Time now) = 0;
    virtual Result<void> remove_expired_codes(Time now) = 0;

    virtual Result<std::optional<AccessToken>> token_by_digest(std::string_view digest) const = 0;
    // Those of apps, newest first.
    virtual Result<std::vector<AccessToken>> tokens(AccountId id) const = 0;
    virtual Result<void> insert_token(const AccessToken& token) = 0;
    virtual Result<void> touch_token(TokenId id, Time at) = 0;
    virtual Result<void> remove_token(TokenId id) = 0;
    // Those of apps.
    virtual Result<void> remove_tokens(AccountId id) = 0;
};

} // namespace kith::store
