// What a member does not want to see, kept ready: whom they block or mute (or are blocked by), domains, filters.
#pragma once

#include "domain/filter_match.hpp"
#include "services/events.hpp"
#include "store/store.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace kith::services {

// Immutable once made.
struct Viewer {
    AccountId id;                          // none: somebody who is not signed in
    std::unordered_set<AccountId> blocked; // in either direction
    std::unordered_set<AccountId> muted;
    std::unordered_set<AccountId> unheard; // of those muted, whose notifications are not to be shown either
    std::unordered_set<std::string> domains;
    CompiledFilters filters;
    Time valid_until; // when a mute or filter ends

    bool hides(AccountId account) const { return muted.contains(account) || blocked.contains(account); }
};

// Thread-safe. Entries are dropped by ViewerChanged.
class Viewers {
public:
    Viewers(const Clock& clock, Events& events);

    // Within a read; at most a few queries, usually none. The id may be none.
    Result<std::shared_ptr<const Viewer>> get(const store::ReadTx& tx, AccountId id);

private:
    const Clock& clock_;
    std::mutex mutex_;
    std::unordered_map<AccountId, std::shared_ptr<const Viewer>> kept_;
    // The newest ViewerChanged: a read that began before it keeps nothing.
    store::ReadTx::Instant changed_ = store::ReadTx::Instant::min();
};

} // namespace kith::services
