#include "mastodon/admin_reports_api.hpp"

#include "mastodon/account_page.hpp"
#include "mastodon/admin_access.hpp"

#include <algorithm>

namespace kith::mastodon {
namespace {

using services::Permission;

constexpr std::size_t most_rules = 100;

// False: there can be no such account.
bool read_account(const json::Value& value, AccountId& account) {
    auto text = value.str();
    if (!text || text->empty()) return true;
    auto id = parse_id_as<AccountId>(*text);
    if (id) account = *id;
    return id.has_value();
}

} // namespace

std::vector<ApiRoute> AdminReportsApi::routes() {
    using http::Method;
    constexpr auto worker = http::Run::worker;
    std::vector<ApiRoute> routes;
    auto add = [&](Method method, std::string_view path, std::string_view scope, Endpoint endpoint) {
        routes.push_back({method, "/api/v1/admin/reports" + std::string(path), Access::user, std::string(scope), worker,
                          permitted(Permission::manage_reports, std::move(endpoint))});
    };
    auto changes = [&](std::string_view path, auto change) {
        add(Method::post, path, "admin:write:reports", [this, change](Call& call) -> Result<http::Response> {
            TRY(change(call, TRY(call.id<ReportId>())));
            return show(call);
        });
    };
    add(Method::get, "", "admin:read:reports", [this](Call& call) { return list(call); });
    add(Method::get, "/:id", "admin:read:reports", [this](Call& call) { return show(call); });
    add(Method::put, "/:id", "admin:write:reports", [this](Call& call) { return classify(call); });
    changes("/:id/assign_to_self", [this](Call& call, ReportId id) { return reports_.assign(id, call.me()); });
    changes("/:id/unassign", [this](Call&, ReportId id) { return reports_.assign(id, {}); });
    changes("/:id/resolve", [this](Call& call, ReportId id) { return reports_.resolve(id, call.me()); });
    changes("/:id/reopen", [this](Call& call, ReportId id) { return reports_.reopen(id, call.me()); });
    return routes;
}

// Open ones, unless resolved ones are asked for.
Result<http::Response> AdminReportsApi::list(Call& call) {
    const auto& params = *TRY(call.params());
    auto page = TRY(call.page(100, 200));
    store::ReportSelection selection{
        .resolved = params["resolved"].boolean().value_or(false), .account = {}, .target = {}};
    if (!read_account(params["account_id"], selection.account) ||
        !read_account(params["target_account_id"], selection.target))
        return http::Response::json_text("[]");
    auto epochs = presenter_.epochs();
    std::vector<Report> reports;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        reports = TRY(tx.reports().list(selection, page));
        return json_list(TRY(presenter_.reports(tx, reports, call.me(), epochs)));
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!reports.empty()) call.link(response, reports.front().id.value, reports.back().id.value);
    return response;
}

Result<http::Response> AdminReportsApi::show(Call& call) {
    auto report = TRY(reports_.get(TRY(call.id<ReportId>())));
    auto epochs = presenter_.epochs();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        return TRY(presenter_.reports(tx, {&report, 1}, call.me(), epochs)).front();
    })));
}

Result<http::Response> AdminReportsApi::classify(Call& call) {
    const auto& params = *TRY(call.params());
    std::optional<std::vector<RuleId>> rules;
    if (params.has("rule_ids")) {
        rules = ids_of<RuleId>(params["rule_ids"], most_rules);
        if (rules->size() != params["rule_ids"].strings().size())
            return invalid("report_rules", "Validation failed: Rule ids does not reference valid rules");
    }
    TRY(reports_.classify(TRY(call.id<ReportId>()), params["category"].str(), rules));
    return show(call);
}

} // namespace kith::mastodon
