// Ties and where each pair stands in its conversations. See relationship/tie.hpp.
// They are written by services/ties alone: two rows, the people of both and the pairs they share belong together.
#pragma once

#include "core/result.hpp"
#include "relationship/public_tie.hpp"
#include "relationship/strength.hpp"
#include "relationship/tie.hpp"
#include "store/interactions.hpp"
#include "store/page.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace kith::store {

using relationship::PublicTie;
using relationship::Surroundings;
using relationship::Tie;
using relationship::TieConversation;

// A tie with what strength asks beside it: people and last words are those of contacts in public, so that a tie's
// strength tells nothing of whom the other speaks with in private.
struct KeptTie {
    Tie tie;
    Surroundings around;
};

// A tie as it is stored.
struct TieRow {
    Tie tie;
    std::uint32_t mine_public = 0; // how often the owner spoke to the other where everybody may read it
    std::uint32_t theirs_public = 0;

    bool in_public() const { return mine_public > 0 || theirs_public > 0; }
    friend bool operator==(const TieRow&, const TieRow&) = default;
};

// Which of an owner's ties: all, or those that can be more than a stranger's (an exchange, both say that they met, or
// a stage set by hand), or those in which the other waits for an answer.
enum class TieSelection : std::uint8_t { all, known, unanswered };

// What is kept of an account apart from its ties, of what it does in public.
struct TiePerson {
    std::uint32_t people = 0; // with how many it ever had contact
    Time last_spoken = relationship::never;

    friend bool operator==(const TiePerson&, const TiePerson&) = default;
};

// Who sees how many follow an account and are followed by it.
enum class Counts : std::uint8_t { as_server, nobody, self, everybody };

// What a member chose; who chose nothing has the defaults.
struct TiePreferences {
    Counts counts = Counts::as_server;
    std::uint32_t hidden_lists = 0; // bit n: the smart list n (services/smart_lists.hpp)
    bool connects = true;           // whether ways to others may lead through them

    friend bool operator==(const TiePreferences&, const TiePreferences&) = default;
};

class Ties {
public:
    virtual ~Ties() = default;

    virtual Result<std::optional<TieRow>> tie(AccountId owner, AccountId other) const = 0;
    // Those that exist, in no order.
    virtual Result<std::vector<KeptTie>> with(AccountId owner, std::span<const AccountId> others) const = 0;
    // The ties of these owners with one other, in no order.
    virtual Result<std::vector<KeptTie>> towards(std::span<const AccountId> owners, AccountId other) const = 0;
    virtual Result<std::vector<KeptTie>> of(AccountId owner, TieSelection selection) const = 0;
    virtual Result<std::int64_t> count(AccountId owner) const = 0;
    // Of everybody those who know each other in public (public_tie.hpp), each pair once with the smaller id first, by
    // one and another, after this pair, at most `limit`; for what is made anew at start.
    virtual Result<std::vector<PublicTie>> public_after(AccountId one, AccountId another, int limit) const = 0;
    // What everybody could know of `one` and each of these, in no order; those without a tie are left out.
    virtual Result<std::vector<PublicTie>> public_with(AccountId one, std::span<const AccountId> others) const = 0;
    // Statuses and boosts of these authors that the reader may see: public, unlisted, or for followers of whom the
    // reader is one. Replies to others than these authors and the reader are left out.
    virtual Result<std::vector<StatusId>> written_by(AccountId reader, std::span<const AccountId> authors,
                                                     const Page& page) const = 0;
    // Of `candidates`, those that may be suggested to the member (suggestions.hpp), in no order.
    virtual Result<std::vector<AccountId>> suggestable(AccountId member, std::span<const AccountId> candidates,
                                                       Time now) const = 0;
    // Of those of `accounts` who chose anything, in no order.
    virtual Result<std::vector<std::pair<AccountId, TiePreferences>>>
    preferences(std::span<const AccountId> accounts) const = 0;
    // Everybody through whom no way may lead: by their choice, or suspended.
    virtual Result<std::vector<AccountId>> unconnected() const = 0;
    // Accounts, by id, after this one: whoever may have ties.
    virtual Result<std::vector<AccountId>> accounts(AccountId after, int limit) const = 0;
    // Statuses by which others wait for the owner's answer: each speaks to the owner, came after the owner's last word
    // to its author, and was not judged a pitch.
    virtual Result<std::vector<StatusId>> waiting(AccountId owner, const Page& page) const = 0;

    virtual Result<std::optional<TieConversation>> conversation(AccountPair pair, ConversationId id) const = 0;
    // By id.
    virtual Result<std::vector<std::pair<ConversationId, TieConversation>>> conversations(AccountPair pair) const = 0;
    // Zeroes if nothing is kept.
    virtual Result<TiePerson> person(AccountId account) const = 0;
    // With whom both had contact in public, the two themselves left out.
    virtual Result<std::vector<AccountId>> shared(AccountPair pair) const = 0;

    virtual Result<void> put_preferences(AccountId account, const TiePreferences& preferences) = 0;
    // Inserts or replaces.
    virtual Result<void> put(const TieRow& row) = 0;
    virtual Result<void> remove(AccountId owner, AccountId other) = 0;
    virtual Result<void> put_conversation(AccountPair pair, ConversationId id, const TieConversation& conversation) = 0;
    virtual Result<void> remove_conversations(AccountPair pair) = 0;
    // The two now had contact in public, or no longer had: their numbers of people, and the shared people of everybody
    // who had with both, follow. The ties of the two are there.
    virtual Result<void> count_contact(AccountPair pair) = 0;
    virtual Result<void> discount_contact(AccountPair pair) = 0;
    // It spoke to somebody in public: never moves back.
    virtual Result<void> put_spoken(AccountId account, Time at) = 0;
    // Counts its people and whom each of its ties shares again, and finds out when it last spoke.
    virtual Result<void> recount_people(AccountId account) = 0;
    // Finds out anew from its interactions when it last spoke in public.
    virtual Result<void> recount_spoken(AccountId account) = 0;
};

} // namespace kith::store
