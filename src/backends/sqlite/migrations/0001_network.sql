-- The network: accounts, statuses and all that members do with them.
-- Times are milliseconds since 1970; booleans 0 or 1; ids are snowflakes (docs/architecture.md, "Data"). NULL ids mean "none".

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    username TEXT NOT NULL,
    domain TEXT,                        -- NULL: lives here
    uri TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    inbox_url TEXT NOT NULL DEFAULT '',
    shared_inbox_url TEXT NOT NULL DEFAULT '',
    public_key TEXT NOT NULL DEFAULT '',
    private_key TEXT NOT NULL DEFAULT '',
    display_name TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',      -- local: as typed; remote: sanitised HTML
    why_here TEXT NOT NULL DEFAULT '',
    fields TEXT NOT NULL DEFAULT '',    -- src/backends/sql/profile_fields.hpp
    avatar_file TEXT NOT NULL DEFAULT '',
    avatar_static_file TEXT NOT NULL DEFAULT '',
    avatar_description TEXT NOT NULL DEFAULT '',
    header_file TEXT NOT NULL DEFAULT '',
    header_static_file TEXT NOT NULL DEFAULT '',
    header_description TEXT NOT NULL DEFAULT '',
    locked INTEGER NOT NULL DEFAULT 0,
    bot INTEGER NOT NULL DEFAULT 0,
    discoverable INTEGER NOT NULL DEFAULT 1,
    indexable INTEGER NOT NULL DEFAULT 0,
    hide_collections INTEGER NOT NULL DEFAULT 0,
    show_media INTEGER NOT NULL DEFAULT 1,         -- parts of the profile page
    show_media_replies INTEGER NOT NULL DEFAULT 1,
    show_featured INTEGER NOT NULL DEFAULT 1,
    attribution_domains TEXT NOT NULL DEFAULT '',  -- separated by blanks
    moved_to_id INTEGER REFERENCES accounts(id) ON DELETE SET NULL,
    suspended_at INTEGER,
    silenced_at INTEGER,
    followers_count INTEGER NOT NULL DEFAULT 0,
    following_count INTEGER NOT NULL DEFAULT 0,
    statuses_count INTEGER NOT NULL DEFAULT 0,
    last_status_at INTEGER,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX accounts_by_acct ON accounts(lower(username), coalesce(domain, ''));
CREATE INDEX accounts_by_domain ON accounts(domain) WHERE domain IS NOT NULL;
CREATE INDEX accounts_by_uri ON accounts(uri) WHERE uri <> '';
CREATE INDEX accounts_active ON accounts(last_status_at);
CREATE INDEX accounts_popular ON accounts(followers_count) WHERE domain IS NULL;
CREATE INDEX accounts_silenced ON accounts(id) WHERE silenced_at IS NOT NULL;
-- This and the like below: what refers to a row is found when the row goes.
CREATE INDEX accounts_moved ON accounts(moved_to_id) WHERE moved_to_id IS NOT NULL;

-- What only local accounts have: a login and its settings.
CREATE TABLE users (
    account_id INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT 'user',  -- user, moderator, admin, owner
    confirmed_at INTEGER,
    approved INTEGER NOT NULL DEFAULT 1,
    disabled INTEGER NOT NULL DEFAULT 0,
    locale TEXT NOT NULL DEFAULT 'en',
    sign_up_reason TEXT NOT NULL DEFAULT '',
    invite_id INTEGER,
    settings TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL,
    last_active_at INTEGER
) STRICT;
CREATE UNIQUE INDEX users_by_email ON users(lower(email)) WHERE email <> '';

