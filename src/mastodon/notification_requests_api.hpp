// The policy about notifications, and the senders whose notifications wait for a decision.
// https://docs.joinmastodon.org/methods/notifications/#get-policy
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/notification_presenter.hpp"
#include "services/notification_requests.hpp"

namespace kith::mastodon {

class NotificationRequestsApi {
public:
    NotificationRequestsApi(store::Store& store, const Clock& clock, services::NotificationRequests& requests,
                            services::Viewers& viewers, AccountPresenter& accounts, StatusPresenter& statuses)
        : store_(store),
          clock_(clock),
          requests_(requests),
          viewers_(viewers),
          accounts_(accounts),
          statuses_(statuses) {}

    std::vector<ApiRoute> routes();

private:
    using Decision = Result<std::size_t> (services::NotificationRequests::*)(AccountId, std::span<const std::int64_t>);

    Result<http::Response> policy(Call& call);
    Result<http::Response> change_policy(Call& call);
    Result<http::Response> policy_v1(Call& call);
    Result<http::Response> change_policy_v1(Call& call);

    Result<http::Response> list(Call& call);
    Result<http::Response> one(Call& call);
    Result<http::Response> decide(Call& call, Decision decision);

    Result<std::vector<std::string>> present(const store::ReadTx& tx,
                                             std::span<const store::NotificationRequest> requests, AccountId me,
                                             StatusPresenter::Epochs epochs);

    store::Store& store_;
    const Clock& clock_;
    services::NotificationRequests& requests_;
    services::Viewers& viewers_;
    AccountPresenter& accounts_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
