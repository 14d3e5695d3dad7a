#include "mastodon/lists_api.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace kith::mastodon {
namespace {

constexpr std::size_t most_at_once = 500; // accounts that one call adds or removes
constexpr int everybody = 10'000;         // limit=0

// Kith fills it; it can't be changed.
struct SmartListEntity {
    std::string smart_list; // its name in Kith's API
};
BOOST_DESCRIBE_STRUCT(SmartListEntity, (), (smart_list))

// https://docs.joinmastodon.org/entities/List/
struct ListEntity {
    ListId id;
    std::string title;
    std::string replies_policy;
    bool exclusive = false;
    json::Maybe<SmartListEntity> kith;
};
BOOST_DESCRIBE_STRUCT(ListEntity, (), (id, title, replies_policy, exclusive, kith))

ListEntity entity_of(const List& list) {
    ListEntity entity{list.id, list.title, std::string(to_string(list.replies_policy)), list.exclusive, {}};
    if (auto smart = services::smart_list(list.id)) entity.kith = SmartListEntity{std::string(to_string(*smart))};
    return entity;
}

http::Response answer(const std::vector<List>& lists) {
    std::vector<ListEntity> entities;
    for (const auto& list : lists)
        entities.push_back(entity_of(list));
    return http::Response::json(entities);
}

Result<services::ListChange> change_of(const json::Value& params) {
    services::ListChange change;
    change.title = params["title"].str();
    change.exclusive = params["exclusive"].boolean();
    if (auto name = params["replies_policy"].str(); name && !name->empty()) {
        change.replies_policy = parse_replies_policy(*name);
        if (!change.replies_policy)
            return invalid("replies_policy", fmt::format("'{}' is not a valid replies_policy", *name));
    }
    return change;
}

// The list named, which the member is about to change. Errors: invalid (it fills itself).
Result<ListId> changeable(const Call& call) {
    auto id = TRY(call.id<ListId>());
    if (auto smart = services::smart_list(id)) return services::cannot_change(*smart);
    return id;
}

// An id that cannot be one is of nobody.
Result<std::vector<AccountId>> accounts_named(const Call& call) {
    std::vector<AccountId> ids;
    for (const auto& text : (*TRY(call.params()))["account_ids"].strings()) {
        auto id = parse_id_as<AccountId>(text);
        if (!id) return not_found();
        ids.push_back(*id);
    }
    if (ids.size() > most_at_once)
        return invalid("too_many_accounts", fmt::format("At most {} accounts can be named at once", most_at_once));
    return ids;
}

} // namespace

ListsApi::ListsApi(store::Store& store, const Clock& clock, services::Lists& lists, AccountPresenter& accounts)
    : store_(store), clock_(clock), lists_(lists), accounts_(accounts) {}

std::vector<ApiRoute> ListsApi::routes() {
    using enum Access;
    using http::Method;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    return {
        {Method::get, "/api/v1/lists", user, "read:lists", loop, [this](Call& c) { return all(c); }},
        {Method::post, "/api/v1/lists", user, "write:lists", worker, [this](Call& c) { return create(c); }},
        {Method::get, "/api/v1/lists/:id", user, "read:lists", loop, [this](Call& c) { return get(c); }},
        {Method::put, "/api/v1/lists/:id", user, "write:lists", worker, [this](Call& c) { return update(c); }},
        {Method::delete_, "/api/v1/lists/:id", user, "write:lists", worker, [this](Call& c) { return remove(c); }},
        {Method::get, "/api/v1/lists/:id/accounts", user, "read:lists", worker, [this](Call& c) { return members(c); }},
        {Method::post, "/api/v1/lists/:id/accounts", user, "write:lists", worker, [this](Call& c) { return add(c); }},
        {Method::delete_, "/api/v1/lists/:id/accounts", user, "write:lists", worker,
         [this](Call& c) { return remove_accounts(c); }},
        {Method::get, "/api/v1/accounts/:id/lists", user, "read:lists", loop,
         [this](Call& c) { return with_account(c); }},
    };
}

Result<http::Response> ListsApi::all(Call& call) {
    return answer(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<List>> {
        std::vector<List> lists;
        for (auto smart : TRY(services::shown_smart_lists(tx, call.me())))
            lists.push_back(as_list(smart, call.me()));
        auto own = TRY(tx.lists().of_account(call.me()));
        std::ranges::move(own, std::back_inserter(lists));
        return lists;
    })));
}

Result<http::Response> ListsApi::get(Call& call) {
    auto id = TRY(call.id<ListId>());
    return http::Response::json(entity_of(TRY(store_.read([&](store::ReadTx& tx) -> Result<List> {
        auto smart = services::smart_list(id);
        if (!smart) return services::Lists::owned(tx, call.me(), id);
        TRY(services::check_shown(tx, call.me(), *smart));
        return as_list(*smart, call.me());
    }))));
}

Result<http::Response> ListsApi::create(Call& call) {
    auto change = TRY(change_of(*TRY(call.params())));
    return http::Response::json(entity_of(TRY(lists_.create(call.me(), change))));
}

Result<http::Response> ListsApi::update(Call& call) {
    auto id = TRY(changeable(call));
    auto change = TRY(change_of(*TRY(call.params())));
    return http::Response::json(entity_of(TRY(lists_.update(call.me(), id, change))));
}

Result<http::Response> ListsApi::remove(Call& call) {
    TRY(lists_.remove(call.me(), TRY(changeable(call))));
    return http::Response::json_text("{}");
}

Result<http::Response> ListsApi::members(Call& call) {
    auto id = TRY(call.id<ListId>());
    if (auto smart = services::smart_list(id)) return smart_members(call, *smart);
    bool unpaged = (*TRY(call.request.query()))["limit"].integer() == 0;
    auto rows = [&](const store::ReadTx& tx, const store::Page& page) -> Result<std::vector<store::Positioned>> {
        TRY(services::Lists::owned(tx, call.me(), id));
        return tx.lists().members(id, unpaged ? store::Page{.limit = everybody} : page);
    };
    auto response = TRY(account_page(call, store_, accounts_, rows));
    if (unpaged) std::erase_if(response.headers, [](const auto& header) { return header.name == "Link"; });
    return response;
}

// All at once, as with limit=0: who is in it changes by the hour, so there is nothing to page by.
Result<http::Response> ListsApi::smart_members(Call& call, services::SmartList list) {
    auto epoch = accounts_.epoch();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        TRY(services::check_shown(tx, call.me(), list));
        return accounts_.list(tx, TRY(services::members_of(tx, call.me(), list, clock_.now())), epoch);
    })));
}

Result<http::Response> ListsApi::add(Call& call) {
    auto id = TRY(changeable(call));
    TRY(lists_.add(call.me(), id, TRY(accounts_named(call))));
    return http::Response::json_text("{}");
}

Result<http::Response> ListsApi::remove_accounts(Call& call) {
    auto id = TRY(changeable(call));
    TRY(lists_.remove_accounts(call.me(), id, TRY(accounts_named(call))));
    return http::Response::json_text("{}");
}

Result<http::Response> ListsApi::with_account(Call& call) {
    auto id = TRY(call.id<AccountId>());
    return answer(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<List>> {
        if (!TRY(tx.accounts().by_id(id))) return not_found();
        std::vector<List> lists;
        for (auto smart : TRY(services::smart_lists_with(tx, call.me(), id, clock_.now())))
            lists.push_back(as_list(smart, call.me()));
        auto own = TRY(tx.lists().with_member(call.me(), id));
        std::ranges::move(own, std::back_inserter(lists));
        return lists;
    })));
}

} // namespace kith::mastodon
