// What members see of their own profile, and parts of profiles. https://docs.joinmastodon.org/entities/Account/
#pragma once

#include "mastodon/entities.hpp"
#include "services/instance.hpp"
#include "services/user_settings.hpp"
#include "store/tags.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::mastodon {

// CredentialAccount#source
struct SourceEntity {
    std::string privacy;
    bool sensitive = false;
    std::string language; // empty: none
    std::string note;
    std::vector<FieldEntity> fields;
    std::int64_t follow_requests_count = 0;
    bool hide_collections = false;
    bool discoverable = true;
    bool indexable = false;
    std::vector<std::string> attribution_domains;
    std::string quote_policy;
    std::string why_here; // Kith's own
};
BOOST_DESCRIBE_STRUCT(SourceEntity, (),
                      (privacy, sensitive, language, note, fields, follow_requests_count, hide_collections,
                       discoverable, indexable, attribution_domains, quote_policy, why_here))

// https://docs.joinmastodon.org/entities/Role/
struct FullRoleEntity {
    std::string id;
    std::string name;
    std::string permissions;
    std::string color;
    bool highlighted = false;
    int collection_limit = 0;
};
BOOST_DESCRIBE_STRUCT(FullRoleEntity, (), (id, name, permissions, color, highlighted, collection_limit))

// https://docs.joinmastodon.org/entities/FeaturedTag/
struct FeaturedTagEntity {
    std::string id;
    std::string name;
    std::string url;
    std::string statuses_count;
    std::optional<std::string> last_status_at; // a date
};
BOOST_DESCRIBE_STRUCT(FeaturedTagEntity, (), (id, name, url, statuses_count, last_status_at))

// https://docs.joinmastodon.org/entities/Profile/
struct ProfileEntity {
    AccountId id;
    std::string display_name;
    std::string note;
    std::vector<FieldEntity> fields;
    std::optional<std::string> avatar;
    std::optional<std::string> avatar_static;
    std::string avatar_description;
    std::optional<std::string> header;
    std::optional<std::string> header_static;
    std::string header_description;
    bool locked = false;
    bool bot = false;
    bool hide_collections = false;
    bool discoverable = true;
    bool indexable = false;
    bool show_media = true;
    bool show_media_replies = true;
    bool show_featured = true;
    std::vector<std::string> attribution_domains;
    std::vector<FeaturedTagEntity> featured_tags;
    std::string why_here; // Kith's own
};
BOOST_DESCRIBE_STRUCT(ProfileEntity, (),
                      (id, display_name, note, fields, avatar, avatar_static, avatar_description, header, header_static,
                       header_description, locked, bot, hide_collections, discoverable, indexable, show_media,
                       show_media_replies, show_featured, attribution_domains, featured_tags, why_here))

SourceEntity source_entity(const Account& account, const services::UserSettings& settings,
                           std::int64_t follow_requests);
FullRoleEntity role_entity(Role role);
FeaturedTagEntity featured_tag_entity(const store::FeaturedTag& tag, const Account& account,
                                      const services::Instance& instance);
ProfileEntity profile_entity(const Account& account, const std::vector<store::FeaturedTag>& tags,
                             const services::Instance& instance);
// https://docs.joinmastodon.org/entities/Preferences/
std::string preferences_json(const services::UserSettings& settings);

} // namespace kith::mastodon
