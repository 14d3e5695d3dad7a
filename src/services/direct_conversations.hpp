// Keeps each participant's list of direct conversations in step with the statuses.
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"

#include <span>

namespace kith::services {

// A direct status was posted: it is the last of the conversation for its author and each local account it mentions,
// unread for the latter. Within its transaction.
Result<void> note_direct_status(store::WriteTx& tx, IdMaker& ids, Events& events, const Status& status,
                                std::span<const Account> mentioned, bool author_is_local);

// A direct status is about to go. Within its transaction, before it is removed.
Result<void> forget_direct_status(store::WriteTx& tx, Events& events, const Status& status);

} // namespace kith::services
