#include "mastodon/oauth_api.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace kith::mastodon {

struct OAuthErrorEntity {
    std::string error;
    std::string error_description;
};
BOOST_DESCRIBE_STRUCT(OAuthErrorEntity, (), (error, error_description))

struct UserInfoEntity {
    std::string iss;
    std::string sub;
    std::string name;
    std::string preferred_username;
    std::string profile;
    std::string picture;
};
BOOST_DESCRIBE_STRUCT(UserInfoEntity, (), (iss, sub, name, preferred_username, profile, picture))

// RFC 8414.
struct MetadataEntity {
    std::string issuer;
    std::string service_documentation;
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string app_registration_endpoint;
    std::string revocation_endpoint;
    std::string userinfo_endpoint;
    std::vector<std::string_view> scopes_supported;
    std::vector<std::string_view> response_types_supported{"code"};
    std::vector<std::string_view> response_modes_supported{"query"};
    std::vector<std::string_view> grant_types_supported{"authorization_code", "client_credentials"};
    std::vector<std::string_view> token_endpoint_auth_methods_supported{"client_secret_basic", "client_secret_post"};
    std::vector<std::string_view> code_challenge_methods_supported{"S256"};
};
BOOST_DESCRIBE_STRUCT(MetadataEntity, (),
                      (issuer, service_documentation, authorization_endpoint, token_endpoint, app_registration_endpoint,
                       revocation_endpoint, userinfo_endpoint, scopes_supported, response_types_supported,
                       response_modes_supported, grant_types_supported, token_endpoint_auth_methods_supported,
                       code_challenge_methods_supported))

namespace {

std::vector<std::string> words(std::string_view text, char separator) {
    std::vector<std::string> all;
    for (auto word : split(text, separator))
        if (!word.empty()) all.emplace_back(word);
    return all;
}

void describe(ApplicationEntity& entity, const store::Application& application, const std::string& vapid_key) {
    entity.id = application.id;
    entity.name = application.name;
    if (!application.website.empty()) entity.website = application.website;
    entity.scopes = words(application.scopes, ' ');
    entity.redirect_uri = application.redirect_uris;
    entity.redirect_uris = words(application.redirect_uris, '\n');
    entity.vapid_key = vapid_key;
}

// One text with a URI a line, or a list of them.
std::vector<std::string> redirect_uris_of(const json::Value& params) {
    std::vector<std::string> uris;
    for (const auto& text : params["redirect_uris"].strings())
        for (auto line : split(text, '\n'))
            if (!trim(line).empty()) uris.emplace_back(trim(line));
    return uris;
}

// RFC 6749 §2.3.1: "Basic" with both parts form-encoded, or in the body.
services::ClientCredentials credentials_of(const http::Request& request, const json::Value& params) {
    constexpr std::string_view basic = "basic ";
    auto header = request.header("authorization");
    if (header.size() > basic.size() && equals_ignoring_case(header.substr(0, basic.size()), basic)) {
        if (auto decoded = from_base64(trim(header.substr(basic.size())))) {
            auto colon = decoded->find(':');
            if (colon != std::string::npos) {
                auto id = percent_decode(std::string_view(*decoded).substr(0, colon), true);
                auto secret = percent_decode(std::string_view(*decoded).substr(colon + 1), true);
                if (id && secret) return {*id, *secret};
            }
        }
        return {};
    }
    return {params["client_id"].str().value_or(""), params["client_secret"].str().value_or("")};
}

// A blank-separated text, or a list.
std::string scopes_of(const json::Value& value) { return join(value.strings(), " "); }

void forbid_storing(http::Response& response) {
    response.header("Cache-Control", "no-store");
    response.header("Pragma", "no-cache");
}

} // namespace

TokenEntity token_entity(const services::IssuedToken& token) {
    return {.access_token = token.token, .scope = token.scopes, .created_at = to_unix_ms(token.created_at) / 1000};
}

http::Response oauth_error_response(const Error& error) {
    if (error.kind == ErrorKind::internal || error.kind == ErrorKind::unavailable ||
        error.kind == ErrorKind::rate_limited)
        return error_response(error);
    int status = error.kind == ErrorKind::unauthorized ? 401 : error.kind == ErrorKind::forbidden ? 403 : 400;
    bool ours = error.code == "body_invalid" || error.code == "json_invalid";
    auto response =
        http::Response::json(OAuthErrorEntity{ours ? "invalid_request" : error.code, error.message}, status);
    if (status == 401) response.header("WWW-Authenticate", "Basic realm=\"Kith\"");
    return response;
}

