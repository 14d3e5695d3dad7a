#include "mastodon/admin_accounts_api.hpp"

#include "core/text.hpp"
#include "mastodon/admin_access.hpp"
#include "mastodon/profile_entities.hpp"

#include <algorithm>
#include <array>

namespace kith::mastodon {
namespace {

using services::Permission;
using State = store::AccountSelection::State;

const std::vector<Role> staff{Role::moderator, Role::admin, Role::owner};
constexpr std::array<std::pair<std::string_view, State>, 5> states{{{"active", State::active},
                                                                    {"pending", State::pending},
                                                                    {"disabled", State::disabled},
                                                                    {"silenced", State::silenced},
                                                                    {"suspended", State::suspended}}};

std::string text_of(const json::Value& value) { return std::string(trim(value.str().value_or(""))); }

// What both versions ask by.
store::AccountSelection shared_selection(const json::Value& params) {
    auto username = text_of(params["username"]);
    if (username.starts_with('@')) username.erase(0, 1);
    return {.username = std::move(username),
            .display_name = text_of(params["display_name"]),
            .email = text_of(params["email"]),
            .name_or_address = text_of(params["query"]),
            .domain = to_lower_ascii(text_of(params["by_domain"])),
            .address = text_of(params["ip"])};
}

store::AccountSelection selection_v1(const json::Value& params) {
    auto selection = shared_selection(params);
    auto yes = [&](std::string_view name) { return params[name].boolean().value_or(false); };
    if (yes("local") != yes("remote")) selection.local = yes("local");
    for (const auto& [name, state] : states)
        if (yes(name)) selection.state = state;
    if (yes("staff")) selection.roles = staff;
    return selection;
}

Result<store::AccountSelection> selection_v2(const json::Value& params) {
    auto selection = shared_selection(params);
    auto origin = text_of(params["origin"]);
    if (origin == "local" || origin == "remote") selection.local = origin == "local";
    auto status = text_of(params["status"]);
    for (const auto& [name, state] : states)
        if (status == name) selection.state = state;
    if (text_of(params["permissions"]) == "staff") selection.roles = staff;
    if (auto roles = params["role_ids"].strings(); !roles.empty()) {
        selection.roles.clear();
        for (auto role : {Role::user, Role::moderator, Role::admin, Role::owner})
            if (std::ranges::find(roles, role_entity(role).id) != roles.end()) selection.roles.push_back(role);
        if (selection.roles.empty()) return not_found();
    }
    if (auto inviter = text_of(params["invited_by"]); !inviter.empty()) {
        auto id = parse_id_as<AccountId>(inviter);
        if (!id) return not_found();
        selection.invited_by = *id;
    }
    return selection;
}

} // namespace

std::vector<ApiRoute> AdminAccountsApi::routes() {
    using http::Method;
    constexpr auto worker = http::Run::worker;
    std::vector<ApiRoute> routes;
    auto reads = [&](std::string path, Endpoint endpoint) {
        routes.push_back({Method::get, std::move(path), Access::user, "admin:read:accounts", worker,
                          permitted(Permission::manage_users, std::move(endpoint))});
    };
    auto writes = [&](Method method, std::string_view path, Endpoint endpoint,
                      Permission permission = Permission::manage_users) {
        routes.push_back({method, "/api/v1/admin/accounts/:id" + std::string(path), Access::user,
                          "admin:write:accounts", worker, permitted(permission, std::move(endpoint))});
    };
    // Undoes something, and shows what came of it.
    auto undoes = [&](std::string_view path, auto change) {
        writes(Method::post, path, [this, change](Call& call) -> Result<http::Response> {
            TRY((users_.*change)(moderator_of(call), TRY(call.id<AccountId>()), false));
            return show(call);
        });
    };
    reads("/api/v1/admin/accounts",
          [this](Call& call) -> Result<http::Response> { return list(call, selection_v1(*TRY(call.params()))); });
    reads("/api/v2/admin/accounts", [this](Call& call) -> Result<http::Response> {
        auto selection = selection_v2(*TRY(call.params()));
        if (!selection && selection.error().kind == ErrorKind::not_found) return http::Response::json_text("[]");
        return list(call, TRY(std::move(selection)));
    });
    reads("/api/v1/admin/accounts/:id", [this](Call& call) { return show(call); });
    writes(Method::post, "/approve", [this](Call& call) { return approve(call); });
    writes(Method::post, "/reject", [this](Call& call) { return reject(call); });
    writes(Method::post, "/action", [this](Call& call) { return act(call); });
    writes(Method::post, "/unsuspend", [this](Call& call) { return unsuspend(call); });
    undoes("/enable", &services::Users::set_disabled);
    undoes("/unsilence", &services::Users::set_silenced);
    // No account's posts are marked as sensitive for it here.
    writes(Method::post, "/unsensitive", [this](Call& call) { return show(call); });
    writes(Method::delete_, "", [this](Call& call) { return remove(call); }, Permission::delete_user_data);
    return routes;
}

Result<http::Response> AdminAccountsApi::list(Call& call, const store::AccountSelection& selection) {
    auto page = TRY(call.page(100, 200));
    auto epochs = presenter_.epochs();
    std::vector<AccountId> ids;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        ids = TRY(tx.accounts().select(selection, page));
        auto shown = TRY(presenter_.accounts(tx, ids, epochs));
        std::vector<std::string> items;
        for (auto id : ids)
            if (auto found = shown.find(id); found != shown.end()) items.push_back(std::move(found->second));
        return json_list(items);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!ids.empty()) call.link(response, ids.front().value, ids.back().value);
    return response;
}

