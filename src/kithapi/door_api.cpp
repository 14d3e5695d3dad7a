#include "kithapi/door_api.hpp"

#include "core/text.hpp"
#include "kithapi/door_entities.hpp"

#include <unordered_map>

namespace kith::kithapi {
namespace {

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
    std::vector<json::Raw> recent;
};
BOOST_DESCRIBE_STRUCT(NewcomerEntity, (), (account, kind, since, following, facts, known_by, starters, recent))

struct CountEntity {
    std::size_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CountEntity, (), (count))

void add_accounts(std::vector<AccountId>& ids, const services::DoorEntry& entry) {
    ids.push_back(entry.at.account_id);
    for (const auto& person : entry.known_by)
        ids.push_back(person.account);
}

using Texts = std::unordered_map<StatusId, std::string>;

NewcomerEntity newcomer_entity(const services::DoorEntry& entry, const mastodon::AccountViews& accounts,
                               const Texts& texts) {
    NewcomerEntity entity{.account = json::Raw{accounts.at(entry.at.account_id)->json},
                          .kind = entry.at.pending ? "request" : "follower",
                          .since = time_of_id(entry.at.follow_id),
                          .following = entry.following,
                          .facts = facts_entity(entry.facts),
                          .known_by = known_person_entities(entry.known_by, accounts),
                          .starters = {},
                          .recent = {}};
    for (const auto& starter : entry.starters)
        entity.starters.push_back({reason_entity(starter.reason), starter.draft});
    for (auto id : entry.recent)
        if (auto text = texts.find(id); text != texts.end()) entity.recent.push_back({text->second});
    return entity;
}

} // namespace

std::vector<ApiRoute> DoorApi::routes() {
    return {
        reading("/door", [this](Call& c) { return list(c); }),
        reading("/door/count", [this](Call& c) { return count(c); }),
        reading("/door/:id", [this](Call& c) { return one(c); }),
        writing(http::Method::post, "/door/:id/:action", [this](Call& c) { return answer(c); }),
    };
}

Result<std::vector<std::string>> DoorApi::present(const store::ReadTx& tx, AccountId me,
                                                  std::span<const services::DoorEntry> entries,
                                                  mastodon::StatusPresenter::Epochs epochs) {
    std::vector<AccountId> people;
    std::vector<StatusId> posts;
    for (const auto& entry : entries) {
        add_accounts(people, entry);
        posts.insert(posts.end(), entry.recent.begin(), entry.recent.end());
    }
    auto views = TRY(accounts_.load(tx, people, epochs.accounts));
    auto viewer = TRY(viewers_.get(tx, me));
    auto texts = TRY(statuses_.each(tx, posts, {*viewer, FilterContext::account}, epochs));
    std::vector<std::string> shown;
    for (const auto& entry : entries)
        if (views.contains(entry.at.account_id)) shown.push_back(json::write(newcomer_entity(entry, views, texts)));
    return shown;
}

Result<http::Response> DoorApi::list(Call& call) {
    auto page = TRY(call.page(20, 40));
    auto epochs = statuses_.epochs();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto entries = TRY(door_.list(tx, call.me(), page));
        auto texts = TRY(present(tx, call.me(), entries, epochs));
        auto response = http::Response::json_text("[" + join(texts, ",") + "]");
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
    auto epochs = statuses_.epochs();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto entry = TRY(door_.one(tx, call.me(), other));
        auto texts = TRY(present(tx, call.me(), std::span(&entry, 1), epochs));
        if (texts.empty()) return not_found();
        return http::Response::json_text(std::move(texts.front()));
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
