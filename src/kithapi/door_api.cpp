#include "kithapi/door_api.hpp"

#include "kithapi/reason_entity.hpp"

namespace kith::kithapi {
namespace {

struct FactsEntity {
    std::vector<ReasonEntity> for_;
    std::vector<ReasonEntity> against;
    std::vector<ReasonEntity> neutral;
};
BOOST_DESCRIBE_STRUCT(FactsEntity, (), (for_, against, neutral))

struct KnownPersonEntity {
    json::Raw account;
    relationship::Stage stage = relationship::Stage::stranger;
};
BOOST_DESCRIBE_STRUCT(KnownPersonEntity, (), (account, stage))

struct StarterEntity {
    ReasonEntity reason;
    std::string draft;
};
BOOST_DESCRIBE_STRUCT(StarterEntity, (), (reason, draft))

struct NewcomerEntity {
    json::Raw account;
    std::string_view kind;
    Time since;
    bool following = false;
    FactsEntity facts;
    std::vector<KnownPersonEntity> known_by;
    std::vector<StarterEntity> starters;
};
BOOST_DESCRIBE_STRUCT(NewcomerEntity, (), (account, kind, since, following, facts, known_by, starters))

struct CountEntity {
    std::size_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CountEntity, (), (count))

void add_accounts(std::vector<AccountId>& ids, const services::DoorEntry& entry) {
    ids.push_back(entry.at.account_id);
    for (const auto& person : entry.known_by)
        ids.push_back(person.account);
}

NewcomerEntity newcomer_entity(const services::DoorEntry& entry, const mastodon::AccountViews& accounts) {
    NewcomerEntity entity{.account = json::Raw{accounts.at(entry.at.account_id)->json},
                          .kind = entry.at.pending ? "request" : "follower",
                          .since = time_of_id(entry.at.follow_id),
                          .following = entry.following,
                          .facts = {reason_entities(entry.facts.speaks_for),
                                    reason_entities(entry.facts.speaks_against), reason_entities(entry.facts.neutral)},
                          .known_by = {},
                          .starters = {}};
    for (const auto& person : entry.known_by)
        if (auto view = accounts.find(person.account); view != accounts.end())
            entity.known_by.push_back({json::Raw{view->second->json}, person.stage});
    for (const auto& starter : entry.starters)
        entity.starters.push_back({reason_entity(starter.reason), starter.draft});
    return entity;
}

} // namespace

DoorApi::DoorApi(store::Store& store, services::Door& door, mastodon::AccountPresenter& accounts)
    : store_(store), door_(door), accounts_(accounts) {}

std::vector<ApiRoute> DoorApi::routes() {
    return {
        reading("/door", [this](Call& c) { return list(c); }),
        reading("/door/count", [this](Call& c) { return count(c); }),
        reading("/door/:id", [this](Call& c) { return one(c); }),
        writing(http::Method::post, "/door/:id/:action", [this](Call& c) { return answer(c); }),
    };
}

Result<http::Response> DoorApi::list(Call& call) {
    auto page = TRY(call.page(20, 40));
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto entries = TRY(door_.list(tx, call.me(), page));
        std::vector<AccountId> ids;
        for (const auto& entry : entries)
            add_accounts(ids, entry);
        auto views = TRY(accounts_.load(tx, ids, epoch));
        std::vector<NewcomerEntity> entities;
        for (const auto& entry : entries)
            if (views.contains(entry.at.account_id)) entities.push_back(newcomer_entity(entry, views));
        auto response = http::Response::json(entities);
        if (!entries.empty()) call.link(response, entries.front().at.follow_id, entries.back().at.follow_id);
        return response;
    });
}

Result<http::Response> DoorApi::count(Call& call) {
    return http::Response::json(
        CountEntity{TRY(store_.read([&](store::ReadTx& tx) { return door_.count(tx, call.me()); }))});
}

Result<http::Response> DoorApi::one(Call& call) {
    auto other = TRY(call.id<AccountId>());
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto entry = TRY(door_.one(tx, call.me(), other));
        std::vector<AccountId> ids;
        add_accounts(ids, entry);
        auto views = TRY(accounts_.load(tx, ids, epoch));
        if (!views.contains(other)) return not_found();
        return http::Response::json(newcomer_entity(entry, views));
    });
}

Result<http::Response> DoorApi::answer(Call& call) {
    auto other = TRY(call.id<AccountId>());
    auto answer = services::parse_door_answer(call.request.capture("action"));
    if (!answer) return not_found();
    TRY(door_.answer(call.me(), other, *answer));
    return http::Response::json_text("{}");
}

} // namespace kith::kithapi
