-- Whom a post goes to, read from here alone.
CREATE INDEX follows_delivered ON follows(target_id, pending, account_id, show_reblogs, notify, languages);
