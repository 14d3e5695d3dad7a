#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::AccessToken;
using store::Application;
using store::AuthorizationCode;

#define APPLICATION_COLUMNS "id, name, website, redirect_uris, scopes, client_id, secret_digest"
#define CODE_COLUMNS "digest, application_id, account_id, redirect_uri, scopes, challenge, expires_at"
#define TOKEN_COLUMNS "id, digest, application_id, account_id, scopes, last_used_at, session_id"

Application read_application(Row& row) {
    return Application{
        .id = row.id<ApplicationId>(),
        .name = row.text(),
        .website = row.text(),
        .redirect_uris = row.text(),
        .scopes = row.text(),
        .client_id = row.text(),
        .secret_digest = row.text(),
    };
}

AuthorizationCode read_code(Row& row) {
    return AuthorizationCode{
        .digest = row.text(),
        .application_id = row.id<ApplicationId>(),
        .account_id = row.id<AccountId>(),
        .redirect_uri = row.text(),
        .scopes = row.text(),
        .challenge = row.text(),
        .expires_at = row.time(),
    };
}

AccessToken read_token(Row& row) {
    return AccessToken{
        .id = row.id<TokenId>(),
        .digest = row.text(),
        .application_id = row.id<ApplicationId>(),
        .account_id = row.id<AccountId>(),
        .scopes = row.text(),
        .last_used_at = row.optional_time(),
        .session_id = row.id<SessionId>(),
    };
}

class SqlOAuth final : public store::OAuth {
public:
    explicit SqlOAuth(Connection& connection) : connection_(connection) {}

    Result<std::optional<Application>> application(ApplicationId id) const override {
        return connection_.one("SELECT " APPLICATION_COLUMNS " FROM applications WHERE id = ?1", read_application, id);
    }

    Result<std::optional<Application>> application_by_client_id(std::string_view client_id) const override {
        return connection_.one("SELECT " APPLICATION_COLUMNS " FROM applications WHERE client_id = ?1",
                               read_application, client_id);
    }

    Result<void> insert_application(const Application& application) override {
        TRY(connection_.run("INSERT INTO applications (" APPLICATION_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            application.id, application.name, application.website, application.redirect_uris,
                            application.scopes, application.client_id, application.secret_digest));
        return {};
    }

    Result<void> insert_code(const AuthorizationCode& code) override {
        TRY(connection_.run("INSERT INTO authorization_codes (" CODE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            code.digest, code.application_id, code.account_id, code.redirect_uri, code.scopes,
                            code.challenge, code.expires_at));
        return {};
    }

    Result<std::optional<AuthorizationCode>> take_code(std::string_view digest, Time now) override {
        auto taken = TRY(connection_.all("DELETE FROM authorization_codes WHERE digest = ?1 RETURNING " CODE_COLUMNS,
                                         read_code, digest));
        if (taken.empty() || taken.front().expires_at <= now) return std::nullopt;
        return std::move(taken.front());
    }

    Result<void> remove_expired_codes(Time now) override {
        TRY(connection_.run("DELETE FROM authorization_codes WHERE expires_at <= ?1", now));
        return {};
    }

    Result<std::optional<AccessToken>> token_by_digest(std::string_view digest) const override {
        return connection_.one("SELECT " TOKEN_COLUMNS " FROM tokens WHERE digest = ?1", read_token, digest);
    }

    Result<std::vector<AccessToken>> tokens(AccountId id) const override {
        return connection_.all("SELECT " TOKEN_COLUMNS " FROM tokens WHERE account_id = ?1 AND session_id IS NULL "
                               "ORDER BY id DESC",
                               read_token, id);
    }

    Result<void> insert_token(const AccessToken& token) override {
        TRY(connection_.run("INSERT INTO tokens (" TOKEN_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", token.id,
                            token.digest, token.application_id, token.account_id, token.scopes, token.last_used_at,
                            token.session_id));
        return {};
    }

    Result<void> touch_token(TokenId id, Time at) override {
        TRY(connection_.run("UPDATE tokens SET last_used_at = ?2 WHERE id = ?1", id, at));
        return {};
    }

    Result<void> remove_token(TokenId id) override {
        TRY(connection_.run("DELETE FROM tokens WHERE id = ?1", id));
        return {};
    }

    Result<void> remove_tokens(AccountId id) override {
        TRY(connection_.run("DELETE FROM tokens WHERE account_id = ?1 AND session_id IS NULL", id));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::OAuth> make_oauth(Connection& connection) { return std::make_unique<SqlOAuth>(connection); }

} // namespace kith::backends::sql
