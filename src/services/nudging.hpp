// Drafts that come back to their author once, with what to think about (relationship/decide.hpp).
#pragma once

#include "relationship/decide.hpp"
#include "store/store.hpp"

#include <span>
#include <string>
#include <string_view>

namespace kith::services {

// Somebody whom the author knows and who knows a stranger.
struct Introducer {
    AccountId stranger;
    std::string name; // as shown to the author: "@ann"
};

// A draft that was checked, and whom it speaks to.
struct NudgeQuestion {
    const Account& author;
    std::span<const Account> receivers;       // those it mentions, and whom it quotes
    const relationship::Judgement& judgement; // of the words alone
    std::string_view words;                   // content warning and text
    StatusId in_reply_to;
    ConversationId conversation; // of what it replies to; none: it begins one
    StatusId status;             // the one that is edited, or an id not yet given
    bool direct = false;
    bool declared_offer = false;
    std::span<const Introducer> introducers = {};
};

struct NudgeAnswer {
    relationship::NudgeDecision decision; // `send` also if the author was asked about this text within ten minutes
    relationship::BudgetDecision budget;  // looked at for pitches that are not direct
    std::string digest;                   // of the text: what to remember it by
};

// Reads only; at most a few queries, whoever is mentioned.
Result<NudgeAnswer> consider_nudge(const store::ReadTx& tx, const NudgeQuestion& question, Time now);

// The whole answer for the author, in English, as a client shows an error.
std::string nudge_words(const relationship::NudgeDecision& decision);

// What the rules no longer look at: texts that came back long ago, old first messages. Now and then.
Result<void> forget_old_contacts(store::Store& store, Time now);

} // namespace kith::services
