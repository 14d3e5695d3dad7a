#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::BrowserSession;
using store::Invite;
using store::OneTimeLink;

#define USER_COLUMNS                                                                                                   \
    "account_id, email, password_hash, role, confirmed_at, approved, disabled, locale, sign_up_reason, invite_id, "    \
    "settings, created_at, last_active_at"
#define LINK_COLUMNS "digest, kind, account_id, email, expires_at"
#define SESSION_COLUMNS "id, digest, account_id, user_agent, address, last_used_at, expires_at"
#define INVITE_COLUMNS "id, code, account_id, comment, max_uses, uses, expires_at, revoked_at"

User read_user(Row& row) {
    return User{
        .account_id = row.id<AccountId>(),
        .email = row.text(),
        .password_hash = row.text(),
        .role = parse_role(row.view()).value_or(Role::user), // a name that nobody wrote gives no rights
        .confirmed_at = row.optional_time(),
        .approved = row.boolean(),
        .disabled = row.boolean(),
        .locale = row.text(),
        .sign_up_reason = row.text(),
        .invite_id = row.id<InviteId>(),
        .settings = row.text(),
        .created_at = row.time(),
        .last_active_at = row.optional_time(),
    };
}

OneTimeLink read_link(Row& row) {
    return OneTimeLink{
        .digest = row.text(),
        .kind = row.text(),
        .account_id = row.id<AccountId>(),
        .email = row.text(),
        .expires_at = row.time(),
    };
}

BrowserSession read_session(Row& row) {
    return BrowserSession{
        .id = row.id<SessionId>(),
        .digest = row.text(),
        .account_id = row.id<AccountId>(),
        .user_agent = row.text(),
        .address = row.text(),
        .last_used_at = row.time(),
        .expires_at = row.time(),
    };
}

Invite read_invite(Row& row) {
    return Invite{
        .id = row.id<InviteId>(),
        .code = row.text(),
        .account_id = row.id<AccountId>(),
        .comment = row.text(),
        .max_uses = row.optional_integer(),
        .uses = row.integer(),
        .expires_at = row.optional_time(),
        .revoked_at = row.optional_time(),
    };
}

class SqlUsers final : public store::Users {
public:
    explicit SqlUsers(Connection& connection) : connection_(connection) {}

    Result<std::optional<User>> by_account(AccountId id) const override {
        return connection_.one("SELECT " USER_COLUMNS " FROM users WHERE account_id = ?1", read_user, id);
    }

    Result<std::optional<User>> by_email(std::string_view email) const override {
        return connection_.one("SELECT " USER_COLUMNS " FROM users WHERE lower(email) = lower(?1) AND email <> ''",
                               read_user, email);
    }

    Result<std::vector<User>> by_accounts(std::span<const AccountId> ids) const override {
        return connection_.all("SELECT " USER_COLUMNS " FROM users WHERE account_id IN ids(?1)", read_user,
                               id_set(ids));
    }

    Result<std::int64_t> count_unapproved() const override {
        return connection_.integer("SELECT count(*) FROM users WHERE approved = 0");
    }

    Result<std::vector<User>> all() const override {
        return connection_.all("SELECT " USER_COLUMNS " FROM users ORDER BY account_id", read_user);
    }

    Result<std::int64_t> count() const override { return connection_.integer("SELECT count(*) FROM users"); }

    Result<bool> any_owner() const override {
        return TRY(connection_.integer("SELECT count(*) FROM users WHERE role = 'owner'")) > 0;
    }

    Result<std::vector<AccountId>> moderators() const override {
        return connection_.all("SELECT account_id FROM users JOIN accounts ON id = account_id WHERE role <> 'user' AND "
                               "confirmed_at IS NOT NULL AND approved = 1 AND disabled = 0 AND suspended_at IS NULL "
                               "ORDER BY account_id",
                               [](Row& row) { return row.id<AccountId>(); });
    }

    Result<std::vector<AccountId>> waiting_among(std::span<const AccountId> ids) const override {
        if (ids.empty()) return std::vector<AccountId>();
        return connection_.all(
            "SELECT account_id FROM users WHERE (confirmed_at IS NULL OR approved = 0) AND "
            "account_id IN (SELECT value FROM json_each(?1))",
            [](Row& row) { return row.id<AccountId>(); }, id_list(ids));
    }

    Result<void> insert(const User& user) override {
        TRY(connection_.run("INSERT INTO users (" USER_COLUMNS
                            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                            user.account_id, user.email, user.password_hash, to_string(user.role), user.confirmed_at,
                            user.approved, user.disabled, user.locale, user.sign_up_reason, user.invite_id,
                            user.settings, user.created_at, user.last_active_at));
        return {};
    }

