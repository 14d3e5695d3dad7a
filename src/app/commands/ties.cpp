#include "app/commands/commands.hpp"
#include "app/commands/session.hpp"
#include "services/tie_upkeep.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace kith::app {

Result<int> ties_rebuild(const Config& config, const std::string& account, bool dry_run) {
    auto session = TRY(OperatorSession::open(config));
    AccountId only;
    if (!account.empty()) {
        auto found = TRY(session->store().read([&](store::ReadTx& tx) { return tx.accounts().by_acct(account, ""); }));
        if (!found) return invalid("account", fmt::format("There is no account {} here", account));
        only = found->id;
    }
    bool shown = isatty(STDERR_FILENO) != 0;
    auto upkeep = TRY(
        services::rebuild_ties(session->store(), session->application().ties(), only, dry_run, [&](std::size_t pairs) {
            if (shown) fmt::print(stderr, "\r{} pairs", pairs);
        }));
    if (shown) fmt::print(stderr, "\n");
    fmt::print("{} of {} pairs {} not as their interactions make them.\n", upkeep.wrong, upkeep.pairs,
               dry_run ? "are" : "were");
    if (!dry_run) TRY(session->tell_server());
    return 0;
}

} // namespace kith::app
