// Requests: what waits for the member's decision, with the reasons. The same requests, under the same ids, as the
// notification requests of the Mastodon API: what is decided here is decided there.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/contact_policies.hpp"
#include "services/door.hpp"
#include "services/judging.hpp"
#include "services/notification_requests.hpp"
#include "services/posting.hpp"

namespace kith::kithapi {

class RequestsApi {
public:
    RequestsApi(store::Store& store, const Clock& clock, services::NotificationRequests& requests,
                services::ContactPolicies& policies, services::Posting& posting, services::Door& door,
                services::Viewers& viewers, mastodon::AccountPresenter& accounts, mastodon::StatusPresenter& statuses)
        : store_(store),
          clock_(clock),
          requests_(requests),
          policies_(policies),
          posting_(posting),
          door_(door),
          viewers_(viewers),
          accounts_(accounts),
          statuses_(statuses) {}

    std::vector<ApiRoute> routes();

private:
    using Decision = Result<std::size_t> (services::NotificationRequests::*)(AccountId, std::span<const std::int64_t>);

    Result<http::Response> list(Call& call);
    Result<http::Response> one(Call& call);
    Result<http::Response> decide(Call& call, Decision decision);
    Result<http::Response> decide_many(Call& call, Decision decision);
    Result<http::Response> answer(Call& call);
    Result<http::Response> set_boundary(Call& call);

    Result<store::NotificationRequest> request_of(Call& call);
    Result<std::vector<std::string>> present(const store::ReadTx& tx,
                                             std::span<const store::NotificationRequest> requests, AccountId me,
                                             mastodon::StatusPresenter::Epochs epochs);

    store::Store& store_;
    const Clock& clock_;
    services::NotificationRequests& requests_;
    services::ContactPolicies& policies_;
    services::Posting& posting_;
    services::Door& door_;
    services::Viewers& viewers_;
    mastodon::AccountPresenter& accounts_;
    mastodon::StatusPresenter& statuses_;
    services::Judging judging_;
};

} // namespace kith::kithapi
