#include "app/application.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/session.hpp"
#include "core/crypto.hpp"
#include "core/text.hpp"
#include "json/write.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace kith::app {
namespace {

struct AccountRow {
    AccountId id;
    std::string username;
    std::string email;
    std::string role;
    bool confirmed = false;
    bool approved = false;
    bool disabled = false;
    bool suspended = false;
    Time created_at;
    std::optional<Time> last_active_at;
};
BOOST_DESCRIBE_STRUCT(AccountRow, (),
                      (id, username, email, role, confirmed, approved, disabled, suspended, created_at, last_active_at))

AccountRow row_of(const User& user, const Account& account) {
    return {account.id,
            account.username,
            user.email,
            std::string(to_string(user.role)),
            user.confirmed_at.has_value(),
            user.approved,
            user.disabled,
            account.suspended(),
            account.created_at(),
            user.last_active_at};
}

// A password is shown once, to whoever had it made up.
struct MadeAccount : AccountRow {
    json::Maybe<std::string> password;
};
BOOST_DESCRIBE_STRUCT(MadeAccount, (AccountRow), (password))

struct ResetLink {
    std::string username;
    std::string url;
    Time expires_at;
};
BOOST_DESCRIBE_STRUCT(ResetLink, (), (username, url, expires_at))

struct InviteRow {
    InviteId id;
    std::string code;
    std::string url;
    std::string comment;
    std::int64_t uses = 0;
    std::optional<std::int64_t> max_uses;
    std::optional<Time> expires_at;
    std::optional<Time> revoked_at;
};
BOOST_DESCRIBE_STRUCT(InviteRow, (), (id, code, url, comment, uses, max_uses, expires_at, revoked_at))

// What services say to members in a few words is said to operators with what helps.
Result<void> with_advice(Result<void> done) {
    if (done || done.error().code != "last_owner") return done;
    auto error = std::move(done).error();
    error.message += ". Make somebody else one first: kith account promote NAME --role owner";
    return Failure(std::move(error));
}

void print(const AccountRow& row) {
    std::string notes;
    if (!row.confirmed) notes += ", e-mail not confirmed";
    if (!row.approved) notes += ", waits for approval";
    if (row.disabled) notes += ", disabled";
    if (row.suspended) notes += ", suspended";
    fmt::print("{:<24} {:<32} {}{}\n", row.username, row.email, row.role, notes);
}

Result<AccountRow> read_row(OperatorSession& session, AccountId id) {
    return session.store().read([&](store::ReadTx& tx) -> Result<AccountRow> {
        auto account = TRY(tx.accounts().by_id(id));
        auto user = TRY(tx.users().by_account(id));
        if (!account || !user) return not_found();
        return row_of(*user, *account);
    });
}

// From standard input, without an echo when somebody types it.
std::string read_password() {
    if (isatty(STDIN_FILENO) != 0) fmt::print(stderr, "Password: ");
    std::string line;
    std::getline(std::cin, line);
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n'))
        line.pop_back();
    return line;
}

} // namespace

Result<int> account_create(const Config& config, const NewAccount& wanted) {
    auto session = TRY(OperatorSession::open(config));
    services::NewUser user{.username = wanted.name,
                           .email = wanted.email,
                           .role = wanted.owner   ? Role::owner
                                   : wanted.admin ? Role::admin
                                                  : Role::user};
    bool made_up = !wanted.password_from_stdin;
    user.password = made_up ? random_token(15) : read_password();
    auto id = TRY(session->users().create(user));
    auto row = TRY(read_row(*session, id));
    TRY(session->tell_server());
    if (wanted.json) {
        MadeAccount made{row, {}};
        if (made_up) made.password = user.password;
        fmt::print("{}\n", json::write(made));
        return 0;
    }
    fmt::print("Made the account {}.\n", row.username);
    if (made_up) fmt::print("Password: {}\n", user.password);
    return 0;
}

Result<int> account_list(const Config& config, bool json) {
    auto session = TRY(OperatorSession::open(config));
    auto rows = TRY(session->store().read([](store::ReadTx& tx) -> Result<std::vector<AccountRow>> {
        std::vector<AccountRow> found;
        auto users = TRY(tx.users().all());
        std::vector<AccountId> ids;
        for (const auto& user : users)
            ids.push_back(user.account_id);
        std::unordered_map<AccountId, Account> accounts;
        for (auto& account : TRY(tx.accounts().by_ids(ids)))
            accounts.emplace(account.id, std::move(account));
        for (const auto& user : users)
            if (auto account = accounts.find(user.account_id); account != accounts.end())
                found.push_back(row_of(user, account->second));
        return found;
    }));
    if (json) {
        fmt::print("{}\n", json::write(rows));
        return 0;
    }
    for (const auto& row : rows)
        print(row);
    return 0;
}

Result<int> account_show(const Config& config, const std::string& name, bool json) {
    auto session = TRY(OperatorSession::open(config));
    auto row = TRY(read_row(*session, TRY(session->account(name))));
    if (json)
        fmt::print("{}\n", json::write(row));
    else
        print(row);
    return 0;
}

