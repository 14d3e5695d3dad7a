#include "kithapi/admin_invitations_api.hpp"

#include "kithapi/admin_routes.hpp"
#include "mastodon/admin_presenter.hpp"

namespace kith::kithapi {
namespace {

constexpr std::int64_t longest_days = 366;

struct InvitationEntity {
    InviteId id;
    std::string url;
    std::string comment;
    std::optional<json::Raw> account; // who invites; null: the operator
    std::optional<std::int64_t> max_uses;
    std::int64_t uses = 0;
    Time created_at;
    std::optional<Time> expires_at;
    bool usable = false;
};
BOOST_DESCRIBE_STRUCT(InvitationEntity, (), (id, url, comment, account, max_uses, uses, created_at, expires_at, usable))

} // namespace

std::vector<ApiRoute> AdminInvitationsApi::routes() {
    using http::Method;
    constexpr auto may = Permission::manage_invites;
    return {
        admin_reading("/invitations", may, [this](Call& c) { return list(c); }),
        admin_writing(Method::post, "/invitations", may, [this](Call& c) { return create(c); }),
        admin_writing(Method::delete_, "/invitations/:id", may,
                      [this](Call& c) -> Result<http::Response> {
                          TRY(invites_.revoke(TRY(c.id<InviteId>()), c.me()));
                          return http::Response::json_text("{}");
                      }),
    };
}

Result<std::vector<std::string>> AdminInvitationsApi::shown(const Call& call, std::span<const store::Invite> invites) {
    std::vector<AccountId> ids;
    for (const auto& invite : invites)
        if (invite.account_id) ids.push_back(invite.account_id);
    auto epoch = accounts_.epoch();
    auto views = TRY(store_.read([&](store::ReadTx& tx) { return accounts_.load(tx, ids, epoch); }));
    std::vector<std::string> items;
    for (const auto& invite : invites) {
        InvitationEntity entity{.id = invite.id,
                                .url = call.instance.base_url + "/invite/" + invite.code,
                                .comment = invite.comment,
                                .account = {},
                                .max_uses = invite.max_uses,
                                .uses = invite.uses,
                                .created_at = time_of_id(invite.id.value),
                                .expires_at = invite.expires_at,
                                .usable = services::is_usable(invite, clock_.now())};
        if (auto view = views.find(invite.account_id); view != views.end())
            entity.account = json::Raw{view->second->json};
        items.push_back(json::write(entity));
    }
    return items;
}

Result<http::Response> AdminInvitationsApi::list(Call& call) {
    auto invites = TRY(invites_.list(AccountId{}));
    if (!(*TRY(call.params()))["all"].boolean().value_or(false))
        std::erase_if(invites, [&](const auto& invite) { return !services::is_usable(invite, clock_.now()); });
    return http::Response::json_text(mastodon::json_list(TRY(shown(call, invites))));
}

Result<http::Response> AdminInvitationsApi::create(Call& call) {
    const auto& params = *TRY(call.params());
    std::optional<std::chrono::seconds> expires_in;
    if (auto days = params["days"].integer()) {
        if (*days < 1 || *days > longest_days)
            return invalid("invite_expiry", "An invitation can be good for between a day and a year");
        expires_in = std::chrono::days(*days);
    }
    auto invite =
        TRY(invites_.create(call.me(), params["comment"].str().value_or(""), params["max_uses"].integer(), expires_in));
    return http::Response::json_text(TRY(shown(call, {&invite, 1})).front());
}

} // namespace kith::kithapi
