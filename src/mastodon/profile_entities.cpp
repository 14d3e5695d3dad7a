#include "mastodon/profile_entities.hpp"

#include "services/permissions.hpp"

#include <utility>

namespace kith::mastodon {
namespace {

std::vector<FieldEntity> field_entities(const std::vector<ProfileField>& fields) {
    std::vector<FieldEntity> entities;
    for (const auto& field : fields)
        entities.push_back({field.name, field.value, field.verified_at});
    return entities;
}

struct Picture {
    std::optional<std::string> url;
    std::optional<std::string> static_url;
};

Picture picture_of(const std::string& file, const std::string& static_file, const services::Instance& instance) {
    if (file.empty()) return {};
    return {instance.media_url(file), instance.media_url(static_file.empty() ? file : static_file)};
}

} // namespace

SourceEntity source_entity(const Account& account, const services::UserSettings& settings,
                           std::int64_t follow_requests) {
    return {.privacy = std::string(to_string(settings.privacy)),
            .sensitive = settings.sensitive,
            .language = settings.language,
            .note = account.note,
            .fields = field_entities(account.fields),
            .follow_requests_count = follow_requests,
            .hide_collections = account.hide_collections,
            .discoverable = account.discoverable,
            .indexable = account.indexable,
            .attribution_domains = account.attribution_domains,
            .quote_policy = std::string(services::to_string(settings.quote_policy)),
            .why_here = account.why_here};
}

FullRoleEntity role_entity(Role role) {
    FullRoleEntity entity{
        .id = "-99", .name = "", .permissions = std::to_string(services::permissions_of(role)), .color = ""};
    switch (role) {
    case Role::user:
        return entity;
    case Role::moderator:
        entity.id = "1";
        entity.name = "Moderator";
        return entity;
    case Role::admin:
        entity.id = "2";
        entity.name = "Admin";
        return entity;
    case Role::owner:
        entity.id = "3";
        entity.name = "Owner";
        return entity;
    }
    std::unreachable();
}

FeaturedTagEntity featured_tag_entity(const store::FeaturedTag& tag, const Account& account,
                                      const services::Instance& instance) {
    FeaturedTagEntity entity{.id = std::to_string(tag.id),
                             .name = tag.tag.display_name,
                             .url = instance.profile_url(account) + "/tagged/" + tag.tag.name,
                             .statuses_count = std::to_string(tag.statuses_count),
                             .last_status_at = std::nullopt};
    if (tag.last_status_at) entity.last_status_at = to_iso_date(*tag.last_status_at);
    return entity;
}

ProfileEntity profile_entity(const Account& account, const std::vector<store::FeaturedTag>& tags,
                             const services::Instance& instance) {
    auto avatar = picture_of(account.avatar_file, account.avatar_static_file, instance);
    auto header = picture_of(account.header_file, account.header_static_file, instance);
    ProfileEntity entity{.id = account.id,
                         .display_name = account.display_name,
                         .note = account.note,
                         .fields = field_entities(account.fields),
                         .avatar = std::move(avatar.url),
                         .avatar_static = std::move(avatar.static_url),
                         .avatar_description = account.avatar_description,
                         .header = std::move(header.url),
                         .header_static = std::move(header.static_url),
                         .header_description = account.header_description,
                         .locked = account.locked,
                         .bot = account.bot,
                         .hide_collections = account.hide_collections,
                         .discoverable = account.discoverable,
                         .indexable = account.indexable,
                         .show_media = account.show_media,
                         .show_media_replies = account.show_media_replies,
                         .show_featured = account.show_featured,
                         .attribution_domains = account.attribution_domains,
                         .featured_tags = {},
                         .why_here = account.why_here};
    for (const auto& tag : tags)
        entity.featured_tags.push_back(featured_tag_entity(tag, account, instance));
    return entity;
}

std::string preferences_json(const services::UserSettings& settings) {
    std::string out = R"({"posting:default:visibility":)";
    json::write(out, to_string(settings.privacy));
    out += R"(,"posting:default:sensitive":)";
    json::write(out, settings.sensitive);
    out += R"(,"posting:default:language":)";
    json::write(out, settings.language.empty() ? std::nullopt : std::optional(settings.language));
    out += R"(,"posting:default:quote_policy":)";
    json::write(out, services::to_string(settings.quote_policy));
    out += R"(,"reading:expand:media":)";
    json::write(out, services::to_string(settings.expand_media));
    out += R"(,"reading:expand:spoilers":)";
    json::write(out, settings.expand_spoilers);
    return out += '}';
}

} // namespace kith::mastodon
