// The entities of the Mastodon API as plain structs, written by json::write. Shapes:
// https://docs.joinmastodon.org/entities/ — a null is not a missing key: optional writes null, Maybe leaves the key
// out.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "json/write.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith::mastodon {

struct EmojiEntity {
    std::string shortcode;
    std::string url;
    std::string static_url;
    bool visible_in_picker = true;
    std::optional<std::string> category;
};
BOOST_DESCRIBE_STRUCT(EmojiEntity, (), (shortcode, url, static_url, visible_in_picker, category))

struct FieldEntity {
    std::string name;
    std::string value;
    std::optional<Time> verified_at;
};
BOOST_DESCRIBE_STRUCT(FieldEntity, (), (name, value, verified_at))

struct RoleEntity {
    std::string id;
    std::string name;
    std::string color;
};
BOOST_DESCRIBE_STRUCT(RoleEntity, (), (id, name, color))

// Who may put an account into a collection: nobody, there are none here.
// https://docs.joinmastodon.org/entities/FeatureApproval/
struct FeatureApprovalEntity {
    std::vector<std::string> automatic;
    std::vector<std::string> manual;
    std::string_view current_user = "denied";
};
BOOST_DESCRIBE_STRUCT(FeatureApprovalEntity, (), (automatic, manual, current_user))

// What Kith adds to an account.
struct AccountKithEntity {
    std::string why_here; // why the member is here, in their words: plain text as typed
};
BOOST_DESCRIBE_STRUCT(AccountKithEntity, (), (why_here))

struct AccountEntity {
    AccountId id;
    std::string username;
    std::string acct;
    std::string display_name;
    bool locked = false;
    bool bot = false;
    bool discoverable = true;
    bool indexable = false;
    bool group = false;
    Time created_at;
    std::string note;
    std::string url;
    std::string uri;
    std::string avatar;
    std::string avatar_static;
    std::string avatar_description;
    std::string header;
    std::string header_static;
    std::string header_description;
    std::int64_t followers_count = 0;
    std::int64_t following_count = 0;
    std::int64_t statuses_count = 0;
    std::optional<std::string> last_status_at; // a date
    bool hide_collections = false;
    bool noindex = false;
    bool show_media = true;
    bool show_media_replies = true;
    bool show_featured = true;
    std::vector<EmojiEntity> emojis;
    std::vector<RoleEntity> roles;
    std::vector<FieldEntity> fields;
    FeatureApprovalEntity feature_approval;
    json::Maybe<json::Raw> moved;
    json::Maybe<bool> suspended;
    json::Maybe<bool> limited;
    json::Maybe<AccountKithEntity> kith; // if there is something to say
};
BOOST_DESCRIBE_STRUCT(AccountEntity, (),
                      (id, username, acct, display_name, locked, bot, discoverable, indexable, group, created_at, note,
                       url, uri, avatar, avatar_static, avatar_description, header, header_static, header_description,
                       followers_count, following_count, statuses_count, last_status_at, hide_collections, noindex,
                       show_media, show_media_replies, show_featured, emojis, roles, fields, feature_approval, moved,
                       suspended, limited, kith))

struct ImageSize {
    int width = 0;
    int height = 0;
    std::string size; // "640x480"
    double aspect = 1;
};
BOOST_DESCRIBE_STRUCT(ImageSize, (), (width, height, size, aspect))

struct Focus {
    double x = 0;
    double y = 0;
};
BOOST_DESCRIBE_STRUCT(Focus, (), (x, y))

struct MediaMeta {
    json::Maybe<ImageSize> original;
    json::Maybe<ImageSize> small;
    json::Maybe<Focus> focus;
    json::Maybe<std::string> length; // "0:01:23.45"
    json::Maybe<double> duration;
    json::Maybe<double> fps;
    json::Maybe<std::string> size;
    json::Maybe<int> width;
    json::Maybe<int> height;
    json::Maybe<double> aspect;
    json::Maybe<std::string> audio_encode;
    json::Maybe<std::string> audio_bitrate;
};
BOOST_DESCRIBE_STRUCT(MediaMeta, (),
                      (original, small, focus, length, duration, fps, size, width, height, aspect, audio_encode,
                       audio_bitrate))

