#include "mastodon/filters_api.hpp"

#include "mastodon/filter_entities.hpp"

#include <algorithm>

namespace kith::mastodon {
namespace {

using services::FilterChange;
using services::KeywordChange;

Result<std::optional<FilterContexts>> contexts_of(const json::Value& params) {
    if (!params.has("context")) return std::optional<FilterContexts>();
    FilterContexts contexts;
    for (const auto& name : params["context"].strings()) {
        auto context = parse_filter_context(name);
        // One unknown name makes the set as good as empty, which is refused in the words of the API.
        if (!context) return std::optional(FilterContexts());
        contexts.insert(*context);
    }
    return std::optional(contexts);
}

// "" and null: never.
std::optional<std::chrono::seconds> expiry_of(const json::Value& params) {
    if (!params.has("expires_in")) return std::nullopt;
    return std::chrono::seconds(params["expires_in"].integer().value_or(0));
}

Result<KeywordChange> keyword_of(const json::Value& given) {
    KeywordChange change{.keyword = given["keyword"].str(), .whole_word = given["whole_word"].boolean()};
    if (auto id = given["id"].str(); id && !id->empty()) {
        auto parsed = parse_id_as<FilterKeywordId>(*id);
        if (!parsed) return not_found();
        change.id = *parsed;
    }
    change.remove = given["_destroy"].boolean().value_or(false);
    return change;
}

Result<FilterChange> change_of(const json::Value& params) {
    FilterChange change{.title = params["title"].str(), .contexts = TRY(contexts_of(params))};
    if (auto action = params["filter_action"].str()) {
        change.action = parse_filter_action(*action);
        if (!change.action) return invalid("filter_action", "Validation failed: Filter action is not a known one");
    }
    change.expires_in = expiry_of(params);
    for (const auto* given : params["keywords_attributes"].list())
        change.keywords.push_back(TRY(keyword_of(*given)));
    return change;
}

Result<FilterChange> change_of_v1(const json::Value& params, FilterKeywordId id) {
    FilterChange change{.contexts = TRY(contexts_of(params))};
    if (auto irreversible = params["irreversible"].boolean())
        change.action = *irreversible ? FilterAction::hide : FilterAction::warn;
    change.expires_in = expiry_of(params);
    auto phrase = params["phrase"].str();
    if (!id) {
        if (!phrase || phrase->empty()) return invalid("filter_phrase", "Validation failed: Phrase can't be blank");
        change.title = phrase->substr(0, phrase->find('\n'));
    }
    KeywordChange keyword{.id = id, .keyword = phrase, .whole_word = params["whole_word"].boolean()};
    if (!id && !keyword.whole_word) keyword.whole_word = false;
    if (phrase || keyword.whole_word) change.keywords.push_back(std::move(keyword));
    return change;
}

http::Response present(const Filter& filter) {
    std::string body;
    write_filter(body, filter, true);
    return http::Response::json_text(std::move(body));
}

template <class T>
http::Response present_one(const T& value, void (*write)(std::string&, const T&)) {
    std::string body;
    write(body, value);
    return http::Response::json_text(std::move(body));
}

template <class T>
http::Response present_list(const std::vector<T>& values, void (*write)(std::string&, const T&)) {
    std::string body = "[";
    for (const auto& value : values) {
        if (body.size() > 1) body += ',';
        write(body, value);
    }
    body += ']';
    return http::Response::json_text(std::move(body));
}

http::Response present_v1(const Filter& filter, FilterKeywordId id) {
    std::string body;
    write_filter_v1(body, filter, *std::ranges::find(filter.keywords, id, &FilterKeyword::id));
    return http::Response::json_text(std::move(body));
}

http::Response done() { return http::Response::json_text("{}"); }

} // namespace

std::vector<ApiRoute> FiltersApi::routes() {
    using enum http::Method;
    struct Row {
        http::Method method;
        const char* pattern;
        Result<http::Response> (FiltersApi::*endpoint)(Call&);
    };
    std::vector<ApiRoute> routes;
    for (auto row : {
             Row{get, "/api/v2/filters", &FiltersApi::list},
             Row{post, "/api/v2/filters", &FiltersApi::create},
             Row{get, "/api/v2/filters/:id", &FiltersApi::one},
             Row{put, "/api/v2/filters/:id", &FiltersApi::update},
             Row{delete_, "/api/v2/filters/:id", &FiltersApi::remove},
             Row{get, "/api/v2/filters/:id/keywords", &FiltersApi::keywords},
             Row{post, "/api/v2/filters/:id/keywords", &FiltersApi::add_keyword},
             Row{get, "/api/v2/filters/keywords/:id", &FiltersApi::keyword},
             Row{put, "/api/v2/filters/keywords/:id", &FiltersApi::change_keyword},
             Row{delete_, "/api/v2/filters/keywords/:id", &FiltersApi::remove_keyword},
             Row{get, "/api/v2/filters/:id/statuses", &FiltersApi::statuses},
             Row{post, "/api/v2/filters/:id/statuses", &FiltersApi::add_status},
             Row{get, "/api/v2/filters/statuses/:id", &FiltersApi::status},
             Row{delete_, "/api/v2/filters/statuses/:id", &FiltersApi::remove_status},
             Row{get, "/api/v1/filters", &FiltersApi::list_v1},
             Row{post, "/api/v1/filters", &FiltersApi::create_v1},
             Row{get, "/api/v1/filters/:id", &FiltersApi::one_v1},
             Row{put, "/api/v1/filters/:id", &FiltersApi::update_v1},
             Row{delete_, "/api/v1/filters/:id", &FiltersApi::remove_v1},
         }) {
        bool reads = row.method == get;
        routes.push_back({row.method, row.pattern, Access::user, reads ? "read:filters" : "write:filters",
                          reads ? http::Run::loop : http::Run::worker,
                          [this, endpoint = row.endpoint](Call& call) { return (this->*endpoint)(call); }});
    }
    return routes;
}

Result<Filter> FiltersApi::own(Call& call, std::string_view capture) {
    auto id = TRY(call.id<FilterId>(capture));
    auto filter = TRY(store_.read([&](store::ReadTx& tx) { return tx.filters().by_id(call.me(), id); }));
    if (!filter) return not_found();
    return std::move(*filter);
}

Result<http::Response> FiltersApi::list(Call& call) {
    auto filters = TRY(store_.read([&](store::ReadTx& tx) { return tx.filters().of_account(call.me()); }));
    return present_list<Filter>(filters,
                                [](std::string& out, const Filter& filter) { write_filter(out, filter, true); });
}

Result<http::Response> FiltersApi::one(Call& call) { return present(TRY(own(call, "id"))); }

Result<http::Response> FiltersApi::create(Call& call) {
    return present(TRY(filters_.create(call.me(), TRY(change_of(*TRY(call.params()))))));
}

Result<http::Response> FiltersApi::update(Call& call) {
    auto id = TRY(call.id<FilterId>());
    return present(TRY(filters_.update(call.me(), id, TRY(change_of(*TRY(call.params()))))));
}

Result<http::Response> FiltersApi::remove(Call& call) {
    TRY(filters_.remove(call.me(), TRY(call.id<FilterId>())));
    return done();
}

Result<http::Response> FiltersApi::keywords(Call& call) {
    return present_list(TRY(own(call, "id")).keywords, write_filter_keyword);
}

Result<http::Response> FiltersApi::keyword(Call& call) {
    auto id = TRY(call.id<FilterKeywordId>());
    auto filter = TRY(store_.read([&](store::ReadTx& tx) { return tx.filters().with_keyword(call.me(), id); }));
    if (!filter) return not_found();
    return present_one(*std::ranges::find(filter->keywords, id, &FilterKeyword::id), write_filter_keyword);
}

Result<http::Response> FiltersApi::add_keyword(Call& call) {
    auto change = TRY(keyword_of(*TRY(call.params())));
    change.id = {};
    return present_one(TRY(filters_.add_keyword(call.me(), TRY(call.id<FilterId>()), change)), write_filter_keyword);
}

Result<http::Response> FiltersApi::change_keyword(Call& call) {
    auto change = TRY(keyword_of(*TRY(call.params())));
    change.id = TRY(call.id<FilterKeywordId>());
    return present_one(TRY(filters_.change_keyword(call.me(), change)), write_filter_keyword);
}

Result<http::Response> FiltersApi::remove_keyword(Call& call) {
    TRY(filters_.remove_keyword(call.me(), TRY(call.id<FilterKeywordId>())));
    return done();
}

Result<http::Response> FiltersApi::statuses(Call& call) {
    return present_list(TRY(own(call, "id")).statuses, write_filter_status);
}

Result<http::Response> FiltersApi::status(Call& call) {
    auto id = TRY(call.id<FilterStatusId>());
    auto filter = TRY(store_.read([&](store::ReadTx& tx) { return tx.filters().with_status(call.me(), id); }));
    if (!filter) return not_found();
    return present_one(*std::ranges::find(filter->statuses, id, &FilterStatus::id), write_filter_status);
}

Result<http::Response> FiltersApi::add_status(Call& call) {
    auto status = parse_id_as<StatusId>((*TRY(call.params()))["status_id"].str().value_or(""));
    if (!status) return not_found();
    return present_one(TRY(filters_.add_status(call.me(), TRY(call.id<FilterId>()), *status)), write_filter_status);
}

Result<http::Response> FiltersApi::remove_status(Call& call) {
    TRY(filters_.remove_status(call.me(), TRY(call.id<FilterStatusId>())));
    return done();
}

Result<http::Response> FiltersApi::list_v1(Call& call) {
    auto filters = TRY(store_.read([&](store::ReadTx& tx) { return tx.filters().of_account(call.me()); }));
    std::string body = "[";
    for (const auto& filter : filters)
        for (const auto& keyword : filter.keywords) {
            if (body.size() > 1) body += ',';
            write_filter_v1(body, filter, keyword);
        }
    return http::Response::json_text(body += ']');
}

Result<http::Response> FiltersApi::one_v1(Call& call) {
    auto id = TRY(call.id<FilterKeywordId>());
    auto filter = TRY(store_.read([&](store::ReadTx& tx) { return tx.filters().with_keyword(call.me(), id); }));
    if (!filter) return not_found();
    return present_v1(*filter, id);
}

Result<http::Response> FiltersApi::create_v1(Call& call) {
    auto filter = TRY(filters_.create(call.me(), TRY(change_of_v1(*TRY(call.params()), {}))));
    return present_v1(filter, filter.keywords.front().id);
}

Result<http::Response> FiltersApi::update_v1(Call& call) {
    auto id = TRY(call.id<FilterKeywordId>());
    auto change = TRY(change_of_v1(*TRY(call.params()), id));
    return present_v1(TRY(filters_.change_single(call.me(), id, change)), id);
}

Result<http::Response> FiltersApi::remove_v1(Call& call) {
    TRY(filters_.remove_single(call.me(), TRY(call.id<FilterKeywordId>())));
    return done();
}

} // namespace kith::mastodon
