#include "kithapi/outcomes_api.hpp"

#include "kithapi/person_entities.hpp"

#include <array>

namespace kith::kithapi {
namespace {

struct OutcomeEntity {
    std::string id;
    json::Raw account;
    std::string what;
    std::string_view kind;
    Time at;
    OriginEntity origin;
};
BOOST_DESCRIBE_STRUCT(OutcomeEntity, (), (id, account, what, kind, at, origin))

Result<std::vector<OutcomeEntity>> outcome_entities(const store::ReadTx& tx, std::span<const store::Outcome> outcomes,
                                                    mastodon::AccountPresenter& accounts, std::uint64_t epoch) {
    std::vector<AccountId> ids;
    for (const auto& outcome : outcomes) {
        ids.push_back(outcome.target_id);
        if (outcome.origin.through) ids.push_back(outcome.origin.through);
    }
    auto views = TRY(accounts.load(tx, ids, epoch));
    std::vector<OutcomeEntity> entities;
    for (const auto& outcome : outcomes)
        if (auto view = views.find(outcome.target_id); view != views.end())
            entities.push_back({std::to_string(outcome.id), json::Raw{view->second->json}, outcome.what,
                                services::to_string(outcome.kind), outcome.at, origin_entity(outcome.origin, views)});
    return entities;
}

} // namespace

OutcomesApi::OutcomesApi(store::Store& store, services::Outcomes& outcomes, mastodon::AccountPresenter& accounts)
    : store_(store), outcomes_(outcomes), accounts_(accounts) {}

std::vector<ApiRoute> OutcomesApi::routes() {
    using http::Method;
    return {
        reading("/outcomes", [this](Call& c) { return list(c); }),
        writing(Method::post, "/outcomes", [this](Call& c) { return note(c); }),
        writing(Method::delete_, "/outcomes/:outcome_id", [this](Call& c) { return forget(c); }),
    };
}

Result<http::Response> OutcomesApi::list(Call& call) {
    auto page = TRY(call.page(40, 80));
    auto whose = (*TRY(call.request.query()))["account_id"].str().value_or("");
    auto target = parse_id_as<AccountId>(whose).value_or(AccountId{});
    if (!target && !whose.empty()) return http::Response::json_text("[]");
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto outcomes = TRY(tx.outcomes().list(call.me(), target, page));
        auto response = http::Response::json(TRY(outcome_entities(tx, outcomes, accounts_, epoch)));
        if (!outcomes.empty()) call.link(response, outcomes.front().id, outcomes.back().id);
        return response;
    });
}

Result<http::Response> OutcomesApi::note(Call& call) {
    const auto& params = *TRY(call.params());
    auto target = parse_id_as<AccountId>(params["account_id"].str().value_or(""));
    if (!target) return not_found();
    services::NewOutcome wanted{.target = *target, .what = params["what"].str().value_or(""), .at = {}};
    if (auto kind = params["kind"].str(); kind && !kind->empty()) {
        auto parsed = services::parse_outcome_kind(*kind);
        if (!parsed) return invalid("outcome_kind", "Validation failed: There is no such kind");
        wanted.kind = *parsed;
    }
    if (auto at = params["at"].str(); at && !at->empty()) {
        wanted.at = parse_iso(*at);
        if (!wanted.at) return invalid("outcome_at", "Validation failed: This is no time");
    }
    auto outcome = TRY(outcomes_.note(call.me(), wanted));
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto entities = TRY(outcome_entities(tx, std::array{outcome}, accounts_, epoch));
        if (entities.empty()) return not_found();
        return http::Response::json(entities.front());
    });
}

Result<http::Response> OutcomesApi::forget(Call& call) {
    auto id = parse_id(call.request.capture("outcome_id"));
    if (!id) return not_found();
    TRY(outcomes_.forget(call.me(), *id));
    return http::Response::json_text("{}");
}

} // namespace kith::kithapi
