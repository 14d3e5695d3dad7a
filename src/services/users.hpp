// Members' logins: made, proven, changed, stopped and ended.
//
// Passwords are hashed outside of transactions (argon2id, some 65 ms): none of the calls that take one belongs on an
// event loop.
#pragma once

#include "services/attempts.hpp"
#include "services/events.hpp"
#include "services/instance.hpp"
#include "services/mail.hpp"
#include "services/moderator.hpp"
#include "services/settings.hpp"
#include "store/store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

// What an operator decides about a new member.
struct NewUser {
    std::string username;
    std::string email; // may be empty
    std::string password;
    Role role = Role::user;
    std::string locale = "en";
};

// A link that is said once: the path on this server, to be put behind its base URL.
struct MadeLink {
    std::string path; // "/reset/…"
    Time expires_at;
};

// Errors: invalid (password_too_short, password_too_long). Pure.
Result<void> check_password(std::string_view password);

// Thread-safe.
class Users {
public:
    static constexpr std::size_t shortest_password = 8;
    static constexpr std::size_t longest_password = 256; // bytes
    static constexpr std::chrono::hours reset_lifetime{6};
    static constexpr std::chrono::hours confirm_lifetime{7 * 24};
    static constexpr std::chrono::hours owner_lifetime{7 * 24};

    Users(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, const Instance& instance,
          Settings& settings, Mailer& mailer, AttemptGate gate);

    // A member made by an operator: confirmed and approved. Errors: invalid (username_…, email_invalid, password_…),
    // conflict (username_taken, email_taken).
    Result<AccountId> create(const NewUser& wanted);

    // Who this is, by name or e-mail address and password. The time it takes does not tell whether the name exists.
    // Errors: unauthorized (sign_in_wrong); with the right password also forbidden (unconfirmed, pending, disabled,
    // suspended); rate_limited.
    Result<AccountId> authenticate(std::string_view login, std::string_view password, std::string_view address);
    // The same for somebody who is signed in and asked again. Errors: forbidden (password_wrong).
    Result<void> check_own_password(AccountId id, std::string_view password, std::string_view address);

    // Ends all other sessions and all tokens. Errors: invalid (password_…), forbidden (password_wrong).
    Result<void> change_password(AccountId id, std::string_view old_password, std::string_view new_password,
                                 SessionId keep, std::string_view address);
    // With mail, the new address counts once its link was opened; without, at once. Errors: invalid (email_invalid),
    // conflict (email_taken), forbidden (password_wrong).
    Result<void> change_email(AccountId id, std::string_view password, std::string_view email,
                              std::string_view address);

    // Sends a link that lets its reader choose a new password, if there is such a member; says nothing about whether
    // there is. Errors: unavailable (mail_not_configured), rate_limited.
    Result<void> send_reset_link(std::string_view email, std::string_view address);
    // For the operator to hand over. Errors: not_found.
    Result<MadeLink> make_reset_link(AccountId id);
    // Whose password the link resets. Errors: not_found.
    Result<Account> reset_target(std::string_view token) const;
    // The link is used up; all sessions and tokens end. An address that a mailed link reached is confirmed by that.
    // Errors: not_found, invalid (password_…).
    Result<AccountId> reset_password(std::string_view token, std::string_view password);

    // Opens the link of a confirmation mail: gives the member. Errors: not_found; conflict (email_taken).
    Result<AccountId> confirm_email(std::string_view token);
    // Sends the confirmation again, to another address if one is given. Errors: forbidden (already_confirmed), invalid,
    // conflict (email_taken), unavailable (mail_not_configured), rate_limited.
    Result<void> resend_confirmation(AccountId id, std::string_view email, std::string_view address);
    // The same for who only knows the address; says nothing about whether there is such a member.
    Result<void> resend_confirmation_to(std::string_view email, std::string_view address);
    // Within the transaction that makes the member.
    Result<void> send_confirmation(store::WriteTx& tx, const User& user, const std::string& username,
                                   const std::string& email);

    // The link with which the first owner makes their account, or none if there is an owner. Earlier ones end.
    Result<std::optional<MadeLink>> make_owner_link();
    // Errors: not_found.
    Result<void> check_owner_link(std::string_view token) const;
    // Makes the owner; the link is used up. Errors: as create, not_found.
    Result<AccountId> create_owner(std::string_view token, NewUser wanted);

    // By moderators, who must outrank the member; what changes something is kept in the log. The last owner who can
    // still sign in stays one. Errors: not_found, forbidden, conflict (last_owner).
    Result<void> confirm(const Moderator& by, AccountId id);
    Result<void> set_disabled(const Moderator& by, AccountId id, bool disabled);   // cannot sign in; the profile stays
    Result<void> set_silenced(const Moderator& by, AccountId id, bool silenced);   // strangers are not shown it
    Result<void> set_suspended(const Moderator& by, AccountId id, bool suspended); // nobody sees anything of it
    // Without mail it confirms their address, too.
    Result<void> approve(const Moderator& by, AccountId id);
    // Removes who asked to join. Errors: also conflict (already_approved).
    Result<void> reject(const Moderator& by, AccountId id);
    // Nobody gives a role above their own.
    Result<void> set_role(const Moderator& by, AccountId id, Role role);
    // All that follows from a report, or from none: the measure, every open report about the member resolved, and a
    // mail that tells them (`by.text` in it), if `tell`. Errors: also not_found (the report `by.report`), invalid
    // (moderation_text).
    Result<void> act(const Moderator& by, AccountId id, Measure measure, bool tell);

private:
    // A member with their account.
    struct Member {
        User user;
        Account account;
    };
    static Result<Member> member(const store::ReadTx& tx, AccountId id);
    // `change` does it and names what it did for the log; empty: nothing was to be done.
    using Change = std::function<Result<std::string>(store::WriteTx&, Member&)>;
    Result<void> change(const Moderator& by, AccountId id, const Change& change);
    Result<bool> take(store::WriteTx& tx, Member& who, Measure measure);
    Result<AccountId> insert(store::WriteTx& tx, const NewUser& checked, std::string password_hash);
    Result<MadeLink> make_link(store::WriteTx& tx, std::string_view kind, std::string_view path, AccountId id,
                               const std::string& email, std::chrono::hours lifetime) const;
    Result<void> send(store::WriteTx& tx, const Mail& mail);
    // All access ends but one session.
    Result<void> end_access(store::WriteTx& tx, AccountId id, SessionId keep);
    void publish_changed(store::WriteTx& tx, AccountId id);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    const Instance& instance_;
    Settings& settings_;
    Mailer& mailer_;
    AttemptGate gate_;
};

} // namespace kith::services
