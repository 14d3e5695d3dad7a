#include "mastodon/suggestions_api.hpp"

#include <algorithm>
#include <array>

namespace kith::mastodon {
namespace {

// https://docs.joinmastodon.org/entities/Suggestion/
// Kith's own reason: it names nobody and no number, so that it tells nothing of others' ties.
struct SuggestionReasonEntity {
    std::string_view reason;
};
BOOST_DESCRIBE_STRUCT(SuggestionReasonEntity, (), (reason))

struct SuggestionEntity {
    std::string_view source; // the older word for it
    std::array<std::string_view, 1> sources;
    json::Raw account;
    SuggestionReasonEntity kith;
};
BOOST_DESCRIBE_STRUCT(SuggestionEntity, (), (source, sources, account, kith))

std::string_view older_word(services::SuggestionSource source) {
    return source == services::SuggestionSource::friends_of_friends ? "past_interactions" : "global";
}

} // namespace

SuggestionsApi::SuggestionsApi(store::Store& store, services::Suggestions& suggestions, services::Viewers& viewers,
                               AccountPresenter& accounts)
    : store_(store), suggestions_(suggestions), viewers_(viewers), accounts_(accounts) {}

std::vector<ApiRoute> SuggestionsApi::routes() {
    using enum Access;
    using http::Method;
    constexpr auto worker = http::Run::worker;
    return {
        {Method::get, "/api/v2/suggestions", user, "read:accounts", worker, [this](Call& c) { return list(c, true); }},
        {Method::get, "/api/v1/suggestions", user, "read:accounts", worker, [this](Call& c) { return list(c, false); }},
        {Method::delete_, "/api/v1/suggestions/:account_id", user, "read:accounts", worker,
         [this](Call& c) { return dismiss(c); }},
        {Method::get, "/api/v1/directory", open, "", worker, [this](Call& c) { return directory(c); }},
    };
}

Result<http::Response> SuggestionsApi::list(Call& call, bool with_sources) {
    auto page = TRY(call.page(40, 80));
    auto found = TRY(suggestions_.list(call.me(), page.limit));
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        std::vector<AccountId> ids;
        for (const auto& suggestion : found)
            ids.push_back(suggestion.id);
        if (!with_sources) return http::Response::json_text(TRY(accounts_.list(tx, ids, epoch)));
        auto views = TRY(accounts_.load(tx, ids, epoch));
        std::vector<SuggestionEntity> entities;
        for (const auto& suggestion : found)
            if (auto view = views.find(suggestion.id); view != views.end())
                entities.push_back({older_word(suggestion.source),
                                    {to_string(suggestion.source)},
                                    json::Raw{view->second->json},
                                    {to_string(suggestion.reason)}});
        return http::Response::json(entities);
    });
}

// Succeeds whatever the id is, as documented.
Result<http::Response> SuggestionsApi::dismiss(Call& call) {
    if (auto id = call.id<AccountId>("account_id")) TRY(suggestions_.dismiss(call.me(), *id));
    return http::Response::json_text("{}");
}

Result<http::Response> SuggestionsApi::directory(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto page = TRY(call.page(40, 80));
    bool by_newness = params["order"].str() == "new";
    bool local = params["local"].boolean().value_or(false);
    auto offset = static_cast<int>(std::clamp<std::int64_t>(params["offset"].integer().value_or(0), 0, 1'000'000));
    auto epoch = accounts_.epoch();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        auto ids = TRY(tx.accounts().directory(by_newness, local, offset, page.limit));
        std::erase_if(ids, [&](AccountId id) { return viewer->hides(id); });
        return accounts_.list(tx, ids, epoch);
    })));
}

} // namespace kith::mastodon
