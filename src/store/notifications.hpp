// Notifications. Those with `held` wait in requests and are in no list until they are released.
#pragma once

#include "core/result.hpp"
#include "domain/notification.hpp"
#include "store/page.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::store {

enum class Held : std::uint8_t { left_out, included, alone };

struct NotificationSelection {
    std::vector<NotificationKind> kinds; // empty: all
    AccountId from;
    Held held = Held::left_out;
};

// What is shown as one entry.
struct NotificationGroup {
    std::string key;
    std::int64_t count = 0;
    std::vector<Notification> newest; // newest first, never empty
};

class Notifications {
public:
    virtual ~Notifications() = default;

    virtual Result<std::optional<Notification>> by_id(NotificationId id) const = 0;
    // Newest first.
    virtual Result<std::vector<Notification>> list(AccountId account, const NotificationSelection& selection,
                                                   const Page& page) const = 0;
    virtual Result<std::vector<Notification>> of_group(AccountId account, std::string_view group_key,
                                                       const Page& page) const = 0;
    // Those of the keys that have notifications up to `last` (inclusive), in no particular order, each with its
    // `samples` newest.
    virtual Result<std::vector<NotificationGroup>> groups(AccountId account, std::span<const std::string> keys,
                                                          Held held, NotificationId last, int samples) const = 0;
    // Above the marker, at most `limit`.
    virtual Result<std::int64_t> count_above(AccountId account, const NotificationSelection& selection,
                                             std::int64_t above, int limit) const = 0;

    virtual Result<void> insert(const Notification& notification) = 0;
    // What waits from this sender enters the lists; how many.
    virtual Result<std::int64_t> release(AccountId account, AccountId from) = 0;
    virtual Result<bool> remove(AccountId account, NotificationId id) = 0;
    // These two leave what is held.
    virtual Result<bool> remove_group(AccountId account, std::string_view group_key) = 0;
    virtual Result<void> clear(AccountId account) = 0;
    // What this actor's act made: undone when the act is (unfavourite, unfollow, unboost). No status: only those
    // without one.
    virtual Result<void> remove_act(NotificationKind kind, AccountId from, AccountId account, StatusId status) = 0;
    // Everything from one account to another that is not held (block).
    virtual Result<void> remove_between(AccountId account, AccountId from) = 0;
    // The same of everybody of a domain.
    virtual Result<void> remove_from_domain(AccountId account, std::string_view domain) = 0;
};

} // namespace kith::store
