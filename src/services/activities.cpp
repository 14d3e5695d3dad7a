#include "services/activities.hpp"

#include "domain/status_html.hpp"
#include "services/uris.hpp"

#include <filesystem>

namespace kith::services {
namespace {

using json::Value;

constexpr std::string_view everybody = "https://www.w3.org/ns/activitystreams#Public";

Value text(std::string_view value) { return Value(std::string(value)); }
Value text_or_null(const std::string& value) { return value.empty() ? Value() : Value(value); }

struct Audience {
    Value::List to;
    Value::List cc;
};

Audience audience_of(const WrittenStatus& written, const Account& author, const Instance& instance) {
    auto followers = text(instance.account_uri(author) + "/followers");
    Value::List mentioned;
    for (const auto& account : written.mentioned)
        mentioned.push_back(text(instance.account_uri(account)));
    Audience audience;
    switch (written.status.visibility) {
    case Visibility::public_:
        audience.to.push_back(text(everybody));
        audience.cc.push_back(followers);
        break;
    case Visibility::unlisted:
        audience.to.push_back(followers);
        audience.cc.push_back(text(everybody));
        break;
    case Visibility::private_:
        audience.to.push_back(followers);
        break;
    case Visibility::direct:
        audience.to = std::move(mentioned);
        mentioned.clear();
        break;
    }
    audience.cc.insert(audience.cc.end(), mentioned.begin(), mentioned.end());
    return audience;
}

Value tags_of(const WrittenStatus& written, const Instance& instance) {
    Value::List tags;
    for (const auto& account : written.mentioned) {
        Value tag;
        tag.set("type", text("Mention"));
        tag.set("href", text(instance.account_uri(account)));
        tag.set("name", text("@" + full_handle(account, instance)));
        tags.push_back(std::move(tag));
    }
    for (const auto& used : written.tags) {
        Value tag;
        tag.set("type", text("Hashtag"));
        tag.set("href", text(instance.tag_url(used.name)));
        tag.set("name", text("#" + used.name));
        tags.push_back(std::move(tag));
    }
    return Value(std::move(tags));
}

Value attachment_of(const Media& media) {
    Value document;
    document.set("type", text("Document"));
    document.set("mediaType", text(media.mime));
    document.set("url", text(archived_name(media)));
    document.set("name", text_or_null(media.description));
    if (!media.blurhash.empty()) document.set("blurhash", text(media.blurhash));
    if (media.focus_x != 0 || media.focus_y != 0)
        document.set("focalPoint", Value(Value::List{Value(media.focus_x), Value(media.focus_y)}));
    if (media.width > 0) {
        document.set("width", Value(std::int64_t{media.width}));
        document.set("height", Value(std::int64_t{media.height}));
    }
    return document;
}

void add_poll(Value& object, const Poll& poll) {
    Value::List options;
    for (const auto& option : poll.options) {
        Value replies;
        replies.set("type", text("Collection"));
        replies.set("totalItems", Value(option.votes_count));
        Value note;
        note.set("type", text("Note"));
        note.set("name", text(option.title));
        note.set("replies", std::move(replies));
        options.push_back(std::move(note));
    }
    object.set(poll.multiple ? "anyOf" : "oneOf", Value(std::move(options)));
    if (poll.expires_at) object.set("endTime", text(to_iso(*poll.expires_at)));
    object.set("votersCount", Value(poll.voters_count));
}

Value note_of(const WrittenStatus& written, const Account& author, const Instance& instance, const Audience& audience) {
    const auto& status = written.status;
    Value note;
    note.set("id", text(instance.status_uri(author.username, status.id)));
    note.set("type", text(written.poll ? "Question" : "Note"));
    note.set("summary", text_or_null(status.spoiler_text));
    note.set("inReplyTo", text_or_null(written.in_reply_to));
    note.set("published", text(to_iso(status.created_at())));
    if (status.edited_at) note.set("updated", text(to_iso(*status.edited_at)));
    note.set("url", text(instance.status_url(author.username, status.id)));
    note.set("attributedTo", text(instance.account_uri(author)));
    note.set("to", Value(audience.to));
    note.set("cc", Value(audience.cc));
    note.set("sensitive", Value(status.sensitive));
    note.set("content", text(status.content));
    if (!status.language.empty()) note.set("contentMap", Value().set(status.language, text(status.content)));
    Value source;
    source.set("content", text(status.text));
    source.set("mediaType", text("text/plain"));
    note.set("source", std::move(source));
    if (!written.quoted.empty()) note.set("quote", text(written.quoted));
    Value::List attachments;
    for (const auto& media : written.media)
        attachments.push_back(attachment_of(media));
    note.set("attachment", Value(std::move(attachments)));
    note.set("tag", tags_of(written, instance));
    if (written.poll) add_poll(note, *written.poll);
    return note;
}

Value picture_of(std::string_view name, const std::string& file, const std::string& description) {
    Value picture;
    picture.set("type", text("Image"));
    picture.set("url", text(archived_picture(name, file)));
    if (!description.empty()) picture.set("name", text(description));
    return picture;
}

} // namespace

std::string archived_name(const Media& media) {
    return "media/" + media.id.str() + std::filesystem::path(media.file).extension().string();
}

std::string archived_picture(std::string_view name, std::string_view file) {
    return std::string(name) + std::filesystem::path(file).extension().string();
}

Value activity_context() {
    Value words;
    for (auto [word, meaning] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"toot", "http://joinmastodon.org/ns#"},
             {"schema", "http://schema.org#"},
             {"sensitive", "as:sensitive"},
             {"Hashtag", "as:Hashtag"},
             {"blurhash", "toot:blurhash"},
             {"focalPoint", "toot:focalPoint"},
             {"votersCount", "toot:votersCount"},
             {"discoverable", "toot:discoverable"},
             {"indexable", "toot:indexable"},
             {"manuallyApprovesFollowers", "as:manuallyApprovesFollowers"},
             {"PropertyValue", "schema:PropertyValue"},
             {"value", "schema:value"},
             {"quote", "https://w3id.org/fep/044f#quote"}})
        words.set(word, text(meaning));
    return Value(Value::List{text("https://www.w3.org/ns/activitystreams"), std::move(words)});
}

