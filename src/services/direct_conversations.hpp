// Keeps each participant's list of direct conversations in step with the statuses.
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"

#include <span>

namespace kith::services {

// A direct status that speaks to `mentioned` is the last of its conversation for `owner` (a local account: its author
// or one of these), unread unless they wrote it. Within a transaction.
Result<void> enter_conversation_of(store::WriteTx& tx, IdMaker& ids, Events& events, const Status& status,
                                   std::span<const AccountId> mentioned, AccountId owner);

// A direct status is about to go. Within its transaction, before it is removed.
Result<void> forget_direct_status(store::WriteTx& tx, Events& events, const Status& status);
// The same for one account alone: it stays for the others.
Result<void> leave_conversations_of(store::WriteTx& tx, Events& events, const Status& status, AccountId owner);

} // namespace kith::services
