// The door: who came, with facts and conversation starters, and what the member does about them. Nothing happens by
// itself. Facts are made of what everybody may read and of the owner's own ties: nothing here tells of another's.
#pragma once

#include "relationship/door.hpp"
#include "services/relations.hpp"
#include "services/ties.hpp"
#include "store/meetings.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kith::services {

struct Starter {
    relationship::Reason reason;
    std::string draft; // to edit and send, or not
};

struct KnownPerson {
    AccountId account;
    relationship::Stage stage = relationship::Stage::stranger; // the owner's
};

struct DoorEntry {
    store::AtDoor at;
    bool following = false;
    relationship::DoorFacts facts;
    std::vector<KnownPerson> known_by; // closest first
    std::vector<Starter> starters;
    std::vector<StatusId> recent; // their newest posts that speak to everybody, newest first, at most 2
};

enum class DoorAnswer : std::uint8_t { follow_back, accept, reject, leave, look_again, remove, block };
std::optional<DoorAnswer> parse_door_answer(std::string_view name); // "follow_back"

// Of public posts, those that speak to everybody, as the starters need them.
Result<std::unordered_map<AccountId, std::vector<relationship::StarterPost>>>
starter_posts(const store::ReadTx& tx, std::span<const store::PublicPost> posts);
// What a conversation with `account` could begin with, as text for the owner to edit. `posts` are theirs.
std::vector<Starter> starters_for(const Account& account, std::span<const relationship::StarterPost> posts,
                                  const relationship::OwnerInterests& owner, std::size_t limit);
// What an account writes about, for everybody to read, in the last 90 days, what it features, and the hashtags by which
// it describes itself; of each, by account.
Result<std::unordered_map<AccountId, relationship::OwnerInterests>>
interests_of(const store::ReadTx& tx, std::span<const AccountId> ids, Time now);

// What everybody can see of these accounts, without what the owner of a door knows of them; of each, by account.
Result<std::unordered_map<AccountId, relationship::Newcomer>> newcomers(const store::ReadTx& tx,
                                                                        std::span<const AccountId> ids, Time now);

// Thread-safe.
class Door {
public:
    static constexpr std::chrono::days shown_for{90}; // followers; requests as long as they wait

    Door(store::Store& store, const Clock& clock, Relations& relations);

    // Newest first.
    Result<std::vector<DoorEntry>> list(const store::ReadTx& tx, AccountId owner, const store::Page& page) const;
    // At most 100.
    Result<std::size_t> count(const store::ReadTx& tx, AccountId owner) const;
    // Errors: not_found if they neither follow nor asked to.
    Result<DoorEntry> one(const store::ReadTx& tx, AccountId owner, AccountId other) const;
    // The same about anybody, as far as they exist; `at` names the account alone. In their order.
    Result<std::vector<DoorEntry>> about(const store::ReadTx& tx, AccountId owner,
                                         std::span<const AccountId> ids) const;
    // Errors: not_found (as above; accept and reject: no request); those of Relations.
    Result<void> answer(AccountId owner, AccountId other, DoorAnswer answer);

private:
    Result<std::vector<DoorEntry>> describe(const store::ReadTx& tx, AccountId owner,
                                            std::vector<store::AtDoor> newcomers) const;

    store::Store& store_;
    const Clock& clock_;
    Relations& relations_;
};

} // namespace kith::services
