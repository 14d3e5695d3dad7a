// Everybody's ties as one graph in memory: ways from one person to another, people who open new circles, people whom
// two know. Nobody learns from it whom others know but by their own first step.
//
// Edges lead from the owner of a tie to the other where the owner's stage is acquaintance or nearer. Suspended accounts
// have none. Who chose not to be a connector is only ever an end of a way.
#pragma once

#include "relationship/paths.hpp"
#include "services/events.hpp"
#include "store/store.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_set>
#include <vector>

namespace kith::services {

// The first step of a way to somebody: "this friend can reach them in 2".
struct FirstStepTo {
    AccountId friend_id;
    unsigned steps_left = 0; // 0: the friend is the one looked for
};

// Somebody the owner doesn't know, known to a friend of the owner.
struct BridgeTo {
    AccountId person;
    AccountId through;
    unsigned new_people = 0; // of whom they know: neither the owner nor the owner's people do
};

// Thread-safe. Reads see what was committed before them; what has changed since the last read is brought in by the
// next.
class TieNetwork {
public:
    TieNetwork(store::Store& store, const Clock& clock, Events& events);

    // To be called every few seconds. The first time, once a day (silence alone ends ties) and after changes from
    // outside it reads everything anew; else only what has changed. Until everything was read for the first time,
    // bridges() and mutual() answer as if nobody knew anybody; while it is read again, with what was known before.
    Result<void> keep_up();
    bool loaded() const { return loaded_; }

    // None of these, nor keep_up, within a transaction.
    // The distinct first steps of the k best ways of at most six steps. Reads everything if nobody did so far. Errors:
    // unavailable (somebody else has been reading everything for two seconds).
    Result<std::vector<FirstStepTo>> first_steps(AccountId from, AccountId to, std::size_t k);
    Result<std::vector<BridgeTo>> bridges(AccountId owner, std::size_t limit);
    // Whom the owner knows (at least as acquaintances) and who count `other` among their people, for each of `others`:
    // the strongest of the owner's ties first, at most `limit` each.
    Result<std::vector<std::vector<AccountId>>> mutual(AccountId owner, std::span<const AccountId> others,
                                                       std::size_t limit);

    struct Size {
        std::size_t accounts = 0;
        std::size_t ties = 0;
        std::size_t bytes = 0;
    };
    Size size() const;

private:
    struct Edge {
        AccountId from;
        AccountId to;
        double strength = 0; // < 0: no tie any more
    };
    // What a connector is, and who is nobody's acquaintance any more.
    struct Standing {
        AccountId account;
        bool connects = true;
        bool gone = false;
    };

    void note(const Event& event);
    using Turn = std::unique_lock<std::timed_mutex>;

    Result<Turn> wait_for_turn();
    Result<void> load();
    Result<void> refresh(); // with a turn
    Result<void> refresh_if_idle();
    Result<void> read_changes(std::span<const std::pair<AccountId, AccountId>> pairs,
                              std::unordered_set<AccountId> accounts);
    static Result<std::vector<Standing>> standings(const store::ReadTx& tx, std::span<const AccountId> accounts);
    void apply(const std::vector<Edge>& edges, const std::vector<Standing>& standings);
    std::unique_ptr<relationship::PathSearch> take_search();
    void give_back(std::unique_ptr<relationship::PathSearch> search);
    bool gone(relationship::Node node) const { return gone_.contains(nodes_.account(node)); }

    store::Store& store_;
    const Clock& clock_;
    std::atomic<bool> follows_events_ = false;
    std::atomic<bool> loaded_ = false;

    std::timed_mutex turn_mutex_; // one refresh or load at a time
    Time loaded_at_{};
    mutable std::shared_mutex graph_mutex_;
    relationship::AccountNodes nodes_;
    relationship::TieGraph graph_;
    std::unordered_set<AccountId> gone_; // suspended

    std::mutex changes_mutex_;
    std::vector<std::pair<AccountId, AccountId>> changed_ties_;
    std::unordered_set<AccountId> changed_accounts_;
    bool everything_changed_ = true;

    std::mutex searches_mutex_;
    std::vector<std::unique_ptr<relationship::PathSearch>> searches_;
};

} // namespace kith::services
