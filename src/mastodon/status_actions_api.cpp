#include "mastodon/status_actions_api.hpp"

#include "services/threads.hpp"

#include <algorithm>
#include <array>

namespace kith::mastodon {
namespace {

struct SourceEntity {
    StatusId id;
    std::string text;
    std::string spoiler_text;
};
BOOST_DESCRIBE_STRUCT(SourceEntity, (), (id, text, spoiler_text))

struct EditPollEntity {
    std::vector<PollOptionEntity> options;
};
BOOST_DESCRIBE_STRUCT(EditPollEntity, (), (options))

struct EditEntity {
    std::string content;
    std::string spoiler_text;
    bool sensitive = false;
    Time created_at;
    json::Raw account;
    json::Maybe<EditPollEntity> poll;
    std::vector<MediaEntity> media_attachments;
    std::vector<EmojiEntity> emojis;
};
BOOST_DESCRIBE_STRUCT(EditEntity, (),
                      (content, spoiler_text, sensitive, created_at, account, poll, media_attachments, emojis))

EditEntity edit_entity(const StatusEdit& edit, const std::vector<Media>& media, const std::string& account,
                       const services::Instance& instance) {
    EditEntity entity{.content = edit.content,
                      .spoiler_text = edit.spoiler_text,
                      .sensitive = edit.sensitive,
                      .created_at = edit.at,
                      .account = json::Raw{account}};
    if (!edit.poll_options.empty()) {
        entity.poll.emplace();
        for (const auto& title : edit.poll_options)
            entity.poll->options.push_back({title, std::nullopt});
    }
    for (std::size_t i = 0; i < edit.media.size(); ++i) {
        auto found = std::ranges::find(media, edit.media[i], &Media::id);
        if (found == media.end()) continue;
        auto shown = media_entity(*found, instance);
        shown.description.reset();
        if (i < edit.media_descriptions.size() && !edit.media_descriptions[i].empty())
            shown.description = edit.media_descriptions[i];
        entity.media_attachments.push_back(std::move(shown));
    }
    return entity;
}

} // namespace

StatusActionsApi::StatusActionsApi(store::Store& store, services::StatusMarks& marks, services::Viewers& viewers,
                                   StatusPresenter& statuses, AccountPresenter& accounts)
    : store_(store), marks_(marks), viewers_(viewers), statuses_(statuses), accounts_(accounts) {}

std::vector<ApiRoute> StatusActionsApi::routes() {
    using enum http::Method;
    using enum Access;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    using services::StatusMarks;
    std::vector<ApiRoute> routes{
        {get, "/api/v1/statuses", open, "read:statuses", loop, [this](Call& c) { return several(c); }},
        {get, "/api/v1/statuses/:id/context", open, "read:statuses", loop, [this](Call& c) { return context(c); }},
        {get, "/api/v1/statuses/:id/source", user, "read:statuses", loop, [this](Call& c) { return source(c); }},
        {get, "/api/v1/statuses/:id/history", open, "read:statuses", loop, [this](Call& c) { return history(c); }},
        {get, "/api/v1/statuses/:id/quotes", user, "read:statuses", loop, [this](Call& c) { return quotes(c); }},
        {get, "/api/v1/statuses/:id/card", open, "read:statuses", loop,
         [](Call&) { return http::Response::json_text("{}"); }},
        {get, "/api/v1/statuses/:id/favourited_by", open, "read:accounts", loop,
         [this](Call& c) {
             return accounts_of(
                 c, [](const auto& tx, StatusId id, const auto& page) { return tx.statuses().favouriters(id, page); });
         }},
        {get, "/api/v1/statuses/:id/reblogged_by", open, "read:accounts", loop,
         [this](Call& c) {
             return accounts_of(
                 c, [](const auto& tx, StatusId id, const auto& page) { return tx.statuses().boosters(id, page); });
         }},
        {get, "/api/v1/favourites", user, "read:favourites", loop,
         [this](Call& c) {
             return marked(c, [&](const auto& tx, const auto& page) { return tx.statuses().favourites(c.me(), page); });
         }},
        {get, "/api/v1/bookmarks", user, "read:bookmarks", loop,
         [this](Call& c) {
             return marked(c, [&](const auto& tx, const auto& page) { return tx.statuses().bookmarks(c.me(), page); });
         }},
    };
    struct Row {
        const char* verb;
        const char* scope;
        Mark action;
    };
    for (auto [verb, scope, action] :
         {Row{"favourite", "write:favourites", &StatusMarks::favourite},
          Row{"unfavourite", "write:favourites", &StatusMarks::unfavourite},
          Row{"bookmark", "write:bookmarks", &StatusMarks::bookmark},
          Row{"unbookmark", "write:bookmarks", &StatusMarks::unbookmark},
          Row{"pin", "write:accounts", &StatusMarks::pin}, Row{"unpin", "write:accounts", &StatusMarks::unpin},
          Row{"mute", "write:mutes", &StatusMarks::mute}, Row{"unmute", "write:mutes", &StatusMarks::unmute}})
        routes.push_back({post, std::string("/api/v1/statuses/:id/") + verb, user, scope, worker,
                          [this, action](Call& c) { return mark(c, action); }});
    return routes;
}

Result<http::Response> StatusActionsApi::mark(Call& call, Mark action) {
    auto id = TRY((marks_.*action)(call.me(), TRY(call.id<StatusId>())));
    auto epochs = statuses_.epochs();
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.one(tx, id, {*viewer, std::nullopt, false, true}, epochs);
    }));
    return http::Response::json_text(std::move(body));
}

