-- Tokens and the keys on them.

-- module is NULL for a practice token. seq: when it was taken. keys: those not destroyed.
CREATE TABLE token (
    seq     INTEGER PRIMARY KEY,
    serial  TEXT NOT NULL UNIQUE,
    label   TEXT NOT NULL,
    purpose TEXT NOT NULL,
    module  TEXT,
    keys    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Deferred references: a token that is relinked changes its serial, then its keys follow.
-- used: a request or a certificate named it.
CREATE TABLE key (
    seq          INTEGER PRIMARY KEY,
    spki         BLOB NOT NULL UNIQUE REFERENCES blob (sha256),
    token_serial TEXT NOT NULL REFERENCES token (serial) DEFERRABLE INITIALLY DEFERRED,
    cka_id       TEXT NOT NULL,
    label        TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    algorithm    TEXT NOT NULL,
    custody      BLOB NOT NULL REFERENCES blob (sha256),
    made_at      TEXT NOT NULL,
    destroyed    INTEGER NOT NULL DEFAULT 0,
    compromised  INTEGER NOT NULL DEFAULT 0,
    used         INTEGER NOT NULL DEFAULT 0,
    UNIQUE (token_serial, cka_id)
) STRICT;
CREATE INDEX key_by_token ON key (token_serial);
CREATE INDEX key_by_purpose ON key (purpose);
CREATE INDEX key_unused ON key (purpose) WHERE used = 0 AND destroyed = 0;

-- outcome: NULL while the intent is open.
CREATE TABLE key_intent (
    seq          INTEGER PRIMARY KEY,
    token_serial TEXT NOT NULL,
    cka_id       TEXT NOT NULL,
    label        TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    algorithm    TEXT NOT NULL,
    outcome      TEXT CHECK (outcome IN ('made', 'abandoned'))
) STRICT;
CREATE UNIQUE INDEX key_intent_open ON key_intent (token_serial, cka_id) WHERE outcome IS NULL;

-- Any key, ours or not.
CREATE TABLE compromised_key (
    spki     BLOB PRIMARY KEY,
    since    TEXT,
    object   BLOB NOT NULL REFERENCES blob (sha256),
    decision BLOB NOT NULL REFERENCES blob (sha256),
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
