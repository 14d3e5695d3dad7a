// Keeping ties: every interaction is recorded here, in the transaction of whatever made it, and moves the ties of both.
//
// A block between two, of the account or of the other's domain, hides their tie from both at once and nothing said
// meanwhile counts; what was said before stays stored, and unblocking makes the tie again from it (a stage, vouching or
// origin set by hand is gone).
#pragma once

#include "relationship/stage.hpp"
#include "relationship/strength.hpp"
#include "services/events.hpp"
#include "store/store.hpp"
#include "store/ties.hpp"

#include <optional>
#include <span>
#include <vector>

namespace kith::services {

// A tie as its owner sees it now. One without any contact is a stranger's, of strength 0.
struct KnownTie {
    relationship::Tie tie;
    relationship::Surroundings around;
    relationship::Stage stage = relationship::Stage::stranger;
    double strength = 0;
};

// The owner's tie with `other`; an empty one if there is none.
Result<KnownTie> tie_with(const store::ReadTx& tx, AccountId owner, AccountId other, Time now);
// One for each of `others`, in their order.
Result<std::vector<KnownTie>> ties_with(const store::ReadTx& tx, AccountId owner, std::span<const AccountId> others,
                                        Time now);
// Those the owner has, the strongest first.
Result<std::vector<KnownTie>> ties_of(const store::ReadTx& tx, AccountId owner, store::TieSelection selection,
                                      Time now);
// How each of `owners` stands to `other`: the tie of each receiver with one sender, in the order of `owners`.
Result<std::vector<KnownTie>> ties_towards(const store::ReadTx& tx, std::span<const AccountId> owners, AccountId other,
                                           Time now);

// Whether words of the author in this conversation answer what the other said to them there (relationship/tie.hpp).
Result<bool> answers(const store::ReadTx& tx, AccountId author, AccountId other, ConversationId conversation, Time at);

// Thread-safe. Each function works inside the transaction it is given and publishes TiesChanged after its commit.
class Ties {
public:
    Ties(const Clock& clock, IdMaker& ids, Events& events);

    // Times that lie in the future are cut to now. Left out: what somebody does to themself, a fact that is known
    // already, what happens across a block. O(1) each; the first public contact of two people touches the ties of those
    // whom both know.
    Result<void> record(store::WriteTx& tx, std::span<const relationship::Interaction> interactions);
    Result<void> record(store::WriteTx& tx, const relationship::Interaction& interaction);

    // What the author's status says is now `interactions` (its actor's, all of this status): who is no longer spoken
    // to is forgotten, changed ones keep their place in the history, new ones are recorded.
    Result<void> revise(store::WriteTx& tx, AccountId author, StatusId status,
                        std::span<const relationship::Interaction> interactions);

    // What came of a status, its own words first; before the status itself goes. At most 100 facts: whether some are
    // left, which then take another call.
    Result<bool> forget_some_of_status(store::WriteTx& tx, StatusId status);
    // One fact: the kind from actor to target about this status.
    Result<void> forget(store::WriteTx& tx, AccountId actor, AccountId target, relationship::InteractionKind kind,
                        StatusId status);
    // All of a kind from actor to target.
    Result<void> forget_kind(store::WriteTx& tx, AccountId actor, AccountId target, relationship::InteractionKind kind);
    // Some of an account's ties and interactions; false: none are left. Before the account goes.
    Result<bool> forget_some_of(store::WriteTx& tx, AccountId account, std::size_t ties);

    // The block between the two was just made or just ended.
    Result<void> block_changed(store::WriteTx& tx, AccountId one, AccountId another);
    // The account's block of the domain was.
    Result<void> domain_block_changed(store::WriteTx& tx, AccountId account, std::string_view domain);

    // Set by the owner's hand. nullopt: the engine decides again.
    Result<void> set_stage(store::WriteTx& tx, AccountId owner, AccountId other,
                           std::optional<relationship::Stage> stage);
    // The owner stands up for the other, or no longer does; both ties know it.
    Result<void> set_vouch(store::WriteTx& tx, AccountId owner, AccountId other, bool vouches);
    // An introduction, boost, group or event by which they came to know each other, for both ties.
    Result<void> set_origin(store::WriteTx& tx, AccountId one, AccountId another, const relationship::Origin& origin);

    // Makes the ties of a pair again from the interactions. Whether they were other than they should be.
    Result<bool> rebuild(store::WriteTx& tx, AccountId one, AccountId another);
    // The same without writing.
    static Result<bool> is_wrong(const store::ReadTx& tx, AccountId one, AccountId another);

private:
    struct Pair;

    static Result<Pair> load(const store::ReadTx& tx, AccountId one, AccountId another);
    static Result<Pair> rebuilt(const store::ReadTx& tx, const Pair& kept);
    Result<void> keep(store::WriteTx& tx, const Pair& before, const Pair& after);
    Result<void> clear(store::WriteTx& tx, AccountId one, AccountId another);
    Result<void> unsay(store::WriteTx& tx, const relationship::Interaction& gone);
    void tell(store::WriteTx& tx, AccountId one, AccountId another);
    Result<void> record_one(store::WriteTx& tx, const relationship::Interaction& interaction);

    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
};

} // namespace kith::services
