#include "mastodon/search_api.hpp"

#include "mastodon/tag_entities.hpp"
#include "services/search.hpp"

#include <algorithm>

namespace kith::mastodon {
namespace {

Result<services::SearchRequest> request_of(const Call& call) {
    const auto& params = *TRY(call.request.query());
    auto page = TRY(call.page(20, 40));
    services::SearchRequest request{.typed = params["q"].str().value_or(""), .viewer = call.me()};
    auto type = params["type"].str().value_or("");
    if (!type.empty()) {
        request.accounts = type == "accounts";
        request.statuses = type == "statuses";
        request.hashtags = type == "hashtags";
        request.offset = static_cast<int>(std::clamp<std::int64_t>(params["offset"].integer().value_or(0), 0, 10'000));
    }
    request.following = call.me() && params["following"].boolean().value_or(false);
    if (auto author = parse_id_as<AccountId>(params["account_id"].str().value_or(""))) request.author = *author;
    request.max_id = params["max_id"].integer().value_or(0);
    request.min_id = params["min_id"].integer().value_or(0);
    request.limit = page.limit;
    if (!call.me()) {
        if (params["offset"].integer().value_or(0) > 0)
            return fail(ErrorKind::unauthorized, "search_offset",
                        "Search queries pagination is not supported without authentication");
        if (params["resolve"].boolean().value_or(false))
            return fail(ErrorKind::unauthorized, "search_resolve",
                        "Search queries that resolve remote resources are not supported without authentication");
    }
    return request;
}

struct ResultsEntity {
    json::Raw accounts;
    json::Raw statuses;
    std::variant<std::vector<TagEntity>, std::vector<std::string>> hashtags;
    std::vector<std::string> collections;
};
BOOST_DESCRIBE_STRUCT(ResultsEntity, (), (accounts, statuses, hashtags, collections))

} // namespace

std::vector<ApiRoute> SearchApi::routes() {
    constexpr auto worker = http::Run::worker;
    return {
        {http::Method::get, "/api/v2/search", Access::open, "read:search", worker,
         [this](Call& c) { return search(c, false); }},
        {http::Method::get, "/api/v1/search", Access::user, "read:search", worker,
         [this](Call& c) { return search(c, true); }},
    };
}

Result<http::Response> SearchApi::search(Call& call, bool names_only) {
    auto request = TRY(request_of(call));
    auto epochs = statuses_.epochs();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto found = TRY(services::search(tx, call.instance, request));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        std::erase_if(found.accounts, [&](AccountId id) { return viewer->blocked.contains(id); });
        ResultsEntity entity{.accounts = {TRY(accounts_.list(tx, found.accounts, epochs.accounts))},
                             .statuses = {TRY(statuses_.list(tx, found.statuses, {*viewer, std::nullopt}, epochs))},
                             .hashtags = {},
                             .collections = {}};
        if (names_only) {
            std::vector<std::string> names;
            for (const auto& tag : found.hashtags)
                names.push_back(tag.name);
            entity.hashtags = std::move(names);
        } else {
            entity.hashtags = TRY(tag_entities(tx, found.hashtags, call.me(), clock_.now(), call.instance));
        }
        return http::Response::json(entity);
    });
}

} // namespace kith::mastodon
