#include "mastodon/markers_api.hpp"

#include "json/write.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace kith::mastodon {
namespace {

constexpr std::array timeline_names{"home", "notifications"};

struct MarkerEntity {
    std::string last_read_id;
    std::int64_t version = 0;
    Time updated_at;
};
BOOST_DESCRIBE_STRUCT(MarkerEntity, (), (last_read_id, version, updated_at))

http::Response present(const std::vector<store::Marker>& markers) {
    std::map<std::string, MarkerEntity> entities;
    for (const auto& marker : markers)
        entities[marker.timeline] = {std::to_string(marker.last_read_id), marker.version, marker.updated_at};
    return http::Response::json(entities);
}

} // namespace

std::vector<ApiRoute> MarkersApi::routes() {
    using enum http::Method;
    return {
        {get, "/api/v1/markers", Access::user, "read:statuses", http::Run::loop, [this](Call& c) { return list(c); }},
        {post, "/api/v1/markers", Access::user, "write:statuses", http::Run::worker,
         [this](Call& c) { return move(c); }},
    };
}

Result<http::Response> MarkersApi::list(Call& call) {
    auto asked = (*TRY(call.request.query()))["timeline"].strings();
    std::vector<std::string> timelines;
    for (const auto* name : timeline_names)
        if (std::ranges::find(asked, name) != asked.end()) timelines.emplace_back(name);
    auto markers =
        TRY(store_.read([&](store::ReadTx& tx) { return services::Markers::get(tx, call.me(), timelines); }));
    return present(markers);
}

Result<http::Response> MarkersApi::move(Call& call) {
    const auto& params = *TRY(call.params());
    std::vector<services::MarkerChange> changes;
    for (const auto* timeline : timeline_names) {
        const auto& given = params[timeline];
        if (given["last_read_id"].is_null()) continue;
        auto id = parse_id(given["last_read_id"].str().value_or(""));
        if (!id) return invalid("marker_invalid", "Validation failed: Last read is invalid");
        changes.push_back({timeline, *id, given["version"].integer()});
    }
    return present(TRY(markers_.move(call.me(), changes)));
}

} // namespace kith::mastodon
