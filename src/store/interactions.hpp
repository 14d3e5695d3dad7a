// Interactions: what somebody did towards somebody, append-only. See relationship/interaction.hpp.
// They are written by services/ties, which keeps the ties in step with them.
#pragma once

#include "core/result.hpp"
#include "relationship/interaction.hpp"

#include <span>
#include <utility>
#include <vector>

namespace kith::store {

using relationship::Interaction;
using relationship::InteractionKind;

// Two accounts, the smaller id first.
struct AccountPair {
    AccountId low;
    AccountId high;

    AccountPair(AccountId one, AccountId another) : low(std::min(one, another)), high(std::max(one, another)) {}
    friend auto operator<=>(const AccountPair&, const AccountPair&) = default;
};

class Interactions {
public:
    virtual ~Interactions() = default;

    // All between the two, either way, in the order in which they were recorded.
    virtual Result<std::vector<Interaction>> between(AccountPair pair) const = 0;
    // The newest of these by time, at most `limit`, newest first, before `before`.
    virtual Result<std::vector<Interaction>> history(AccountPair pair, Time before, int limit) const = 0;
    // All that came of a status, in the order in which they were recorded: who it speaks to, who favourited it; for a
    // boost: whose status it is.
    virtual Result<std::vector<Interaction>> of_status(StatusId status) const = 0;
    // What happened in [from, to), by time, at most `limit`.
    virtual Result<std::vector<Interaction>> made(AccountId actor, Time from, Time to, int limit) const = 0;
    virtual Result<std::vector<Interaction>> received(AccountId target, Time from, Time to, int limit) const = 0;
    // Everybody with whom it has had to do, in either direction, by id.
    virtual Result<std::vector<AccountId>> partners(AccountId account) const = 0;

    // `recorded` grows with each. false: it is known already (key_of), and nothing happens.
    virtual Result<bool> add(const Interaction& interaction, std::int64_t recorded) = 0;
    // Puts `after` in the place of `before`, in the order as in all else. Actor, target and reference stay.
    virtual Result<void> replace(const Interaction& before, const Interaction& after) = 0;
    // Whether there was one with this key.
    virtual Result<bool> remove(const Interaction& interaction) = 0;
    // All of a kind from actor to target. How many there were.
    virtual Result<std::int64_t> remove_kind(AccountId actor, AccountId target, InteractionKind kind) = 0;
    virtual Result<void> remove_between(AccountPair pair) = 0;
};

} // namespace kith::store
