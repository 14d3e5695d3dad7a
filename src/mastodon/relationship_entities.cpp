#include "mastodon/relationship_entities.hpp"

#include "core/text.hpp"
#include "services/first_contact.hpp"

#include <algorithm>
#include <cmath>

namespace kith::mastodon {

RelationshipEntity relationship_entity(const store::Relationship& relationship, const services::KnownTie& tie,
                                       Time now) {
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
    entity.kith.stage = relationship::to_string(tie.stage);
    entity.kith.strength = std::round(tie.strength * 100) / 100;
    if (auto at = tie.tie.last_contact(); at != relationship::never) entity.kith.last_contact_at = at;
    return entity;
}

Result<std::vector<RelationshipEntity>> relationship_entities(const store::ReadTx& tx, AccountId viewer,
                                                              std::span<const AccountId> accounts, Time now) {
    auto ties = TRY(services::ties_with(tx, viewer, accounts, now));
    auto autopilot = TRY(services::on_autopilot(tx, accounts, now));
    std::vector<RelationshipEntity> entities;
    for (const auto& relationship : TRY(tx.relations().with(viewer, accounts)))
        entities.push_back(relationship_entity(relationship, ties[entities.size()], now));
    for (auto& entity : entities)
        if (std::ranges::find(autopilot, entity.id) != autopilot.end()) entity.kith.autopilot.emplace(true);
    return entities;
}

} // namespace kith::mastodon
