// Hashtags with their use. https://docs.joinmastodon.org/entities/Tag/
#pragma once

#include "services/instance.hpp"
#include "store/store.hpp"
#include "json/write.hpp"

#include <string>
#include <vector>

namespace kith::mastodon {

struct DayEntity {
    std::string day; // seconds since 1970, midnight UTC
    std::string uses;
    std::string accounts;
};
BOOST_DESCRIBE_STRUCT(DayEntity, (), (day, uses, accounts))

struct TagEntity {
    std::string id; // empty: nobody has used it yet
    std::string name;
    std::string url;
    std::vector<DayEntity> history;
    json::Maybe<bool> following;
    json::Maybe<bool> featuring;
};
BOOST_DESCRIBE_STRUCT(TagEntity, (), (id, name, url, history, following, featuring))

std::vector<DayEntity> day_entities(const std::vector<store::TagDay>& days);
TagEntity tag_entity(const Tag& tag, const std::vector<store::TagDay>& history, const services::Instance& instance);

// In their order, in a few queries; what a viewer follows and features is told if there is one.
Result<std::vector<TagEntity>> tag_entities(const store::ReadTx& tx, const std::vector<Tag>& tags, AccountId viewer,
                                            Time now, const services::Instance& instance);
// Marks on entities of these tags, for what was made without a viewer.
Result<void> mark_tags(const store::ReadTx& tx, AccountId viewer, const std::vector<Tag>& tags,
                       std::vector<TagEntity>& entities);

} // namespace kith::mastodon
