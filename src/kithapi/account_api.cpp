#include "kithapi/account_api.hpp"

#include "core/text.hpp"
#include "services/devices.hpp"

namespace kith::kithapi {
namespace {

struct LoginEntity {
    std::string username;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(LoginEntity, (), (username, email))

struct EmailChangeEntity {
    std::string email;
    bool confirmation_sent = false;
};
BOOST_DESCRIBE_STRUCT(EmailChangeEntity, (), (email, confirmation_sent))

struct BrowserEntity {
    SessionId id;
    std::string_view browser;
    std::string_view system;
    std::string address;
    Time signed_in_at;
    Time last_used_at;
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(BrowserEntity, (), (id, browser, system, address, signed_in_at, last_used_at, current))

struct ApplicationEntity {
    TokenId id;
    std::string name;
    std::optional<std::string> website;
    std::vector<std::string> scopes;
    Time since;
    std::optional<Time> last_used_at;
};
BOOST_DESCRIBE_STRUCT(ApplicationEntity, (), (id, name, website, scopes, since, last_used_at))

std::string text_of(const json::Value& params, std::string_view name) { return params[name].str().value_or(""); }

http::Response done() { return http::Response::json_text("{}"); }

} // namespace

mastodon::Endpoint browser_only(const services::Sessions& sessions, mastodon::Endpoint endpoint) {
    return [&sessions, endpoint = std::move(endpoint)](Call& call) -> Result<http::Response> {
        TRY(sessions.of_access_token(call.request.bearer_token()));
        return endpoint(call);
    };
}

std::vector<ApiRoute> AccountApi::routes() {
    using enum http::Method;
    auto to = [this](Response (AccountApi::*endpoint)(Call&)) {
        return browser_only(sessions_, [this, endpoint](Call& call) { return (this->*endpoint)(call); });
    };
    return {
        reading("/account", to(&AccountApi::login)),
        writing(post, "/account/password", to(&AccountApi::change_password)),
        writing(post, "/account/email", to(&AccountApi::change_email)),
        writing(post, "/account/deletion", to(&AccountApi::remove)),
        reading("/account/sessions", to(&AccountApi::browsers)),
        writing(delete_, "/account/sessions", to(&AccountApi::end_other_browsers)),
        writing(delete_, "/account/sessions/:id", to(&AccountApi::end_browser)),
        reading("/account/applications", to(&AccountApi::applications)),
        writing(delete_, "/account/applications", to(&AccountApi::revoke_all)),
        writing(delete_, "/account/applications/:id", to(&AccountApi::revoke)),
    };
}

Result<User> AccountApi::user(AccountId id) const {
    auto user = TRY(store_.read([&](store::ReadTx& tx) { return tx.users().by_account(id); }));
    if (!user) return not_found();
    return std::move(*user);
}

Result<http::Response> AccountApi::login(Call& call) {
    auto account = TRY(store_.read([&](store::ReadTx& tx) { return tx.accounts().by_id(call.me()); }));
    if (!account) return not_found();
    return http::Response::json(LoginEntity{account->username, TRY(user(call.me())).email});
}

Result<http::Response> AccountApi::change_password(Call& call) {
    const auto& params = *TRY(call.params());
    auto here = TRY(sessions_.of_access_token(call.request.bearer_token()));
    TRY(users_.change_password(call.me(), text_of(params, "password"), text_of(params, "new_password"), here,
                               call.request.remote_address));
    return done();
}

Result<http::Response> AccountApi::change_email(Call& call) {
    const auto& params = *TRY(call.params());
    auto wanted = text_of(params, "email");
    TRY(users_.change_email(call.me(), text_of(params, "password"), wanted, call.request.remote_address));
    auto email = TRY(user(call.me())).email;
    return http::Response::json(EmailChangeEntity{email, !equals_ignoring_case(email, trim(wanted))});
}

Result<http::Response> AccountApi::remove(Call& call) {
    TRY(removal_.request(call.me(), text_of(*TRY(call.params()), "password"), call.request.remote_address));
    return done();
}

Result<http::Response> AccountApi::browsers(Call& call) {
    auto here = TRY(sessions_.of_access_token(call.request.bearer_token()));
    std::vector<BrowserEntity> entities;
    for (const auto& session : TRY(sessions_.list(call.me()))) {
        auto device = services::device_name(session.user_agent);
        entities.push_back({session.id, device.browser, device.system, session.address, time_of_id(session.id.value),
                            session.last_used_at, session.id == here});
    }
    return http::Response::json(entities);
}

Result<http::Response> AccountApi::end_browser(Call& call) {
    TRY(sessions_.revoke(call.me(), TRY(call.id<SessionId>())));
    return done();
}

Result<http::Response> AccountApi::end_other_browsers(Call& call) {
    TRY(sessions_.revoke_others(call.me(), TRY(sessions_.of_access_token(call.request.bearer_token()))));
    return done();
}

Result<http::Response> AccountApi::applications(Call& call) {
    std::vector<ApplicationEntity> entities;
    for (auto& app : TRY(oauth_.let_in(call.me()))) {
        ApplicationEntity entity{.id = app.token_id,
                                 .name = std::move(app.application.name),
                                 .website = std::nullopt,
                                 .scopes = {},
                                 .since = app.since,
                                 .last_used_at = app.last_used_at};
        if (!app.application.website.empty()) entity.website = std::move(app.application.website);
        for (auto scope : split(app.scopes, ' '))
            entity.scopes.emplace_back(scope);
        entities.push_back(std::move(entity));
    }
    return http::Response::json(entities);
}

Result<http::Response> AccountApi::revoke(Call& call) {
    TRY(oauth_.take_back(call.me(), TRY(call.id<TokenId>())));
    return done();
}

Result<http::Response> AccountApi::revoke_all(Call& call) {
    TRY(oauth_.take_back_all(call.me()));
    return done();
}

} // namespace kith::kithapi