    Result<void> update(const User& user) override {
        auto changed = TRY(connection_.run(
            "UPDATE users SET email = ?2, password_hash = ?3, role = ?4, confirmed_at = ?5, approved = ?6, disabled = ?7, "
            "locale = ?8, sign_up_reason = ?9, invite_id = ?10, settings = ?11 WHERE account_id = ?1",
            user.account_id, user.email, user.password_hash, to_string(user.role), user.confirmed_at, user.approved,
            user.disabled, user.locale, user.sign_up_reason, user.invite_id, user.settings));
        if (changed == 0) return not_found();
        return {};
    }

    Result<void> set_last_active(AccountId id, Time at) override {
        TRY(connection_.run("UPDATE users SET last_active_at = ?2 WHERE account_id = ?1", id, at));
        return {};
    }

    Result<void> insert_link(const OneTimeLink& link) override {
        TRY(connection_.run("INSERT INTO one_time_links (" LINK_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5)", link.digest,
                            link.kind, link.account_id, link.email, link.expires_at));
        return {};
    }

    Result<std::optional<OneTimeLink>> link(std::string_view digest, Time now) const override {
        return connection_.one("SELECT " LINK_COLUMNS " FROM one_time_links WHERE digest = ?1 AND expires_at > ?2",
                               read_link, digest, now);
    }

    Result<void> remove_link(std::string_view digest) override {
        TRY(connection_.run("DELETE FROM one_time_links WHERE digest = ?1", digest));
        return {};
    }

    Result<void> remove_links(AccountId id, std::string_view kind) override {
        TRY(connection_.run("DELETE FROM one_time_links WHERE coalesce(account_id, 0) = ?1 AND kind = ?2", id.value,
                            kind));
        return {};
    }

    Result<void> insert_session(const BrowserSession& session) override {
        TRY(connection_.run("INSERT INTO sessions (" SESSION_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            session.id, session.digest, session.account_id, session.user_agent, session.address,
                            session.last_used_at, session.expires_at));
        return {};
    }

    Result<std::optional<BrowserSession>> session(std::string_view digest, Time now) const override {
        return connection_.one("SELECT " SESSION_COLUMNS " FROM sessions WHERE digest = ?1 AND expires_at > ?2",
                               read_session, digest, now);
    }

    Result<std::vector<BrowserSession>> sessions(AccountId id) const override {
        return connection_.all("SELECT " SESSION_COLUMNS
                               " FROM sessions WHERE account_id = ?1 ORDER BY last_used_at DESC, id DESC",
                               read_session, id);
    }

    Result<std::vector<BrowserSession>> sessions_of(std::span<const AccountId> ids) const override {
        return connection_.all("SELECT " SESSION_COLUMNS
                               " FROM sessions WHERE account_id IN ids(?1) ORDER BY last_used_at DESC, id DESC",
                               read_session, id_set(ids));
    }

    Result<void> touch_session(SessionId id, Time at) override {
        TRY(connection_.run("UPDATE sessions SET last_used_at = ?2 WHERE id = ?1", id, at));
        return {};
    }

    Result<void> remove_session(SessionId id) override {
        TRY(connection_.run("DELETE FROM sessions WHERE id = ?1", id));
        return {};
    }

    Result<void> remove_sessions(AccountId id) override {
        TRY(connection_.run("DELETE FROM sessions WHERE account_id = ?1", id));
        return {};
    }

    Result<std::vector<AccountId>> remove_expired(Time now) override {
        TRY(connection_.run("DELETE FROM one_time_links WHERE expires_at <= ?1", now));
        return connection_.all(
            "DELETE FROM sessions WHERE expires_at <= ?1 RETURNING account_id",
            [](Row& row) { return row.id<AccountId>(); }, now);
    }

    Result<void> insert_invite(const Invite& invite) override {
        TRY(connection_.run("INSERT INTO invites (" INVITE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                            invite.id, invite.code, invite.account_id, invite.comment, invite.max_uses, invite.uses,
                            invite.expires_at, invite.revoked_at));
        return {};
    }

    Result<std::optional<Invite>> invite_by_code(std::string_view code) const override {
        return connection_.one("SELECT " INVITE_COLUMNS " FROM invites WHERE code = ?1", read_invite, code);
    }

    Result<std::vector<Invite>> invites() const override {
        return connection_.all("SELECT " INVITE_COLUMNS " FROM invites ORDER BY id DESC", read_invite);
    }

    Result<void> update_invite(const Invite& invite) override {
        auto changed = TRY(connection_.run(
            "UPDATE invites SET comment = ?2, max_uses = ?3, uses = ?4, expires_at = ?5, "
            "revoked_at = ?6 WHERE id = ?1",
            invite.id, invite.comment, invite.max_uses, invite.uses, invite.expires_at, invite.revoked_at));
        if (changed == 0) return not_found();
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Users> make_users(Connection& connection) { return std::make_unique<SqlUsers>(connection); }

} // namespace kith::backends::sql
