// The server as the API shows it. https://docs.joinmastodon.org/entities/Instance/ and V1_Instance
#pragma once

#include "core/ids.hpp"
#include "json/write.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kith::mastodon {

struct RuleTranslation {
    std::string text;
    std::string hint;
};
BOOST_DESCRIBE_STRUCT(RuleTranslation, (), (text, hint))

struct RuleEntity {
    RuleId id;
    std::string text;
    std::string hint;
    std::map<std::string, RuleTranslation> translations;
};
BOOST_DESCRIBE_STRUCT(RuleEntity, (), (id, text, hint, translations))

struct AccountLimits {
    std::size_t max_display_name_length = 0;
    std::size_t max_note_length = 0;
    std::size_t max_avatar_description_length = 0;
    std::size_t max_header_description_length = 0;
    std::size_t max_featured_tags = 0;
    std::size_t max_pinned_statuses = 0;
    std::size_t max_profile_fields = 0;
    std::size_t profile_field_name_limit = 0;
    std::size_t profile_field_value_limit = 0;
};
BOOST_DESCRIBE_STRUCT(AccountLimits, (),
                      (max_display_name_length, max_note_length, max_avatar_description_length,
                       max_header_description_length, max_featured_tags, max_pinned_statuses, max_profile_fields,
                       profile_field_name_limit, profile_field_value_limit))

struct StatusLimits {
    std::size_t max_characters = 0;
    std::size_t max_media_attachments = 0;
    std::size_t characters_reserved_per_url = 0;
};
BOOST_DESCRIBE_STRUCT(StatusLimits, (), (max_characters, max_media_attachments, characters_reserved_per_url))

struct MediaLimits {
    std::size_t description_limit = 0;
    std::uint64_t image_size_limit = 0;  // bytes
    std::int64_t image_matrix_limit = 0; // pixels
    std::vector<std::string> supported_mime_types;
    std::uint64_t video_size_limit = 0;
    int video_frame_rate_limit = 0;
    std::int64_t video_matrix_limit = 0;
};
BOOST_DESCRIBE_STRUCT(MediaLimits, (),
                      (description_limit, image_size_limit, image_matrix_limit, supported_mime_types, video_size_limit,
                       video_frame_rate_limit, video_matrix_limit))

struct PollLimits {
    std::size_t max_options = 0;
    std::size_t max_characters_per_option = 0;
    std::int64_t min_expiration = 0; // seconds
    std::int64_t max_expiration = 0;
};
BOOST_DESCRIBE_STRUCT(PollLimits, (), (max_options, max_characters_per_option, min_expiration, max_expiration))

struct TranslationSupport {
    bool enabled = false;
};
BOOST_DESCRIBE_STRUCT(TranslationSupport, (), (enabled))

struct InstanceUrls {
    std::string streaming;
    std::optional<std::string> status;
    std::string about;
    std::string privacy_policy;
    std::optional<std::string> terms_of_service;
};
BOOST_DESCRIBE_STRUCT(InstanceUrls, (), (streaming, status, about, privacy_policy, terms_of_service))

struct VapidEntity {
    std::string public_key;
};
BOOST_DESCRIBE_STRUCT(VapidEntity, (), (public_key))

struct FeedAccess {
    std::string local = "public";
    std::string remote = "public";
};
BOOST_DESCRIBE_STRUCT(FeedAccess, (), (local, remote))

struct TimelinesAccess {
    FeedAccess live_feeds;
    FeedAccess hashtag_feeds;
    FeedAccess trending_link_feeds;
};
BOOST_DESCRIBE_STRUCT(TimelinesAccess, (), (live_feeds, hashtag_feeds, trending_link_feeds))

struct InstanceConfiguration {
    InstanceUrls urls;
    VapidEntity vapid;
    AccountLimits accounts;
    StatusLimits statuses;
    MediaLimits media_attachments;
    PollLimits polls;
    TranslationSupport translation;
    TimelinesAccess timelines_access;
    bool limited_federation = false;
};
BOOST_DESCRIBE_STRUCT(InstanceConfiguration, (),
                      (urls, vapid, accounts, statuses, media_attachments, polls, translation, timelines_access,
                       limited_federation))