Result<int> account_reset_password(const Config& config, const std::string& name, bool json) {
    auto session = TRY(OperatorSession::open(config));
    auto made = TRY(session->users().make_reset_link(TRY(session->account(name))));
    ResetLink link{.username = name, .url = config.base_url + made.path, .expires_at = made.expires_at};
    if (json)
        fmt::print("{}\n", json::write(link));
    else
        fmt::print("Give {} this link; it works once, until {}:\n{}\n", name, to_iso(link.expires_at), link.url);
    return 0;
}

Result<int> account_promote(const Config& config, const std::string& name, const std::string& role) {
    auto session = TRY(OperatorSession::open(config));
    auto known = parse_role(role);
    if (!known) return invalid("role", "the role must be user, moderator, admin or owner");
    TRY(with_advice(session->users().set_role(Role::owner, TRY(session->account(name)), *known)));
    TRY(session->tell_server());
    fmt::print("{} is {} now.\n", name, role);
    return 0;
}

Result<int> account_suspend(const Config& config, const std::string& name, bool suspended) {
    auto session = TRY(OperatorSession::open(config));
    TRY(with_advice(session->users().set_suspended(Role::owner, TRY(session->account(name)), suspended)));
    TRY(session->tell_server());
    fmt::print("{} is {}.\n", name, suspended ? "suspended: nobody sees anything of it" : "no longer suspended");
    return 0;
}

Result<int> account_confirm(const Config& config, const std::string& name) {
    auto session = TRY(OperatorSession::open(config));
    auto id = TRY(session->account(name));
    TRY(session->users().confirm(Role::owner, id));
    auto approved = session->users().approve(Role::owner, id);
    if (!approved && approved.error().kind != ErrorKind::conflict) return Failure(approved.error());
    TRY(session->tell_server());
    fmt::print("{} may sign in.\n", name);
    return 0;
}

Result<int> token_create(const Config& config, const NewToken& wanted) {
    auto session = TRY(OperatorSession::open(config));
    auto account = TRY(session->account(wanted.account));
    auto scopes = services::tidy_scopes(wanted.scopes);
    if (scopes.empty() || !services::scopes_exist(scopes))
        return invalid("scopes", "unknown scopes; for example: read write follow push");
    auto token = random_token();
    TRY(session->store().write([&](store::WriteTx& tx) -> Result<void> {
        store::Application application{.id = session->ids().make<ApplicationId>(),
                                       .name = wanted.application,
                                       .redirect_uris = "urn:ietf:wg:oauth:2.0:oob",
                                       .scopes = scopes,
                                       .client_id = random_token(),
                                       .secret_digest = token_digest(random_token())};
        TRY(tx.oauth().insert_application(application));
        return tx.oauth().insert_token({.id = session->ids().make<TokenId>(),
                                        .digest = token_digest(token),
                                        .application_id = application.id,
                                        .account_id = account,
                                        .scopes = scopes});
    }));
    if (wanted.json)
        fmt::print(R"({{"access_token":"{}","token_type":"Bearer","scope":"{}","account_id":"{}"}})"
                   "\n",
                   token, scopes, account.str());
    else
        fmt::print("{}\n", token);
    return 0;
}

Result<int> invite_create(const Config& config, const NewInvite& wanted) {
    auto session = TRY(OperatorSession::open(config));
    auto expires = wanted.days > 0 ? std::optional(std::chrono::seconds(wanted.days * 24 * 3600)) : std::nullopt;
    auto uses = wanted.uses > 0 ? std::optional(wanted.uses) : std::nullopt;
    auto invite = TRY(session->invites().create(AccountId{}, wanted.comment, uses, expires));
    if (wanted.json)
        fmt::print(R"({{"id":"{}","code":"{}","url":"{}/invite/{}"}})"
                   "\n",
                   invite.id.str(), invite.code, config.base_url, invite.code);
    else
        fmt::print("{}/invite/{}\n", config.base_url, invite.code);
    return 0;
}

Result<int> invite_list(const Config& config, bool json) {
    auto session = TRY(OperatorSession::open(config));
    auto invites = TRY(session->invites().list(AccountId{}));
    if (json) {
        std::vector<InviteRow> rows;
        rows.reserve(invites.size());
        for (const auto& invite : invites)
            rows.push_back({.id = invite.id,
                            .code = invite.code,
                            .url = config.base_url + "/invite/" + invite.code,
                            .comment = invite.comment,
                            .uses = invite.uses,
                            .max_uses = invite.max_uses,
                            .expires_at = invite.expires_at,
                            .revoked_at = invite.revoked_at});
        fmt::print("{}\n", json::write(rows));
        return 0;
    }
    for (const auto& invite : invites) {
        auto uses = invite.max_uses ? fmt::format("{} of {} used", invite.uses, *invite.max_uses)
                                    : fmt::format("{} used", invite.uses);
        std::string state = invite.revoked_at ? ", revoked" : "";
        if (invite.expires_at) state += ", until " + to_iso(*invite.expires_at);
        fmt::print("{} {}{} {}\n", invite.code, uses, state, invite.comment);
    }
    return 0;
}

Result<int> invite_revoke(const Config& config, const std::string& code) {
    auto session = TRY(OperatorSession::open(config));
    auto invite = TRY(session->store().read([&](store::ReadTx& tx) { return tx.users().invite_by_code(code); }));
    if (!invite) return fail(ErrorKind::not_found, "no_invite", "there is no such invitation");
    TRY(session->invites().revoke(invite->id));
    fmt::print("Revoked {}.\n", code);
    return 0;
}

} // namespace kith::app
