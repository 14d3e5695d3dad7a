#include "mastodon/accounts_api.hpp"

#include "domain/text_entities.hpp"
#include "mastodon/profile_entities.hpp"
#include "mastodon/relationship_entities.hpp"
#include "services/account_search.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace kith::mastodon {
namespace {

constexpr std::size_t most_accounts = 80;
constexpr std::size_t most_relationships = 200;
constexpr int most_familiar = 40; // of one account

// An account that the viewer may know of: who waits for approval is seen by nobody else.
Result<Account> known_account(const store::ReadTx& tx, AccountId viewer, AccountId id) {
    auto account = TRY(tx.accounts().by_id(id));
    if (!account) return not_found();
    if (id != viewer && !TRY(tx.users().waiting_among(std::array{id})).empty()) return not_found();
    return std::move(*account);
}

// What of an account's posts the viewer sees; nothing if there is a block between them.
Result<std::optional<Visibility>> least_public(const store::ReadTx& tx, const services::Viewer& viewer,
                                               AccountId author) {
    if (viewer.id == author) return std::optional(Visibility::direct);
    if (!viewer.id) return std::optional(Visibility::unlisted);
    if (viewer.blocked.contains(author)) return std::optional<Visibility>();
    bool follows = !TRY(tx.relations().followed_among(viewer.id, std::array{author})).empty();
    return std::optional(follows ? Visibility::private_ : Visibility::unlisted);
}

struct FamiliarFollowersEntity {
    AccountId id;
    json::Raw accounts;
};
BOOST_DESCRIBE_STRUCT(FamiliarFollowersEntity, (), (id, accounts))

} // namespace

AccountsApi::AccountsApi(store::Store& store, const Clock& clock, services::Viewers& viewers,
                         AccountPresenter& accounts, StatusPresenter& statuses)
    : store_(store), clock_(clock), viewers_(viewers), accounts_(accounts), statuses_(statuses) {}

std::vector<ApiRoute> AccountsApi::routes() {
    using enum Access;
    constexpr auto read = http::Method::get;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    return {
        {read, "/api/v1/accounts", open, "read:accounts", loop, [this](Call& c) { return several(c); }},
        {read, "/api/v1/accounts/relationships", user, "read:follows", loop,
         [this](Call& c) { return relationships(c); }},
        {read, "/api/v1/accounts/familiar_followers", user, "read:follows", worker,
         [this](Call& c) { return familiar_followers(c); }},
        {read, "/api/v1/accounts/search", user, "read:accounts", worker, [this](Call& c) { return search(c); }},
        {read, "/api/v1/accounts/lookup", open, "read:accounts", loop, [this](Call& c) { return lookup(c); }},
        {read, "/api/v1/accounts/:id", open, "read:accounts", loop, [this](Call& c) { return get(c); }},
        {read, "/api/v1/accounts/:id/statuses", open, "read:statuses", loop, [this](Call& c) { return statuses(c); }},
        {read, "/api/v1/accounts/:id/followers", open, "read:accounts", loop,
         [this](Call& c) { return network(c, true); }},
        {read, "/api/v1/accounts/:id/following", open, "read:accounts", loop,
         [this](Call& c) { return network(c, false); }},
        {read, "/api/v1/accounts/:id/featured_tags", open, "read:accounts", loop,
         [this](Call& c) { return featured_tags(c); }},
        {read, "/api/v1/accounts/:id/endorsements", open, "read:accounts", loop,
         [this](Call& c) { return endorsements(c); }},
        {read, "/api/v1/accounts/:id/identity_proofs", open, "", loop,
         [](Call&) { return http::Response::json_text("[]"); }},
    };
}

Result<http::Response> AccountsApi::get(Call& call) {
    auto id = TRY(call.id<AccountId>());
    auto epoch = accounts_.epoch();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        TRY(known_account(tx, call.me(), id));
        return accounts_.one(tx, id, epoch);
    })));
}

Result<http::Response> AccountsApi::several(Call& call) {
    auto ids = ids_of<AccountId>((*TRY(call.request.query()))["id"], most_accounts);
    auto epoch = accounts_.epoch();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        for (auto waiting : TRY(tx.users().waiting_among(ids)))
            std::erase(ids, waiting);
        return accounts_.list(tx, ids, epoch);
    })));
}

Result<http::Response> AccountsApi::statuses(Call& call) {
    auto id = TRY(call.id<AccountId>());
    const auto& params = *TRY(call.request.query());
    auto page = TRY(call.page(20, 40));
    store::StatusSelection selection{.only_media = params["only_media"].boolean().value_or(false),
                                     .exclude_replies = params["exclude_replies"].boolean().value_or(false),
                                     .exclude_boosts = params["exclude_reblogs"].boolean().value_or(false),
                                     .pinned = params["pinned"].boolean().value_or(false),
                                     .tagged = {},
                                     .mentioning = call.me()};
    auto tag_name = params["tagged"].str().value_or("");
    auto epochs = statuses_.epochs();
    std::vector<StatusId> ids;
    auto body = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        TRY(known_account(tx, call.me(), id));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        auto visibility = TRY(least_public(tx, *viewer, id));
        if (!visibility) return "[]";
        selection.at_most = *visibility;
        if (!tag_name.empty()) {
            auto tag = TRY(tx.tags().by_name(normalize_hashtag(tag_name)));
            if (!tag) return "[]";
            selection.tagged = tag->id;
        }
        ids = TRY(tx.statuses().by_account(id, selection, page));
        return statuses_.list(tx, ids, {*viewer, FilterContext::account, false}, epochs);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!ids.empty()) call.link(response, ids.front().value, ids.back().value);
    return response;
}

