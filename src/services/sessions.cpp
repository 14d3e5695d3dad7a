#include "services/sessions.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace kith::services {
namespace {

constexpr std::chrono::hours touch_every{1};
constexpr std::string_view web_scopes = "read write follow push admin:read admin:write";

struct Found {
    store::BrowserSession session;
    std::optional<SignedIn> who;
};

Result<std::optional<Found>> load(const store::ReadTx& tx, std::string_view digest, Time now) {
    auto session = TRY(tx.users().session(digest, now));
    if (!session) return std::nullopt;
    auto user = TRY(tx.users().by_account(session->account_id));
    auto account = TRY(tx.accounts().by_id(session->account_id));
    if (!user || !user->functional() || !account || account->suspended()) return std::nullopt;
    return Found{*session, SignedIn{session->id, std::move(*account), user->role, user->email}};
}

} // namespace

Result<std::string> Sessions::start(AccountId account, const Device& device) {
    auto token = random_token();
    auto now = clock_.now();
    store::BrowserSession session{.id = ids_.make<SessionId>(),
                                  .digest = token_digest(token),
                                  .account_id = account,
                                  .user_agent =
                                      std::string(truncate_code_points(to_valid_utf8(device.user_agent), 300)),
                                  .address = device.address,
                                  .last_used_at = now,
                                  .expires_at = now + lifetime};
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.users().set_last_active(account, now));
        TRY(tx.users().insert_session(session));
        return tx.oauth().insert_token({.id = ids_.make<TokenId>(),
                                        .digest = token_digest(access_token(token)),
                                        .application_id = web_application,
                                        .account_id = account,
                                        .scopes = std::string(web_scopes),
                                        .last_used_at = {},
                                        .session_id = session.id});
    }));
    return token;
}

std::string Sessions::access_token(std::string_view token) { return to_base64url(hmac_sha256(token, "access token")); }

Result<SessionId> Sessions::of_access_token(std::string_view access_token) const {
    auto token =
        TRY(store_.read([&](store::ReadTx& tx) { return tx.oauth().token_by_digest(token_digest(access_token)); }));
    if (!token || !token->session_id) return forbidden("This can only be done in a browser, on this server's own site");
    return token->session_id;
}

Result<std::optional<SignedIn>> Sessions::find(std::string_view token) {
    if (token.empty()) return std::nullopt;
    auto now = clock_.now();
    auto found = TRY(store_.read([&](store::ReadTx& tx) { return load(tx, token_digest(token), now); }));
    if (!found) return std::nullopt;
    if (now - found->session.last_used_at >= touch_every)
        TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
            TRY(tx.users().set_last_active(found->session.account_id, now));
            return tx.users().touch_session(found->session.id, now);
        }));
    return std::move(found->who);
}

Result<void> Sessions::end(std::string_view token) {
    if (token.empty()) return {};
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (auto session = TRY(tx.users().session(token_digest(token), clock_.now())))
            TRY(remove(tx, session->account_id, session->id));
        return {};
    });
}

// Its access token goes with it; whoever keeps that ready is told. All of the account's are: a token's id is not known
// here, and looking up the others again costs next to nothing.
Result<void> Sessions::remove(store::WriteTx& tx, AccountId account, SessionId id) {
    TRY(tx.users().remove_session(id));
    tx.after_commit([this, account] { events_.publish(TokensRevoked{account, {}}); });
    return {};
}

Result<void> Sessions::remove_expired() {
    return store_.write([this](store::WriteTx& tx) -> Result<void> {
        for (auto account : TRY(tx.users().remove_expired(clock_.now())))
            tx.after_commit([this, account] { events_.publish(TokensRevoked{account, {}}); });
        return {};
    });
}

Result<std::vector<store::BrowserSession>> Sessions::list(AccountId account) const {
    auto sessions = TRY(store_.read([&](store::ReadTx& tx) { return tx.users().sessions(account); }));
    std::erase_if(sessions, [now = clock_.now()](const auto& session) { return session.expires_at <= now; });
    return sessions;
}

Result<void> Sessions::revoke(AccountId account, SessionId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto sessions = TRY(tx.users().sessions(account));
        if (std::ranges::count(sessions, id, &store::BrowserSession::id) == 0) return not_found();
        return remove(tx, account, id);
    });
}

Result<void> Sessions::revoke_others(AccountId account, SessionId but) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(end_others(tx, account, but));
        tx.after_commit([this, account] { events_.publish(TokensRevoked{account, {}}); });
        return {};
    });
}

Result<void> Sessions::end_others(store::WriteTx& tx, AccountId account, SessionId but) {
    if (!but) return tx.users().remove_sessions(account);
    for (const auto& session : TRY(tx.users().sessions(account)))
        if (session.id != but) TRY(tx.users().remove_session(session.id));
    return {};
}

} // namespace kith::services
