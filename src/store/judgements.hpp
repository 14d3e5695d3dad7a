// What statuses were judged to be: kept with each local status that has words. See relationship/judgement.hpp.
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"
#include "domain/visibility.hpp"
#include "relationship/judgement.hpp"
#include "store/page.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace kith::store {

// Whom a pitch reaches. An offer is in the home timelines of those alone who asked for the author's offers.
enum class Offer : std::uint8_t {
    no,
    declared,    // the author posted it as an offer
    over_budget, // a pitch beyond the pitch budget
};

// `words.is_template` and `words.autopilot` are not kept: they depend on the receiver (held_messages.hpp).
struct StatusJudgement {
    StatusId status_id;
    relationship::Judgement words;
    bool help = false; // looks for help or advice
    Offer offer = Offer::no;

    friend bool operator==(const StatusJudgement&, const StatusJudgement&) = default;
};

// A post of an account, not a boost, with what it was judged to be; for budgets, the door and the mirror.
struct JudgedPost {
    StatusJudgement judgement;
    AccountId in_reply_to_account_id;
    StatusId quote_of_id;
    Visibility visibility = Visibility::public_;
};

class Judgements {
public:
    virtual ~Judgements() = default;

    // In no order; statuses that don't exist are left out, those that were never judged are not `words.judged`.
    virtual Result<std::vector<StatusJudgement>> of(std::span<const StatusId> ids) const = 0;
    // The account's own posts up to this visibility, newest first.
    virtual Result<std::vector<JudgedPost>> posts(AccountId account, Visibility at_most, const Page& page) const = 0;
    // Offers (none of them direct) of the accounts that `reader` follows, newest first.
    virtual Result<std::vector<StatusId>> offers(AccountId reader, const Page& page) const = 0;

    // The status is there.
    virtual Result<void> put(const StatusJudgement& judgement) = 0;
};

} // namespace kith::store
