#include "mastodon/announcements_api.hpp"

#include "mastodon/announcement_entities.hpp"

namespace kith::mastodon {

std::vector<ApiRoute> AnnouncementsApi::routes() {
    using http::Method;
    constexpr auto user = Access::user;
    constexpr auto worker = http::Run::worker;
    auto react = [this](Result<void> (services::Announcements::*change)(AccountId, AnnouncementId, std::string_view)) {
        return [this, change](Call& c) -> Result<http::Response> {
            TRY((announcements_.*change)(c.me(), TRY(c.id<AnnouncementId>()), c.request.capture("name")));
            return http::Response::json_text("{}");
        };
    };
    return {
        {Method::get, "/api/v1/announcements", user, "", http::Run::loop, [this](Call& c) { return list(c); }},
        {Method::post, "/api/v1/announcements/:id/dismiss", user, "write:accounts", worker,
         [this](Call& c) -> Result<http::Response> {
             TRY(announcements_.dismiss(c.me(), TRY(c.id<AnnouncementId>())));
             return http::Response::json_text("{}");
         }},
        {Method::put, "/api/v1/announcements/:id/reactions/:name", user, "write:favourites", worker,
         react(&services::Announcements::react)},
        {Method::delete_, "/api/v1/announcements/:id/reactions/:name", user, "write:favourites", worker,
         react(&services::Announcements::unreact)},
    };
}

Result<http::Response> AnnouncementsApi::list(Call& call) {
    auto now = clock_.now();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto announcements = TRY(tx.announcements().all());
        std::erase_if(announcements, [&](const Announcement& one) { return !one.active(now); });
        return http::Response::json(TRY(announcement_entities(tx, announcements, call.me(), call.instance, emojis_)));
    });
}

} // namespace kith::mastodon
