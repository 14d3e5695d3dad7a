// Statuses that wait for a receiver's decision, and why. See relationship/decide.hpp. The notification of such a status
// is held as well (notifications.hpp), and its sender has a request (notification_requests.hpp).
//
// Those that the receiver's notification policy drops are kept here too, without either: nobody decides about them and
// no list has them, but their sender sees what they would see if it waited.
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
    bool dropped = false;          // by that policy

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

    // What waits of one sender, newest first, at most `limit`.
    virtual Result<std::vector<HeldMessage>> of_sender(AccountId account, AccountId from, int limit) const = 0;
    // Of these statuses, those that wait for this receiver or were dropped, in no order.
    virtual Result<std::vector<HeldMessage>> among(AccountId account, std::span<const StatusId> statuses) const = 0;
    // Whom these statuses wait for as their sender sees it, by status and account: what was dropped waits if it would
    // without that policy.
    virtual Result<std::vector<Waiting>> waiting(std::span<const StatusId> statuses) const = 0;
    // The newest direct status of a conversation that speaks to the account, or that it wrote, and that neither waits
    // for it nor was dropped, other than `except`; none: id 0.
    virtual Result<StatusId> newest_delivered(AccountId account, ConversationId conversation,
                                              StatusId except) const = 0;

    // Inserts or replaces.
    virtual Result<void> put(const HeldMessage& message) = 0;
    // Whether there was one.
    virtual Result<bool> remove(AccountId account, StatusId status) = 0;
    // The sender no longer sees what was dropped as waiting.
    virtual Result<void> stop_showing_dropped(AccountId account, AccountId from) = 0;
};

} // namespace kith::store