-- One-time links: e-mail confirmation, password reset, first owner.
CREATE TABLE one_time_links (
    digest TEXT PRIMARY KEY,
    kind TEXT NOT NULL,                 -- confirm, reset, owner
    account_id INTEGER REFERENCES accounts(id) ON DELETE CASCADE,
    email TEXT NOT NULL DEFAULT '',
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE invites (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    account_id INTEGER REFERENCES accounts(id) ON DELETE CASCADE,
    comment TEXT NOT NULL DEFAULT '',
    max_uses INTEGER,
    uses INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER,
    revoked_at INTEGER
) STRICT;

-- Browser sign-ins.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    user_agent TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_account ON sessions(account_id);

CREATE TABLE applications (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    website TEXT NOT NULL DEFAULT '',
    redirect_uris TEXT NOT NULL,        -- one a line
    scopes TEXT NOT NULL,
    client_id TEXT NOT NULL UNIQUE,
    secret_digest TEXT NOT NULL
) STRICT;
-- The server's own web app: browsers use it by their session, nobody else can, for no secret has this digest.
INSERT INTO applications (id, name, redirect_uris, scopes, client_id, secret_digest)
VALUES (1, 'Kith', '', 'read write follow push admin:read admin:write', 'kith', '');

CREATE TABLE authorization_codes (
    digest TEXT PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES applications(id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    redirect_uri TEXT NOT NULL,
    scopes TEXT NOT NULL,
    challenge TEXT NOT NULL DEFAULT '', -- PKCE, S256
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    application_id INTEGER NOT NULL REFERENCES applications(id) ON DELETE CASCADE,
    account_id INTEGER REFERENCES accounts(id) ON DELETE CASCADE, -- NULL: client credentials
    scopes TEXT NOT NULL,
    last_used_at INTEGER,
    session_id INTEGER REFERENCES sessions(id) ON DELETE CASCADE -- of the browser that acts with it
) STRICT;
CREATE INDEX tokens_by_account ON tokens(account_id);
CREATE INDEX tokens_by_session ON tokens(session_id) WHERE session_id IS NOT NULL;

CREATE TABLE push_subscriptions (
    id INTEGER PRIMARY KEY,             -- counts from 1: apps keep it in 32 bits
    token_id INTEGER NOT NULL UNIQUE REFERENCES tokens(id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    endpoint TEXT NOT NULL,
    p256dh TEXT NOT NULL,               -- base64url, as is auth
    auth TEXT NOT NULL,
    standard INTEGER NOT NULL DEFAULT 0,
    alerts INTEGER NOT NULL DEFAULT 0,  -- bit n: the notification kind n
    policy INTEGER NOT NULL DEFAULT 0,  -- 0 all, 1 followed, 2 follower, 3 none
    access_token TEXT NOT NULL          -- sealed with a key that is not in the database; base64url
) STRICT;
CREATE INDEX push_by_account ON push_subscriptions(account_id);

-- Who has to do with whom.
CREATE TABLE follows (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,                -- when, and the order of the lists
    pending INTEGER NOT NULL DEFAULT 0, -- a follow request
    show_reblogs INTEGER NOT NULL DEFAULT 1,
    notify INTEGER NOT NULL DEFAULT 0,
    languages TEXT NOT NULL DEFAULT '', -- comma-separated, empty: all
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX follows_by_target ON follows(target_id, pending, id);
CREATE INDEX follows_in_order ON follows(account_id, pending, id);

CREATE TABLE blocks (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_by_target ON blocks(target_id);

CREATE TABLE mutes (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    hide_notifications INTEGER NOT NULL DEFAULT 1,
    expires_at INTEGER,
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mutes_by_target ON mutes(target_id);

CREATE TABLE domain_blocks (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    domain TEXT NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (account_id, domain)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_notes (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    comment TEXT NOT NULL,
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_notes_by_target ON account_notes(target_id);

CREATE TABLE endorsements (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX endorsements_by_target ON endorsements(target_id);

CREATE TABLE suggestion_dismissals (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;

-- Statuses. A boost is a status with reblog_of_id and no text of its own.
CREATE TABLE statuses (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    local INTEGER NOT NULL,
    uri TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    in_reply_to_id INTEGER,
    in_reply_to_account_id INTEGER,
    reblog_of_id INTEGER REFERENCES statuses(id) ON DELETE CASCADE,
    quote_of_id INTEGER,
    quote_state INTEGER NOT NULL DEFAULT 0,
    quote_policy INTEGER NOT NULL DEFAULT 0,
    conversation_id INTEGER NOT NULL,
    visibility INTEGER NOT NULL,        -- 0 public, 1 unlisted, 2 private, 3 direct
    sensitive INTEGER NOT NULL DEFAULT 0,
    spoiler_text TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',      -- as typed (local)
    content TEXT NOT NULL DEFAULT '',   -- HTML
    language TEXT NOT NULL DEFAULT '',
    application_id INTEGER REFERENCES applications(id) ON DELETE SET NULL,
    poll_id INTEGER,
    card_id INTEGER,
    edited_at INTEGER,
    replies_count INTEGER NOT NULL DEFAULT 0,
    reblogs_count INTEGER NOT NULL DEFAULT 0,
    favourites_count INTEGER NOT NULL DEFAULT 0,
    quotes_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX statuses_by_account ON statuses(account_id, id);
CREATE INDEX statuses_by_parent ON statuses(in_reply_to_id, id) WHERE in_reply_to_id IS NOT NULL;
CREATE UNIQUE INDEX statuses_boosts ON statuses(account_id, reblog_of_id) WHERE reblog_of_id IS NOT NULL;
CREATE INDEX statuses_boosted ON statuses(reblog_of_id, id) WHERE reblog_of_id IS NOT NULL;
CREATE INDEX statuses_quotes ON statuses(quote_of_id, id) WHERE quote_of_id IS NOT NULL;
CREATE INDEX statuses_by_conversation ON statuses(conversation_id, id);
-- The public timelines: public, no boosts, replies only to oneself.
CREATE INDEX statuses_public ON statuses(id) WHERE visibility = 0 AND reblog_of_id IS NULL
    AND (in_reply_to_account_id IS NULL OR in_reply_to_account_id = account_id);
-- Links: who shares what.
CREATE INDEX statuses_by_card ON statuses(card_id, id) WHERE card_id IS NOT NULL;
CREATE INDEX statuses_by_uri ON statuses(uri) WHERE uri <> '';

CREATE TABLE tombstones (
    status_id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    deleted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE status_edits (
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    content TEXT NOT NULL,
    spoiler_text TEXT NOT NULL,
    sensitive INTEGER NOT NULL,
    media_ids TEXT NOT NULL DEFAULT '[]',
    media_descriptions TEXT NOT NULL DEFAULT '[]',
    poll_options TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (status_id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    PRIMARY KEY (status_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_account ON mentions(account_id, status_id);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,          -- normalised
    display_name TEXT NOT NULL,
    last_status_at INTEGER
) STRICT;
CREATE TABLE status_tags (
    tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL,
    PRIMARY KEY (tag_id, status_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX status_tags_by_status ON status_tags(status_id);
CREATE INDEX status_tags_by_account ON status_tags(account_id, tag_id, status_id);
CREATE TABLE tag_follows (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    PRIMARY KEY (account_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_followers ON tag_follows(tag_id);
CREATE TABLE featured_tags (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
    UNIQUE (account_id, tag_id)
) STRICT;

CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER REFERENCES statuses(id) ON DELETE SET NULL,
    scheduled_id INTEGER,
    position INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'unknown', -- image, gifv, video, audio, unknown
    state INTEGER NOT NULL DEFAULT 0,     -- 0 processing, 1 ready, 2 failed
    error TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL DEFAULT '',        -- below the media folder
    preview_file TEXT NOT NULL DEFAULT '',
    mime TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    preview_width INTEGER NOT NULL DEFAULT 0,
    preview_height INTEGER NOT NULL DEFAULT 0,
    duration REAL NOT NULL DEFAULT 0,     -- seconds
    frame_rate REAL NOT NULL DEFAULT 0,
    bitrate INTEGER NOT NULL DEFAULT 0,
    blurhash TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    focus_x REAL NOT NULL DEFAULT 0,
    focus_y REAL NOT NULL DEFAULT 0,
    remote_url TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX media_by_status ON media(status_id) WHERE status_id IS NOT NULL;
CREATE INDEX media_by_account ON media(account_id);

CREATE TABLE polls (
    id INTEGER PRIMARY KEY,
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    expires_at INTEGER,
    multiple INTEGER NOT NULL DEFAULT 0,
    hide_totals INTEGER NOT NULL DEFAULT 0,
    voters_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX polls_by_status ON polls(status_id);
CREATE INDEX polls_by_account ON polls(account_id);
CREATE TABLE poll_options (
    poll_id INTEGER NOT NULL REFERENCES polls(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    votes_count INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (poll_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE poll_votes (
    poll_id INTEGER NOT NULL REFERENCES polls(id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (poll_id, account_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX poll_votes_by_account ON poll_votes(account_id);

CREATE TABLE cards (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    type TEXT NOT NULL DEFAULT 'link',
    author_name TEXT NOT NULL DEFAULT '',
    author_url TEXT NOT NULL DEFAULT '',
    provider_name TEXT NOT NULL DEFAULT '',
    provider_url TEXT NOT NULL DEFAULT '',
    image_file TEXT NOT NULL DEFAULT '',
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    blurhash TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    fetched_at INTEGER NOT NULL
) STRICT;

-- What members do with statuses.
CREATE TABLE favourites (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    PRIMARY KEY (account_id, status_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX favourites_by_status ON favourites(status_id, id);
CREATE INDEX favourites_in_order ON favourites(account_id, id);
CREATE TABLE bookmarks (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    PRIMARY KEY (account_id, status_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bookmarks_in_order ON bookmarks(account_id, id);
CREATE INDEX bookmarks_by_status ON bookmarks(status_id);
CREATE TABLE conversation_mutes (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    conversation_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE pins (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    PRIMARY KEY (account_id, status_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pins_by_status ON pins(status_id);

-- Timelines that are written when a status is posted.
CREATE TABLE home_entries (
    account_id INTEGER NOT NULL,
    status_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, status_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE list_entries (
    list_id INTEGER NOT NULL,
    status_id INTEGER NOT NULL,
    PRIMARY KEY (list_id, status_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE lists (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    replies_policy TEXT NOT NULL DEFAULT 'list', -- followed, list, none
    exclusive INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX lists_by_account ON lists(account_id);
CREATE TABLE list_accounts (
    list_id INTEGER NOT NULL REFERENCES lists(id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    PRIMARY KEY (list_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lists_with_account ON list_accounts(account_id);

-- Direct conversations, as each participant sees them.
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    conversation_id INTEGER NOT NULL,
    participants TEXT NOT NULL,         -- the others' ids, sorted, comma-separated
    last_status_id INTEGER NOT NULL,
    unread INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account_id, conversation_id, participants)
) STRICT;
CREATE INDEX conversations_in_order ON conversations(account_id, last_status_id);
CREATE INDEX conversations_by_thread ON conversations(conversation_id, last_status_id);

CREATE TABLE notifications (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    from_account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER REFERENCES statuses(id) ON DELETE CASCADE,
    report_id INTEGER,
    group_key TEXT NOT NULL,
    held INTEGER NOT NULL DEFAULT 0     -- 1: waits in requests
) STRICT;
CREATE INDEX notifications_in_order ON notifications(account_id, held, id);
CREATE INDEX notifications_by_group ON notifications(account_id, group_key, id);
CREATE INDEX notifications_by_status ON notifications(status_id) WHERE status_id IS NOT NULL;
CREATE INDEX notifications_by_sender ON notifications(from_account_id, account_id);

CREATE TABLE notification_requests (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    from_account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    dismissed INTEGER NOT NULL DEFAULT 0,
    updated_at INTEGER NOT NULL,
    UNIQUE (account_id, from_account_id)
) STRICT;
CREATE INDEX notification_requests_by_sender ON notification_requests(from_account_id);
CREATE TABLE notification_permissions (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    from_account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, from_account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_permissions_by_sender ON notification_permissions(from_account_id);

CREATE TABLE filters (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    contexts INTEGER NOT NULL,          -- bits: 0 home, 1 notifications, 2 public, 3 thread, 4 account
    action INTEGER NOT NULL DEFAULT 0,  -- 0 warn, 1 hide, 2 blur
    expires_at INTEGER
) STRICT;
CREATE INDEX filters_by_account ON filters(account_id);
CREATE TABLE filter_keywords (
    id INTEGER PRIMARY KEY,
    filter_id INTEGER NOT NULL REFERENCES filters(id) ON DELETE CASCADE,
    keyword TEXT NOT NULL,
    whole_word INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX filter_keywords_by_filter ON filter_keywords(filter_id);
CREATE TABLE filter_statuses (
    id INTEGER PRIMARY KEY,
    filter_id INTEGER NOT NULL REFERENCES filters(id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    UNIQUE (filter_id, status_id)
) STRICT;
CREATE INDEX filter_statuses_by_status ON filter_statuses(status_id);

CREATE TABLE markers (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    timeline TEXT NOT NULL,
    last_read_id INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, timeline)
) STRICT, WITHOUT ROWID;

CREATE TABLE scheduled_statuses (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    application_id INTEGER,
    scheduled_at INTEGER NOT NULL,
    params TEXT NOT NULL
) STRICT;
CREATE INDEX scheduled_by_account ON scheduled_statuses(account_id, id);
CREATE INDEX scheduled_due ON scheduled_statuses(scheduled_at);

CREATE TABLE idempotency_keys (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    status_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

-- The instance.
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    hint TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE announcements (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    starts_at INTEGER,
    ends_at INTEGER,
    all_day INTEGER NOT NULL DEFAULT 0,
    updated_at INTEGER NOT NULL,
    published_at INTEGER                -- NULL: a draft
) STRICT;
CREATE TABLE announcement_reads (
    announcement_id INTEGER NOT NULL REFERENCES announcements(id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    PRIMARY KEY (announcement_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE announcement_reactions (
    announcement_id INTEGER NOT NULL REFERENCES announcements(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,                -- when
    PRIMARY KEY (announcement_id, name, account_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE custom_emojis (
    shortcode TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    static_file TEXT NOT NULL,
    category TEXT NOT NULL DEFAULT '',
    visible INTEGER NOT NULL DEFAULT 1,
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_ids TEXT NOT NULL DEFAULT '[]',
    rule_ids TEXT NOT NULL DEFAULT '[]',
    comment TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT 'other',
    forwarded INTEGER NOT NULL DEFAULT 0,
    resolved_at INTEGER,
    resolved_by INTEGER,
    assigned_to INTEGER,                -- the moderator who looks after it
    updated_at INTEGER
) STRICT;
-- What moderators did about people, and admins about the server; the lines stay when the people go.
CREATE TABLE moderation_log (
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts(id) ON DELETE SET NULL,
    target_id INTEGER REFERENCES accounts(id) ON DELETE SET NULL,
    report_id INTEGER,
    action TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',   -- a domain, a rule, …: what it was about if it was nobody
    text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX moderation_log_by_account ON moderation_log(account_id);
CREATE INDEX moderation_log_by_target ON moderation_log(target_id);
-- Other servers that this one limits or blocks; what a member blocks is in domain_blocks.
CREATE TABLE server_blocks (
    id INTEGER PRIMARY KEY,
    domain TEXT NOT NULL UNIQUE,        -- as domain/names.hpp normalises it
    severity TEXT NOT NULL,             -- noop, silence, suspend
    reject_media INTEGER NOT NULL DEFAULT 0,
    reject_reports INTEGER NOT NULL DEFAULT 0,
    private_comment TEXT NOT NULL DEFAULT '',
    public_comment TEXT NOT NULL DEFAULT '',
    obfuscate INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Work that a committed fact still has to cause. A worker leases a job; what it does not finish comes back.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    leased_until INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '',
    failed INTEGER NOT NULL DEFAULT 0    -- 1: given up, kept for the operator
) STRICT;
CREATE INDEX jobs_due ON jobs(run_at) WHERE failed = 0;

-- Search (FTS5). rowid is the id.
CREATE VIRTUAL TABLE status_search USING fts5(text, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE account_search USING fts5(username, display_name, note, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
