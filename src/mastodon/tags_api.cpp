#include "mastodon/tags_api.hpp"

#include "mastodon/profile_entities.hpp"
#include "mastodon/tag_entities.hpp"

#include <algorithm>

namespace kith::mastodon {

std::vector<ApiRoute> TagsApi::routes() {
    using enum Access;
    using http::Method;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    return {
        {Method::get, "/api/v1/tags/:name", open, "", loop, [this](Call& c) { return get(c); }},
        {Method::post, "/api/v1/tags/:name/follow", user, "write:follows", worker,
         [this](Call& c) -> Result<http::Response> {
             return show(c, TRY(tags_.follow(c.me(), c.request.capture("name"))));
         }},
        {Method::post, "/api/v1/tags/:name/unfollow", user, "write:follows", worker,
         [this](Call& c) -> Result<http::Response> {
             return show(c, TRY(tags_.unfollow(c.me(), c.request.capture("name"))));
         }},
        {Method::post, "/api/v1/tags/:name/feature", user, "write:accounts", worker,
         [this](Call& c) -> Result<http::Response> {
             return show(c, TRY(tags_.feature(c.me(), c.request.capture("name"))).tag);
         }},
        {Method::post, "/api/v1/tags/:name/unfeature", user, "write:accounts", worker,
         [this](Call& c) -> Result<http::Response> {
             return show(c, TRY(tags_.unfeature(c.me(), c.request.capture("name"))));
         }},
        {Method::get, "/api/v1/followed_tags", user, "read:follows", worker, [this](Call& c) { return followed(c); }},
        {Method::get, "/api/v1/featured_tags", user, "read:accounts", loop, [this](Call& c) { return featured(c); }},
        {Method::post, "/api/v1/featured_tags", user, "write:accounts", worker, [this](Call& c) { return feature(c); }},
        {Method::get, "/api/v1/featured_tags/suggestions", user, "read:accounts", worker,
         [this](Call& c) { return suggestions(c); }},
        {Method::delete_, "/api/v1/featured_tags/:id", user, "write:accounts", worker,
         [this](Call& c) -> Result<http::Response> {
             TRY(tags_.unfeature(c.me(), TRY(c.id<TagId>()).value));
             return http::Response::json_text("{}");
         }},
    };
}

Result<http::Response> TagsApi::show(Call& call, const Tag& tag) {
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        return http::Response::json(TRY(tag_entities(tx, {tag}, call.me(), clock_.now(), call.instance)).front());
    });
}

Result<http::Response> TagsApi::get(Call& call) {
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto tag = TRY(services::Tags::named(tx, call.request.capture("name")));
        return http::Response::json(TRY(tag_entities(tx, {tag}, call.me(), clock_.now(), call.instance)).front());
    });
}

Result<http::Response> TagsApi::followed(Call& call) {
    auto page = TRY(call.page(100, 200));
    std::vector<std::pair<std::int64_t, Tag>> rows;
    auto response = TRY(store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        rows = TRY(tx.tags().followed(call.me(), page));
        std::vector<Tag> tags;
        for (const auto& [position, tag] : rows)
            tags.push_back(tag);
        return http::Response::json(TRY(tag_entities(tx, tags, call.me(), clock_.now(), call.instance)));
    }));
    if (!rows.empty()) call.link(response, rows.front().first, rows.back().first);
    return response;
}

Result<http::Response> TagsApi::featured(Call& call) {
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto account = TRY(tx.accounts().by_id(call.me()));
        if (!account) return not_found();
        std::vector<FeaturedTagEntity> entities;
        for (const auto& tag : TRY(tx.tags().featured(call.me())))
            entities.push_back(featured_tag_entity(tag, *account, call.instance));
        return http::Response::json(entities);
    });
}

Result<http::Response> TagsApi::feature(Call& call) {
    const auto& params = *TRY(call.params());
    auto featured = TRY(tags_.feature(call.me(), params["name"].str().value_or("")));
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto account = TRY(tx.accounts().by_id(call.me()));
        if (!account) return not_found();
        return http::Response::json(featured_tag_entity(featured, *account, call.instance));
    });
}

Result<http::Response> TagsApi::suggestions(Call& call) {
    constexpr int shown = 10;
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto used = TRY(tx.tags().used_by(call.me(), 2 * shown));
        std::vector<TagId> ids;
        for (const auto& tag : used)
            ids.push_back(tag.id);
        auto already = TRY(tx.tags().featured_among(call.me(), ids));
        std::erase_if(used, [&](const Tag& tag) { return std::ranges::find(already, tag.id) != already.end(); });
        if (used.size() > shown) used.resize(shown);
        return http::Response::json(TRY(tag_entities(tx, used, call.me(), clock_.now(), call.instance)));
    });
}

} // namespace kith::mastodon
