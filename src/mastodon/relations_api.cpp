#include "mastodon/relations_api.hpp"

#include "mastodon/relationship_entities.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace kith::mastodon {
namespace {

constexpr std::size_t most_languages = 100;

std::string text_of(const json::Value& params, std::string_view name) { return params[name].str().value_or(""); }

} // namespace

RelationsApi::RelationsApi(store::Store& store, const Clock& clock, services::Relations& relations,
                           AccountPresenter& accounts)
    : store_(store), clock_(clock), relations_(relations), accounts_(accounts) {}

ApiRoute RelationsApi::act(std::string pattern, std::string scope, Act verb) {
    return {http::Method::post,
            std::move(pattern),
            Access::user,
            std::move(scope),
            http::Run::worker,
            [this, verb](Call& call) -> Result<http::Response> {
                auto target = TRY(call.id<AccountId>());
                TRY((this->*verb)(call, target));
                return relationship(call, target);
            }};
}

std::vector<ApiRoute> RelationsApi::routes() {
    using enum Access;
    using http::Method;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    return {
        act("/api/v1/accounts/:id/follow", "write:follows", &RelationsApi::follow),
        act("/api/v1/accounts/:id/unfollow", "write:follows", &RelationsApi::unfollow),
        act("/api/v1/accounts/:id/remove_from_followers", "write:follows", &RelationsApi::remove_follower),
        act("/api/v1/accounts/:id/block", "write:blocks", &RelationsApi::block),
        act("/api/v1/accounts/:id/unblock", "write:blocks", &RelationsApi::unblock),
        act("/api/v1/accounts/:id/mute", "write:mutes", &RelationsApi::mute),
        act("/api/v1/accounts/:id/unmute", "write:mutes", &RelationsApi::unmute),
        act("/api/v1/accounts/:id/note", "write:accounts", &RelationsApi::note),
        act("/api/v1/accounts/:id/endorse", "write:accounts", &RelationsApi::endorse),
        act("/api/v1/accounts/:id/unendorse", "write:accounts", &RelationsApi::unendorse),
        act("/api/v1/accounts/:id/pin", "write:accounts", &RelationsApi::endorse),
        act("/api/v1/accounts/:id/unpin", "write:accounts", &RelationsApi::unendorse),
        act("/api/v1/follow_requests/:id/authorize", "write:follows", &RelationsApi::authorize),
        act("/api/v1/follow_requests/:id/reject", "write:follows", &RelationsApi::reject),
        {Method::get, "/api/v1/follow_requests", user, "read:follows", loop,
         [this](Call& c) { return follow_requests(c); }},
        {Method::get, "/api/v1/blocks", user, "read:blocks", loop, [this](Call& c) { return blocks(c); }},
        {Method::get, "/api/v1/mutes", user, "read:mutes", loop, [this](Call& c) { return mutes(c); }},
        {Method::get, "/api/v1/endorsements", user, "read:accounts", loop, [this](Call& c) { return endorsements(c); }},
        {Method::get, "/api/v1/domain_blocks", user, "read:blocks", loop, [this](Call& c) { return domain_blocks(c); }},
        {Method::post, "/api/v1/domain_blocks", user, "write:blocks", worker,
         [this](Call& c) { return block_domain(c); }},
        {Method::delete_, "/api/v1/domain_blocks", user, "write:blocks", worker,
         [this](Call& c) { return unblock_domain(c); }},
    };
}

Result<http::Response> RelationsApi::relationship(Call& call, AccountId target) {
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto found = TRY(relationship_entities(tx, call.me(), std::array{target}, clock_.now()));
        return http::Response::json(found.front());
    });
}

Result<void> RelationsApi::follow(Call& call, AccountId target) {
    const auto& params = *TRY(call.params());
    services::FollowOptions options{
        .reblogs = params["reblogs"].boolean(), .notify = params["notify"].boolean(), .languages = std::nullopt};
    if (params.has("languages")) {
        options.languages = params["languages"].strings();
        if (options.languages->size() > most_languages)
            return invalid("language", "Validation failed: Languages contains invalid values");
    }
    return relations_.follow(call.me(), target, options);
}

