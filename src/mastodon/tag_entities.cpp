#include "mastodon/tag_entities.hpp"

#include <algorithm>

namespace kith::mastodon {
namespace {

constexpr int days_shown = 7;

std::vector<TagId> ids_of_tags(const std::vector<Tag>& tags) {
    std::vector<TagId> ids;
    for (const auto& tag : tags)
        ids.push_back(tag.id);
    return ids;
}

} // namespace

std::vector<DayEntity> day_entities(const std::vector<store::TagDay>& days) {
    std::vector<DayEntity> entities;
    for (const auto& day : days)
        entities.push_back({std::to_string(day.day * 86400), std::to_string(day.uses), std::to_string(day.accounts)});
    return entities;
}

TagEntity tag_entity(const Tag& tag, const std::vector<store::TagDay>& history, const services::Instance& instance) {
    return {.id = tag.id ? tag.id.str() : "",
            .name = tag.display_name,
            .url = instance.tag_url(tag.name),
            .history = day_entities(history),
            .following = {},
            .featuring = {}};
}

Result<std::vector<TagEntity>> tag_entities(const store::ReadTx& tx, const std::vector<Tag>& tags, AccountId viewer,
                                            Time now, const services::Instance& instance) {
    auto histories = TRY(tx.tags().histories(ids_of_tags(tags), now, days_shown));
    std::vector<TagEntity> entities;
    for (std::size_t at = 0; at < tags.size(); ++at)
        entities.push_back(tag_entity(tags[at], histories[at], instance));
    TRY(mark_tags(tx, viewer, tags, entities));
    return entities;
}

Result<void> mark_tags(const store::ReadTx& tx, AccountId viewer, const std::vector<Tag>& tags,
                       std::vector<TagEntity>& entities) {
    if (!viewer || tags.empty()) return {};
    auto ids = ids_of_tags(tags);
    auto followed = TRY(tx.tags().followed_among(viewer, ids));
    auto featured = TRY(tx.tags().featured_among(viewer, ids));
    for (std::size_t at = 0; at < tags.size(); ++at) {
        entities[at].following.emplace(std::ranges::find(followed, ids[at]) != followed.end());
        entities[at].featuring.emplace(std::ranges::find(featured, ids[at]) != featured.end());
    }
    return {};
}

} // namespace kith::mastodon
