#include "services/notification_requests.hpp"

#include "services/held.hpp"

#include <array>

namespace kith::services {

Result<std::size_t> NotificationRequests::accept(AccountId account, std::span<const std::int64_t> requests) {
    return store_.write([&](store::WriteTx& tx) -> Result<std::size_t> {
        std::size_t found = 0;
        for (auto id : requests) {
            auto request = TRY(tx.notification_requests().by_id(account, id));
            if (!request) continue;
            if (!TRY(tx.relations().blocked_among(account, std::array{request->from_account_id})).empty()) continue;
            TRY(tx.notification_requests().permit(account, request->from_account_id));
            TRY(release_held(tx, clock_, ids_, events_, account, request->from_account_id));
            TRY(tx.notification_requests().remove(id));
            ++found;
        }
        if (found > 0) tx.after_commit([this, account] { events_.publish(NotificationsMerged{account}); });
        return found;
    });
}

Result<std::size_t> NotificationRequests::dismiss(AccountId account, std::span<const std::int64_t> requests) {
    return store_.write([&](store::WriteTx& tx) -> Result<std::size_t> {
        std::size_t found = 0;
        for (auto id : requests) {
            if (!TRY(tx.notification_requests().by_id(account, id))) continue;
            TRY(tx.notification_requests().dismiss(id));
            ++found;
        }
        return found;
    });
}

Result<std::size_t> NotificationRequests::restore(AccountId account, std::span<const std::int64_t> requests) {
    return store_.write([&](store::WriteTx& tx) -> Result<std::size_t> {
        std::size_t found = 0;
        for (auto id : requests) {
            auto request = TRY(tx.notification_requests().by_id(account, id));
            if (!request) continue;
            TRY(tx.notification_requests().put(account, request->from_account_id, id, request->updated_at));
            ++found;
        }
        return found;
    });
}

Result<NotificationPolicy> NotificationRequests::change_policy(AccountId account,
                                                               const std::function<void(NotificationPolicy&)>& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<NotificationPolicy> {
        auto user = TRY(tx.users().by_account(account));
        if (!user) return not_found();
        auto policy = read_notification_policy(user->settings);
        change(policy);
        user->settings = write_notification_policy(policy, user->settings);
        TRY(tx.users().update(*user));
        return policy;
    });
}

Result<NotificationPolicy> NotificationRequests::policy(const store::ReadTx& tx, AccountId account) {
    auto user = TRY(tx.users().by_account(account));
    return user ? read_notification_policy(user->settings) : NotificationPolicy{};
}

} // namespace kith::services
