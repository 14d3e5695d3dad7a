#include "mastodon/notification_presenter.hpp"

#include "mastodon/report_entities.hpp"

#include <algorithm>

namespace kith::mastodon {
namespace {

struct NotificationEntity {
    NotificationId id;
    std::string type;
    std::string group_key;
    Time created_at;
    json::Raw account;
    json::Maybe<json::Raw> status;
    json::Maybe<ReportEntity> report;
    json::Maybe<bool> filtered; // it waits in requests
};
BOOST_DESCRIBE_STRUCT(NotificationEntity, (), (id, type, group_key, created_at, account, status, report, filtered))

struct GroupEntity {
    std::string group_key;
    std::int64_t notifications_count = 0;
    std::string type;
    std::int64_t most_recent_notification_id = 0; // a number, unlike all other ids
    json::Maybe<NotificationId> page_min_id;
    json::Maybe<NotificationId> page_max_id;
    json::Maybe<Time> latest_page_notification_at;
    std::vector<AccountId> sample_account_ids;
    json::Maybe<StatusId> status_id;
    json::Maybe<ReportEntity> report;
};
BOOST_DESCRIBE_STRUCT(GroupEntity, (),
                      (group_key, notifications_count, type, most_recent_notification_id, page_min_id, page_max_id,
                       latest_page_notification_at, sample_account_ids, status_id, report))

// https://docs.joinmastodon.org/entities/Account/#PartialAccountWithAvatar
struct PartialAccountEntity {
    AccountId id;
    std::string acct;
    std::string url;
    std::string avatar;
    std::string avatar_static;
    std::string avatar_description;
    bool locked = false;
    bool bot = false;
};
BOOST_DESCRIBE_STRUCT(PartialAccountEntity, (), (id, acct, url, avatar, avatar_static, avatar_description, locked, bot))

struct GroupedEntity {
    std::vector<json::Raw> accounts;
    json::Maybe<std::vector<PartialAccountEntity>> partial_accounts;
    std::vector<json::Raw> statuses;
    std::vector<GroupEntity> notification_groups;
};
BOOST_DESCRIBE_STRUCT(GroupedEntity, (), (accounts, partial_accounts, statuses, notification_groups))

PartialAccountEntity partial(const AccountEntity& account) {
    return {.id = account.id,
            .acct = account.acct,
            .url = account.url,
            .avatar = account.avatar,
            .avatar_static = account.avatar_static,
            .avatar_description = account.avatar_description,
            .locked = account.locked,
            .bot = account.bot};
}

Time created_at(NotificationId id) { return time_of_id(id.value); }

template <class T>
void add_once(std::vector<T>& values, T value) {
    if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

} // namespace

struct NotificationPresenter::Page {
    AccountViews accounts;
    std::unordered_map<StatusId, std::string> statuses;
    std::unordered_map<ReportId, Report> reports;

    // Whether the viewer is to learn of it.
    bool shows(const Notification& notification, const services::Viewer& viewer) const {
        auto account = accounts.find(notification.from_account_id);
        if (account == accounts.end() || !hears(viewer, *account->second)) return false;
        return !notification.status_id || statuses.contains(notification.status_id);
    }

