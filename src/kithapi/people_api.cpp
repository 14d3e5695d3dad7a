#include "kithapi/people_api.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace kith::kithapi {
namespace {

constexpr std::int64_t most_people = 200;

struct TagEntity {
    std::string name;
    std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(TagEntity, (), (name, people))

struct HistoryEntity {
    std::string id;
    Time at;
    std::string_view kind;
    bool by_me = false;
    std::string_view source;
    bool pitch = false;
    bool ask = false;
    std::optional<json::Raw> status;
};
BOOST_DESCRIBE_STRUCT(HistoryEntity, (), (id, at, kind, by_me, source, pitch, ask, status))

Failure unknown(std::string_view what) {
    return invalid("parameter", fmt::format("Validation failed: There is no such {}", what));
}

Result<services::PeopleSelection> selection_of(const json::Value& params) {
    services::PeopleSelection selection;
    auto stages = params["stage"].str().value_or("");
    for (auto name : split(stages, ',')) {
        if (trim(name).empty()) continue;
        auto stage = relationship::parse_stage(trim(name));
        if (!stage) return unknown("stage");
        selection.stages.push_back(*stage);
    }
    if (auto only = params["show"].str(); only && !only->empty()) {
        auto parsed = services::parse_people_only(*only);
        if (!parsed) return unknown("selection");
        selection.only = *parsed;
    }
    if (auto order = params["sort"].str(); order && !order->empty()) {
        auto parsed = services::parse_people_order(*order);
        if (!parsed) return unknown("order");
        selection.order = *parsed;
    }
    selection.tag = params["tag"].str().value_or("");
    selection.words = params["q"].str().value_or("").substr(0, 500);
    selection.offset =
        static_cast<std::size_t>(std::clamp<std::int64_t>(params["offset"].integer().value_or(0), 0, 10'000'000));
    selection.limit =
        static_cast<std::size_t>(std::clamp<std::int64_t>(params["limit"].integer().value_or(40), 1, most_people));
    return selection;
}

Result<services::PersonChange> change_of(const json::Value& params) {
    services::PersonChange change;
    if (const auto* stage = params.find("stage")) {
        auto name = stage->str().value_or("");
        auto parsed = relationship::parse_stage(name);
        if (!parsed && !name.empty()) return unknown("stage");
        change.stage = parsed;
    }
    change.note = params["note"].str();
    change.likes = params["likes"].str();
    change.how_met = params["how_met"].str();
    if (params.has("tags")) change.tags = params["tags"].strings();
    if (params.has("dates")) {
        change.dates.emplace();
        for (const auto* each : params["dates"].list()) {
            const auto& date = *each;
            auto small = [&](std::string_view name) {
                return static_cast<int>(std::clamp<std::int64_t>(date[name].integer().value_or(0), 0, 99'999));
            };
            store::NotedDate noted{
                .what = date["what"].str().value_or(""), .month = small("month"), .day = small("day"), .year = {}};
            if (date["year"].integer()) noted.year = small("year");
            change.dates->push_back(std::move(noted));
        }
    }
    return change;
}

} // namespace

PeopleApi::PeopleApi(store::Store& store, services::People& people, services::Meetings& meetings,
                     services::ContactPolicies& contact, services::Viewers& viewers,
                     mastodon::AccountPresenter& accounts, mastodon::StatusPresenter& statuses)
    : store_(store),
      people_(people),
      meetings_(meetings),
      contact_(contact),
      viewers_(viewers),
      accounts_(accounts),
      statuses_(statuses) {}

std::vector<ApiRoute> PeopleApi::routes() {
    using http::Method;
    return {
        reading("/people", [this](Call& c) { return list(c); }),
        reading(
            "/people/tags", [this](Call& c) { return tags(c); }, http::Run::loop),
        reading("/people/:id", [this](Call& c) { return one(c); }),
        writing(Method::patch, "/people/:id", [this](Call& c) { return change(c); }),
        reading("/people/:id/history", [this](Call& c) { return history(c); }),
        writing(Method::post, "/people/:id/vouch", [this](Call& c) { return vouch(c, true); }),
        writing(Method::delete_, "/people/:id/vouch", [this](Call& c) { return vouch(c, false); }),
        writing(Method::delete_, "/people/:id/met", [this](Call& c) { return unmeet(c); }),
    };
}

Result<http::Response> PeopleApi::list(Call& call) {
    auto selection = TRY(selection_of(*TRY(call.request.query())));
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto page = TRY(people_.list(tx, call.me(), selection));
        std::vector<AccountId> ids;
        for (const auto& person : page.people)
            ids.push_back(person.tie.tie.other);
        auto views = TRY(accounts_.load(tx, ids, epoch));
        auto relationships = TRY(tx.relations().with(call.me(), ids));
        PeopleEntity entity{.people = {},
                            .total = page.total,
                            .stages = {page.stages[0], page.stages[1], page.stages[2], page.stages[3]},
                            .quiet = page.quiet,
                            .unanswered = page.unanswered};
        for (std::size_t i = 0; i < ids.size(); ++i)
            if (auto view = views.find(ids[i]); view != views.end())
                entity.people.push_back(summary_entity(page.people[i], *view->second, relationships[i]));
        return http::Response::json(entity);
    });
}

Result<http::Response> PeopleApi::tags(Call& call) {
    std::vector<TagEntity> entities;
    for (auto& [name, people] : TRY(store_.read([&](store::ReadTx& tx) { return tx.person_notes().tags(call.me()); })))
        entities.push_back({std::move(name), people});
    return http::Response::json(entities);
}

Result<http::Response> PeopleApi::person(AccountId me, AccountId other) {
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto person = TRY(people_.one(tx, me, other));
        std::vector<AccountId> ids{other};
        if (person.tie.tie.origin.through) ids.push_back(person.tie.tie.origin.through);
        auto views = TRY(accounts_.load(tx, ids, epoch));
        if (!views.contains(other)) return not_found();
        return http::Response::json(person_entity(person, views));
    });
}

