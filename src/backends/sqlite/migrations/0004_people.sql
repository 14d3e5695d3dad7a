-- What members keep about people (beside account_notes), how they come to know each other, and Today.

CREATE TABLE person_notes (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    likes TEXT NOT NULL,
    how_met TEXT NOT NULL,
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_notes_by_target ON person_notes(target_id);
CREATE TABLE person_tags (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (account_id, target_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_tags_by_target ON person_tags(target_id);
CREATE TABLE person_dates (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    month INTEGER NOT NULL,
    day INTEGER NOT NULL,
    year INTEGER,
    PRIMARY KEY (account_id, target_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_dates_by_target ON person_dates(target_id);

-- Followers whom a member let stay without following back.
CREATE TABLE door_left (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX door_left_by_target ON door_left(target_id);

CREATE TABLE meeting_codes (
    account_id INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    digest TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
-- Two rows a meeting, one for each side.
CREATE TABLE meetings (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meetings_in_order ON meetings(account_id, id);
CREATE INDEX meetings_by_target ON meetings(target_id);

CREATE TABLE put_offs (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,              -- relationship::EntryKind
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER REFERENCES statuses(id) ON DELETE CASCADE,
    until INTEGER,                      -- NULL: for good
    done INTEGER NOT NULL               -- 1: it rests because it was done
) STRICT;
CREATE INDEX put_offs_by_account ON put_offs(account_id, id);
CREATE INDEX put_offs_by_target ON put_offs(target_id);
CREATE INDEX put_offs_by_status ON put_offs(status_id) WHERE status_id IS NOT NULL;

CREATE TABLE today_lists (
    account_id INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    day INTEGER NOT NULL                -- the member's, days since 1970
) STRICT;
CREATE TABLE today_entries (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    action INTEGER NOT NULL,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    second_id INTEGER REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER REFERENCES statuses(id) ON DELETE CASCADE,
    reason TEXT NOT NULL,               -- src/backends/sql/reasons.hpp
    state INTEGER NOT NULL DEFAULT 0    -- 0 open, 1 done, 2 put off
) STRICT;
CREATE INDEX today_entries_in_order ON today_entries(account_id, day, position);
CREATE INDEX today_entries_by_target ON today_entries(target_id);
CREATE INDEX today_entries_by_second ON today_entries(second_id) WHERE second_id IS NOT NULL;
CREATE INDEX today_entries_by_status ON today_entries(status_id) WHERE status_id IS NOT NULL;

CREATE TABLE outcomes (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,              -- 0 other, 1 client, 2 job, 3 answer, 4 friend
    what TEXT NOT NULL,
    at INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_through INTEGER,
    origin_where INTEGER NOT NULL
) STRICT;
CREATE INDEX outcomes_by_account ON outcomes(account_id, id);
CREATE INDEX outcomes_by_target ON outcomes(target_id);
