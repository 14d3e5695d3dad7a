#include "mastodon/notifications_api.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace kith::mastodon {
namespace {

constexpr int group_accounts_at_most = 80;

// Which notifications a request is about; none: its types leave nothing.
Result<std::optional<store::NotificationSelection>> selection_of(const json::Value& params) {
    store::NotificationSelection selection;
    auto kinds_of = [&](std::string_view name) {
        std::vector<NotificationKind> kinds;
        for (const auto& text : params[name].strings())
            if (auto kind = parse_notification_kind(text)) kinds.push_back(*kind);
        return kinds;
    };
    auto wanted = kinds_of("types");
    auto unwanted = kinds_of("exclude_types");
    bool asked = !params["types"].strings().empty();
    if (asked || !unwanted.empty()) {
        for (auto kind : all_notification_kinds()) {
            bool is_wanted = !asked || std::ranges::find(wanted, kind) != wanted.end();
            if (is_wanted && std::ranges::find(unwanted, kind) == unwanted.end()) selection.kinds.push_back(kind);
        }
        if (selection.kinds.empty()) return std::optional<store::NotificationSelection>();
    }
    if (auto id = params["account_id"].str(); id && !id->empty()) {
        auto from = parse_id_as<AccountId>(*id);
        if (!from) return std::optional<store::NotificationSelection>();
        selection.from = *from;
        selection.held = store::Held::included; // so apps show what is in a request
    }
    if (params["include_filtered"].boolean().value_or(false)) selection.held = store::Held::included;
    return std::optional(std::move(selection));
}

std::vector<NotificationKind> grouped_of(const json::Value& params) {
    auto groupable = services::groupable_kinds();
    if (!params.has("grouped_types")) return {groupable.begin(), groupable.end()};
    std::vector<NotificationKind> kinds;
    for (const auto& name : params["grouped_types"].strings()) {
        auto kind = parse_notification_kind(name);
        if (kind && std::ranges::find(groupable, *kind) != groupable.end()) kinds.push_back(*kind);
    }
    return kinds;
}

int count_limit(const json::Value& params) {
    return static_cast<int>(std::clamp<std::int64_t>(params["limit"].integer().value_or(100), 1, 1000));
}

Result<std::int64_t> read_up_to(const store::ReadTx& tx, AccountId account) {
    auto marker = TRY(tx.markers().get(account, "notifications"));
    return marker ? marker->last_read_id : 0;
}

http::Response count(std::int64_t value) { return http::Response::json_text(fmt::format(R"({{"count":{}}})", value)); }
http::Response done() { return http::Response::json_text("{}"); }

} // namespace

std::vector<ApiRoute> NotificationsApi::routes() {
    using enum http::Method;
    struct Row {
        http::Method method;
        const char* pattern;
        Result<http::Response> (NotificationsApi::*endpoint)(Call&);
        http::Run run = http::Run::worker;
    };
    constexpr auto loop = http::Run::loop;
    std::vector<ApiRoute> routes;
    for (auto row : {
             Row{get, "/api/v1/notifications", &NotificationsApi::list, loop},
             Row{get, "/api/v1/notifications/unread_count", &NotificationsApi::unread_count, loop},
             Row{get, "/api/v1/notifications/:id", &NotificationsApi::one, loop},
             Row{post, "/api/v1/notifications/clear", &NotificationsApi::clear},
             Row{post, "/api/v1/notifications/dismiss", &NotificationsApi::dismiss},
             Row{post, "/api/v1/notifications/:id/dismiss", &NotificationsApi::dismiss},
             Row{get, "/api/v2/notifications", &NotificationsApi::list_grouped},
             Row{get, "/api/v2/notifications/unread_count", &NotificationsApi::unread_groups},
             Row{get, "/api/v2/notifications/:group_key", &NotificationsApi::one_group},
             Row{post, "/api/v2/notifications/:group_key/dismiss", &NotificationsApi::dismiss_group},
             Row{get, "/api/v2/notifications/:group_key/accounts", &NotificationsApi::group_accounts},
         })
        routes.push_back({row.method, row.pattern, Access::user,
                          row.method == get ? "read:notifications" : "write:notifications", row.run,
                          [this, endpoint = row.endpoint](Call& call) { return (this->*endpoint)(call); }});
    return routes;
}