Result<http::Response> StatusActionsApi::context(Call& call) {
    auto id = TRY(call.id<StatusId>());
    auto epochs = statuses_.epochs();
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto status = TRY(services::Posting::visible(tx, call.me(), id));
        auto all = TRY(tx.statuses().conversation(status.conversation_id, 5000));
        auto thread = services::thread_around(status, all, !call.me());
        auto viewer = TRY(viewers_.get(tx, call.me()));
        StatusContext context{*viewer, FilterContext::thread};
        std::string out = "{\"ancestors\":";
        out += TRY(statuses_.list(tx, thread.ancestors, context, epochs));
        out += ",\"descendants\":";
        out += TRY(statuses_.list(tx, thread.descendants, context, epochs));
        return out += '}';
    }));
    return http::Response::json_text(std::move(body));
}

Result<http::Response> StatusActionsApi::several(Call& call) {
    const auto& params = *TRY(call.request.query());
    std::vector<StatusId> ids;
    for (const auto& text : params["id"].strings())
        if (auto id = parse_id_as<StatusId>(text); id && ids.size() < 20) ids.push_back(*id);
    auto epochs = statuses_.epochs();
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.list(tx, ids, {*viewer, std::nullopt, false, true}, epochs);
    }));
    return http::Response::json_text(std::move(body));
}

Result<http::Response> StatusActionsApi::accounts_of(
    Call& call,
    const std::function<Result<std::vector<store::Positioned>>(const store::ReadTx&, StatusId, const store::Page&)>&
        list) {
    auto id = TRY(call.id<StatusId>());
    auto page = TRY(call.page(40, 80));
    auto epoch = accounts_.epoch();
    std::vector<store::Positioned> people;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        TRY(services::Posting::visible(tx, call.me(), id));
        people = TRY(list(tx, id, page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        std::vector<AccountId> ids;
        for (const auto& person : people)
            if (!viewer->blocked.contains(person.account_id)) ids.push_back(person.account_id);
        return accounts_.list(tx, ids, epoch);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!people.empty()) call.link(response, people.front().position, people.back().position);
    return response;
}

Result<http::Response> StatusActionsApi::quotes(Call& call) {
    auto id = TRY(call.id<StatusId>());
    auto page = TRY(call.page(20, 40));
    auto epochs = statuses_.epochs();
    std::vector<StatusId> ids;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        TRY(services::Posting::visible(tx, call.me(), id));
        ids = TRY(tx.statuses().quotes(id, page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.list(tx, ids, {*viewer, FilterContext::thread}, epochs);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!ids.empty()) call.link(response, ids.front().value, ids.back().value);
    return response;
}

Result<http::Response> StatusActionsApi::marked(
    Call& call, const std::function<Result<std::vector<std::pair<StatusId, std::int64_t>>>(const store::ReadTx&,
                                                                                           const store::Page&)>& list) {
    auto page = TRY(call.page(20, 40));
    auto epochs = statuses_.epochs();
    std::vector<std::pair<StatusId, std::int64_t>> found;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        found = TRY(list(tx, page));
        std::vector<StatusId> ids;
        for (const auto& [id, position] : found)
            ids.push_back(id);
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.list(tx, ids, {*viewer, std::nullopt, false, true}, epochs);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!found.empty()) call.link(response, found.front().second, found.back().second);
    return response;
}

Result<http::Response> StatusActionsApi::source(Call& call) {
    auto id = TRY(call.id<StatusId>());
    auto status = TRY(store_.read([&](store::ReadTx& tx) { return services::Posting::visible(tx, call.me(), id); }));
    return http::Response::json(SourceEntity{status.id, status.text, status.spoiler_text});
}

Result<http::Response> StatusActionsApi::history(Call& call) {
    auto id = TRY(call.id<StatusId>());
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto status = TRY(services::Posting::visible(tx, call.me(), id));
        auto account = TRY(accounts_.one(tx, status.account_id, epoch));
        auto edits = TRY(tx.statuses().edits(id));
        // The present version comes last; the one before the first edit carries the time of posting.
        StatusEdit present{.at = status.edited_at.value_or(status.created_at()),
                           .content = status.content,
                           .spoiler_text = status.spoiler_text,
                           .sensitive = status.sensitive};
        auto media = TRY(tx.media().of_statuses(std::array{id}));
        for (const auto& file : media) {
            present.media.push_back(file.id);
            present.media_descriptions.push_back(file.description);
        }
        if (status.poll_id)
            if (auto poll = TRY(tx.polls().by_id(status.poll_id)))
                for (const auto& option : poll->options)
                    present.poll_options.push_back(option.title);
        edits.push_back(std::move(present));
        std::vector<MediaId> former;
        for (const auto& edit : edits)
            former.insert(former.end(), edit.media.begin(), edit.media.end());
        media = TRY(tx.media().by_ids(former));
        std::vector<EditEntity> entities;
        for (const auto& edit : edits)
            entities.push_back(edit_entity(edit, media, account, call.instance));
        return http::Response::json(entities);
    });
}

} // namespace kith::mastodon