Result<http::Response> AccountsApi::network(Call& call, bool followers) {
    auto id = TRY(call.id<AccountId>());
    return account_page(
        call, store_, accounts_,
        [&](const store::ReadTx& tx, const store::Page& page) -> Result<std::vector<store::Positioned>> {
            auto account = TRY(known_account(tx, call.me(), id));
            auto viewer = TRY(viewers_.get(tx, call.me()));
            bool own = call.me() == id;
            if (!own && (account.hide_collections || account.suspended() || viewer->blocked.contains(id)))
                return std::vector<store::Positioned>();
            auto rows =
                TRY(followers ? tx.relations().followers(id, false, page) : tx.relations().following(id, false, page));
            for (auto& row : rows)
                if (viewer->blocked.contains(row.account_id)) row.account_id = {};
            return rows;
        });
}

Result<http::Response> AccountsApi::featured_tags(Call& call) {
    auto id = TRY(call.id<AccountId>());
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto account = TRY(known_account(tx, call.me(), id));
        std::vector<FeaturedTagEntity> entities;
        if (!account.suspended())
            for (const auto& tag : TRY(tx.tags().featured(id)))
                entities.push_back(featured_tag_entity(tag, account, call.instance));
        return http::Response::json(entities);
    });
}

Result<http::Response> AccountsApi::endorsements(Call& call) {
    auto id = TRY(call.id<AccountId>());
    return account_page(
        call, store_, accounts_,
        [&](const store::ReadTx& tx, const store::Page& page) -> Result<std::vector<store::Positioned>> {
            auto account = TRY(known_account(tx, call.me(), id));
            auto viewer = TRY(viewers_.get(tx, call.me()));
            if (account.suspended() || viewer->blocked.contains(id)) return std::vector<store::Positioned>();
            return tx.relations().endorsements(id, page);
        });
}

Result<http::Response> AccountsApi::relationships(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto ids = ids_of<AccountId>(params["id"], most_relationships);
    bool with_suspended = params["with_suspended"].boolean().value_or(false);
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto accounts = TRY(tx.accounts().by_ids(ids));
        std::erase_if(ids, [&](AccountId id) {
            auto account = std::ranges::find(accounts, id, &Account::id);
            return account == accounts.end() || (account->suspended() && !with_suspended);
        });
        return http::Response::json(TRY(relationship_entities(tx, call.me(), ids, clock_.now())));
    });
}

// By the viewer's own ties; who is no nearer than another stays in order.
Result<void> AccountsApi::nearest_first(const store::ReadTx& tx, AccountId viewer, std::vector<AccountId>& accounts,
                                        Time now) {
    std::vector<std::tuple<relationship::Stage, double, std::size_t>> order; // and the place it had
    for (const auto& known : TRY(services::ties_with(tx, viewer, accounts, now)))
        order.emplace_back(known.stage, known.strength, accounts.size() - order.size());
    std::ranges::sort(order, std::greater<>());
    std::vector<AccountId> sorted;
    for (const auto& [stage, strength, place] : order)
        sorted.push_back(accounts[accounts.size() - place]);
    accounts = std::move(sorted);
    return {};
}

Result<http::Response> AccountsApi::familiar_followers(Call& call) {
    auto ids = ids_of<AccountId>((*TRY(call.request.query()))["id"], most_accounts);
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto accounts = TRY(tx.accounts().by_ids(ids));
        std::vector<FamiliarFollowersEntity> entities;
        for (auto id : ids) {
            auto account = std::ranges::find(accounts, id, &Account::id);
            if (account == accounts.end()) continue;
            std::vector<AccountId> familiar;
            if (!account->hide_collections) {
                auto followers = TRY(tx.relations().familiar_followers(call.me(), id, most_familiar));
                // Who hides whom they follow is not given away here.
                auto who = TRY(tx.accounts().by_ids(followers));
                TRY(nearest_first(tx, call.me(), followers, clock_.now()));
                std::ranges::copy_if(followers, std::back_inserter(familiar), [&](AccountId follower) {
                    auto found = std::ranges::find(who, follower, &Account::id);
                    return found != who.end() && !found->hide_collections && !found->suspended();
                });
            }
            entities.push_back({id, json::Raw{TRY(accounts_.list(tx, familiar, epoch))}});
        }
        return http::Response::json(entities);
    });
}

Result<http::Response> AccountsApi::search(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto page = TRY(call.page(40, 80));
    auto query = params["q"].str().value_or("");
    store::AccountSearch wanted{
        .viewer = call.me(),
        .following = params["following"].boolean().value_or(false),
        .offset = static_cast<int>(std::clamp<std::int64_t>(params["offset"].integer().value_or(0), 0, 10'000)),
        .limit = page.limit};
    auto epoch = accounts_.epoch();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto ids = TRY(services::search_accounts(tx, call.instance, query, wanted));
        return accounts_.list(tx, ids, epoch);
    })));
}

Result<http::Response> AccountsApi::lookup(Call& call) {
    auto address = (*TRY(call.request.query()))["acct"].str().value_or("");
    auto epoch = accounts_.epoch();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto account = TRY(services::account_of_address(tx, call.instance, address));
        if (!account) return not_found();
        return accounts_.one(tx, account->id, epoch);
    })));
}

} // namespace kith::mastodon
