#include "app/commands/commands.hpp"
#include "app/commands/session.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace kith::app {
namespace {

struct Belongings {
    Account account;
    Role role = Role::user;
    std::size_t uploads = 0;
    bool last_owner = false;
};

Result<Belongings> look(OperatorSession& session, AccountId id) {
    return session.store().read([&](store::ReadTx& tx) -> Result<Belongings> {
        auto account = TRY(tx.accounts().by_id(id));
        auto user = TRY(tx.users().by_account(id));
        if (!account || !user) return not_found();
        auto users = TRY(tx.users().all());
        return Belongings{.account = std::move(*account),
                          .role = user->role,
                          .uploads = TRY(tx.media().of_account(id)).size(),
                          .last_owner =
                              user->role == Role::owner && std::ranges::count(users, Role::owner, &User::role) == 1};
    });
}

void print(const Belongings& found) {
    fmt::print("{}: {} posts, {} followers, {} followed, {} files, and all favourites, votes, lists, messages and "
               "notifications.\n",
               found.account.username, found.account.statuses_count, found.account.followers_count,
               found.account.following_count, found.uploads);
}

// Whoever types it says the name once more.
bool confirmed(const std::string& name) {
    fmt::print(stderr, "This cannot be undone. Type the name of the account to delete it: ");
    std::string line;
    std::getline(std::cin, line);
    return line == name;
}

Result<void> take_apart(OperatorSession& session, AccountId id) {
    auto& removal = session.application().account_removal();
    TRY(removal.request_by(Role::owner, id));
    TRY(session.tell_server());
    bool shown = isatty(STDERR_FILENO) != 0;
    while (!TRY(removal.work(id, 1))) {
        if (!shown) continue;
        auto left = TRY(session.store().read([&](store::ReadTx& tx) { return tx.accounts().by_id(id); }));
        if (left) fmt::print(stderr, "\r{} posts left   ", left->statuses_count);
    }
    if (shown) fmt::print(stderr, "\n");
    return session.tell_server();
}

} // namespace

Result<int> account_delete(const Config& config, const Deletion& wanted) {
    auto session = TRY(OperatorSession::open(config));
    auto id = TRY(session->account(wanted.name));
    auto found = TRY(look(*session, id));
    if (found.last_owner)
        return fail(ErrorKind::conflict, "last_owner",
                    fmt::format("{} is the only owner of this server. Make somebody else one first: kith account "
                                "promote NAME --role owner",
                                found.account.username));
    print(found);
    if (wanted.dry_run) {
        fmt::print("Nothing was deleted.\n");
        return 0;
    }
    if (!wanted.yes) {
        if (isatty(STDIN_FILENO) == 0)
            return invalid("refused", "nothing was deleted: say --yes to delete for good, or --dry-run to look");
        if (!confirmed(found.account.username)) return invalid("refused", "nothing was deleted");
    }
    TRY(take_apart(*session, id));
    fmt::print("Deleted {}.\n", found.account.username);
    return 0;
}

} // namespace kith::app
