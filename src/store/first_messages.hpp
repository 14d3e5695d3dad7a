// Messages to strangers: signatures to know form letters by, who was written to and did not answer, and what became of
// automated ones. They stay when the message is deleted: no words are kept. See relationship/etiquette/templates.hpp
// and autopilot.hpp.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "relationship/etiquette/autopilot.hpp"
#include "relationship/etiquette/templates.hpp"

#include <span>
#include <utility>
#include <vector>

namespace kith::store {

// A message to somebody who did not know its author.
struct KeptFirstMessage {
    AccountId author;
    AccountId receiver;
    StatusId status_id;
    ConversationId conversation_id;
    Time at;
    relationship::TemplateSignature signature;
    bool automated = false; // the author or the message says so, or it is one of a form letter's copies
    bool let_in = false;    // as its author sees it: it did not wait for a decision
};

class FirstMessages {
public:
    virtual ~FirstMessages() = default;

    // The author's since then, newest first, at most `limit`.
    virtual Result<std::vector<KeptFirstMessage>> since(AccountId author, Time since, int limit) const = 0;
    // What became of the authors' automated ones since then; of each that sent any, in no order.
    virtual Result<std::vector<std::pair<AccountId, relationship::AutomatedContacts>>>
    automated(std::span<const AccountId> authors, Time since) const = 0;
    // When the author wrote to these receivers since then, of what was let in and not answered in its conversation;
    // `except` left out. In no order.
    virtual Result<std::vector<std::pair<AccountId, Time>>>
    unanswered(AccountId author, std::span<const AccountId> receivers, Time since, StatusId except) const = 0;
    // Of `accounts`, those that wrote something in the conversation.
    virtual Result<std::vector<AccountId>> speakers(ConversationId conversation,
                                                    std::span<const AccountId> accounts) const = 0;

    // Inserts or replaces, by status and receiver; what was let in or automated once remains so.
    virtual Result<void> put(const KeptFirstMessage& message) = 0;
    virtual Result<void> set_automated(AccountId author, std::span<const StatusId> statuses) = 0;
    // `from` wrote to `to` in a conversation that one of them may have begun with a first message: it counts as an
    // answer, or as the answer to one.
    virtual Result<void> note_answer(ConversationId conversation, AccountId from, AccountId to) = 0;
    // Automated ones are kept longer.
    virtual Result<void> remove_before(Time before, Time automated_before) = 0;
};

} // namespace kith::store
