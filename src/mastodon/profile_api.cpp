#include "mastodon/profile_api.hpp"

#include "mastodon/profile_entities.hpp"

namespace kith::mastodon {
namespace {

constexpr std::size_t two_pictures = 33 << 20;

// A null or an empty value clears; what is no text changes nothing.
std::optional<std::string> text_of(const json::Value& params, std::string_view name) {
    if (!params.has(name) || params[name].is_list() || params[name].is_object()) return std::nullopt;
    return params[name].str().value_or("");
}

Result<void> read_source(const json::Value& source, services::ProfileChange& change) {
    if (auto name = text_of(source, "privacy"); name && !name->empty()) {
        change.privacy = parse_visibility(*name);
        if (!change.privacy)
            return invalid("privacy", "Validation failed: Privacy must be public, unlisted or private");
    }
    if (auto name = text_of(source, "quote_policy"); name && !name->empty()) {
        change.quote_policy = services::parse_quote_policy(*name);
        if (!change.quote_policy)
            return invalid("quote_policy", "Validation failed: Quote policy must be public, followers or nobody");
    }
    if (auto name = text_of(source, "expand_media"); name && !name->empty()) {
        change.expand_media = services::parse_expand_media(*name);
        if (!change.expand_media)
            return invalid("expand_media", "Validation failed: Expand media must be default, show_all or hide_all");
    }
    change.sensitive = source["sensitive"].boolean();
    change.language = text_of(source, "language");
    change.expand_spoilers = source["expand_spoilers"].boolean();
    return {};
}

Result<services::ProfileChange> change_of(const json::Value& params) {
    services::ProfileChange change;
    change.display_name = text_of(params, "display_name");
    change.note = text_of(params, "note");
    change.why_here = text_of(params, "why_here");
    change.avatar_description = text_of(params, "avatar_description");
    change.header_description = text_of(params, "header_description");
    change.locked = params["locked"].boolean();
    change.bot = params["bot"].boolean();
    change.discoverable = params["discoverable"].boolean();
    change.indexable = params["indexable"].boolean();
    change.hide_collections = params["hide_collections"].boolean();
    change.show_media = params["show_media"].boolean();
    change.show_media_replies = params["show_media_replies"].boolean();
    change.show_featured = params["show_featured"].boolean();
    if (params.has("fields_attributes")) {
        change.fields.emplace();
        for (const auto* row : params["fields_attributes"].list())
            change.fields->push_back(
                {(*row)["name"].str().value_or(""), (*row)["value"].str().value_or(""), std::nullopt});
    }
    if (params.has("attribution_domains")) change.attribution_domains = params["attribution_domains"].strings();
    TRY(read_source(params["source"], change));
    return change;
}

// "profile" is the scope of apps that only ask who somebody is.
Result<void> check_may_read_profile(const Call& call) {
    const auto& scopes = call.session->scopes;
    if (services::scope_covers(scopes, "profile") || services::scope_covers(scopes, "read:accounts")) return {};
    return forbidden("This action is outside the authorized scopes");
}

Result<User> user_of(const store::ReadTx& tx, AccountId id) {
    auto user = TRY(tx.users().by_account(id));
    if (!user) return not_found();
    return std::move(*user);
}

Result<Account> account_of(const store::ReadTx& tx, AccountId id) {
    auto account = TRY(tx.accounts().by_id(id));
    if (!account) return not_found();
    return std::move(*account);
}

} // namespace

ProfileApi::ProfileApi(store::Store& store, services::Profiles& profiles, AccountPresenter& accounts,
                       ProfilePictures& pictures)
    : store_(store), profiles_(profiles), accounts_(accounts), pictures_(pictures) {}

std::vector<ApiRoute> ProfileApi::routes() {
    using enum Access;
    using http::Method;
    using services::ProfileChange;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    auto updates = [this](auto answer) {
        return [this, answer](Call& call) -> Result<http::Response> {
            TRY(update(call));
            return (this->*answer)(call);
        };
    };
    auto reads = [this](auto answer) {
        return [this, answer](Call& call) -> Result<http::Response> {
            TRY(check_may_read_profile(call));
            return (this->*answer)(call);
        };
    };
    return {
        {Method::get, "/api/v1/accounts/verify_credentials", user, "", loop, reads(&ProfileApi::credentials)},
        {Method::patch, "/api/v1/accounts/update_credentials", user, "write:accounts", worker,
         updates(&ProfileApi::credentials), two_pictures},
        {Method::get, "/api/v1/profile", user, "", loop, reads(&ProfileApi::profile)},
        {Method::patch, "/api/v1/profile", user, "write:accounts", worker, updates(&ProfileApi::profile), two_pictures},
        {Method::delete_, "/api/v1/profile/avatar", user, "write:accounts", worker,
         [this](Call& c) { return remove_picture(c, &ProfileChange::avatar); }},
        {Method::delete_, "/api/v1/profile/header", user, "write:accounts", worker,
         [this](Call& c) { return remove_picture(c, &ProfileChange::header); }},
        {Method::get, "/api/v1/preferences", user, "read:accounts", loop, [this](Call& c) { return preferences(c); }},
    };
}

Result<void> ProfileApi::update(Call& call) {
    auto change = TRY(change_of(*TRY(call.params())));
    if (auto* upload = call.request.file("avatar"))
        change.avatar = TRY(pictures_.take(*upload, media::Profile::avatar));
    if (auto* upload = call.request.file("header")) {
        auto header = pictures_.take(*upload, media::Profile::header);
        if (!header && change.avatar) pictures_.discard(*change.avatar);
        change.header = TRY(std::move(header));
    }
    return apply(call.me(), std::move(change));
}

Result<void> ProfileApi::apply(AccountId account, services::ProfileChange change) {
    auto avatar = change.avatar;
    auto header = change.header;
    auto before = profiles_.update(account, std::move(change));
    if (!before) { // the new files are nobody's
        if (avatar) pictures_.discard(*avatar);
        if (header) pictures_.discard(*header);
        return Failure(std::move(before).error());
    }
    if (avatar) pictures_.discard({before->avatar_file, before->avatar_static_file});
    if (header) pictures_.discard({before->header_file, before->header_static_file});
    return {};
}

Result<http::Response> ProfileApi::credentials(Call& call) {
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto account = TRY(account_of(tx, call.me()));
        auto user = TRY(user_of(tx, call.me()));
        auto requests = TRY(tx.relations().count_pending_followers(call.me()));
        auto out = json::write(TRY(accounts_.own_entity(tx, account)));
        out.back() = ',';
        out += R"("source":)";
        json::write(out, source_entity(account, services::read_user_settings(user.settings), requests));
        out += R"(,"role":)";
        json::write(out, role_entity(user.role));
        out += '}';
        return http::Response::json_text(std::move(out));
    });
}

Result<http::Response> ProfileApi::profile(Call& call) {
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto account = TRY(account_of(tx, call.me()));
        auto tags = TRY(tx.tags().featured(call.me()));
        return http::Response::json(profile_entity(account, tags, call.instance));
    });
}

Result<http::Response>
ProfileApi::remove_picture(Call& call, std::optional<services::ProfilePicture> services::ProfileChange::* which) {
    services::ProfileChange change;
    change.*which = services::ProfilePicture{};
    TRY(apply(call.me(), std::move(change)));
    return credentials(call);
}

Result<http::Response> ProfileApi::preferences(Call& call) {
    auto user = TRY(store_.read([&](store::ReadTx& tx) { return user_of(tx, call.me()); }));
    return http::Response::json_text(preferences_json(services::read_user_settings(user.settings)));
}

} // namespace kith::mastodon
