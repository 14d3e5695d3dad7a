// Notifications, one by one and grouped. https://docs.joinmastodon.org/methods/notifications/ and
// https://docs.joinmastodon.org/methods/grouped_notifications/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/notification_presenter.hpp"

namespace kith::mastodon {

class NotificationsApi {
public:
    NotificationsApi(store::Store& store, services::Viewers& viewers, NotificationPresenter& notifications,
                     AccountPresenter& accounts)
        : store_(store), viewers_(viewers), notifications_(notifications), accounts_(accounts) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> one(Call& call);
    Result<http::Response> clear(Call& call);
    Result<http::Response> dismiss(Call& call);
    Result<http::Response> unread_count(Call& call);

    Result<http::Response> list_grouped(Call& call);
    Result<http::Response> one_group(Call& call);
    Result<http::Response> dismiss_group(Call& call);
    Result<http::Response> group_accounts(Call& call);
    Result<http::Response> unread_groups(Call& call);

    store::Store& store_;
    services::Viewers& viewers_;
    NotificationPresenter& notifications_;
    AccountPresenter& accounts_;
};

} // namespace kith::mastodon
