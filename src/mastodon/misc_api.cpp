#include "mastodon/misc_api.hpp"

#include "domain/names.hpp"
#include "services/posting.hpp"

#include <fmt/format.h>

namespace kith::mastodon {

std::vector<ApiRoute> MiscApi::routes() {
    using enum Access;
    using http::Method;
    constexpr auto loop = http::Run::loop;
    auto none = [](Call&) -> Result<http::Response> { return not_found(); };
    auto fixed = [](const char* json) { return [json](Call&) { return http::Response::json_text(json); }; };
    auto collections = [this](Call& c) { return this->collections(c); };
    return {
        {Method::post, "/api/v1/statuses/:id/translate", app, "read:statuses", loop,
         [this](Call& c) { return translate(c); }},
        {Method::get, "/api/v1/domain_blocks/preview", user, "read:blocks", loop,
         [this](Call& c) { return preview_domain_block(c); }},
        {Method::get, "/api/v1/annual_reports", user, "read:accounts", loop,
         fixed(R"({"annual_reports":[],"accounts":[],"statuses":[]})")},
        {Method::get, "/api/v1/annual_reports/:year", user, "read:accounts", loop, none},
        {Method::get, "/api/v1/annual_reports/:year/state", user, "read:accounts", loop,
         fixed(R"({"state":"ineligible"})")},
        {Method::post, "/api/v1/annual_reports/:year/read", user, "write:accounts", loop, none},
        {Method::post, "/api/v1/annual_reports/:year/generate", user, "write:accounts", loop, fixed("{}")},
        {Method::get, "/api/v1_alpha/async_refreshes/:id", user, "read", loop, none},
        {Method::get, "/api/v1/async_refreshes/:id", user, "read", loop, none},
        // The documentation and what apps found in the wild differ: both.
        {Method::get, "/api/v1/:account_id/collections", open, "read:collections", loop, collections},
        {Method::get, "/api/v1/accounts/:account_id/collections", open, "read:collections", loop, collections},
        {Method::get, "/api/v1/:account_id/in_collections", user, "read:collections", loop, collections},
        {Method::get, "/api/v1/accounts/:account_id/in_collections", user, "read:collections", loop, collections},
        {Method::post, "/api/v1/collections", user, "write:collections", loop,
         [](Call&) -> Result<http::Response> { return forbidden("This server has no collections"); }},
        {Method::get, "/api/v1/collections/:id", open, "read:collections", loop, none},
        {Method::patch, "/api/v1/collections/:id", user, "write:collections", loop, none},
        {Method::delete_, "/api/v1/collections/:id", user, "write:collections", loop, none},
        {Method::post, "/api/v1/collections/:id/items", user, "write:collections", loop, none},
        {Method::delete_, "/api/v1/collections/:id/items/:item_id", user, "write:collections", loop, none},
        {Method::post, "/api/v1/collections/:id/items/:item_id/revoke", user, "write:collections", loop, none},
    };
}

Result<http::Response> MiscApi::translate(Call& call) {
    auto id = TRY(call.id<StatusId>());
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto status = TRY(services::Posting::visible(tx, call.me(), id));
        if (status.visibility == Visibility::private_ || status.visibility == Visibility::direct) return forbidden();
        // Not an error to be logged: no server of this kind translates.
        return http::Response::json_text(R"({"error":"Service Unavailable"})", 503);
    });
}

Result<http::Response> MiscApi::preview_domain_block(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto domain = TRY(normalize_domain(params["domain"].str().value_or("")));
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto follows = TRY(tx.statistics().follows_across(call.me(), domain));
        return http::Response::json_text(
            fmt::format(R"({{"following_count":{},"followers_count":{}}})", follows.following, follows.followers));
    });
}

Result<http::Response> MiscApi::collections(Call& call) {
    auto id = TRY(call.id<AccountId>("account_id"));
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        if (!TRY(tx.accounts().by_id(id))) return not_found();
        return http::Response::json_text(R"({"collections":[]})");
    });
}

} // namespace kith::mastodon
