// Pitches and whom they reach: the pitch budget (relationship/decide.hpp) and offers. An offer enters the home
// timelines of those alone who asked for its author's offers; the other followers find it in the list Offers.
#pragma once

#include "relationship/decide.hpp"
#include "store/judgements.hpp"
#include "store/store.hpp"

#include <string_view>
#include <vector>

namespace kith::services {

// The hashtag (normalised) by which a member posts something as an offer, whatever it was judged to be. Such posts
// are not counted by the budget: they cost nobody's attention who didn't ask for them.
inline constexpr std::string_view offer_tag = "offer";

// Over what the author posted before `before` where everybody may read it.
Result<relationship::BudgetDecision> budget_of(const store::ReadTx& tx, AccountId author, StatusId before, Time now);

// What a status by this author becomes.
Result<store::Offer> offer_of(const store::ReadTx& tx, const Status& status, const relationship::Judgement& judgement,
                              bool declared);

// Of the readers of a home timeline, those who get an offer of this author.
Result<bool> is_offer(const store::ReadTx& tx, StatusId status);
Result<void> keep_those_who_want_offers(const store::ReadTx& tx, AccountId author, std::vector<AccountId>& readers);

} // namespace kith::services
