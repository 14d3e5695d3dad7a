#include "mastodon/conversations_api.hpp"

namespace kith::mastodon {

std::vector<ApiRoute> ConversationsApi::routes() {
    using enum http::Method;
    constexpr auto user = Access::user;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    return {
        {get, "/api/v1/conversations", user, "read:statuses", loop, [this](Call& c) { return list(c); }},
        {delete_, "/api/v1/conversations/:id", user, "write:conversations", worker,
         [this](Call& c) { return remove(c); }},
        {post, "/api/v1/conversations/:id/read", user, "write:conversations", worker,
         [this](Call& c) { return read(c); }},
        {get, "/api/v1/timelines/direct", user, "read:statuses", worker,
         [this](Call& c) { return direct_timeline(c); }},
    };
}

Result<http::Response> ConversationsApi::list(Call& call) {
    auto page = TRY(call.page(20, 40));
    auto epochs = conversations_.epochs();
    std::vector<store::Conversation> found;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        found = TRY(tx.conversations().list(call.me(), page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return conversations_.list(tx, found, *viewer, epochs);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!found.empty()) call.link(response, found.front().last_status_id.value, found.back().last_status_id.value);
    return response;
}

Result<http::Response> ConversationsApi::remove(Call& call) {
    auto id = TRY(call.id<ConversationId>());
    bool was = TRY(store_.write([&](store::WriteTx& tx) { return tx.conversations().remove(call.me(), id.value); }));
    if (!was) return not_found();
    return http::Response::json_text("{}");
}

Result<http::Response> ConversationsApi::read(Call& call) {
    auto id = TRY(call.id<ConversationId>());
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.conversations().set_unread(call.me(), id.value, false))) return not_found();
        tx.after_commit([&events = events_, account = call.me(), id] {
            events.publish(services::ConversationChanged{account, id});
        });
        return {};
    }));
    auto epochs = conversations_.epochs();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto found = TRY(tx.conversations().by_id(id.value));
        if (!found) return not_found();
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return conversations_.one(tx, *found, *viewer, epochs);
    })));
}

Result<http::Response> ConversationsApi::direct_timeline(Call& call) {
    auto page = TRY(call.page(20, 40));
    auto epochs = statuses_.epochs();
    std::vector<StatusId> found;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        found = TRY(tx.conversations().direct_statuses(call.me(), page));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        return statuses_.list(tx, found, {*viewer, FilterContext::home}, epochs);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!found.empty()) call.link(response, found.front().value, found.back().value);
    return response;
}

} // namespace kith::mastodon
