#include "mastodon/account_presenter.hpp"

#include "domain/status_html.hpp"
#include "services/contact_policies.hpp"

#include <array>

namespace kith::mastodon {
namespace {

// A suspended account is a name and numbers: what it said about itself is shown no more.
Account without_profile(const Account& account) {
    return {.id = account.id,
            .username = account.username,
            .domain = account.domain,
            .uri = account.uri,
            .url = account.url,
            .discoverable = false,
            .suspended_at = account.suspended_at,
            .followers_count = account.followers_count,
            .following_count = account.following_count,
            .statuses_count = account.statuses_count,
            .last_status_at = account.last_status_at,
            .updated_at = account.updated_at};
}

} // namespace

AccountPresenter::AccountPresenter(const services::Instance& instance, const EmojiPresenter& emojis,
                                   services::Events& events, std::size_t cache_bytes, store::Counts counts)
    : instance_(instance), emojis_(emojis), counts_(counts), cache_(cache_bytes) {
    events.listen([this](const services::Event& event) {
        if (const auto* changed = std::get_if<services::AccountChanged>(&event)) cache_.invalidate(changed->id);
        if (std::holds_alternative<services::EverythingChanged>(event) ||
            std::holds_alternative<services::EmojisChanged>(event))
            cache_.clear();
    });
}

AccountEntity AccountPresenter::entity(const Account& account) const {
    auto entity = entity_with_counts(account);
    entity.followers_count = entity.following_count = 0;
    return entity;
}

Result<AccountEntity> AccountPresenter::own_entity(const store::ReadTx& tx, const Account& account) const {
    auto counts = counts_of(TRY(tx.ties().preferences(std::array{account.id})), account.id);
    return counts == store::Counts::nobody ? entity(account) : entity_with_counts(account);
}

store::Counts AccountPresenter::counts_of(std::span<const std::pair<AccountId, store::TiePreferences>> chosen,
                                          AccountId id) const {
    for (const auto& [account, preferences] : chosen)
        if (account == id && preferences.counts != store::Counts::as_server) return preferences.counts;
    return counts_;
}

AccountEntity AccountPresenter::entity_with_counts(const Account& shown) const {
    auto bare = shown.suspended() ? without_profile(shown) : Account{};
    const auto& account = shown.suspended() ? bare : shown;
    auto tag_base = instance_.tag_url("");
    MentionTargets nobody;
    HtmlLinks links{tag_base, instance_.domain, nobody};
    auto file_url = [&](const std::string& file, std::string_view fallback) {
        return file.empty() ? instance_.base_url + "/assets/" + std::string(fallback) : instance_.media_url(file);
    };
    AccountEntity entity{.id = account.id,
                         .username = account.username,
                         .acct = account.acct(),
                         .display_name = account.display_name,
                         .locked = account.locked,
                         .bot = account.bot,
                         .discoverable = account.discoverable,
                         .indexable = account.indexable,
                         .created_at = std::chrono::floor<std::chrono::days>(account.created_at()),
                         .note = account.local() ? note_html(account.note, links) : account.note,
                         .url = instance_.profile_url(account),
                         .uri = instance_.account_uri(account)};
    entity.avatar = file_url(account.avatar_file, "avatar.png");
    entity.avatar_static =
        account.avatar_static_file.empty() ? entity.avatar : instance_.media_url(account.avatar_static_file);
    entity.avatar_description = account.avatar_description;
    entity.header = file_url(account.header_file, "header.png");
    entity.header_static =
        account.header_static_file.empty() ? entity.header : instance_.media_url(account.header_static_file);
    entity.header_description = account.header_description;
    entity.followers_count = account.followers_count;
    entity.following_count = account.following_count;
    entity.statuses_count = account.statuses_count;
    if (account.last_status_at) entity.last_status_at = to_iso_date(*account.last_status_at);
    entity.hide_collections = account.hide_collections;
    entity.noindex = !account.indexable;
    entity.show_media = account.show_media;
    entity.show_media_replies = account.show_media_replies;
    entity.show_featured = account.show_featured;
    for (const auto& field : account.fields)
        entity.fields.push_back(
            {field.name, account.local() ? field_html(field.value, links) : field.value, field.verified_at});
    std::vector<std::string_view> texts{account.display_name, account.note};
    for (const auto& field : account.fields)
        texts.insert(texts.end(), {field.name, field.value});
    entity.emojis = emojis_.in(texts);
    if (account.suspended()) entity.suspended.emplace(true);
    if (account.silenced_at) entity.limited.emplace(true);
    if (!account.why_here.empty()) entity.kith.emplace(AccountKithEntity{account.why_here});
    return entity;
}

Result<AccountViews> AccountPresenter::load(const store::ReadTx& tx, std::span<const AccountId> ids,
                                            std::uint64_t epoch) {
    AccountViews views;
    views.reserve(ids.size());
    std::vector<std::shared_ptr<const AccountView>> found;
    cache_.get(ids, found);
    std::vector<AccountId> missing;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (found[i])
            views.emplace(ids[i], std::move(found[i]));
        else if (ids[i])
            missing.push_back(ids[i]);
    }
    if (missing.empty()) return views;
    // Who set a contact policy has it among the fields of the profile, where every app shows it.
    std::unordered_map<AccountId, std::string> policies;
    for (const auto& [id, policy] : TRY(tx.contact_rules().policies(missing)))
        policies.emplace(id, services::policy_line(policy));
    auto chosen = TRY(tx.ties().preferences(missing));
    auto as_others_see = [&](const Account& account) {
        return counts_of(chosen, account.id) == store::Counts::everybody ? entity_with_counts(account)
                                                                         : entity(account);
    };
    for (const auto& account : TRY(tx.accounts().by_ids(missing))) {
        auto view = std::make_shared<AccountView>();
        view->id = account.id;
        view->username = account.username;
        view->domain = account.domain;
        view->acct = account.acct();
        view->url = instance_.profile_url(account);
        view->suspended = account.suspended();
        auto shown = as_others_see(account);
        if (auto policy = policies.find(account.id); policy != policies.end() && !account.suspended())
            shown.fields.push_back({"Contact", escape_html(policy->second), std::nullopt});
        if (account.moved_to && !account.suspended()) {
            // One level: what an account moved to does not show its own move.
            if (auto target = TRY(tx.accounts().by_id(account.moved_to)))
                shown.moved = json::Raw{json::write(entity(*target))};
        }
        json::write(view->json, shown);
        cache_.put(account.id, view, view->json.size() + sizeof(AccountView) + 128, epoch);
        views.emplace(account.id, std::move(view));
    }
    return views;
}

Result<std::string> AccountPresenter::list(const store::ReadTx& tx, std::span<const AccountId> ids,
                                           std::uint64_t epoch) {
    auto views = TRY(load(tx, ids, epoch));
    std::string out = "[";
    for (auto id : ids) {
        auto found = views.find(id);
        if (found == views.end()) continue;
        if (out.size() > 1) out += ',';
        out += found->second->json;
    }
    return out += ']';
}

Result<std::string> AccountPresenter::one(const store::ReadTx& tx, AccountId id, std::uint64_t epoch) {
    auto views = TRY(load(tx, std::span(&id, 1), epoch));
    auto found = views.find(id);
    if (found == views.end()) return not_found();
    return found->second->json;
}

} // namespace kith::mastodon
