// https://docs.joinmastodon.org/entities/Relationship/
#pragma once

#include "services/ties.hpp"
#include "store/relations.hpp"
#include "json/write.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::mastodon {

// Kith's own: how the viewer stands to the other, as far as the viewer's own tie tells.
struct RelationshipTie {
    std::string stage;
    double strength = 0; // in hundredths
    std::optional<Time> last_contact_at;
    json::Maybe<bool> autopilot; // true: sends automated messages and leaves the answers unanswered
};
BOOST_DESCRIBE_STRUCT(RelationshipTie, (), (stage, strength, last_contact_at, autopilot))

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
    RelationshipTie kith;
};
BOOST_DESCRIBE_STRUCT(RelationshipEntity, (),
                      (id, following, showing_reblogs, notifying, languages, followed_by, blocking, blocked_by, muting,
                       muting_notifications, muting_expires_at, requested, requested_by, domain_blocking, endorsed,
                       note, kith))

// A mute whose time is over is none. `tie`: the viewer's with the same account.
RelationshipEntity relationship_entity(const store::Relationship& relationship, const services::KnownTie& tie,
                                       Time now);
// One for each account, as the viewer stands to it.
Result<std::vector<RelationshipEntity>> relationship_entities(const store::ReadTx& tx, AccountId viewer,
                                                              std::span<const AccountId> accounts, Time now);

} // namespace kith::mastodon
