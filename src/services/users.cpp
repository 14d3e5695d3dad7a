#include "services/users.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "domain/names.hpp"
#include "services/account_mails.hpp"
#include "services/passwords.hpp"
#include "services/sessions.hpp"

namespace kith::services {
namespace {

Failure wrong_login() {
    return fail(ErrorKind::unauthorized, "sign_in_wrong", "The name or e-mail address and the password don't match");
}
Failure wrong_password() { return fail(ErrorKind::forbidden, "password_wrong", "This is not your password"); }
Failure bad_link() {
    return fail(ErrorKind::not_found, "link_not_found", "This link does not work any more. Please ask for a new one");
}
Failure no_mail() {
    return fail(ErrorKind::unavailable, "mail_not_configured",
                "This server sends no e-mail. Please ask its operator for help");
}
Failure taken(std::string code, std::string message) {
    return fail(ErrorKind::conflict, std::move(code), std::move(message));
}

Result<std::optional<User>> find_login(const store::ReadTx& tx, std::string_view login, std::string_view domain) {
    std::string name = to_lower_ascii(trim(login));
    auto at = name.find('@', 1);
    if (at != std::string::npos) {
        if (auto user = TRY(tx.users().by_email(name))) return user;
        if (std::string_view(name).substr(at + 1) != domain) return std::nullopt;
        name.resize(at);
    }
    if (name.starts_with('@')) name.erase(0, 1);
    auto account = TRY(tx.accounts().by_acct(name, ""));
    if (!account) return std::nullopt;
    return tx.users().by_account(account->id);
}

Result<void> may_act(const User& user, const Account& account) {
    if (!user.confirmed_at)
        return fail(ErrorKind::forbidden, "unconfirmed", "Please confirm your e-mail address first");
    if (!user.approved)
        return fail(ErrorKind::forbidden, "pending", "A moderator has not let you in yet. Please wait a little");
    if (user.disabled) return fail(ErrorKind::forbidden, "disabled", "This login was disabled by the moderators");
    if (account.suspended()) return fail(ErrorKind::forbidden, "suspended", "This account was suspended");
    return {};
}

} // namespace

Users::Users(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, const Instance& instance,
             Settings& settings, Mailer& mailer, AttemptGate gate)
    : store_(store),
      clock_(clock),
      ids_(ids),
      events_(events),
      instance_(instance),
      settings_(settings),
      mailer_(mailer),
      gate_(std::move(gate)) {}

void Users::publish_changed(store::WriteTx& tx, AccountId id) {
    tx.after_commit([this, id] { events_.publish(AccountChanged{id}); });
}

Result<void> Users::send(store::WriteTx& tx, const Mail& mail) {
    if (!mailer_.configured() || mail.to.empty()) return {};
    return mailer_.queue(tx, TRY(settings_.get(tx))->title, mail);
}

Result<void> Users::end_access(store::WriteTx& tx, AccountId id, SessionId keep) {
    TRY(Sessions::end_others(tx, id, keep));
    TRY(tx.oauth().remove_tokens(id));
    tx.after_commit([this, id] { events_.publish(TokensRevoked{id, {}}); });
    return {};
}

Result<Users::Member> Users::member(const store::ReadTx& tx, AccountId id) {
    auto user = TRY(tx.users().by_account(id));
    auto account = TRY(tx.accounts().by_id(id));
    if (!user || !account) return not_found();
    return Member{std::move(*user), std::move(*account)};
}

Result<MadeLink> Users::make_link(store::WriteTx& tx, std::string_view kind, std::string_view path, AccountId id,
                                  const std::string& email, std::chrono::hours lifetime) const {
    auto token = random_token();
    auto expires_at = clock_.now() + lifetime;
    TRY(tx.users().remove_links(id, kind));
    TRY(tx.users().insert_link({token_digest(token), std::string(kind), id, email, expires_at}));
    return MadeLink{std::string(path) + token, expires_at};
}

Result<AccountId> Users::insert(store::WriteTx& tx, const NewUser& checked, std::string password_hash) {
    auto now = clock_.now();
    if (TRY(tx.accounts().by_acct(checked.username, ""))) return taken("username_taken", "This name is taken");
    if (!checked.email.empty() && TRY(tx.users().by_email(checked.email)))
        return taken("email_taken", "There is a member with this e-mail address");
    Account account{.id = ids_.make<AccountId>(), .username = checked.username, .updated_at = now};
    TRY(tx.accounts().insert(account));
    TRY(tx.users().insert(User{.account_id = account.id,
                               .email = checked.email,
                               .password_hash = std::move(password_hash),
                               .role = checked.role,
                               .confirmed_at = now,
                               .locale = checked.locale,
                               .created_at = now}));
    publish_changed(tx, account.id);
    return account.id;
}

namespace {

Result<NewUser> checked(const NewUser& wanted) {
    NewUser user = wanted;
    user.username = TRY(local_username(wanted.username));
    if (!trim(wanted.email).empty()) user.email = TRY(normalize_email(wanted.email));
    TRY(check_password(wanted.password));
    return user;
}

} // namespace

Result<AccountId> Users::create(const NewUser& wanted) {
    auto user = TRY(checked(wanted));
    auto hash = TRY(make_password_hash(user.password));
    return store_.write([&](store::WriteTx& tx) { return insert(tx, user, hash); });
}

Result<AccountId> Users::authenticate(std::string_view login, std::string_view password, std::string_view address) {
    TRY(gate_({Attempt::Kind::sign_in, std::string(address), to_lower_ascii(trim(login))}));
    std::optional<Member> found;
    TRY(store_.read([&](store::ReadTx& tx) -> Result<void> {
        auto user = TRY(find_login(tx, login, instance_.domain));
        if (user) found = TRY(member(tx, user->account_id));
        return {};
    }));
    // A name that does not exist takes as long as one that does.
    if (!is_password(found ? std::string_view(found->user.password_hash) : "", password)) return wrong_login();
    TRY(may_act(found->user, found->account));
    return found->account.id;
}

Result<void> Users::check_own_password(AccountId id, std::string_view password, std::string_view address) {
    auto [user, account] = TRY(store_.read([&](store::ReadTx& tx) { return member(tx, id); }));
    TRY(gate_({Attempt::Kind::sign_in, std::string(address), user.email.empty() ? account.username : user.email}));
    if (!is_password(user.password_hash, password)) return wrong_password();
    return {};
}

Result<void> Users::change_password(AccountId id, std::string_view old_password, std::string_view new_password,
                                    SessionId keep, std::string_view address) {
    TRY(check_password(new_password));
    TRY(check_own_password(id, old_password, address));
    auto hash = TRY(make_password_hash(new_password));
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto [user, account] = TRY(member(tx, id));
        user.password_hash = hash;
        TRY(tx.users().update(user));
        TRY(tx.users().remove_links(id, "reset"));
        TRY(end_access(tx, id, keep));
        return send(tx, password_changed_mail(user.email, account.username, TRY(settings_.get(tx))->title));
    });
}