struct ActiveUsers {
    std::int64_t active_month = 0;
};
BOOST_DESCRIBE_STRUCT(ActiveUsers, (), (active_month))

struct InstanceUsage {
    ActiveUsers users;
};
BOOST_DESCRIBE_STRUCT(InstanceUsage, (), (users))

struct InstanceThumbnail {
    std::string url;
    std::string description;
};
BOOST_DESCRIBE_STRUCT(InstanceThumbnail, (), (url, description))

struct InstanceIcon {
    std::string src;
    std::string size;
};
BOOST_DESCRIBE_STRUCT(InstanceIcon, (), (src, size))

struct RegistrationsEntity {
    bool enabled = false;
    bool approval_required = false;
    bool reason_required = false;
    std::optional<std::string> message; // HTML
    std::optional<int> min_age;
    std::optional<std::string> url;
};
BOOST_DESCRIBE_STRUCT(RegistrationsEntity, (), (enabled, approval_required, reason_required, message, min_age, url))

struct ContactEntity {
    std::string email;
    std::optional<json::Raw> account;
};
BOOST_DESCRIBE_STRUCT(ContactEntity, (), (email, account))

struct InstanceEntity {
    std::string domain;
    std::string title;
    std::string version;
    std::string source_url;
    std::string description;
    std::optional<std::string> wrapstodon;
    InstanceUsage usage;
    InstanceThumbnail thumbnail;
    std::vector<InstanceIcon> icon;
    std::vector<std::string> languages;
    InstanceConfiguration configuration;
    RegistrationsEntity registrations;
    std::map<std::string, int> api_versions;
    ContactEntity contact;
    std::vector<RuleEntity> rules;
};
BOOST_DESCRIBE_STRUCT(InstanceEntity, (),
                      (domain, title, version, source_url, description, wrapstodon, usage, thumbnail, icon, languages,
                       configuration, registrations, api_versions, contact, rules))

struct V1Urls {
    std::string streaming_api;
};
BOOST_DESCRIBE_STRUCT(V1Urls, (), (streaming_api))

struct V1Stats {
    std::int64_t user_count = 0;
    std::int64_t status_count = 0;
    std::int64_t domain_count = 0;
};
BOOST_DESCRIBE_STRUCT(V1Stats, (), (user_count, status_count, domain_count))

struct V1Configuration {
    AccountLimits accounts;
    StatusLimits statuses;
    MediaLimits media_attachments;
    PollLimits polls;
};
BOOST_DESCRIBE_STRUCT(V1Configuration, (), (accounts, statuses, media_attachments, polls))

struct V1InstanceEntity {
    std::string uri;
    std::string title;
    std::string short_description;
    std::string description;
    std::string email;
    std::string version;
    V1Urls urls;
    V1Stats stats;
    std::optional<std::string> thumbnail;
    std::vector<std::string> languages;
    bool registrations = false;
    bool approval_required = false;
    bool invites_enabled = false;
    V1Configuration configuration;
    std::optional<json::Raw> contact_account;
    std::vector<RuleEntity> rules;
};
BOOST_DESCRIBE_STRUCT(V1InstanceEntity, (),
                      (uri, title, short_description, description, email, version, urls, stats, thumbnail, languages,
                       registrations, approval_required, invites_enabled, configuration, contact_account, rules))

// ExtendedDescription and PrivacyPolicy.
struct DatedTextEntity {
    Time updated_at;
    std::string content; // HTML
};
BOOST_DESCRIBE_STRUCT(DatedTextEntity, (), (updated_at, content))

struct ActivityEntity {
    std::string week; // seconds since 1970
    std::string statuses;
    std::string logins;
    std::string registrations;
};
BOOST_DESCRIBE_STRUCT(ActivityEntity, (), (week, statuses, logins, registrations))

} // namespace kith::mastodon
