#include "kithapi/contact_api.hpp"

#include "store/judgements.hpp"

#include <array>

namespace kith::kithapi {
namespace {

using relationship::Audience;
using relationship::Boundaries;
using relationship::ReceiverPolicy;

struct PolicyEntity {
    std::string message;
    std::string ask;
    std::string pitch;
    std::string invite;
    std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(PolicyEntity, (), (message, ask, pitch, invite, words))

http::Response present(const ReceiverPolicy& policy) {
    return http::Response::json(PolicyEntity{std::string(to_string(policy.message)), std::string(to_string(policy.ask)),
                                             std::string(to_string(policy.pitch)),
                                             std::string(to_string(policy.invite)),
                                             services::policy_sentences(policy)});
}

Result<void> read_audience(const json::Value& params, std::string_view name, Audience& audience) {
    auto given = params[name].str();
    if (!given) return {};
    auto parsed = relationship::parse_audience(*given);
    if (!parsed)
        return invalid("audience_unknown",
                       "Validation failed: Each is one of anyone, followed, acquaintance, friend and nobody");
    audience = *parsed;
    return {};
}

} // namespace

Result<std::vector<BoundaryEntity>> boundary_entities(const store::ReadTx& tx, mastodon::AccountPresenter& accounts,
                                                      std::span<const store::ContactRule> rules, std::uint64_t epoch) {
    std::vector<AccountId> people;
    for (const auto& rule : rules)
        people.push_back(rule.target_id);
    auto views = TRY(accounts.load(tx, people, epoch));
    std::vector<BoundaryEntity> entities;
    for (const auto& rule : rules) {
        auto view = views.find(rule.target_id);
        if (view == views.end()) continue;
        const auto& b = rule.boundaries;
        BoundaryEntity entity{{view->second->json}, b.asks, b.pitches, b.direct_messages, b.all, std::nullopt, ""};
        if (rule.bounded != 0) entity.since = time_of_id(rule.bounded);
        entity.words = services::boundary_words(b, view->second->acct);
        entities.push_back(std::move(entity));
    }
    return entities;
}

Boundaries boundaries_of(const json::Value& params) {
    auto given = [&](std::string_view name) { return params[name].boolean().value_or(false); };
    return {.asks = given("asks"),
            .pitches = given("pitches"),
            .direct_messages = given("direct_messages"),
            .all = given("all")};
}

std::vector<ApiRoute> ContactApi::routes() {
    using enum http::Method;
    return {
        reading("/policy", [this](Call& c) { return policy(c); }),
        writing(patch, "/policy", [this](Call& c) { return change_policy(c); }),
        reading("/accounts/:id/policy", [this](Call& c) { return policy_of(c); }),
        reading("/boundaries", [this](Call& c) { return boundaries(c); }),
        reading("/boundaries/:id", [this](Call& c) { return boundary(c); }),
        writing(put, "/boundaries/:id",
                [this](Call& c) -> Result<http::Response> { return set_boundary(c, boundaries_of(*TRY(c.params()))); }),
        writing(delete_, "/boundaries/:id", [this](Call& c) { return set_boundary(c, {}); }),
        reading("/offers", [this](Call& c) { return offers(c); }),
        reading("/offers/authors", [this](Call& c) { return offer_authors(c); }),
        writing(put, "/offers/authors/:id", [this](Call& c) { return want_offers(c, true); }),
        writing(delete_, "/offers/authors/:id", [this](Call& c) { return want_offers(c, false); }),
    };
}

Result<http::Response> ContactApi::policy(Call& call) {
    return present(
        TRY(store_.read([&](store::ReadTx& tx) { return services::ContactPolicies::policy(tx, call.me()); })));
}

Result<http::Response> ContactApi::policy_of(Call& call) {
    auto id = TRY(call.id<AccountId>());
    return present(TRY(store_.read([&](store::ReadTx& tx) -> Result<ReceiverPolicy> {
        auto account = TRY(tx.accounts().by_id(id));
        // Who is elsewhere has published nothing of the kind.
        if (!account || !account->local() || account->suspended()) return not_found();
        return services::ContactPolicies::policy(tx, id);
    })));
}

Result<http::Response> ContactApi::change_policy(Call& call) {
    const auto& params = *TRY(call.params());
    return present(TRY(policies_.change_policy(call.me(), [&](ReceiverPolicy& policy) -> Result<void> {
        TRY(read_audience(params, "message", policy.message));
        TRY(read_audience(params, "ask", policy.ask));
        TRY(read_audience(params, "pitch", policy.pitch));
        return read_audience(params, "invite", policy.invite);
    })));
}

Result<http::Response> ContactApi::boundaries(Call& call) {
    auto page = TRY(call.page(40, 80));
    auto epoch = accounts_.epoch();
    std::vector<store::ContactRule> rules;
    auto entities = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<BoundaryEntity>> {
        rules = TRY(tx.contact_rules().boundaries(call.me(), page));
        return boundary_entities(tx, accounts_, rules, epoch);
    }));
    auto response = http::Response::json(entities);
    if (!rules.empty()) call.link(response, rules.front().bounded, rules.back().bounded);
    return response;
}

Result<http::Response> ContactApi::show(const store::ContactRule& rule) {
    auto epoch = accounts_.epoch();
    auto shown = TRY(
        store_.read([&](store::ReadTx& tx) { return boundary_entities(tx, accounts_, std::span(&rule, 1), epoch); }));
    if (shown.empty()) return not_found();
    return http::Response::json(shown.front());
}

Result<http::Response> ContactApi::boundary(Call& call) {
    auto id = TRY(call.id<AccountId>());
    return show(TRY(store_.read([&](store::ReadTx& tx) { return tx.contact_rules().rule(call.me(), id); })));
}

Result<http::Response> ContactApi::set_boundary(Call& call, const Boundaries& boundaries) {
    return show(TRY(policies_.set_boundaries(call.me(), TRY(call.id<AccountId>()), boundaries)));
}

Result<http::Response> ContactApi::offers(Call& call) {
    auto page = TRY(call.page(20, 40));
    auto epochs = statuses_.epochs();
    std::vector<StatusId> ids;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        ids = TRY(tx.judgements().offers(call.me(), page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.list(tx, ids, {*viewer, FilterContext::home}, epochs);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!ids.empty()) call.link(response, ids.front().value, ids.back().value);
    return response;
}

Result<http::Response> ContactApi::offer_authors(Call& call) {
    auto page = TRY(call.page(40, 80));
    auto epoch = accounts_.epoch();
    std::vector<AccountId> ids;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        ids = TRY(tx.contact_rules().offers_wanted(call.me(), page));
        return accounts_.list(tx, ids, epoch);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!ids.empty()) call.link(response, ids.front().value, ids.back().value);
    return response;
}

Result<http::Response> ContactApi::want_offers(Call& call, bool wanted) {
    TRY(policies_.want_offers(call.me(), TRY(call.id<AccountId>()), wanted));
    return http::Response::json_text("{}");
}

} // namespace kith::kithapi