Result<http::Response> NotificationsApi::list(Call& call) {
    auto page = TRY(call.page(40, 80));
    auto selection = TRY(selection_of(*TRY(call.request.query())));
    if (!selection) return http::Response::json_text("[]");
    auto epochs = notifications_.epochs();
    std::vector<Notification> found;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        found = TRY(tx.notifications().list(call.me(), *selection, page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return notifications_.list(tx, found, *viewer, epochs);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!found.empty()) call.link(response, found.front().id.value, found.back().id.value);
    return response;
}

Result<http::Response> NotificationsApi::one(Call& call) {
    auto id = TRY(call.id<NotificationId>());
    auto epochs = notifications_.epochs();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto found = TRY(tx.notifications().by_id(id));
        if (!found || found->account_id != call.me()) return not_found();
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return notifications_.one(tx, *found, *viewer, epochs);
    })));
}

Result<http::Response> NotificationsApi::clear(Call& call) {
    TRY(store_.write([&](store::WriteTx& tx) { return tx.notifications().clear(call.me()); }));
    return done();
}

Result<http::Response> NotificationsApi::dismiss(Call& call) {
    std::string text(call.request.capture("id"));
    if (text.empty()) text = (*TRY(call.params()))["id"].str().value_or("");
    auto id = parse_id_as<NotificationId>(text);
    if (!id) return not_found();
    bool was = TRY(store_.write([&](store::WriteTx& tx) { return tx.notifications().remove(call.me(), *id); }));
    if (!was) return not_found();
    return done();
}

Result<http::Response> NotificationsApi::unread_count(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto selection = TRY(selection_of(params));
    if (!selection) return count(0);
    return count(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::int64_t> {
        return tx.notifications().count_above(call.me(), *selection, TRY(read_up_to(tx, call.me())),
                                              count_limit(params));
    })));
}

Result<http::Response> NotificationsApi::list_grouped(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto page = TRY(call.page(40, 80));
    auto selection = TRY(selection_of(params));
    auto grouped = grouped_of(params);
    bool partial = params["expand_accounts"].str() == "partial_avatars";
    auto epochs = notifications_.epochs();
    services::NotificationEntries found;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        if (selection) found = TRY(services::grouped_page(tx, call.me(), *selection, grouped, page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return notifications_.groups(tx, found.entries, partial, *viewer, epochs);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (found.oldest) call.link(response, found.newest.value, found.oldest.value);
    return response;
}

Result<http::Response> NotificationsApi::one_group(Call& call) {
    std::string key(call.request.capture("group_key"));
    auto epochs = notifications_.epochs();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto entry = TRY(services::group_of(tx, call.me(), key));
        if (!entry) return not_found();
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return notifications_.groups(tx, std::span(&*entry, 1), false, *viewer, epochs);
    })));
}

Result<http::Response> NotificationsApi::dismiss_group(Call& call) {
    auto key = call.request.capture("group_key");
    TRY(store_.write([&](store::WriteTx& tx) { return services::remove_group(tx, call.me(), key); }));
    return done();
}

Result<http::Response> NotificationsApi::group_accounts(Call& call) {
    std::string key(call.request.capture("group_key"));
    auto epoch = accounts_.epoch();
    auto page = TRY(call.page(40, group_accounts_at_most));
    std::vector<Notification> found;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        found = TRY(services::notifications_of_group(tx, call.me(), key, page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        std::vector<AccountId> ids;
        for (const auto& notification : found)
            if (std::ranges::find(ids, notification.from_account_id) == ids.end() &&
                !viewer->blocked.contains(notification.from_account_id))
                ids.push_back(notification.from_account_id);
        return accounts_.list(tx, ids, epoch);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!found.empty()) call.link(response, found.front().id.value, found.back().id.value);
    return response;
}

Result<http::Response> NotificationsApi::unread_groups(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto selection = TRY(selection_of(params));
    if (!selection) return count(0);
    return count(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::int64_t> {
        return services::count_groups_above(tx, call.me(), *selection, grouped_of(params),
                                            TRY(read_up_to(tx, call.me())), count_limit(params));
    })));
}

} // namespace kith::mastodon
