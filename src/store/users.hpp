// Logins of local accounts, their one-time links, browser sessions and invitations.
#pragma once

#include "core/result.hpp"
#include "domain/account.hpp"

#include <span>
#include <vector>

namespace kith::store {

// A secret link in an e-mail or printed for the operator. Only its digest is kept.
struct OneTimeLink {
    std::string digest;
    std::string kind; // confirm, reset, owner
    AccountId account_id;
    std::string email;
    Time expires_at;
};

// A browser that is signed in.
struct BrowserSession {
    SessionId id;
    std::string digest;
    AccountId account_id;
    std::string user_agent;
    std::string address;
    Time last_used_at;
    Time expires_at;
};

struct Invite {
    InviteId id;
    std::string code;
    AccountId account_id; // who invites; none: the operator
    std::string comment;
    std::optional<std::int64_t> max_uses;
    std::int64_t uses = 0;
    std::optional<Time> expires_at;
    std::optional<Time> revoked_at;
};

class Users {
public:
    virtual ~Users() = default;

    virtual Result<std::optional<User>> by_account(AccountId id) const = 0;
    virtual Result<std::optional<User>> by_email(std::string_view email) const = 0;
    // In no particular order; accounts without a login are left out.
    virtual Result<std::vector<User>> by_accounts(std::span<const AccountId> ids) const = 0;
    virtual Result<std::vector<User>> all() const = 0;
    virtual Result<std::int64_t> count() const = 0;
    virtual Result<std::int64_t> count_unapproved() const = 0;
    virtual Result<bool> any_owner() const = 0;
    // Who may moderate and is able to act.
    virtual Result<std::vector<AccountId>> moderators() const = 0;
    // Of these accounts, those that wait for confirmation or approval: nobody else sees them yet.
    virtual Result<std::vector<AccountId>> waiting_among(std::span<const AccountId> ids) const = 0;

    // conflict if the account has a login or the address is taken; the address's case does not matter.
    virtual Result<void> insert(const User& user) = 0;
    // All but created_at and last_active_at. not_found, conflict.
    virtual Result<void> update(const User& user) = 0;
    virtual Result<void> set_last_active(AccountId id, Time at) = 0;

    virtual Result<void> insert_link(const OneTimeLink& link) = 0;
    // The link, if it has not expired.
    virtual Result<std::optional<OneTimeLink>> link(std::string_view digest, Time now) const = 0;
    virtual Result<void> remove_link(std::string_view digest) = 0;
    // Those of the account; none: those that belong to nobody yet.
    virtual Result<void> remove_links(AccountId id, std::string_view kind) = 0;

    virtual Result<void> insert_session(const BrowserSession& session) = 0;
    // The session, if it has not expired.
    virtual Result<std::optional<BrowserSession>> session(std::string_view digest, Time now) const = 0;
    // Used last comes first; expired ones too.
    virtual Result<std::vector<BrowserSession>> sessions(AccountId id) const = 0;
    // Of all these accounts, used last first.
    virtual Result<std::vector<BrowserSession>> sessions_of(std::span<const AccountId> ids) const = 0;
    virtual Result<void> touch_session(SessionId id, Time at) = 0;
    virtual Result<void> remove_session(SessionId id) = 0;
    virtual Result<void> remove_sessions(AccountId id) = 0;

    // Links and sessions that nobody can use any more. Whose sessions they were.
    virtual Result<std::vector<AccountId>> remove_expired(Time now) = 0;

    virtual Result<void> insert_invite(const Invite& invite) = 0;
    virtual Result<std::optional<Invite>> invite_by_code(std::string_view code) const = 0;
    // Newest first.
    virtual Result<std::vector<Invite>> invites() const = 0;
    // All but id, code and who invites.
    virtual Result<void> update_invite(const Invite& invite) = 0;
};

} // namespace kith::store
