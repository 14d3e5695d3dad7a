// Notifications as the API shows them, one by one and grouped. https://docs.joinmastodon.org/entities/Notification/
#pragma once

#include "mastodon/status_presenter.hpp"
#include "services/notification_groups.hpp"

#include <span>
#include <string>
#include <vector>

namespace kith::mastodon {

// Thread-safe. Left out everywhere: what comes from accounts that the viewer blocks, or mutes with their notifications,
// or from domains that they block, or that are suspended; and what is about a status that may not be seen or that the
// viewer's filters hide.
class NotificationPresenter {
public:
    NotificationPresenter(AccountPresenter& accounts, StatusPresenter& statuses)
        : accounts_(accounts), statuses_(statuses) {}

    // Take it before the snapshot begins, and give it to the calls below.
    StatusPresenter::Epochs epochs() const { return statuses_.epochs(); }

    // A JSON list in the order given. All belong to the viewer.
    Result<std::string> list(const store::ReadTx& tx, std::span<const Notification> notifications,
                             const services::Viewer& viewer, StatusPresenter::Epochs epochs);
    // Errors: not_found if it would be left out.
    Result<std::string> one(const store::ReadTx& tx, const Notification& notification, const services::Viewer& viewer,
                            StatusPresenter::Epochs epochs);
    // https://docs.joinmastodon.org/methods/grouped_notifications/#GroupedNotificationsResults
    // `partial_accounts`: of all but the newest of each group, only what an avatar needs.
    Result<std::string> groups(const store::ReadTx& tx, std::span<const services::NotificationEntry> entries,
                               bool partial_accounts, const services::Viewer& viewer, StatusPresenter::Epochs epochs);

    // Whether an account's notifications are to be shown to the viewer.
    static bool hears(const services::Viewer& viewer, const AccountView& account);

private:
    struct Page;

    Result<Page> load(const store::ReadTx& tx, std::span<const Notification> notifications,
                      const services::Viewer& viewer, StatusPresenter::Epochs epochs);
    static bool write(std::string& out, const Notification& notification, const Page& page,
                      const services::Viewer& viewer);

    AccountPresenter& accounts_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