    // Of a notification without one: none.
    json::Maybe<ReportEntity> report(const Notification& notification) const {
        json::Maybe<ReportEntity> entity;
        auto found = reports.find(notification.report_id);
        if (found == reports.end()) return entity;
        auto target = accounts.find(found->second.target_id);
        if (target != accounts.end()) entity.emplace(report_entity(found->second, target->second->json));
        return entity;
    }
};

bool NotificationPresenter::hears(const services::Viewer& viewer, const AccountView& account) {
    return !account.suspended && !viewer.blocked.contains(account.id) && !viewer.unheard.contains(account.id) &&
           (account.domain.empty() || !viewer.domains.contains(account.domain));
}

Result<NotificationPresenter::Page> NotificationPresenter::load(const store::ReadTx& tx,
                                                                std::span<const Notification> notifications,
                                                                const services::Viewer& viewer,
                                                                StatusPresenter::Epochs epochs) {
    Page page;
    std::vector<AccountId> accounts;
    std::vector<StatusId> statuses;
    std::vector<ReportId> reports;
    for (const auto& notification : notifications) {
        add_once(accounts, notification.from_account_id);
        if (notification.status_id) add_once(statuses, notification.status_id);
        if (notification.report_id) add_once(reports, notification.report_id);
    }
    for (auto& report : TRY(tx.reports().by_ids(reports))) {
        add_once(accounts, report.target_id);
        page.reports.emplace(report.id, std::move(report));
    }
    page.accounts = TRY(accounts_.load(tx, accounts, epochs.accounts));
    page.statuses = TRY(statuses_.each(tx, statuses, {viewer, FilterContext::notifications, false, true}, epochs));
    return page;
}

bool NotificationPresenter::write(std::string& out, const Notification& notification, const Page& page,
                                  const services::Viewer& viewer) {
    if (!page.shows(notification, viewer)) return false;
    NotificationEntity entity{.id = notification.id,
                              .type = std::string(to_string(notification.kind)),
                              .group_key = notification.group_key,
                              .created_at = created_at(notification.id),
                              .account = {page.accounts.at(notification.from_account_id)->json},
                              .status = {},
                              .report = page.report(notification),
                              .filtered = {}};
    if (notification.status_id) entity.status = json::Raw{page.statuses.at(notification.status_id)};
    if (notification.held) entity.filtered.emplace(true);
    json::write(out, entity);
    return true;
}

Result<std::string> NotificationPresenter::list(const store::ReadTx& tx, std::span<const Notification> notifications,
                                                const services::Viewer& viewer, StatusPresenter::Epochs epochs) {
    auto page = TRY(load(tx, notifications, viewer, epochs));
    std::string out = "[";
    for (const auto& notification : notifications) {
        auto before = out.size();
        if (before > 1) out += ',';
        if (!write(out, notification, page, viewer)) out.resize(before);
    }
    return out += ']';
}

Result<std::string> NotificationPresenter::one(const store::ReadTx& tx, const Notification& notification,
                                               const services::Viewer& viewer, StatusPresenter::Epochs epochs) {
    auto page = TRY(load(tx, std::span(&notification, 1), viewer, epochs));
    std::string out;
    if (!write(out, notification, page, viewer)) return not_found();
    return out;
}

Result<std::string> NotificationPresenter::groups(const store::ReadTx& tx,
                                                  std::span<const services::NotificationEntry> entries,
                                                  bool partial_accounts, const services::Viewer& viewer,
                                                  StatusPresenter::Epochs epochs) {
    std::vector<Notification> all;
    for (const auto& entry : entries)
        all.insert(all.end(), entry.newest.begin(), entry.newest.end());
    auto page = TRY(load(tx, all, viewer, epochs));

    GroupedEntity result;
    std::vector<AccountId> full;
    std::vector<AccountId> others;
    std::vector<StatusId> statuses;
    for (const auto& entry : entries) {
        GroupEntity group{.group_key = entry.group_key, .notifications_count = entry.count};
        for (const auto& notification : entry.newest) {
            if (!page.shows(notification, viewer)) continue;
            if (group.sample_account_ids.empty()) {
                group.type = to_string(notification.kind);
                group.most_recent_notification_id = notification.id.value;
                if (notification.status_id) group.status_id = notification.status_id;
                group.report = page.report(notification);
            }
            bool in_full = !partial_accounts || group.sample_account_ids.empty();
            add_once(in_full ? full : others, notification.from_account_id);
            add_once(group.sample_account_ids, notification.from_account_id);
        }
        if (group.sample_account_ids.empty()) continue;
        if (entry.page_max) {
            group.page_min_id = entry.page_min;
            group.page_max_id = entry.page_max;
            group.latest_page_notification_at = created_at(entry.page_max);
        }
        if (group.status_id) add_once(statuses, *group.status_id);
        result.notification_groups.push_back(std::move(group));
    }
    for (auto id : full)
        result.accounts.push_back({page.accounts.at(id)->json});
    if (partial_accounts) {
        std::erase_if(others, [&](AccountId id) { return std::ranges::find(full, id) != full.end(); });
        result.partial_accounts.emplace();
        for (const auto& account : TRY(tx.accounts().by_ids(others)))
            result.partial_accounts->push_back(partial(accounts_.entity(account)));
    }
    for (auto id : statuses)
        result.statuses.push_back({page.statuses.at(id)});
    return json::write(result);
}

} // namespace kith::mastodon
