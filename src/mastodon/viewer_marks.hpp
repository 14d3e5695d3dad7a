// What viewers marked, kept ready: most pages are answered without asking the store.
#pragma once

#include "core/clock.hpp"
#include "mastodon/entity_cache.hpp"
#include "services/events.hpp"
#include "store/store.hpp"

#include <span>

namespace kith::mastodon {

// Thread-safe. Dropped by ViewerChanged, and by boosts of the viewer.
class ViewerMarks {
public:
    ViewerMarks(const Clock& clock, services::Events& events, std::size_t cache_bytes);

    // Take it before the snapshot that among() reads begins (see EntityCache).
    struct Epoch {
        std::uint64_t changes;
        Time at;
    };
    Epoch epoch() const { return {cache_.epoch(), clock_.now()}; }
    // As store::Statuses::marks.
    Result<store::Marks> among(const store::ReadTx& tx, AccountId viewer, std::span<const StatusId> ids,
                               std::span<const ConversationId> conversations, Epoch epoch);

private:
    // The marks on some statuses and their conversations.
    struct Known {
        std::vector<StatusId> statuses; // sorted
        std::vector<ConversationId> conversations;
        store::Marks marks;
        Time made;

        bool covers(std::span<const StatusId> ids, std::span<const ConversationId> conversations) const;
        store::Marks among(std::span<const StatusId> ids, std::span<const ConversationId> conversations) const;
        std::size_t bytes() const;
    };

    const Clock& clock_;
    EntityCache<AccountId, Known> cache_;
};

} // namespace kith::mastodon
