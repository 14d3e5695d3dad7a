"""The entities of the Mastodon API as their documentation has them (https://docs.joinmastodon.org/entities/, 4.6): each
attribute that is not deprecated, with its type. A name that ends in "?" may be missing, a type that ends in "?" may be null.

Types: id (text of digits), text, html, url, color, bool, int, float, time (with milliseconds, UTC), date, digits (text), unix
(seconds), a tuple of the words that are allowed, another shape's name, [type] for a list, {…} for an object of its own,
{str: type} for an object with any keys, or "any"."""
import re

VISIBILITY = ("public", "unlisted", "private", "direct")
QUOTE_POLICY = ("public", "followers", "nobody")
POLICY = ("accept", "filter", "drop")
CONTEXT = ("home", "notifications", "public", "thread", "account")

FIELD = {"name": "text", "value": "html", "verified_at": "time?"}
ROLE = {"id": "id", "name": "text", "color": "color"}
MENTION = {"id": "id", "username": "text", "url": "url", "acct": "text"}
STATUS_TAG = {"name": "text", "url": "url"}
HISTORY = [{"day": "digits", "uses": "digits", "accounts": "digits"}]
APPROVAL = {"automatic": ["text"], "manual": ["text"], "current_user": "text"}
COUNTS = {"pending_requests_count": "int", "pending_notifications_count": "int"}

ACCOUNT = {
    "id": "id", "username": "text", "acct": "text", "url": "url", "uri": "url", "display_name": "text", "note": "html",
    "avatar": "url", "avatar_static": "url", "avatar_description": "text", "header": "url", "header_static": "url",
    "header_description": "text", "locked": "bool", "fields": [FIELD], "emojis": ["CustomEmoji"], "bot": "bool", "group": "bool",
    "discoverable": "bool?", "indexable": "bool", "noindex?": "bool?", "moved?": "Account?", "memorial?": "bool",
    "suspended?": "bool", "limited?": "bool", "created_at": "time", "last_status_at": "date?", "statuses_count": "int",
    "followers_count": "int", "following_count": "int", "hide_collections": "bool?", "show_media": "bool",
    "show_media_replies": "bool", "show_featured": "bool", "roles": [ROLE], "feature_approval": APPROVAL, "kith?": {"why_here": "text"},
}

# What an application's registration and answers about it share.
APPLICATION = {"id": "id", "name": "text", "website": "url?", "scopes": ["text"], "redirect_uris": ["text"]}

STATUS = {
    "id": "id", "uri": "url", "created_at": "time", "account": "Account", "content": "html", "visibility": VISIBILITY,
    "sensitive": "bool", "spoiler_text": "text", "media_attachments": ["MediaAttachment"],
    "application?": {"name": "text", "website": "url?"}, "mentions": [MENTION], "tags": [STATUS_TAG], "emojis": ["CustomEmoji"],
    "reblogs_count": "int", "favourites_count": "int", "quotes_count": "int", "replies_count": "int", "url": "url?",
    "in_reply_to_id": "id?", "in_reply_to_account_id": "id?", "reblog": "Status?", "poll": "Poll?", "card": "PreviewCard?",
    "language": "text?", "text?": "text?", "edited_at": "time?", "quote": "Quote?", "quote_approval": APPROVAL,
    "favourited?": "bool", "reblogged?": "bool", "muted?": "bool", "bookmarked?": "bool", "pinned?": "bool",
    "filtered?": ["FilterResult"], "tagged_collections": ["any"],
}

NOTIFICATION_TYPE = ("mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quote",
                     "quoted_update", "admin.sign_up", "admin.report", "severed_relationships", "moderation_warning")

RULE = {"id": "id", "text": "text", "hint": "text", "translations": {str: {"text": "text", "hint": "text"}}}

CONFIGURATION = {
    "accounts": {"max_featured_tags": "int", "max_pinned_statuses": "int"},
    "statuses": {"max_characters": "int", "max_media_attachments": "int", "characters_reserved_per_url": "int"},
    "media_attachments": {"supported_mime_types": ["text"], "image_size_limit": "int", "image_matrix_limit": "int",
                          "video_size_limit": "int", "video_frame_rate_limit": "int", "video_matrix_limit": "int"},
    "polls": {"max_options": "int", "max_characters_per_option": "int", "min_expiration": "int", "max_expiration": "int"},
}
FEED = {"local": ("public", "authenticated", "disabled"), "remote": ("public", "authenticated", "disabled")}

