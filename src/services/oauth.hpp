// OAuth 2 (RFC 6749, 7009, 7636, 6819): applications, authorizations, tokens.
// https://docs.joinmastodon.org/methods/oauth/
//
// Errors carry the names of RFC 6749 in `code` (invalid_client, invalid_grant, invalid_request, invalid_scope,
// unsupported_grant_type, unsupported_response_type, unauthorized_client), except where said.
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

inline constexpr std::string_view out_of_band_uri = "urn:ietf:wg:oauth:2.0:oob";

struct NewApplication {
    std::string name;
    std::string website;
    std::vector<std::string> redirect_uris;
    std::string scopes; // empty: "read"
};

struct RegisteredApplication {
    store::Application application;
    std::string client_secret; // said once; its digest is kept
};

// The query of GET /oauth/authorize, as sent.
struct AuthorizationRequest {
    std::string response_type;
    std::string client_id;
    std::string redirect_uri;
    std::string scope;
    std::string state;
    std::string code_challenge;
    std::string code_challenge_method;
};

// One whose application and redirect URI are right: from here on, errors may be told to the application.
struct Authorization {
    store::Application application;
    std::string redirect_uri;
    std::string scopes;
    std::string challenge;
};

struct ClientCredentials {
    std::string client_id;
    std::string client_secret;
};

struct TokenRequest {
    std::string grant_type;
    ClientCredentials client;
    std::string code;
    std::string redirect_uri;
    std::string code_verifier;
    std::string scope;
};

struct IssuedToken {
    std::string token; // said once; its digest is kept
    std::string scopes;
    Time created_at;
};

// An application that a member let in, for their settings.
struct LetIn {
    TokenId token_id;
    store::Application application;
    std::string scopes;
    Time since;
    std::optional<Time> last_used_at;
};

// Thread-safe.
class OAuth {
public:
    static constexpr std::chrono::minutes code_lifetime{10};

    OAuth(store::Store& store, const Clock& clock, IdMaker& ids, Events& events)
        : store_(store), clock_(clock), ids_(ids), events_(events) {}

    // Errors: invalid with the wording of the API ("Validation failed: …").
    Result<RegisteredApplication> register_application(const NewApplication& wanted);
    // Errors: not_found.
    Result<store::Application> application(ApplicationId id) const;

    // The application asked for and its redirect URI, which must be one that it registered, letter by letter.
    // Errors: invalid_client, invalid_redirect_uri: for the person, never for the redirect URI.
    Result<Authorization> identify(const AuthorizationRequest& request) const;
    // Fills in scopes and challenge. Errors: may be told to the redirect URI.
    static Result<void> check(const AuthorizationRequest& request, Authorization& authorization);

    // A code for an application that the member let in: good for ten minutes, once.
    Result<std::string> grant(const Authorization& authorization, AccountId account);
    Result<IssuedToken> exchange(const TokenRequest& request);
    // A token without asking anybody, for the application that signed its member up.
    Result<IssuedToken> issue(ApplicationId application, AccountId account, const std::string& scopes);
    // A token that does not exist is revoked (RFC 7009). Errors: unauthorized_client.
    Result<void> revoke(const ClientCredentials& client, std::string_view token);

    // What members let in, newest first.
    Result<std::vector<LetIn>> let_in(AccountId account) const;
    // Errors: not_found if it is not the account's.
    Result<void> take_back(AccountId account, TokenId token);
    // What all apps were given.
    Result<void> take_back_all(AccountId account);

private:
    Result<store::Application> authenticate(const ClientCredentials& client) const;
    Result<IssuedToken> issue_within(store::WriteTx& tx, ApplicationId application, AccountId account,
                                     const std::string& scopes);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
};

// Where the browser goes next: the redirect URI with these parameters added to its query. Empty values are left out.
std::string redirect_with(std::string_view redirect_uri,
                          const std::vector<std::pair<std::string_view, std::string_view>>& parameters);

// All that a scope list lets an application do, each as one plain sentence part ("Post, edit and delete your posts").
std::vector<std::string_view> explain_scopes(std::string_view scopes);

} // namespace kith::services