struct MediaEntity {
    MediaId id;
    std::string type;
    std::optional<std::string> url; // null while it is processed
    std::optional<std::string> preview_url;
    std::optional<std::string> remote_url;
    std::optional<std::string> preview_remote_url;
    std::optional<std::string> text_url;
    MediaMeta meta;
    std::optional<std::string> description;
    std::optional<std::string> blurhash;
};
BOOST_DESCRIBE_STRUCT(MediaEntity, (),
                      (id, type, url, preview_url, remote_url, preview_remote_url, text_url, meta, description,
                       blurhash))

struct MentionEntity {
    AccountId id;
    std::string username;
    std::string url;
    std::string acct;
};
BOOST_DESCRIBE_STRUCT(MentionEntity, (), (id, username, url, acct))

struct StatusTagEntity {
    std::string name;
    std::string url;
};
BOOST_DESCRIBE_STRUCT(StatusTagEntity, (), (name, url))

struct StatusApplicationEntity {
    std::string name;
    std::optional<std::string> website;
};
BOOST_DESCRIBE_STRUCT(StatusApplicationEntity, (), (name, website))

struct CardEntity {
    std::string url;
    std::string title;
    std::string description;
    std::string language;
    std::string type;
    std::string author_name;
    std::string author_url;
    std::string provider_name;
    std::string provider_url;
    std::string html;
    int width = 0;
    int height = 0;
    std::optional<std::string> image;
    std::string image_description;
    std::string embed_url;
    std::optional<std::string> blurhash;
    std::optional<Time> published_at;
    std::vector<json::Raw> authors;
    std::optional<bool> missing_attribution;
};
BOOST_DESCRIBE_STRUCT(CardEntity, (),
                      (url, title, description, language, type, author_name, author_url, provider_name, provider_url,
                       html, width, height, image, image_description, embed_url, blurhash, published_at, authors,
                       missing_attribution))

struct PollOptionEntity {
    std::string title;
    std::optional<std::int64_t> votes_count;
};
BOOST_DESCRIBE_STRUCT(PollOptionEntity, (), (title, votes_count))

struct PollEntity {
    PollId id;
    std::optional<Time> expires_at;
    bool expired = false;
    bool multiple = false;
    std::int64_t votes_count = 0;
    std::optional<std::int64_t> voters_count;
    json::Maybe<bool> voted;
    json::Maybe<std::vector<int>> own_votes;
    std::vector<PollOptionEntity> options;
    std::vector<EmojiEntity> emojis;
};
BOOST_DESCRIBE_STRUCT(PollEntity, (),
                      (id, expires_at, expired, multiple, votes_count, voters_count, voted, own_votes, options, emojis))

// The part of a status that is the same for every viewer.
struct StatusHeadEntity {
    StatusId id;
    Time created_at;
    StatusId in_reply_to_id;
    AccountId in_reply_to_account_id;
    bool sensitive = false;
    std::string spoiler_text;
    std::string visibility;
    std::optional<std::string> language;
    std::string uri;
    std::string url;
    std::int64_t replies_count = 0;
    std::int64_t reblogs_count = 0;
    std::int64_t favourites_count = 0;
    std::int64_t quotes_count = 0;
    std::optional<Time> edited_at;
    std::string content;
    json::Maybe<StatusApplicationEntity> application;
    std::vector<MediaEntity> media_attachments;
    std::vector<MentionEntity> mentions;
    std::vector<StatusTagEntity> tags;
    std::vector<EmojiEntity> emojis;
    std::optional<CardEntity> card;
    std::vector<json::Raw> tagged_collections;
};
BOOST_DESCRIBE_STRUCT(StatusHeadEntity, (),
                      (id, created_at, in_reply_to_id, in_reply_to_account_id, sensitive, spoiler_text, visibility,
                       language, uri, url, replies_count, reblogs_count, favourites_count, quotes_count, edited_at,
                       content, application, media_attachments, mentions, tags, emojis, card, tagged_collections))

} // namespace kith::mastodon
