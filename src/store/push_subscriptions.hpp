// Where members' devices want to be told of notifications: one subscription an access token.
// https://docs.joinmastodon.org/entities/WebPushSubscription/
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"
#include "domain/push_subscription.hpp"

#include <optional>
#include <vector>

namespace kith::store {

class PushSubscriptions {
public:
    virtual ~PushSubscriptions() = default;

    virtual Result<std::optional<PushSubscription>> of_token(TokenId token) const = 0;
    virtual Result<std::vector<PushSubscription>> of_account(AccountId account) const = 0;

    // In place of the token's former one; gives the new id.
    virtual Result<std::int64_t> put(const PushSubscription& subscription) = 0;
    // Alerts and policy of the token's subscription.
    virtual Result<void> update(const PushSubscription& subscription) = 0;
    virtual Result<void> remove(TokenId token) = 0;
};

} // namespace kith::store
