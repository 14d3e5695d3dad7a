// https://docs.joinmastodon.org/entities/Relationship/
#pragma once

#include "store/relations.hpp"
#include "json/write.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::mastodon {

struct RelationshipEntity {
    AccountId id;
    bool following = false;
    bool showing_reblogs = false;
    bool notifying = false;
    std::optional<std::vector<std::string>> languages;
    bool followed_by = false;
    bool blocking = false;
    bool blocked_by = false;
    bool muting = false;
    bool muting_notifications = false;
    std::optional<Time> muting_expires_at;
    bool requested = false;
    bool requested_by = false;
    bool domain_blocking = false;
    bool endorsed = false;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(RelationshipEntity, (),
                      (id, following, showing_reblogs, notifying, languages, followed_by, blocking, blocked_by, muting,
                       muting_notifications, muting_expires_at, requested, requested_by, domain_blocking, endorsed,
                       note))

// A mute whose time is over is none.
RelationshipEntity relationship_entity(const store::Relationship& relationship, Time now);

} // namespace kith::mastodon