Result<void> Users::change_email(AccountId id, std::string_view password, std::string_view email,
                                 std::string_view address) {
    auto wanted = TRY(normalize_email(email));
    TRY(check_own_password(id, password, address));
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto [user, account] = TRY(member(tx, id));
        if (user.email == wanted) return {};
        if (TRY(tx.users().by_email(wanted))) return taken("email_taken", "There is a member with this e-mail address");
        if (mailer_.configured()) return send_confirmation(tx, user, account.username, wanted);
        user.email = wanted;
        TRY(tx.users().remove_links(id, "reset"));
        return tx.users().update(user);
    });
}

Result<void> Users::send_confirmation(store::WriteTx& tx, const User& user, const std::string& username,
                                      const std::string& email) {
    auto link = TRY(make_link(tx, "confirm", "/confirm/", user.account_id, email, confirm_lifetime));
    return send(tx, confirmation_mail(email, username, TRY(settings_.get(tx))->title, instance_.base_url + link.path));
}

Result<AccountId> Users::confirm_email(std::string_view token) {
    return store_.write([&](store::WriteTx& tx) -> Result<AccountId> {
        auto link = TRY(tx.users().link(token_digest(token), clock_.now()));
        if (!link || link->kind != "confirm") return bad_link();
        auto [user, account] = TRY(member(tx, link->account_id));
        TRY(tx.users().remove_link(link->digest));
        bool moved = user.email != link->email;
        if (moved) {
            if (TRY(tx.users().by_email(link->email)))
                return taken("email_taken", "There is a member with this e-mail address");
            if (user.confirmed_at)
                TRY(send(tx, email_changed_mail(user.email, account.username, TRY(settings_.get(tx))->title)));
            user.email = link->email;
            TRY(tx.users().remove_links(account.id, "reset"));
        }
        if (!user.confirmed_at) user.confirmed_at = clock_.now();
        TRY(tx.users().update(user));
        publish_changed(tx, account.id);
        return account.id;
    });
}

