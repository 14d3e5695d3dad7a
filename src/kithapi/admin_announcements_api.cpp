#include "kithapi/admin_announcements_api.hpp"

#include "core/text.hpp"
#include "kithapi/admin_routes.hpp"

#include <algorithm>

namespace kith::kithapi {
namespace {

struct AdminAnnouncementEntity {
    AnnouncementId id;
    std::string text;
    std::optional<Time> starts_at;
    std::optional<Time> ends_at;
    bool all_day = false;
    bool published = false;
    bool shown = false; // to members, now
    Time created_at;
    std::optional<Time> published_at;
};
BOOST_DESCRIBE_STRUCT(AdminAnnouncementEntity, (),
                      (id, text, starts_at, ends_at, all_day, published, shown, created_at, published_at))

// An empty text takes a time away.
Result<void> read_time(const json::Value& params, std::string_view name, std::optional<Time>& time) {
    auto text = params[name].str();
    if (!text && !params.has(name)) return {};
    if (!text || trim(*text).empty()) {
        time.reset();
        return {};
    }
    time = parse_iso(*text);
    if (!time) return invalid("announcement_times", "A time looks like 2026-05-31T18:00:00Z");
    return {};
}

Result<void> read_draft(const json::Value& params, services::AnnouncementDraft& draft) {
    if (auto text = params["text"].str()) draft.text = *text;
    if (auto all_day = params["all_day"].boolean()) draft.all_day = *all_day;
    if (auto published = params["published"].boolean()) draft.published = *published;
    TRY(read_time(params, "starts_at", draft.starts_at));
    return read_time(params, "ends_at", draft.ends_at);
}

} // namespace

std::vector<ApiRoute> AdminAnnouncementsApi::routes() {
    using http::Method;
    constexpr auto may = Permission::manage_announcements;
    return {
        admin_reading("/announcements", may, [this](Call&) { return list(); }),
        admin_writing(Method::post, "/announcements", may, [this](Call& c) { return create(c); }),
        admin_writing(Method::patch, "/announcements/:id", may, [this](Call& c) { return change(c); }),
        admin_writing(Method::delete_, "/announcements/:id", may,
                      [this](Call& c) -> Result<http::Response> {
                          TRY(announcements_.remove(mastodon::moderator_of(c), TRY(c.id<AnnouncementId>())));
                          return list();
                      }),
    };
}

Result<http::Response> AdminAnnouncementsApi::list() {
    auto now = clock_.now();
    std::vector<AdminAnnouncementEntity> entities;
    for (auto& one : TRY(announcements_.list())) {
        bool shown = one.active(now);
        entities.push_back({.id = one.id,
                            .text = std::move(one.text),
                            .starts_at = one.starts_at,
                            .ends_at = one.ends_at,
                            .all_day = one.all_day,
                            .published = one.published.has_value(),
                            .shown = shown,
                            .created_at = time_of_id(one.id.value),
                            .published_at = one.published});
    }
    return http::Response::json(entities);
}

Result<http::Response> AdminAnnouncementsApi::create(Call& call) {
    services::AnnouncementDraft draft;
    TRY(read_draft(*TRY(call.params()), draft));
    TRY(announcements_.add(mastodon::moderator_of(call), std::move(draft)));
    return list();
}

Result<http::Response> AdminAnnouncementsApi::change(Call& call) {
    auto id = TRY(call.id<AnnouncementId>());
    auto all = TRY(announcements_.list());
    auto before = std::ranges::find(all, id, &Announcement::id);
    if (before == all.end()) return not_found();
    services::AnnouncementDraft draft{.text = before->text,
                                      .starts_at = before->starts_at,
                                      .ends_at = before->ends_at,
                                      .all_day = before->all_day,
                                      .published = before->published.has_value()};
    TRY(read_draft(*TRY(call.params()), draft));
    TRY(announcements_.update(mastodon::moderator_of(call), id, std::move(draft)));
    return list();
}

} // namespace kith::kithapi