Result<void> RelationsApi::unfollow(Call& call, AccountId target) { return relations_.unfollow(call.me(), target); }
Result<void> RelationsApi::remove_follower(Call& call, AccountId target) {
    return relations_.remove_follower(call.me(), target);
}
Result<void> RelationsApi::block(Call& call, AccountId target) { return relations_.block(call.me(), target); }
Result<void> RelationsApi::unblock(Call& call, AccountId target) { return relations_.unblock(call.me(), target); }

Result<void> RelationsApi::mute(Call& call, AccountId target) {
    const auto& params = *TRY(call.params());
    auto seconds = std::clamp<std::int64_t>(params["duration"].integer().value_or(0), 0, INT32_MAX);
    return relations_.mute(call.me(), target, params["notifications"].boolean().value_or(true),
                           std::chrono::seconds(seconds));
}

Result<void> RelationsApi::unmute(Call& call, AccountId target) { return relations_.unmute(call.me(), target); }

Result<void> RelationsApi::note(Call& call, AccountId target) {
    return relations_.note(call.me(), target, text_of(*TRY(call.params()), "comment"));
}

Result<void> RelationsApi::endorse(Call& call, AccountId target) { return relations_.endorse(call.me(), target); }
Result<void> RelationsApi::unendorse(Call& call, AccountId target) { return relations_.unendorse(call.me(), target); }
Result<void> RelationsApi::authorize(Call& call, AccountId target) { return relations_.authorize(call.me(), target); }
Result<void> RelationsApi::reject(Call& call, AccountId target) { return relations_.reject(call.me(), target); }

Result<http::Response> RelationsApi::follow_requests(Call& call) {
    return account_page(call, store_, accounts_, [&](const store::ReadTx& tx, const store::Page& page) {
        return tx.relations().followers(call.me(), true, page);
    });
}

Result<http::Response> RelationsApi::blocks(Call& call) {
    return account_page(call, store_, accounts_, [&](const store::ReadTx& tx, const store::Page& page) {
        return tx.relations().blocks(call.me(), page);
    });
}

Result<http::Response> RelationsApi::endorsements(Call& call) {
    return account_page(call, store_, accounts_, [&](const store::ReadTx& tx, const store::Page& page) {
        return tx.relations().endorsements(call.me(), page);
    });
}

// MutedAccount: the account with the end of the mute. https://docs.joinmastodon.org/entities/Account/#MutedAccount
Result<http::Response> RelationsApi::mutes(Call& call) {
    auto page = TRY(call.page(40, 80));
    auto epoch = accounts_.epoch();
    auto now = clock_.now();
    std::vector<store::Positioned> rows;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        rows = TRY(tx.relations().mutes(call.me(), page));
        std::vector<AccountId> ids;
        for (const auto& row : rows)
            ids.push_back(row.account_id);
        auto views = TRY(accounts_.load(tx, ids, epoch));
        std::string out = "[";
        for (const auto& relationship : TRY(tx.relations().with(call.me(), ids))) {
            auto view = views.find(relationship.target_id);
            const auto& mute = relationship.muting;
            if (view == views.end() || !mute || (mute->expires_at && *mute->expires_at <= now)) continue;
            if (out.size() > 1) out += ',';
            out.append(view->second->json, 0, view->second->json.size() - 1);
            out += R"(,"mute_expires_at":)";
            json::write(out, mute->expires_at);
            out += '}';
        }
        return out += ']';
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!rows.empty()) call.link(response, rows.front().position, rows.back().position);
    return response;
}

Result<http::Response> RelationsApi::domain_blocks(Call& call) {
    auto page = TRY(call.page(100, 200));
    auto rows = TRY(store_.read([&](store::ReadTx& tx) { return tx.relations().domain_blocks(call.me(), page); }));
    std::vector<std::string> domains;
    for (const auto& row : rows)
        domains.push_back(row.second);
    auto response = http::Response::json(domains);
    if (!rows.empty()) call.link(response, rows.front().first, rows.back().first);
    return response;
}

Result<http::Response> RelationsApi::block_domain(Call& call) {
    TRY(relations_.block_domain(call.me(), text_of(*TRY(call.params()), "domain")));
    return http::Response::json_text("{}");
}

Result<http::Response> RelationsApi::unblock_domain(Call& call) {
    TRY(relations_.unblock_domain(call.me(), text_of(*TRY(call.params()), "domain")));
    return http::Response::json_text("{}");
}

} // namespace kith::mastodon