Result<AdminAccountsApi::Found> AdminAccountsApi::find(Call& call) {
    auto id = TRY(call.id<AccountId>());
    auto epochs = presenter_.epochs();
    return store_.read([&](store::ReadTx& tx) -> Result<Found> {
        auto account = TRY(tx.accounts().by_id(id));
        auto user = TRY(tx.users().by_account(id));
        if (!account || !user) return not_found();
        return Found{std::move(*account), std::move(*user), TRY(presenter_.account(tx, id, epochs))};
    });
}

Result<http::Response> AdminAccountsApi::show(Call& call) {
    auto id = TRY(call.id<AccountId>());
    auto epochs = presenter_.epochs();
    return http::Response::json_text(
        TRY(store_.read([&](store::ReadTx& tx) { return presenter_.account(tx, id, epochs); })));
}

Result<http::Response> AdminAccountsApi::approve(Call& call) {
    auto found = TRY(find(call));
    if (found.user.approved) return forbidden();
    TRY(users_.approve(moderator_of(call), found.account.id));
    return show(call);
}

Result<http::Response> AdminAccountsApi::reject(Call& call) {
    auto found = TRY(find(call));
    if (found.user.approved) return forbidden();
    TRY(users_.reject(moderator_of(call), found.account.id));
    return http::Response::json_text(std::move(found.json));
}

Result<http::Response> AdminAccountsApi::act(Call& call) {
    const auto& params = *TRY(call.params());
    auto id = TRY(call.id<AccountId>());
    auto measure = services::parse_measure(params["type"].str().value_or(""));
    if (!measure)
        return invalid("moderation_type", "Validation failed: Type must be none, disable, silence or suspend");
    auto by = moderator_of(call);
    by.text = params["text"].str().value_or("");
    if (auto report = params["report_id"].str(); report && !report->empty()) {
        auto report_id = parse_id_as<ReportId>(*report);
        if (!report_id) return not_found();
        by.report = *report_id;
    }
    TRY(users_.act(by, id, *measure, params["send_email_notification"].boolean().value_or(true)));
    return http::Response::json_text("{}");
}

Result<http::Response> AdminAccountsApi::unsuspend(Call& call) {
    auto found = TRY(find(call));
    if (!found.account.suspended()) return forbidden();
    TRY(users_.set_suspended(moderator_of(call), found.account.id, false));
    return show(call);
}

Result<http::Response> AdminAccountsApi::remove(Call& call) {
    auto found = TRY(find(call));
    if (!found.account.suspended()) return forbidden();
    TRY(removal_.request_by(moderator_of(call), found.account.id));
    return http::Response::json_text(std::move(found.json));
}

} // namespace kith::mastodon
