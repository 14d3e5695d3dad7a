#include "mastodon/reports_api.hpp"

#include "mastodon/account_page.hpp"
#include "mastodon/report_entities.hpp"

namespace kith::mastodon {
namespace {

// One more than is allowed, so that too many are noticed.
constexpr std::size_t most_ids = 101;

} // namespace

std::vector<ApiRoute> ReportsApi::routes() {
    return {{http::Method::post, "/api/v1/reports", Access::user, "write:reports", http::Run::worker,
             [this](Call& c) { return file(c); }}};
}

Result<http::Response> ReportsApi::file(Call& call) {
    const auto& params = *TRY(call.params());
    auto target = parse_id_as<AccountId>(params["account_id"].str().value_or(""));
    if (!target) return not_found();
    auto rules = ids_of<RuleId>(params["rule_ids"], most_ids);
    if (rules.size() != params["rule_ids"].strings().size())
        return invalid("report_rules", "Validation failed: Rule ids does not reference valid rules");
    auto report = TRY(reports_.file({.account = call.me(),
                                     .target = *target,
                                     .statuses = ids_of<StatusId>(params["status_ids"], most_ids),
                                     .rules = std::move(rules),
                                     .comment = params["comment"].str().value_or(""),
                                     .category = params["category"].str().value_or("")}));
    auto epoch = accounts_.epoch();
    auto shown = TRY(store_.read([&](store::ReadTx& tx) { return accounts_.one(tx, *target, epoch); }));
    return http::Response::json(report_entity(report, std::move(shown)));
}

} // namespace kith::mastodon
