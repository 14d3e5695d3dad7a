#include "mastodon/relationship_entities.hpp"

#include "core/text.hpp"

namespace kith::mastodon {

RelationshipEntity relationship_entity(const store::Relationship& relationship, Time now) {
    RelationshipEntity entity{.id = relationship.target_id};
    if (const auto& follow = relationship.following) {
        entity.following = !follow->pending;
        entity.requested = follow->pending;
        entity.showing_reblogs = follow->show_reblogs;
        entity.notifying = follow->notify;
        if (!follow->languages.empty()) {
            entity.languages.emplace();
            for (auto code : split(follow->languages, ','))
                entity.languages->emplace_back(code);
        }
    }
    if (const auto& mute = relationship.muting; mute && (!mute->expires_at || *mute->expires_at > now)) {
        entity.muting = true;
        entity.muting_notifications = mute->hide_notifications;
        entity.muting_expires_at = mute->expires_at;
    }
    entity.followed_by = relationship.followed_by;
    entity.blocking = relationship.blocking;
    entity.blocked_by = relationship.blocked_by;
    entity.requested_by = relationship.requested_by;
    entity.domain_blocking = relationship.domain_blocking;
    entity.endorsed = relationship.endorsed;
    entity.note = relationship.note;
    return entity;
}

} // namespace kith::mastodon
