// Who knows whom as one graph in memory: ways from one person to another, people who open new circles, people whom two
// know. Nobody learns from it whom others know but by their own first step.
//
// Whether two are neighbours in it, and how near, follows from what everybody could know of them
// (relationship/public_tie.hpp). Whoever asks begins with their own people as they see them: at stage acquaintance or
// nearer, by the strength of their own ties. Suspended accounts have no neighbours. Who chose not to be a connector is
// only ever an end of a way.
#pragma once

#include "relationship/paths.hpp"
#include "services/events.hpp"
#include "services/ties.hpp"
#include "store/store.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
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

    // To be called every few seconds. The first time and after changes from outside it reads everything anew; else only
    // what has changed. Until everything was read for the first time, bridges() and mutual() answer as if nobody knew
    // anybody; while it is read again, with what was known before.
    Result<void> keep_up();
    bool loaded() const { return loaded_; }

    // None of these, nor keep_up, within a transaction.
    // The distinct first steps of the k best ways of at most six steps. Reads everything if nobody did so far. Errors:
    // unavailable (somebody else has been reading everything for two seconds).
    Result<std::vector<FirstStepTo>> first_steps(AccountId from, AccountId to, std::size_t k);
    Result<std::vector<BridgeTo>> bridges(AccountId owner, std::size_t limit);
    // Whom the owner knows (at least as acquaintances) and who know `other`, for each of `others`: the strongest of the
    // owner's ties first, at most `limit` each.
    Result<std::vector<std::vector<AccountId>>> mutual(AccountId owner, std::span<const AccountId> others,
                                                       std::size_t limit);

    struct Size {
        std::size_t accounts = 0;
        std::size_t ties = 0;
        std::size_t bytes = 0;
    };
    Size size() const;

private:
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
    // Of the ties those that make neighbours are put in, the others taken out.
    void apply(const std::vector<relationship::PublicTie>& ties, const std::vector<Standing>& standings);
    // Whom the owner knows at least as an acquaintance, as they see it.
    Result<std::vector<KnownTie>> people_of(AccountId owner);
    // A node for whoever asks: they may know people, and nobody in public.
    void seat(AccountId owner);
    // Those of the people who are in the graph; none if the owner is not. While the graph is held: nodes are renumbered
    // when everything is read anew.
    std::optional<relationship::Circle> circle_of(AccountId owner, std::span<const KnownTie> people) const;
    std::unique_ptr<relationship::PathSearch> take_search();
    void give_back(std::unique_ptr<relationship::PathSearch> search);
    bool gone(relationship::Node node) const { return gone_.contains(nodes_.account(node)); }

    store::Store& store_;
    const Clock& clock_;
    std::atomic<bool> follows_events_ = false;
    std::atomic<bool> loaded_ = false;

    std::timed_mutex turn_mutex_; // one refresh or load at a time
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
