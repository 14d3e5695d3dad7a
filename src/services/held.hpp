// What becomes of messages that waited.
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"

namespace kith::services {

// All that waits from `from` for `account` enters its notifications and, direct ones, its conversations, and what kind
// of messages it was is welcome from this sender from now on; now it counts as said. What the notification policy
// dropped stays dropped. Within a transaction.
Result<void> release_held(store::WriteTx& tx, const Clock& clock, IdMaker& ids, Events& events, AccountId account,
                          AccountId from);

} // namespace kith::services
