#include "kithapi/network_api.hpp"

#include "kithapi/person_entities.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace kith::kithapi {
namespace {

constexpr std::size_t most_first_steps = 5;

struct NodeEntity {
    json::Raw account;
    relationship::Stage stage = relationship::Stage::stranger;
    double strength = 0;
    bool quiet = false;
    unsigned unanswered = 0;
};
BOOST_DESCRIBE_STRUCT(NodeEntity, (), (account, stage, strength, quiet, unanswered))

struct EdgeEntity {
    AccountId from;
    AccountId to;
};
BOOST_DESCRIBE_STRUCT(EdgeEntity, (), (from, to))

struct NetworkEntity {
    std::vector<NodeEntity> nodes;
    std::vector<EdgeEntity> edges;
};
BOOST_DESCRIBE_STRUCT(NetworkEntity, (), (nodes, edges))

struct FirstStepEntity {
    json::Raw account;
    relationship::Stage stage = relationship::Stage::stranger;
    unsigned steps_left = 0;
};
BOOST_DESCRIBE_STRUCT(FirstStepEntity, (), (account, stage, steps_left))

struct PathsEntity {
    std::optional<unsigned> steps;
    std::vector<FirstStepEntity> first_steps;
};
BOOST_DESCRIBE_STRUCT(PathsEntity, (), (steps, first_steps))

} // namespace

NetworkApi::NetworkApi(store::Store& store, const Clock& clock, services::TieNetwork& ties,
                       mastodon::AccountPresenter& accounts)
    : store_(store), clock_(clock), ties_(ties), accounts_(accounts) {}

std::vector<ApiRoute> NetworkApi::routes() {
    return {
        reading("/network", [this](Call& c) { return network(c); }),
        reading("/paths/:id", [this](Call& c) { return paths(c); }),
    };
}

Result<http::Response> NetworkApi::network(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(params["limit"].integer().value_or(200), 1, 500));
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto view = TRY(services::network_of(tx, call.me(), limit, clock_.now()));
        std::vector<AccountId> ids;
        for (const auto& tie : view.nodes)
            ids.push_back(tie.tie.other);
        auto views = TRY(accounts_.load(tx, ids, epoch));
        NetworkEntity entity;
        for (std::size_t i = 0; i < view.nodes.size(); ++i) {
            const auto& tie = view.nodes[i];
            if (auto account = views.find(tie.tie.other); account != views.end())
                entity.nodes.push_back({json::Raw{account->second->json}, tie.stage, rounded(tie.strength),
                                        view.quiet[i], tie.tie.unanswered});
        }
        for (auto [one, another] : view.edges)
            if (views.contains(one) && views.contains(another)) entity.edges.push_back({one, another});
        return http::Response::json(entity);
    });
}

Result<http::Response> NetworkApi::paths(Call& call) {
    auto other = TRY(call.id<AccountId>());
    auto known = TRY(store_.read([&](store::ReadTx& tx) -> Result<services::KnownTie> {
        auto account = TRY(tx.accounts().by_id(other));
        if (!account || account->suspended() || other == call.me()) return not_found();
        auto between = TRY(tx.relations().with(call.me(), std::array{other})).front();
        if (between.blocking || between.blocked_by) return not_found();
        return services::tie_with(tx, call.me(), other, clock_.now());
    }));
    PathsEntity entity;
    if (known.stage >= relationship::Stage::acquaintance) {
        entity.steps = 1;
        return http::Response::json(entity);
    }
    auto steps = TRY(ties_.first_steps(call.me(), other, most_first_steps));
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        std::vector<AccountId> ids;
        for (const auto& step : steps)
            ids.push_back(step.friend_id);
        auto views = TRY(accounts_.load(tx, ids, epoch));
        auto ties = TRY(services::ties_with(tx, call.me(), ids, clock_.now()));
        for (std::size_t i = 0; i < steps.size(); ++i) {
            auto view = views.find(ids[i]);
            // The graph is a moment behind: what ended meanwhile is no step.
            if (view == views.end() || ties[i].stage < relationship::Stage::acquaintance) continue;
            auto all = steps[i].steps_left + 1;
            entity.steps = entity.steps ? std::min(*entity.steps, all) : all;
            entity.first_steps.push_back({json::Raw{view->second->json}, ties[i].stage, steps[i].steps_left});
        }
        return http::Response::json(entity);
    });
}

} // namespace kith::kithapi
