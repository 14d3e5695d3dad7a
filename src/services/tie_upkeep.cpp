#include "services/tie_upkeep.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace kith::services {
namespace {

constexpr int accounts_a_step = 500;
constexpr std::size_t pairs_a_step = 200;
constexpr std::size_t most_findings = 50;

// Called at least once for each account that is looked at. false: enough.
using Look = std::function<Result<bool>(AccountId one, std::span<const AccountId> others)>;

Result<std::vector<AccountId>> others_of(store::Store& store, AccountId account) {
    return store.read([&](store::ReadTx& tx) -> Result<std::vector<AccountId>> {
        auto others = TRY(tx.interactions().partners(account));
        for (const auto& kept : TRY(tx.ties().of(account, store::TieSelection::all)))
            others.push_back(kept.tie.other);
        std::ranges::sort(others);
        others.erase(std::ranges::unique(others).begin(), others.end());
        return others;
    });
}

Result<bool> look_at(AccountId account, std::span<const AccountId> others, const Look& look) {
    do {
        auto step = others.first(std::min(others.size(), pairs_a_step));
        others = others.subspan(step.size());
        if (!TRY(look(account, step))) return false;
    } while (!others.empty());
    return true;
}

// Each pair once, unless only one account is asked for.
Result<void> each_pair(store::Store& store, AccountId only, const Look& look) {
    if (only) {
        auto others = TRY(others_of(store, only));
        TRY(look_at(only, others, look));
        return {};
    }
    AccountId last;
    while (true) {
        auto accounts = TRY(store.read([&](store::ReadTx& tx) { return tx.ties().accounts(last, accounts_a_step); }));
        if (accounts.empty()) return {};
        last = accounts.back();
        for (auto account : accounts) {
            auto others = TRY(others_of(store, account));
            auto above = std::ranges::upper_bound(others, account);
            if (!TRY(look_at(account, std::span(above, others.end()), look))) return {};
        }
    }
}

} // namespace

Result<TieUpkeep> rebuild_ties(store::Store& store, Ties& ties, AccountId account, bool dry_run,
                               const std::function<void(std::size_t pairs)>& progress) {
    TieUpkeep upkeep;
    std::vector<AccountId> accounts;
    TRY(each_pair(store, account, [&](AccountId one, std::span<const AccountId> others) -> Result<bool> {
        auto count = [&](auto& tx, auto&& is_wrong) -> Result<void> {
            for (auto other : others)
                if (TRY(is_wrong(tx, other))) ++upkeep.wrong;
            return {};
        };
        if (dry_run)
            TRY(store.read([&](store::ReadTx& tx) {
                return count(tx, [&](auto& in, AccountId other) { return Ties::is_wrong(in, one, other); });
            }));
        else
            TRY(store.write([&](store::WriteTx& tx) {
                return count(tx, [&](auto& in, AccountId other) { return ties.rebuild(in, one, other); });
            }));
        accounts.push_back(one);
        upkeep.pairs += others.size();
        if (progress) progress(upkeep.pairs);
        return true;
    }));
    if (dry_run) return upkeep;
    // Counted over ties, so after them.
    accounts.erase(std::ranges::unique(accounts).begin(), accounts.end());
    for (auto one : accounts)
        TRY(store.write([&](store::WriteTx& tx) { return tx.ties().recount_people(one); }));
    return upkeep;
}

Result<std::vector<std::string>> wrong_ties(store::Store& store) {
    std::vector<std::string> findings;
    TRY(each_pair(store, {}, [&](AccountId one, std::span<const AccountId> others) {
        return store.read([&](store::ReadTx& tx) -> Result<bool> {
            for (auto other : others)
                if (TRY(Ties::is_wrong(tx, one, other)) && findings.size() < most_findings)
                    findings.push_back(fmt::format("wrong tie: accounts {} and {} (kith ties rebuild mends it)",
                                                   one.value, other.value));
            return findings.size() < most_findings;
        });
    }));
    return findings;
}

} // namespace kith::services
