-- Who did what towards whom, and the ties made of it (src/relationship/tie.hpp). NULL times and days mean "never".

CREATE TABLE interactions (
    actor_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,              -- InteractionKind
    reference INTEGER NOT NULL,         -- the status, else the time: one fact is told once
    recorded INTEGER NOT NULL,          -- an id: the order in which they were heard of
    source INTEGER NOT NULL,
    flags INTEGER NOT NULL,             -- 1 pitch, 2 ask, 4 own words, 8 for an answer, 16 in public
    at INTEGER NOT NULL,
    conversation_id INTEGER,
    status_id INTEGER,
    PRIMARY KEY (actor_id, target_id, kind, reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX interactions_received ON interactions(target_id, at);
CREATE INDEX interactions_by_status ON interactions(status_id) WHERE status_id IS NOT NULL;

-- Both owners have a row of their own; "mine" is what the owner did.
CREATE TABLE ties (
    owner_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    mine_public INTEGER NOT NULL,             -- how often each spoke where everybody may read it; others learn of
    theirs_public INTEGER NOT NULL,           -- the two from these and from a meeting of both alone
    shared_people INTEGER NOT NULL DEFAULT 0, -- with whom both had contact in public
    exchanges INTEGER NOT NULL,
    exchange_days INTEGER NOT NULL,
    first_exchange_day INTEGER,
    last_exchange_day INTEGER,
    exchange_day_bits INTEGER NOT NULL,
    recent_exchanges REAL NOT NULL,
    recent_exchanges_at INTEGER,
    unanswered INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    origin_through INTEGER,
    origin_where INTEGER NOT NULL,
    set_stage INTEGER NOT NULL,
    mine_contacts INTEGER NOT NULL,
    mine_turns INTEGER NOT NULL,
    mine_asks INTEGER NOT NULL,
    mine_pitches INTEGER NOT NULL,
    mine_first_contact INTEGER,
    mine_last_contact INTEGER,
    mine_last_spoken INTEGER,
    mine_recent REAL NOT NULL,
    mine_recent_at INTEGER,
    mine_given REAL NOT NULL,
    mine_given_at INTEGER,
    mine_taken REAL NOT NULL,
    mine_taken_at INTEGER,
    mine_answers_low INTEGER NOT NULL,  -- eight counts of a byte each
    mine_answers_high INTEGER NOT NULL,
    mine_met INTEGER NOT NULL,
    mine_vouches INTEGER NOT NULL,
    theirs_contacts INTEGER NOT NULL,
    theirs_turns INTEGER NOT NULL,
    theirs_asks INTEGER NOT NULL,
    theirs_pitches INTEGER NOT NULL,
    theirs_first_contact INTEGER,
    theirs_last_contact INTEGER,
    theirs_last_spoken INTEGER,
    theirs_recent REAL NOT NULL,
    theirs_recent_at INTEGER,
    theirs_given REAL NOT NULL,
    theirs_given_at INTEGER,
    theirs_taken REAL NOT NULL,
    theirs_taken_at INTEGER,
    theirs_answers_low INTEGER NOT NULL,
    theirs_answers_high INTEGER NOT NULL,
    theirs_met INTEGER NOT NULL,
    theirs_vouches INTEGER NOT NULL,
    PRIMARY KEY (owner_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ties_by_other ON ties(other_id);

-- Where a pair (the smaller id first) stands in a conversation.
CREATE TABLE tie_conversations (
    low_id INTEGER NOT NULL,
    high_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    last_speaker_id INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    last_exchange_day INTEGER,
    PRIMARY KEY (low_id, high_id, conversation_id)
) STRICT, WITHOUT ROWID;

-- What members choose about their ties and counts; who has no row chose nothing.
CREATE TABLE tie_preferences (
    account_id INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    counts INTEGER NOT NULL,            -- 0 as the server has it, 1 nobody, 2 themself, 3 everybody sees them
    hidden_lists INTEGER NOT NULL,      -- bit n: the smart list n
    connects INTEGER NOT NULL           -- whether ways to others may lead through them
) STRICT;

-- What strength asks about an account apart from one tie, counted from what everybody may read: nobody learns from the
-- strength of a tie whom the other speaks with in private.
CREATE TABLE tie_people (
    account_id INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    people INTEGER NOT NULL DEFAULT 0,  -- with how many it ever had contact in public
    last_spoken INTEGER                 -- to anybody, in public
) STRICT;