OAuthApi::OAuthApi(store::Store& store, services::OAuth& oauth, services::Settings& settings,
                   AccountPresenter& accounts, services::AttemptGate gate)
    : store_(store), oauth_(oauth), settings_(settings), accounts_(accounts), gate_(std::move(gate)) {}

std::vector<ApiRoute> OAuthApi::routes() {
    using enum Access;
    using enum http::Run;
    constexpr auto get = http::Method::get;
    constexpr auto post = http::Method::post;
    auto info = [this](Call& call) { return userinfo(call); };
    return {
        {post, "/api/v1/apps", own, "", worker, [this](Call& c) { return register_application(c); }, 64 << 10},
        {get, "/api/v1/apps/verify_credentials", app, "", loop, [this](Call& c) { return verify_application(c); }},
        {post, "/oauth/token", own, "", worker, [this](Call& c) { return token(c); }, 64 << 10},
        {post, "/oauth/revoke", own, "", worker, [this](Call& c) { return revoke(c); }, 64 << 10},
        {get, "/oauth/userinfo", user, "profile", loop, info},
        {post, "/oauth/userinfo", user, "profile", loop, info},
        {get, "/.well-known/oauth-authorization-server", own, "", loop, metadata},
    };
}

Result<http::Response> OAuthApi::register_application(Call& call) {
    TRY(gate_({services::Attempt::Kind::application, call.request.remote_address, ""}));
    const auto& params = *TRY(call.params());
    auto made = TRY(oauth_.register_application({.name = params["client_name"].str().value_or(""),
                                                 .website = params["website"].str().value_or(""),
                                                 .redirect_uris = redirect_uris_of(params),
                                                 .scopes = scopes_of(params["scopes"])}));
    CredentialApplicationEntity entity;
    describe(entity, made.application, TRY(settings_.get())->vapid_public_key);
    entity.client_id = made.application.client_id;
    entity.client_secret = made.client_secret;
    return http::Response::json(entity);
}

Result<http::Response> OAuthApi::verify_application(Call& call) {
    auto application = TRY(oauth_.application(call.session->application_id));
    ApplicationEntity entity;
    describe(entity, application, TRY(settings_.get())->vapid_public_key);
    return http::Response::json(entity);
}

http::Response OAuthApi::token(Call& call) {
    auto answer = [&]() -> Result<services::IssuedToken> {
        const auto& params = *TRY(call.params());
        return oauth_.exchange({.grant_type = params["grant_type"].str().value_or(""),
                                .client = credentials_of(call.request, params),
                                .code = params["code"].str().value_or(""),
                                .redirect_uri = params["redirect_uri"].str().value_or(""),
                                .code_verifier = params["code_verifier"].str().value_or(""),
                                .scope = scopes_of(params["scope"])});
    }();
    auto response = answer ? http::Response::json(token_entity(*answer)) : oauth_error_response(answer.error());
    forbid_storing(response);
    return response;
}

http::Response OAuthApi::revoke(Call& call) {
    auto answer = [&]() -> Result<void> {
        const auto& params = *TRY(call.params());
        return oauth_.revoke(credentials_of(call.request, params), params["token"].str().value_or(""));
    }();
    return answer ? http::Response::json_text("{}") : oauth_error_response(answer.error());
}

Result<http::Response> OAuthApi::userinfo(Call& call) {
    auto account = TRY(store_.read([&](store::ReadTx& tx) { return tx.accounts().by_id(call.me()); }));
    if (!account) return not_found();
    auto shown = accounts_.entity(*account);
    return http::Response::json(UserInfoEntity{call.instance.base_url + "/", shown.uri, shown.display_name,
                                               shown.username, shown.url, shown.avatar});
}

http::Response OAuthApi::metadata(Call& call) {
    const auto& base = call.instance.base_url;
    MetadataEntity entity{.issuer = base + "/",
                          .service_documentation = "https://docs.joinmastodon.org/",
                          .authorization_endpoint = base + "/oauth/authorize",
                          .token_endpoint = base + "/oauth/token",
                          .app_registration_endpoint = base + "/api/v1/apps",
                          .revocation_endpoint = base + "/oauth/revoke",
                          .userinfo_endpoint = base + "/oauth/userinfo",
                          .scopes_supported = {services::all_scopes().begin(), services::all_scopes().end()}};
    return http::Response::json(entity);
}

} // namespace kith::mastodon
