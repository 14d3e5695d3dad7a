// Whom a status speaks to, as interactions.
#pragma once

#include "domain/status.hpp"
#include "relationship/interaction.hpp"
#include "relationship/judgement.hpp"
#include "store/store.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace kith::services {

// One interaction for each person a status (not a boost) speaks to, whatever else it is to them: a direct message to
// everybody mentioned in one; a reply (or thanks) to the author of its parent; a quote with own words; a mention; a
// quote without. A reply or quote of somebody who may not read it (direct or for followers, and not mentioned) says
// nothing to them; nor does anybody speak to themself.
//
// A reply thanks if it says so and what it answers was itself an answer to the author's question.
Result<std::vector<relationship::Interaction>> spoken_by(const store::ReadTx& tx, const Status& status,
                                                         std::span<const AccountId> mentioned,
                                                         const relationship::Judgement& judgement);

// Somebody boosts: from the booster to the author of the original.
relationship::Interaction boosted_by(const Status& boost, const Status& original);

// "Thank you!" and the like in some twenty languages; not "no thanks".
bool says_thanks(std::string_view text);

} // namespace kith::services