Value activity_of(const WrittenStatus& written, const Account& author, const Instance& instance) {
    auto audience = audience_of(written, author, instance);
    bool boost = written.status.is_boost();
    Value activity;
    activity.set("id", text(instance.status_uri(author.username, written.status.id) + "/activity"));
    activity.set("type", text(boost ? "Announce" : "Create"));
    activity.set("actor", text(instance.account_uri(author)));
    activity.set("published", text(to_iso(written.status.created_at())));
    activity.set("to", Value(audience.to));
    activity.set("cc", Value(audience.cc));
    activity.set("object", boost ? text_or_null(written.boosted) : note_of(written, author, instance, audience));
    return activity;
}

Value actor_of(const Account& account, const Instance& instance) {
    MentionTargets nobody;
    auto tags = instance.base_url + "/tags/";
    HtmlLinks links{.tag_url_base = tags, .local_domain = instance.domain, .mentions = nobody};
    Value actor;
    actor.set("@context", activity_context());
    actor.set("id", text(instance.account_uri(account)));
    actor.set("type", text(account.bot ? "Service" : "Person"));
    actor.set("preferredUsername", text(account.username));
    actor.set("name", text(account.display_name));
    actor.set("summary", text(note_html(account.note, links)));
    actor.set("url", text(instance.profile_url(account)));
    actor.set("published", text(to_iso(account.created_at())));
    actor.set("manuallyApprovesFollowers", Value(account.locked));
    actor.set("discoverable", Value(account.discoverable));
    actor.set("indexable", Value(account.indexable));
    Value::List fields;
    for (const auto& field : account.fields) {
        Value row;
        row.set("type", text("PropertyValue"));
        row.set("name", text(field.name));
        row.set("value", text(field_html(field.value, links)));
        fields.push_back(std::move(row));
    }
    actor.set("attachment", Value(std::move(fields)));
    if (!account.avatar_file.empty())
        actor.set("icon", picture_of("avatar", account.avatar_file, account.avatar_description));
    if (!account.header_file.empty())
        actor.set("image", picture_of("header", account.header_file, account.header_description));
    actor.set("outbox", text("outbox.json"));
    actor.set("likes", text("likes.json"));
    actor.set("bookmarks", text("bookmarks.json"));
    return actor;
}

} // namespace kith::services
