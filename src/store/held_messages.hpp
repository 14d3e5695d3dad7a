// Statuses that wait for a receiver's decision, and why. See relationship/decide.hpp. The notification of such a status
// is held as well (notifications.hpp), and its sender has a request (notification_requests.hpp).
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"
#include "relationship/judgement.hpp"
#include "relationship/reason.hpp"
#include "store/page.hpp"

#include <optional>
#include <span>
#include <vector>

namespace kith::store {

struct HeldMessage {
    AccountId account_id; // the receiver
    StatusId status_id;
    AccountId from_account_id;
    relationship::Judgement judgement; // as this receiver's decision saw it
    bool direct = false;
    relationship::Reasons reasons; // empty: the receiver's notification policy alone

    friend bool operator==(const HeldMessage&, const HeldMessage&) = default;
};

struct Waiting {
    StatusId status_id;
    AccountId account_id; // whom it waits for

    friend auto operator<=>(const Waiting&, const Waiting&) = default;
};

class HeldMessages {
public:
    virtual ~HeldMessages() = default;

    // Of one sender, newest first, at most `limit`.
    virtual Result<std::vector<HeldMessage>> of_sender(AccountId account, AccountId from, int limit) const = 0;
    // Of these statuses, those that wait for this receiver, in no order.
    virtual Result<std::vector<HeldMessage>> among(AccountId account, std::span<const StatusId> statuses) const = 0;
    // Whom these statuses wait for, by status and account.
    virtual Result<std::vector<Waiting>> waiting(std::span<const StatusId> statuses) const = 0;
    // The newest direct status of a conversation that speaks to the account, or that it wrote, and that does not wait
    // for it, other than `except`; none: id 0.
    virtual Result<StatusId> newest_delivered(AccountId account, ConversationId conversation,
                                              StatusId except) const = 0;

    // Dismissed notification requests of which something still waits, newest first.
    virtual Result<std::vector<std::int64_t>> dismissed_requests(AccountId account, const Page& page) const = 0;

    // Inserts or replaces.
    virtual Result<void> put(const HeldMessage& message) = 0;
    // Whether there was one.
    virtual Result<bool> remove(AccountId account, StatusId status) = 0;
};

} // namespace kith::store
