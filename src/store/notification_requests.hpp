// Senders whose notifications wait for the receiver's decision, and those whose never do.
// https://docs.joinmastodon.org/entities/NotificationRequest/
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "store/page.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace kith::store {

struct NotificationRequest {
    std::int64_t id = 0; // a snowflake: when the first was held
    AccountId account_id;
    AccountId from_account_id;
    bool dismissed = false;
    Time updated_at;
    // Counted when read: what was held and is gone (deleted, unfavourited) is not in them.
    std::int64_t notifications_count = 0; // at most 100
    StatusId last_status_id;
};

// What waits and was not dismissed.
struct RequestsSummary {
    std::int64_t requests = 0; // at most 100
    std::int64_t notifications = 0;
};

// A request of whose notifications none is left counts as absent; those in conversations that the account muted count
// as gone while it does.
class NotificationRequests {
public:
    virtual ~NotificationRequests() = default;

    // Also while its sender is hidden.
    virtual Result<std::optional<NotificationRequest>> by_id(AccountId account, std::int64_t id) const = 0;
    // Newest first, those dismissed or the others. Hidden senders are left out, here and in summary(): suspended ones,
    // where one blocks the other, whom or whose domain the account blocks, and whom it mutes with notifications at
    // `now`.
    virtual Result<std::vector<NotificationRequest>> list(AccountId account, bool dismissed, const Page& page,
                                                          Time now) const = 0;
    virtual Result<RequestsSummary> summary(AccountId account, Time now) const = 0;
    virtual Result<bool> permits(AccountId account, AccountId from) const = 0;

    // Something more waits: makes the request (with `id_if_new`), or shows it again if it was dismissed.
    virtual Result<void> put(AccountId account, AccountId from, std::int64_t id_if_new, Time now) = 0;
    virtual Result<void> dismiss(std::int64_t id) = 0;
    virtual Result<void> remove(std::int64_t id) = 0;
    // From now on nothing of this sender is held by the receiver's policy.
    virtual Result<void> permit(AccountId account, AccountId from) = 0;
};

} // namespace kith::store