SHAPES = {
    "Account": ACCOUNT,
    "CredentialAccount": ACCOUNT | {
        "source": {"attribution_domains": ["text"], "note": "text", "fields": [FIELD], "privacy": VISIBILITY, "sensitive": "bool",
                   "language": "text", "follow_requests_count": "int", "hide_collections": "bool?", "discoverable": "bool?",
                   "indexable": "bool", "quote_policy": QUOTE_POLICY},
        "role": ROLE | {"id": "text", "permissions": "digits", "highlighted": "bool", "collection_limit": "int"},
    },
    "MutedAccount": ACCOUNT | {"mute_expires_at": "time?"},
    "Profile": {
        "id": "id", "display_name": "text", "note": "text", "fields": [FIELD], "avatar": "url?", "avatar_static": "url?",
        "avatar_description": "text", "header": "url?", "header_static": "url?", "header_description": "text", "locked": "bool",
        "bot": "bool", "hide_collections": "bool?", "discoverable": "bool?", "indexable": "bool", "show_media": "bool",
        "show_media_replies": "bool", "show_featured": "bool", "attribution_domains": ["text"],
    },
    "Relationship": {
        "id": "id", "following": "bool", "showing_reblogs": "bool", "notifying": "bool", "languages": "[text]?",
        "followed_by": "bool", "blocking": "bool", "blocked_by": "bool", "muting": "bool", "muting_notifications": "bool",
        "muting_expires_at": "time?", "requested": "bool", "requested_by": "bool", "domain_blocking": "bool", "endorsed": "bool",
        "note": "text",
    },
    "FamiliarFollowers": {"id": "id", "accounts": ["Account"]},
    "Suggestion": {"source": "text", "sources": ["text"], "account": "Account"},
    "Preferences": {
        "posting:default:visibility": VISIBILITY, "posting:default:sensitive": "bool", "posting:default:language": "text?",
        "posting:default:quote_policy": QUOTE_POLICY, "reading:expand:media": ("default", "show_all", "hide_all"),
        "reading:expand:spoilers": "bool",
    },
    "Status": STATUS,
    "DeletedStatus": STATUS | {"text": "text"},
    "Quote": {"state": ("pending", "accepted", "rejected", "revoked", "deleted", "unauthorized"), "quoted_status": "Status?"},
    "Context": {"ancestors": ["Status"], "descendants": ["Status"]},
    "StatusEdit": {
        "content": "html", "spoiler_text": "html", "sensitive": "bool", "created_at": "time", "account": "Account",
        "poll?": {"options": [{"title": "text"}]}, "media_attachments": ["MediaAttachment"], "emojis": ["CustomEmoji"],
        "quote?": "Quote?",
    },
    "StatusSource": {"id": "id", "text": "text", "spoiler_text": "text"},
    "ScheduledStatus": {
        "id": "id", "scheduled_at": "time", "media_attachments": ["MediaAttachment"],
        "params": {"text": "text", "poll": "any", "media_ids": "[id]?", "sensitive": "bool?", "spoiler_text": "text?",
                   "visibility": VISIBILITY, "in_reply_to_id": "int?", "language": "text?", "scheduled_at": "null",
                   "idempotency": "text?"},
    },
    "Poll": {
        "id": "id", "expires_at": "time?", "expired": "bool", "multiple": "bool", "votes_count": "int", "voters_count": "int?",
        "options": [{"title": "text", "votes_count": "int?"}], "emojis": ["CustomEmoji"], "voted?": "bool", "own_votes?": ["int"],
    },
    "MediaAttachment": {
        "id": "id", "type": ("unknown", "image", "gifv", "video", "audio"), "url": "url?", "preview_url": "url?",
        "remote_url": "url?", "meta": {"focus?": {"x": "float", "y": "float"}}, "description": "text?", "blurhash": "text?",
    },
    "PreviewCard": {
        "url": "url", "title": "text", "description": "text", "type": ("link", "photo", "video", "rich"),
        "authors": [{"name": "text", "url": "text", "account": "Account?"}], "provider_name": "text", "provider_url": "text",
        "html": "text", "width": "int", "height": "int", "image": "url?", "embed_url": "text", "blurhash": "text?",
        "missing_attribution": "bool?",
    },
    "CustomEmoji": {"shortcode": "text", "url": "url", "static_url": "url", "visible_in_picker": "bool", "category": "text?"},
    "Conversation": {"id": "id", "unread": "bool", "accounts": ["Account"], "last_status": "Status?"},
    "List": {"id": "id", "title": "text", "replies_policy": ("followed", "list", "none"), "exclusive": "bool"},
    "Filter": {
        "id": "id", "title": "text", "context": [CONTEXT], "expires_at": "time?", "filter_action": ("warn", "hide", "blur"),
        "keywords?": ["FilterKeyword"], "statuses?": ["FilterStatus"],
    },
    "FilterKeyword": {"id": "id", "keyword": "text", "whole_word": "bool"},
    "FilterStatus": {"id": "id", "status_id": "id"},
    "FilterResult": {"filter": "Filter", "keyword_matches": "[text]?", "status_matches": "[id]?"},
    "V1::Filter": {"id": "id", "phrase": "text", "context": [CONTEXT], "expires_at": "time?", "irreversible": "bool", "whole_word": "bool"},
    "Notification": {
        "id": "id", "type": NOTIFICATION_TYPE, "group_key": "text", "created_at": "time", "account": "Account", "status?": "Status",
        "report?": "Report",
    },
    "GroupedNotificationsResults": {
        "accounts": ["Account"], "statuses": ["Status"],
        "partial_accounts?": [{"id": "id", "acct": "text", "url": "url", "avatar": "url", "avatar_static": "url",
                               "avatar_description": "text", "locked": "bool", "bot": "bool"}],
        "notification_groups": [{
            "group_key": "text", "notifications_count": "int", "type": NOTIFICATION_TYPE, "most_recent_notification_id": "int",
            "page_min_id?": "id", "page_max_id?": "id", "latest_page_notification_at?": "time", "sample_account_ids": ["id"],
            "status_id?": "id", "report?": "Report",
        }],
    },
    "NotificationPolicy": {"for_not_following": POLICY, "for_not_followers": POLICY, "for_new_accounts": POLICY,
                           "for_private_mentions": POLICY, "for_limited_accounts": POLICY, "summary": COUNTS},
    "V1::NotificationPolicy": {"filter_not_following": "bool", "filter_not_followers": "bool", "filter_new_accounts": "bool",
                               "filter_private_mentions": "bool", "summary": COUNTS},
    "NotificationRequest": {"id": "id", "created_at": "time", "updated_at": "time", "account": "Account",
                            "notifications_count": "digits", "last_status?": "Status?"},
    "WebPushSubscription": {
        "id": "int", "endpoint": "url", "standard": "bool", "server_key": "text",  # the id: a number, as Mastodon sends it
        "alerts": {name: "bool" for name in ("mention", "status", "reblog", "follow", "follow_request", "favourite", "poll",
                                             "update", "admin.sign_up", "admin.report")},
    },
    "Report": {
        "id": "id", "action_taken": "bool", "action_taken_at": "time?", "category": ("spam", "legal", "violation", "other"),
        "comment": "text", "forwarded": "bool", "created_at": "time", "status_ids": "[id]?", "collection_ids": "[id]?",
        "rule_ids": "[id]?", "target_account": "Account",
    },
    "Announcement": {
        "id": "id", "content": "html", "starts_at": "time?", "ends_at": "time?", "all_day": "bool", "published_at": "time",
        "updated_at": "time", "read?": "bool", "mentions": [MENTION], "statuses": [{"id": "id", "url": "url"}],
        "tags": [STATUS_TAG], "emojis": ["CustomEmoji"],
        "reactions": [{"name": "text", "count": "int", "me?": "bool", "url?": "url", "static_url?": "url"}],
    },
    "Marker": {"last_read_id": "id", "version": "int", "updated_at": "time"},
    "Tag": {"id": "id", "name": "text", "url": "url", "history": HISTORY, "following?": "bool", "featuring?": "bool"},
    "FeaturedTag": {"id": "id", "name": "text", "url": "url", "statuses_count": "digits", "last_status_at": "date?"},
    "Search": {"accounts": ["Account"], "statuses": ["Status"], "hashtags": ["Tag"]},
    "Rule": RULE,
    "ExtendedDescription": {"updated_at": "time", "content": "html"},
    "PrivacyPolicy": {"updated_at": "time", "content": "html"},
    "Application": APPLICATION,
    "CredentialApplication": APPLICATION | {"client_id": "text", "client_secret": "text", "client_secret_expires_at": "int"},
    "Token": {"access_token": "text", "token_type": ("Bearer",), "scope": "text", "created_at": "unix"},
    "Instance": {
        "domain": "text", "title": "text", "version": "text", "source_url": "url", "description": "text", "wrapstodon": "text?",
        "usage": {"users": {"active_month": "int"}},
        "thumbnail": {"url": "url", "description": "text", "blurhash?": "text?", "versions?": {str: "url"}},
        "icon": [{"src": "url", "size": "text"}], "languages": ["text"],
        "configuration": CONFIGURATION | {
            "urls": {"streaming": "url", "status": "url?", "about": "url?", "privacy_policy": "url?", "terms_of_service": "url?"},
            "vapid": {"public_key": "text"}, "translation": {"enabled": "bool"}, "limited_federation": "bool",
            "timelines_access": {"live_feeds": FEED, "hashtag_feeds": FEED, "trending_link_feeds": FEED},
        },
        "registrations": {"enabled": "bool", "approval_required": "bool", "message": "html?", "min_age": "int?",
                          "reason_required": "bool?", "url": "url?"},
        "api_versions": {"mastodon": "int"}, "contact": {"email": "text", "account": "Account?"}, "rules": ["Rule"],
    },
    "V1::Instance": {
        "uri": "text", "title": "text", "short_description": "text", "description": "text", "email": "text", "version": "text",
        "urls": {"streaming_api": "url"}, "stats": {"user_count": "int", "status_count": "int", "domain_count": "int"},
        "thumbnail": "url?", "languages": ["text"], "registrations": "bool", "approval_required": "bool", "invites_enabled": "bool",
        "configuration": CONFIGURATION, "contact_account": "Account?", "rules": ["Rule"],
    },
}


def whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def written(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.S) is not None


SIMPLE = {
    "id": written(r"[1-9]\d*"),
    "text": written(r".*"),
    "html": written(r"|<(p|a|span)[ >].*|[^<>]*"),
    "url": written(r"(https?|wss?)://[^\s/]+(/.*)?"),
    "color": written(r"(#[0-9a-f]{3,6})?"),
    "bool": lambda value: isinstance(value, bool),
    "int": whole,
    "unix": lambda value: whole(value) and 1_500_000_000 < value < 5_000_000_000,
    "float": lambda value: whole(value) or isinstance(value, float),
    "time": written(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
    "date": written(r"\d{4}-\d\d-\d\d"),
    "digits": written(r"\d+"),
    "null": lambda value: value is None,
    "any": lambda value: True,
}


def mismatches(value, shape, path=""):
    """Where the value is not as the shape says, in words."""
    if isinstance(shape, str):
        if shape.endswith("?"):
            return [] if value is None else mismatches(value, shape[:-1], path)
        if shape.startswith("["):
            return mismatches(value, [shape[1:-1]], path)
        if shape in SHAPES:
            return mismatches(value, SHAPES[shape], path)
        return [] if SIMPLE[shape](value) else [f"{path}: {value!r} is no {shape}"]
    if isinstance(shape, tuple):
        return [] if value in shape else [f"{path}: {value!r} is none of {', '.join(shape)}"]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{path}: {value!r} is no list"]
        return [wrong for at, one in enumerate(value) for wrong in mismatches(one, shape[0], f"{path}[{at}]")]
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is no object"]
    if str in shape:
        return [wrong for key, one in value.items() for wrong in mismatches(one, shape[str], f"{path}.{key}")]
    found = []
    for key, kind in shape.items():
        name = key.removesuffix("?")
        if name in value:
            found += mismatches(value[name], kind, f"{path}.{name}")
        elif not key.endswith("?"):
            found.append(f"{path}.{name} is missing")
    return found
