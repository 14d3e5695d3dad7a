// https://docs.joinmastodon.org/entities/Announcement/ and Reaction
#pragma once

#include "mastodon/account_presenter.hpp"

#include <span>
#include <string>
#include <vector>

namespace kith::mastodon {

struct ReactionEntity {
    std::string name;
    std::int64_t count = 0;
    json::Maybe<bool> me;
    json::Maybe<std::string> url;
    json::Maybe<std::string> static_url;
};
BOOST_DESCRIBE_STRUCT(ReactionEntity, (), (name, count, me, url, static_url))

struct LinkedStatusEntity {
    StatusId id;
    std::string url;
};
BOOST_DESCRIBE_STRUCT(LinkedStatusEntity, (), (id, url))

struct AnnouncementEntity {
    AnnouncementId id;
    std::string content; // HTML
    std::optional<Time> starts_at;
    std::optional<Time> ends_at;
    bool all_day = false;
    Time published_at;
    Time updated_at;
    json::Maybe<bool> read;
    std::vector<MentionEntity> mentions;
    std::vector<LinkedStatusEntity> statuses;
    std::vector<StatusTagEntity> tags;
    std::vector<EmojiEntity> emojis;
    std::vector<ReactionEntity> reactions;
};
BOOST_DESCRIBE_STRUCT(AnnouncementEntity, (),
                      (id, content, starts_at, ends_at, all_day, published_at, updated_at, read, mentions, statuses,
                       tags, emojis, reactions))

// What streaming tells of a reaction: `count` is 0 when it was the last of its name.
struct ReactedEntity {
    std::string name;
    std::int64_t count = 0;
    json::Maybe<std::string> url;
    json::Maybe<std::string> static_url;
    AnnouncementId announcement_id;
};
BOOST_DESCRIBE_STRUCT(ReactedEntity, (), (name, count, url, static_url, announcement_id))

Result<ReactedEntity> reacted_entity(const store::ReadTx& tx, AnnouncementId id, const std::string& name,
                                     const EmojiPresenter& emojis);

// In their order. Without a viewer (streaming to everybody) `read` and `me` are left out.
Result<std::vector<AnnouncementEntity>> announcement_entities(const store::ReadTx& tx,
                                                              std::span<const Announcement> announcements,
                                                              AccountId viewer, const services::Instance& instance,
                                                              const EmojiPresenter& emojis);

} // namespace kith::mastodon