Result<void> Users::resend_confirmation(AccountId id, std::string_view email, std::string_view address) {
    if (!mailer_.configured()) return no_mail();
    std::string wanted;
    if (!trim(email).empty()) wanted = TRY(normalize_email(email));
    TRY(gate_({Attempt::Kind::mail, std::string(address), wanted}));
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto [user, account] = TRY(member(tx, id));
        if (user.confirmed_at)
            return fail(ErrorKind::forbidden, "already_confirmed",
                        "This method is only available while the e-mail is awaiting confirmation");
        if (!wanted.empty() && wanted != user.email) {
            if (TRY(tx.users().by_email(wanted)))
                return taken("email_taken", "There is a member with this e-mail address");
            user.email = wanted;
            TRY(tx.users().update(user));
        }
        return send_confirmation(tx, user, account.username, user.email);
    });
}

Result<void> Users::resend_confirmation_to(std::string_view email, std::string_view address) {
    if (!mailer_.configured()) return no_mail();
    auto wanted = to_lower_ascii(trim(email));
    TRY(gate_({Attempt::Kind::mail, std::string(address), wanted}));
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto found = TRY(tx.users().by_email(wanted));
        if (!found || found->confirmed_at) return {};
        auto account = TRY(member(tx, found->account_id)).account;
        return send_confirmation(tx, *found, account.username, found->email);
    });
}

Result<void> Users::send_reset_link(std::string_view email, std::string_view address) {
    if (!mailer_.configured()) return no_mail();
    auto wanted = to_lower_ascii(trim(email));
    TRY(gate_({Attempt::Kind::mail, std::string(address), wanted}));
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto found = TRY(tx.users().by_email(wanted));
        if (!found) return {};
        auto [user, account] = TRY(member(tx, found->account_id));
        if (user.disabled || account.suspended()) return {};
        auto link = TRY(make_link(tx, "reset", "/reset/", account.id, user.email, reset_lifetime));
        return send(tx, reset_mail(user.email, account.username, TRY(settings_.get(tx))->title,
                                   instance_.base_url + link.path));
    });
}

Result<MadeLink> Users::make_reset_link(AccountId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<MadeLink> {
        TRY(member(tx, id));
        return make_link(tx, "reset", "/reset/", id, "", reset_lifetime);
    });
}

Result<Account> Users::reset_target(std::string_view token) const {
    return store_.read([&](store::ReadTx& tx) -> Result<Account> {
        auto link = TRY(tx.users().link(token_digest(token), clock_.now()));
        if (!link || link->kind != "reset") return bad_link();
        return TRY(member(tx, link->account_id)).account;
    });
}

Result<AccountId> Users::reset_password(std::string_view token, std::string_view password) {
    TRY(reset_target(token)); // before the expensive part
    TRY(check_password(password));
    auto hash = TRY(make_password_hash(password));
    return store_.write([&](store::WriteTx& tx) -> Result<AccountId> {
        auto link = TRY(tx.users().link(token_digest(token), clock_.now()));
        if (!link || link->kind != "reset") return bad_link();
        auto [user, account] = TRY(member(tx, link->account_id));
        TRY(tx.users().remove_links(account.id, "reset"));
        user.password_hash = hash;
        if (!user.confirmed_at && !link->email.empty() && link->email == user.email) user.confirmed_at = clock_.now();
        TRY(tx.users().update(user));
        TRY(end_access(tx, account.id, SessionId{}));
        TRY(send(tx, password_changed_mail(user.email, account.username, TRY(settings_.get(tx))->title)));
        return account.id;
    });
}

Result<std::optional<MadeLink>> Users::make_owner_link() {
    return store_.write([&](store::WriteTx& tx) -> Result<std::optional<MadeLink>> {
        if (TRY(tx.users().any_owner())) return std::nullopt;
        return TRY(make_link(tx, "owner", "/welcome/", AccountId{}, "", owner_lifetime));
    });
}

Result<void> Users::check_owner_link(std::string_view token) const {
    return store_.read([&](store::ReadTx& tx) -> Result<void> {
        auto link = TRY(tx.users().link(token_digest(token), clock_.now()));
        if (!link || link->kind != "owner" || TRY(tx.users().any_owner())) return bad_link();
        return {};
    });
}

Result<AccountId> Users::create_owner(std::string_view token, NewUser wanted) {
    TRY(check_owner_link(token));
    wanted.role = Role::owner;
    auto user = TRY(checked(wanted));
    auto hash = TRY(make_password_hash(user.password));
    return store_.write([&](store::WriteTx& tx) -> Result<AccountId> {
        auto link = TRY(tx.users().link(token_digest(token), clock_.now()));
        if (!link || link->kind != "owner" || TRY(tx.users().any_owner())) return bad_link();
        TRY(tx.users().remove_link(link->digest));
        return insert(tx, user, hash);
    });
}

} // namespace kith::services
