#include "mastodon/timelines_api.hpp"

#include "domain/text_entities.hpp"
#include "services/lists.hpp"
#include "services/smart_lists.hpp"

namespace kith::mastodon {
namespace {

constexpr int pages_at_most = 5; // looked through for one that is not empty

store::PublicSelection selection_of(const json::Value& params) {
    return {.local_only = params["local"].boolean().value_or(false),
            .remote_only = params["remote"].boolean().value_or(false),
            .only_media = params["only_media"].boolean().value_or(false)};
}

Result<std::vector<TagId>> tags_named(const store::ReadTx& tx, const json::Value& names) {
    std::vector<TagId> tags;
    for (const auto& name : names.strings()) {
        if (tags.size() == 4) break;
        if (auto tag = TRY(tx.tags().by_name(normalize_hashtag(name)))) tags.push_back(tag->id);
    }
    return tags;
}

} // namespace

TimelinesApi::TimelinesApi(store::Store& store, const Clock& clock, services::Viewers& viewers,
                           StatusPresenter& statuses)
    : store_(store), clock_(clock), viewers_(viewers), statuses_(statuses) {}

std::vector<ApiRoute> TimelinesApi::routes() {
    using enum http::Method;
    using enum Access;
    constexpr auto loop = http::Run::loop;
    return {
        {get, "/api/v1/timelines/home", user, "read:statuses", loop, [this](Call& c) { return home(c); }},
        {get, "/api/v1/timelines/public", open, "read:statuses", loop, [this](Call& c) { return public_(c); }},
        {get, "/api/v1/timelines/tag/:hashtag", open, "read:statuses", loop, [this](Call& c) { return tag(c); }},
        {get, "/api/v1/timelines/list/:list_id", user, "read:lists", http::Run::worker,
         [this](Call& c) { return list(c); }},
    };
}

Result<http::Response> TimelinesApi::timeline(
    Call& call, FilterContext context,
    const std::function<Result<std::vector<StatusId>>(const store::ReadTx&, const store::Page&)>& ids) {
    auto page = TRY(call.page(20, 40));
    auto epochs = statuses_.epochs();
    std::vector<StatusId> skeleton;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        std::string shown;
        // Of a page, all may be hidden or gone; clients take an empty one for the end.
        for (int tries = 0; tries < pages_at_most; ++tries) {
            skeleton = TRY(ids(tx, page));
            shown = TRY(statuses_.list(tx, skeleton, {*viewer, context}, epochs));
            if (shown != "[]" || std::ssize(skeleton) < page.limit) break;
            (page.upwards() ? page.min_id : page.max_id) =
                page.upwards() ? skeleton.front().value : skeleton.back().value;
        }
        return shown;
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!skeleton.empty()) call.link(response, skeleton.front().value, skeleton.back().value);
    return response;
}

Result<http::Response> TimelinesApi::home(Call& call) {
    return timeline(call, FilterContext::home, [&](const store::ReadTx& tx, const store::Page& page) {
        return tx.timelines().home(call.me(), page);
    });
}

Result<http::Response> TimelinesApi::public_(Call& call) {
    auto selection = selection_of(*TRY(call.request.query()));
    return timeline(call, FilterContext::public_, [&](const store::ReadTx& tx, const store::Page& page) {
        return tx.timelines().public_(selection, page);
    });
}

Result<http::Response> TimelinesApi::tag(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto selection = selection_of(params);
    auto name = normalize_hashtag(call.request.capture("hashtag"));
    return timeline(call, FilterContext::public_,
                    [&](const store::ReadTx& tx, const store::Page& page) -> Result<std::vector<StatusId>> {
                        auto tag = TRY(tx.tags().by_name(name));
                        auto any = TRY(tags_named(tx, params["any"]));
                        auto all = TRY(tags_named(tx, params["all"]));
                        auto none = TRY(tags_named(tx, params["none"]));
                        // A tag that nobody used is an empty timeline, as is one with a tag nobody used among `all`.
                        if (!tag || all.size() < params["all"].strings().size()) return std::vector<StatusId>();
                        return tx.timelines().tagged(tag->id, any, all, none, selection, page);
                    });
}

Result<http::Response> TimelinesApi::list(Call& call) {
    auto id = TRY(call.id<ListId>("list_id"));
    return timeline(call, FilterContext::home,
                    [&](const store::ReadTx& tx, const store::Page& page) -> Result<std::vector<StatusId>> {
                        if (auto smart = services::smart_list(id)) {
                            TRY(services::check_shown(tx, call.me(), *smart));
                            return services::smart_timeline(tx, call.me(), *smart, page, clock_.now());
                        }
                        TRY(services::Lists::owned(tx, call.me(), id));
                        return tx.timelines().list(id, page);
                    });
}

} // namespace kith::mastodon
