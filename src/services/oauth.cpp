#include "services/oauth.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "services/scopes.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

constexpr std::size_t most_redirect_uris = 20;
constexpr std::size_t longest_uri = 2000;
constexpr std::size_t longest_name = 60;

Failure oauth_error(ErrorKind kind, std::string code, std::string message,
                    std::source_location where = std::source_location::current()) {
    return fail(kind, std::move(code), std::move(message), {}, where);
}
Failure invalid_client() {
    return oauth_error(ErrorKind::unauthorized, "invalid_client",
                       "Client authentication failed due to unknown client, no client authentication included, or "
                       "unsupported authentication method.");
}
Failure invalid_grant() {
    return oauth_error(ErrorKind::invalid, "invalid_grant",
                       "The provided authorization grant is invalid, expired, revoked, does not match the redirection "
                       "URI used in the authorization request, or was issued to another client.");
}
Failure invalid_scope() {
    return oauth_error(ErrorKind::invalid, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");
}
Failure invalid_request(std::string message) {
    return oauth_error(ErrorKind::invalid, "invalid_request", std::move(message));
}
Failure validation_failed(std::string code, std::string_view what) {
    return invalid(std::move(code), "Validation failed: " + std::string(what));
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// RFC 3986 §3.1; "" if there is none.
std::string scheme_of(std::string_view uri) {
    auto colon = uri.find(':');
    if (colon == std::string_view::npos || colon == 0 || !is_letter(uri[0])) return {};
    auto scheme = uri.substr(0, colon);
    bool good = std::ranges::all_of(
        scheme, [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
    return good ? to_lower_ascii(scheme) : std::string();
}

// Absolute, without a fragment, and nothing that a browser would run. An app's own scheme needs no host.
bool is_redirect_uri(std::string_view uri) {
    if (uri == out_of_band_uri) return true;
    if (uri.size() > longest_uri || uri.find('#') != std::string_view::npos) return false;
    bool visible = std::ranges::all_of(uri, [](char c) {
        return c > 0x20 && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' && c != '`';
    });
    auto scheme = scheme_of(uri);
    if (!visible || scheme.empty() || uri.size() == scheme.size() + 1) return false;
    constexpr std::array<std::string_view, 6> dangerous{"javascript", "data", "vbscript", "about", "blob", "file"};
    if (std::ranges::count(dangerous, scheme) > 0) return false;
    if (scheme == "http" || scheme == "https") {
        auto rest = uri.substr(scheme.size());
        return rest.starts_with("://") && rest.size() > 3 && rest[3] != '/' && rest[3] != '?' &&
               rest.substr(0, rest.find('/', 3)).find('@') == std::string_view::npos;
    }
    return true;
}

bool is_web_url(std::string_view url) {
    return is_redirect_uri(url) && (scheme_of(url) == "http" || scheme_of(url) == "https");
}

// Without its port if it is a loopback address: a native app listens on whatever port is free (RFC 8252, 7.3).
std::string without_loopback_port(std::string_view uri) {
    for (std::string_view host : {"http://127.0.0.1", "http://[::1]"}) {
        if (!uri.starts_with(host)) continue;
        auto rest = uri.substr(host.size());
        if (rest.starts_with(':')) rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of("0123456789", 1)));
        if (rest.empty() || rest.starts_with('/') || rest.starts_with('?')) return std::string(host).append(rest);
    }
    return std::string(uri);
}

bool is_challenge(std::string_view text) { // base64url of SHA-256
    return text.size() == 43 &&
           std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; });
}

bool verifies(const store::AuthorizationCode& code, std::string_view verifier) {
    if (code.challenge.empty() || verifier.empty()) return code.challenge.empty() && verifier.empty();
    return equal_in_constant_time(to_base64url(sha256(verifier)), code.challenge);
}

std::string scopes_or_read(std::string_view scopes) {
    auto tidy = tidy_scopes(scopes);
    return tidy.empty() ? "read" : tidy;
}

} // namespace

Result<RegisteredApplication> OAuth::register_application(const NewApplication& wanted) {
    RegisteredApplication made;
    auto& application = made.application;
    application.name = to_valid_utf8(trim(wanted.name));
    application.website = std::string(trim(wanted.website));
    application.scopes = scopes_or_read(wanted.scopes);
    if (application.name.empty()) return validation_failed("name_blank", "Application name can't be blank");
    if (count_code_points(application.name) > longest_name)
        return validation_failed("name_too_long", "Application name is too long (maximum is 60 characters)");
    if (!application.website.empty() && !is_web_url(application.website))
        return validation_failed("website_invalid", "Website is not a valid URL");
    if (!scopes_exist(application.scopes))
        return validation_failed("scopes_invalid", "Scopes doesn't match configured on the server.");
    std::vector<std::string> uris;
    for (const auto& uri : wanted.redirect_uris) {
        auto one = std::string(trim(uri));
        if (one.empty() || std::ranges::count(uris, one) > 0) continue;
        if (!is_redirect_uri(one))
            return validation_failed("redirect_uri_invalid", "Redirect URI must be an absolute URI.");
        uris.push_back(std::move(one));
    }
    if (uris.empty()) return validation_failed("redirect_uri_blank", "Redirect URI can't be blank");
    if (uris.size() > most_redirect_uris)
        return validation_failed("redirect_uri_too_many", "Redirect URI can be at most 20");
    application.redirect_uris = join(uris, "\n");
    application.id = ids_.make<ApplicationId>();
    application.client_id = random_token();
    made.client_secret = random_token();
    application.secret_digest = token_digest(made.client_secret);
    TRY(store_.write([&](store::WriteTx& tx) { return tx.oauth().insert_application(application); }));
    return made;
}

Result<store::Application> OAuth::application(ApplicationId id) const {
    auto found = TRY(store_.read([&](store::ReadTx& tx) { return tx.oauth().application(id); }));
    if (!found) return not_found();
    return std::move(*found);
}

Result<Authorization> OAuth::identify(const AuthorizationRequest& request) const {
    auto found =
        TRY(store_.read([&](store::ReadTx& tx) { return tx.oauth().application_by_client_id(request.client_id); }));
    if (!found)
        return oauth_error(ErrorKind::unauthorized, "invalid_client",
                           "This server does not know the app that sent you here. Please remove this account from the "
                           "app and add it again.");
    auto uris = split(found->redirect_uris, '\n');
    auto asked = without_loopback_port(request.redirect_uri);
    bool known = std::ranges::any_of(uris, [&](std::string_view uri) { return without_loopback_port(uri) == asked; });
    if (asked.empty() || !known)
        return oauth_error(ErrorKind::invalid, "invalid_redirect_uri",
                           "The app asked to be answered at an address that it has not registered here.");
    return Authorization{std::move(*found), request.redirect_uri, {}, {}};
}

Result<void> OAuth::check(const AuthorizationRequest& request, Authorization& authorization) {
    if (request.response_type != "code")
        return oauth_error(ErrorKind::invalid, "unsupported_response_type",
                           "The authorization server does not support this response type.");
    authorization.scopes = scopes_or_read(request.scope);
    if (!scopes_exist(authorization.scopes) || !scopes_cover(authorization.application.scopes, authorization.scopes))
        return invalid_scope();
    if (!request.code_challenge.empty()) {
        if (request.code_challenge_method != "S256") return invalid_request("The code challenge method must be S256.");
        if (!is_challenge(request.code_challenge)) return invalid_request("The code challenge is malformed.");
    } else if (!request.code_challenge_method.empty()) {
        return invalid_request("The code challenge is missing.");
    }
    authorization.challenge = request.code_challenge;
    return {};
}

Result<std::string> OAuth::grant(const Authorization& authorization, AccountId account) {
    auto code = random_token();
    TRY(store_.write([&](store::WriteTx& tx) {
        return tx.oauth().insert_code({.digest = token_digest(code),
                                       .application_id = authorization.application.id,
                                       .account_id = account,
                                       .redirect_uri = authorization.redirect_uri,
                                       .scopes = authorization.scopes,
                                       .challenge = authorization.challenge,
                                       .expires_at = clock_.now() + code_lifetime});
    }));
    return code;
}

Result<store::Application> OAuth::authenticate(const ClientCredentials& client) const {
    auto found =
        TRY(store_.read([&](store::ReadTx& tx) { return tx.oauth().application_by_client_id(client.client_id); }));
    if (!found || !equal_in_constant_time(found->secret_digest, token_digest(client.client_secret)))
        return invalid_client();
    return std::move(*found);
}

Result<IssuedToken> OAuth::issue_within(store::WriteTx& tx, ApplicationId application, AccountId account,
                                        const std::string& scopes) {
    auto token = random_token();
    auto id = ids_.make<TokenId>();
    TRY(tx.oauth().insert_token({.id = id,
                                 .digest = token_digest(token),
                                 .application_id = application,
                                 .account_id = account,
                                 .scopes = scopes,
                                 .last_used_at = {}}));
    return IssuedToken{std::move(token), scopes, time_of_id(id.value)};
}

Result<IssuedToken> OAuth::issue(ApplicationId application, AccountId account, const std::string& scopes) {
    return store_.write(
        [&](store::WriteTx& tx) -> Result<IssuedToken> { return issue_within(tx, application, account, scopes); });
}

Result<IssuedToken> OAuth::exchange(const TokenRequest& request) {
    if (request.grant_type.empty()) return invalid_request("Missing required parameter: grant_type.");
    if (request.grant_type != "authorization_code" && request.grant_type != "client_credentials")
        return oauth_error(ErrorKind::invalid, "unsupported_grant_type",
                           "The authorization grant type is not supported by the authorization server.");
    auto application = TRY(authenticate(request.client));
    if (request.grant_type == "client_credentials") {
        auto scopes = scopes_or_read(request.scope);
        if (!scopes_exist(scopes) || !scopes_cover(application.scopes, scopes)) return invalid_scope();
        return issue(application.id, AccountId{}, scopes);
    }
    if (request.code.empty()) return invalid_request("Missing required parameter: code.");
    if (request.redirect_uri.empty()) return invalid_request("Missing required parameter: redirect_uri.");
    // The code is taken in a transaction of its own: it is gone also when what follows refuses it.
    auto code = TRY(store_.write(
        [&](store::WriteTx& tx) { return tx.oauth().take_code(token_digest(request.code), clock_.now()); }));
    if (!code || code->application_id != application.id || code->redirect_uri != request.redirect_uri ||
        !verifies(*code, request.code_verifier))
        return invalid_grant();
    return store_.write([&](store::WriteTx& tx) -> Result<IssuedToken> {
        auto user = TRY(tx.users().by_account(code->account_id));
        if (!user || !user->functional()) return invalid_grant();
        return issue_within(tx, application.id, code->account_id, code->scopes);
    });
}

Result<void> OAuth::revoke(const ClientCredentials& client, std::string_view token) {
    auto refused = [] {
        return oauth_error(ErrorKind::forbidden, "unauthorized_client", "You are not authorized to revoke this token");
    };
    auto application = authenticate(client);
    if (!application || token.empty()) return refused();
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto found = TRY(tx.oauth().token_by_digest(token_digest(token)));
        if (!found) return {};
        if (found->application_id != application->id) return refused();
        TRY(tx.oauth().remove_token(found->id));
        tx.after_commit(
            [this, account = found->account_id, id = found->id] { events_.publish(TokensRevoked{account, id}); });
        return {};
    });
}

Result<std::vector<LetIn>> OAuth::let_in(AccountId account) const {
    return store_.read([&](store::ReadTx& tx) -> Result<std::vector<LetIn>> {
        std::vector<LetIn> all;
        for (auto& token : TRY(tx.oauth().tokens(account))) {
            auto application = TRY(tx.oauth().application(token.application_id));
            if (!application) continue;
            all.push_back(
                {token.id, std::move(*application), token.scopes, time_of_id(token.id.value), token.last_used_at});
        }
        return all;
    });
}

Result<void> OAuth::take_back(AccountId account, TokenId token) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto tokens = TRY(tx.oauth().tokens(account));
        if (std::ranges::count(tokens, token, &store::AccessToken::id) == 0) return not_found();
        TRY(tx.oauth().remove_token(token));
        tx.after_commit([this, account, token] { events_.publish(TokensRevoked{account, token}); });
        return {};
    });
}

Result<void> OAuth::take_back_all(AccountId account) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.oauth().remove_tokens(account));
        tx.after_commit([this, account] { events_.publish(TokensRevoked{account, {}}); });
        return {};
    });
}

std::string redirect_with(std::string_view redirect_uri,
                          const std::vector<std::pair<std::string_view, std::string_view>>& parameters) {
    std::string uri(redirect_uri);
    char separator = redirect_uri.find('?') == std::string_view::npos ? '?' : '&';
    for (const auto& [name, value] : parameters) {
        if (value.empty()) continue;
        uri += separator;
        uri.append(name).append("=").append(percent_encode(value));
        separator = '&';
    }
    return uri;
}

std::vector<std::string_view> explain_scopes(std::string_view scopes) {
    struct Explanation {
        std::string_view scope;
        std::string_view text;
    };
    // The first that are covered say all there is to say of those with the same beginning.
    static constexpr auto explanations = std::to_array<Explanation>({
        {"read", "See everything in your account: your timelines, messages, notifications and settings"},
        {"read:accounts", "See profiles, and your account's details"},
        {"read:blocks", "See whom you block"},
        {"read:bookmarks", "See your bookmarks"},
        {"read:collections", "See your collections"},
        {"read:favourites", "See your favourites"},
        {"read:filters", "See your filters"},
        {"read:follows", "See whom you follow"},
        {"read:lists", "See your lists"},
        {"read:mutes", "See whom you mute"},
        {"read:notifications", "See your notifications"},
        {"read:search", "Search for you"},
        {"read:statuses", "See all posts that you can see, direct messages too"},
        {"read:me", "See your account's details"},
        {"profile", "See your name and picture"},
        {"write", "Do everything in your name: post, follow, block, change your profile and settings"},
        {"write:accounts", "Change your profile"},
        {"write:blocks", "Block people and servers"},
        {"write:bookmarks", "Bookmark posts"},
        {"write:collections", "Change your collections"},
        {"write:conversations", "Mute and delete conversations"},
        {"write:favourites", "Favourite posts"},
        {"write:filters", "Change your filters"},
        {"write:follows", "Follow and unfollow people"},
        {"write:lists", "Change your lists"},
        {"write:media", "Upload pictures, films and sounds"},
        {"write:mutes", "Mute people and conversations"},
        {"write:notifications", "Clear your notifications"},
        {"write:reports", "Report people to the moderators"},
        {"write:statuses", "Post, edit and delete posts"},
        {"follow", "See and change whom you follow, block and mute"},
        {"push", "Send you notifications while the app is closed"},
        {"admin:read", "See everything that moderators can see"},
        {"admin:write", "Do everything that moderators can do"},
    });
    std::vector<std::string_view> texts;
    auto granted = split(scopes, ' ');
    for (const auto& explanation : explanations) {
        auto colon = explanation.scope.rfind(':');
        bool part_of_another = colon != std::string_view::npos && !explanation.scope.starts_with("admin:") &&
                               std::ranges::count(granted, explanation.scope.substr(0, colon)) > 0;
        if (!part_of_another && std::ranges::count(granted, explanation.scope) > 0) texts.push_back(explanation.text);
    }
    auto admin_part = [&](std::string_view prefix) {
        return std::ranges::any_of(granted, [&](auto scope) { return scope.starts_with(prefix); });
    };
    if (admin_part("admin:read:")) texts.push_back("See some of what moderators can see");
    if (admin_part("admin:write:")) texts.push_back("Do some of what moderators can do");
    return texts;
}

} // namespace kith::services
