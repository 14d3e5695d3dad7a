#include "mastodon/trends_api.hpp"

#include "mastodon/tag_entities.hpp"

#include <algorithm>
#include <span>

namespace kith::mastodon {
namespace {

struct TrendingLinkEntity : CardEntity {
    std::vector<DayEntity> history;
};
BOOST_DESCRIBE_STRUCT(TrendingLinkEntity, (CardEntity), (history))

// The part of a list that `offset` and `limit` ask for.
template <class T>
Result<std::span<const T>> part_of(const Call& call, const std::vector<T>& all, int limit, int most) {
    auto page = TRY(call.page(limit, most));
    const auto& params = *TRY(call.request.query());
    auto size = static_cast<std::int64_t>(all.size());
    auto begin = std::clamp<std::int64_t>(params["offset"].integer().value_or(0), 0, size);
    return std::span(all).subspan(static_cast<std::size_t>(begin),
                                  static_cast<std::size_t>(std::min<std::int64_t>(page.limit, size - begin)));
}

} // namespace

std::vector<ApiRoute> TrendsApi::routes() {
    using enum Access;
    constexpr auto get = http::Method::get;
    constexpr auto worker = http::Run::worker;
    auto tags = [this](Call& c) { return this->tags(c); };
    return {
        {get, "/api/v1/trends", open, "", worker, tags},
        {get, "/api/v1/trends/tags", open, "", worker, tags},
        {get, "/api/v1/trends/statuses", open, "", worker, [this](Call& c) { return statuses(c); }},
        {get, "/api/v1/trends/links", open, "", worker, [this](Call& c) { return links(c); }},
        {get, "/api/v1/timelines/link", open, "read:statuses", worker, [this](Call& c) { return link_timeline(c); }},
    };
}

Result<http::Response> TrendsApi::tags(Call& call) {
    auto trends = TRY(trends_.get());
    auto shown = TRY(part_of(call, trends->tags, 10, 20));
    std::vector<Tag> tags(shown.begin(), shown.end());
    auto first = static_cast<std::size_t>(shown.data() - trends->tags.data());
    std::vector<TagEntity> entities;
    for (std::size_t at = 0; at < tags.size(); ++at)
        entities.push_back(tag_entity(tags[at], trends->tag_histories[first + at], call.instance));
    if (call.me()) TRY(store_.read([&](store::ReadTx& tx) { return mark_tags(tx, call.me(), tags, entities); }));
    return http::Response::json(entities);
}

Result<http::Response> TrendsApi::statuses(Call& call) {
    auto trends = TRY(trends_.get());
    auto ids = TRY(part_of(call, trends->statuses, 20, 40));
    auto epochs = statuses_.epochs();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.list(tx, ids, {*viewer, FilterContext::public_}, epochs);
    })));
}

Result<http::Response> TrendsApi::links(Call& call) {
    auto trends = TRY(trends_.get());
    std::vector<TrendingLinkEntity> entities;
    for (const auto& link : TRY(part_of(call, trends->links, 10, 20)))
        entities.push_back({card_entity(link.card, call.instance), day_entities(link.history)});
    return http::Response::json(entities);
}

Result<http::Response> TrendsApi::link_timeline(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto url = params["url"].str().value_or("");
    auto page = TRY(call.page(20, 40));
    auto epochs = statuses_.epochs();
    std::vector<StatusId> ids;
    auto response = http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        ids = TRY(tx.trends().with_link(url, page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.list(tx, ids, {*viewer, FilterContext::public_}, epochs);
    })));
    if (!ids.empty()) call.link(response, ids.front().value, ids.back().value);
    return response;
}

} // namespace kith::mastodon
