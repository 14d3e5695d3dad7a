#include "mastodon/announcement_entities.hpp"

#include "domain/status_html.hpp"
#include "services/addresses.hpp"

#include <algorithm>
#include <array>

namespace kith::mastodon {
namespace {

ReactionEntity reaction_entity(const store::AnnouncementReaction& reaction, bool has_viewer,
                               const EmojiPresenter& emojis) {
    ReactionEntity entity{.name = reaction.name, .count = reaction.count, .me = {}, .url = {}, .static_url = {}};
    if (has_viewer) entity.me.emplace(reaction.mine);
    auto table = emojis.table();
    if (const auto* custom = table->find(reaction.name)) {
        auto shown = emojis.entity(*custom);
        entity.url.emplace(std::move(shown.url));
        entity.static_url.emplace(std::move(shown.static_url));
    }
    return entity;
}

// What the text refers to, and the text with its links.
Result<AnnouncementEntity> entity_of(const store::ReadTx& tx, const Announcement& announcement,
                                     const services::Instance& instance, const EmojiPresenter& emojis) {
    AnnouncementEntity entity{.id = announcement.id,
                              .content = {},
                              .starts_at = announcement.starts_at,
                              .ends_at = announcement.ends_at,
                              .all_day = announcement.all_day,
                              .published_at = announcement.published_at(),
                              .updated_at = announcement.updated_at,
                              .read = {},
                              .mentions = {},
                              .statuses = {},
                              .tags = {},
                              .emojis = {},
                              .reactions = {}};
    auto parts = find_entities(announcement.text);
    MentionTargets targets;
    for (const auto& acct : mentions_of(parts, instance.domain)) {
        auto account = TRY(tx.accounts().by_acct(acct.username, acct.domain));
        if (!account || account->suspended()) continue;
        auto url = instance.profile_url(*account);
        targets.emplace(acct, MentionTarget{url, account->acct()});
        entity.mentions.push_back({account->id, account->username, url, account->acct()});
    }
    for (const auto& name : hashtags_of(parts))
        entity.tags.push_back({name, instance.tag_url(name)});
    for (const auto& part : parts) {
        if (part.kind != EntityKind::link) continue;
        auto address = services::parse_local_address(instance, part.name);
        if (!address || !address->status) continue;
        auto status = TRY(tx.statuses().by_id(address->status));
        if (status && (status->visibility == Visibility::public_ || status->visibility == Visibility::unlisted))
            entity.statuses.push_back({status->id, std::string(part.name)});
    }
    auto tag_base = instance.tag_url("");
    entity.content = status_html(announcement.text, parts, HtmlLinks{tag_base, instance.domain, targets});
    std::string_view text = announcement.text;
    entity.emojis = emojis.in(std::span(&text, 1));
    return entity;
}

} // namespace

Result<ReactedEntity> reacted_entity(const store::ReadTx& tx, AnnouncementId id, const std::string& name,
                                     const EmojiPresenter& emojis) {
    store::AnnouncementReaction now{.announcement_id = id, .name = name};
    for (const auto& reaction : TRY(tx.announcements().reactions(std::array{id}, {})))
        if (reaction.name == name) now = reaction;
    auto shown = reaction_entity(now, false, emojis);
    return ReactedEntity{std::move(shown.name), shown.count, std::move(shown.url), std::move(shown.static_url), id};
}

Result<std::vector<AnnouncementEntity>> announcement_entities(const store::ReadTx& tx,
                                                              std::span<const Announcement> announcements,
                                                              AccountId viewer, const services::Instance& instance,
                                                              const EmojiPresenter& emojis) {
    std::vector<AnnouncementEntity> entities;
    if (announcements.empty()) return entities;
    std::vector<AnnouncementId> ids;
    for (const auto& announcement : announcements) {
        ids.push_back(announcement.id);
        entities.push_back(TRY(entity_of(tx, announcement, instance, emojis)));
    }
    for (const auto& reaction : TRY(tx.announcements().reactions(ids, viewer)))
        std::ranges::find(entities, reaction.announcement_id, &AnnouncementEntity::id)
            ->reactions.push_back(reaction_entity(reaction, static_cast<bool>(viewer), emojis));
    if (!viewer) return entities;
    auto read = TRY(tx.announcements().read_by(viewer, ids));
    for (auto& entity : entities)
        entity.read.emplace(std::ranges::find(read, entity.id) != read.end());
    return entities;
}

} // namespace kith::mastodon
