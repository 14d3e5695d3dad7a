-- What words were judged to be, and what follows from it for whom they reach (src/relationship/decide.hpp).

-- Bits: 1 judged, 2 pitch, 4 ask, 8 question, 16 help wanted, 32 declared an offer, 64 over the pitch budget; what is
-- asked for (AskKinds) from bit 8 on.
ALTER TABLE statuses ADD COLUMN judgement INTEGER NOT NULL DEFAULT 0;
CREATE INDEX statuses_offers ON statuses(account_id, id) WHERE (judgement & 96) <> 0;

-- Messages to people who did not know their author. They outlive their statuses.
CREATE TABLE first_messages (
    author_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    receiver_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL,         -- may be gone
    conversation_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    signature TEXT NOT NULL,            -- TemplateSignature in base64
    automated INTEGER NOT NULL,
    let_in INTEGER NOT NULL,            -- 0: it waits, or waited
    answer INTEGER NOT NULL DEFAULT 0,  -- 1: the receiver answered, 2: and was answered
    PRIMARY KEY (author_id, receiver_id, status_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX first_messages_in_order ON first_messages(author_id, at);
CREATE INDEX first_messages_by_receiver ON first_messages(receiver_id);

-- Audiences: 0 anyone, 1 followed, 2 acquaintance, 3 friend, 4 nobody.
CREATE TABLE contact_policies (
    account_id INTEGER PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    pitch INTEGER NOT NULL,
    ask INTEGER NOT NULL,
    message INTEGER NOT NULL,
    invite INTEGER NOT NULL
) STRICT;

-- What an account decided about one other.
CREATE TABLE contact_rules (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    boundaries INTEGER NOT NULL DEFAULT 0, -- 1 asks, 2 pitches, 4 direct messages, 8 all
    bounded INTEGER NOT NULL DEFAULT 0,    -- an id: when boundaries were first set
    accepted INTEGER NOT NULL DEFAULT 0,   -- 1 pitches, 2 asks, 4 templates, 8 messages
    offers INTEGER NOT NULL DEFAULT 0,     -- wants the target's offers
    PRIMARY KEY (account_id, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_rules_by_target ON contact_rules(target_id);
CREATE INDEX contact_rules_bounded ON contact_rules(account_id, bounded) WHERE bounded > 0;

-- Statuses that wait for a receiver's decision, or seem to their sender to.
CREATE TABLE held_messages (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL REFERENCES statuses(id) ON DELETE CASCADE,
    from_account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    judgement INTEGER NOT NULL,         -- as statuses.judgement, with 128 template, 1048576 autopilot
    direct INTEGER NOT NULL,
    reasons TEXT NOT NULL,              -- src/backends/sql/reasons.cpp
    dropped INTEGER NOT NULL,           -- by the receiver's notification policy
    PRIMARY KEY (account_id, status_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_messages_by_status ON held_messages(status_id);
CREATE INDEX held_messages_by_sender ON held_messages(from_account_id, account_id, status_id);

-- Texts that came back to their author once.
CREATE TABLE nudges (
    account_id INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    digest TEXT NOT NULL,               -- of the text, in hexadecimal
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, digest)
) STRICT, WITHOUT ROWID;