Result<http::Response> PeopleApi::one(Call& call) { return person(call.me(), TRY(call.id<AccountId>())); }

Result<http::Response> PeopleApi::change(Call& call) {
    auto other = TRY(call.id<AccountId>());
    const auto& params = *TRY(call.params());
    TRY(people_.change(call.me(), other, TRY(change_of(params))));
    if (auto wanted = params["offers"].boolean()) TRY(contact_.want_offers(call.me(), other, *wanted));
    return person(call.me(), other);
}

Result<http::Response> PeopleApi::vouch(Call& call, bool vouches) {
    auto other = TRY(call.id<AccountId>());
    TRY(people_.vouch(call.me(), other, vouches));
    return person(call.me(), other);
}

Result<http::Response> PeopleApi::unmeet(Call& call) {
    auto other = TRY(call.id<AccountId>());
    TRY(meetings_.take_back(call.me(), other));
    return person(call.me(), other);
}

Result<http::Response> PeopleApi::history(Call& call) {
    auto other = TRY(call.id<AccountId>());
    auto page = TRY(call.page(20, 80));
    // Ids of the history are the times of its entries, in milliseconds.
    constexpr std::int64_t end_of_time = 253'402'300'800'000; // the year 10000
    auto before = from_unix_ms(std::min(page.max_id, end_of_time));
    auto epochs = statuses_.epochs();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto found = TRY(people_.history(tx, call.me(), other, before, page.limit));
        std::vector<StatusId> ids;
        for (const auto& each : found)
            if (each.status) ids.push_back(each.status);
        std::ranges::sort(ids);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        auto viewer = TRY(viewers_.get(tx, call.me()));
        auto shown = TRY(
            statuses_.each(tx, ids, {.viewer = *viewer, .filter_context = std::nullopt, .hide_muted = false}, epochs));
        std::vector<HistoryEntity> entities;
        for (const auto& each : found) {
            HistoryEntity entity{.id = std::to_string(to_unix_ms(each.at)),
                                 .at = each.at,
                                 .kind = to_string(each.kind),
                                 .by_me = each.actor == call.me(),
                                 .source = to_string(each.source),
                                 .pitch = each.pitch,
                                 .ask = each.ask,
                                 .status = {}};
            if (auto status = shown.find(each.status); each.status && status != shown.end())
                entity.status = json::Raw{status->second};
            entities.push_back(std::move(entity));
        }
        auto response = http::Response::json(entities);
        if (!found.empty()) call.link(response, to_unix_ms(found.front().at), to_unix_ms(found.back().at));
        return response;
    });
}

} // namespace kith::kithapi
