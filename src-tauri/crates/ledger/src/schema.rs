//! The tables. `event`, `node`, `blob` and `checkpoint` are the log; the others show its state
//! and could be rebuilt from it.

/// Marks the file as ours: "CHAN".
pub(crate) const APPLICATION_ID: i64 = 0x4348_414E;

/// Version of the tables below.
// Stored: a change of the tables is a new version with a migration.
pub(crate) const VERSION: i64 = 1;

pub(crate) const TABLES: &str = "
CREATE TABLE event (
    seq     INTEGER PRIMARY KEY,
    leaf    BLOB NOT NULL,
    at      TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor   TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_kind ON event (kind, seq);
CREATE INDEX event_by_subject ON event (subject, seq);
CREATE INDEX event_by_at ON event (at);

CREATE TRIGGER event_in_sequence BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT raise(ABORT, 'events are numbered without gaps'); END;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN SELECT raise(ABORT, 'events never change'); END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'events never go'); END;

CREATE TABLE node (
    level INTEGER NOT NULL,
    idx   INTEGER NOT NULL,
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER node_never_changes BEFORE UPDATE ON node
BEGIN SELECT raise(ABORT, 'nodes never change'); END;
CREATE TRIGGER node_never_goes BEFORE DELETE ON node
BEGIN SELECT raise(ABORT, 'nodes never go'); END;

-- bytes is NULL once erased.
CREATE TABLE blob (
    sha256   BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    media    TEXT NOT NULL,
    erasable INTEGER NOT NULL CHECK (erasable IN (0, 1)),
    bytes    BLOB,
    CHECK (erasable = 1 OR bytes IS NOT NULL)
) STRICT;

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL,
    at   TEXT NOT NULL
) STRICT;

CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    serial  TEXT PRIMARY KEY,
    label   TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL
) STRICT;

CREATE TABLE key (
    spki         BLOB PRIMARY KEY REFERENCES blob (sha256),
    token_serial TEXT NOT NULL REFERENCES token (serial),
    cka_id       TEXT NOT NULL,
    label        TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    algorithm    TEXT NOT NULL,
    custody      BLOB NOT NULL REFERENCES blob (sha256),
    made_at      TEXT NOT NULL,
    destroyed    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (token_serial, cka_id)
) STRICT;
CREATE INDEX key_by_token ON key (token_serial);
CREATE INDEX key_by_purpose ON key (purpose);

CREATE TABLE officer (
    id           TEXT PRIMARY KEY,
    role         TEXT NOT NULL,
    certificate  BLOB NOT NULL UNIQUE REFERENCES blob (sha256),
    token_label  TEXT NOT NULL,
    token_serial TEXT NOT NULL UNIQUE REFERENCES token (serial),
    name         BLOB NOT NULL REFERENCES blob (sha256)
) STRICT;

CREATE TABLE request (
    id           TEXT PRIMARY KEY,
    number       INTEGER NOT NULL UNIQUE,
    agent_id     TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('submitted', 'approved', 'rejected', 'issued', 'abandoned')),
    object       BLOB NOT NULL UNIQUE REFERENCES blob (sha256),
    spki         BLOB NOT NULL UNIQUE REFERENCES key (spki),
    maker        TEXT NOT NULL REFERENCES officer (id),
    submitted_at TEXT NOT NULL,
    submission   BLOB NOT NULL REFERENCES blob (sha256),
    submit_seq   INTEGER NOT NULL,
    checker      TEXT REFERENCES officer (id),
    decided_at   TEXT,
    decision     BLOB REFERENCES blob (sha256),
    decide_seq   INTEGER,
    serial       TEXT,
    CHECK (checker IS NULL OR checker <> maker),
    CHECK ((checker IS NULL) = (state = 'submitted'))
) STRICT;
CREATE INDEX request_open ON request (number) WHERE state IN ('submitted', 'approved');
CREATE INDEX request_undone ON request (spki) WHERE state IN ('rejected', 'abandoned');
CREATE INDEX request_by_agent ON request (agent_id, number);

-- outcome: NULL while the intent is open.
CREATE TABLE intent (
    serial  TEXT PRIMARY KEY,
    request TEXT NOT NULL REFERENCES request (id),
    tbs     BLOB NOT NULL REFERENCES blob (sha256),
    seq     INTEGER NOT NULL,
    outcome TEXT CHECK (outcome IN ('issued', 'abandoned'))
) STRICT;
CREATE UNIQUE INDEX intent_open ON intent (request) WHERE outcome IS NULL;

CREATE TABLE certificate (
    serial      TEXT PRIMARY KEY,
    seq         INTEGER NOT NULL UNIQUE,
    request     TEXT UNIQUE REFERENCES request (id),
    profile     TEXT NOT NULL,
    common_name TEXT NOT NULL,
    issuer_ski  TEXT NOT NULL,
    der         BLOB NOT NULL REFERENCES blob (sha256),
    spki        BLOB NOT NULL,
    not_before  TEXT NOT NULL,
    not_after   TEXT NOT NULL
) STRICT;
CREATE INDEX certificate_newest ON certificate (profile, seq);
CREATE INDEX certificate_by_name ON certificate (profile, common_name COLLATE NOCASE, seq);
CREATE INDEX certificate_by_end ON certificate (profile, not_after);
CREATE INDEX certificate_by_spki ON certificate (spki);

-- Serials that belong on the CRL: revoked, or given up after an intent.
CREATE TABLE denied (
    serial     TEXT PRIMARY KEY,
    issuer_ski TEXT NOT NULL,
    at         TEXT NOT NULL,
    reason     TEXT,
    decision   BLOB REFERENCES blob (sha256),
    seq        INTEGER NOT NULL
) STRICT;
CREATE INDEX denied_by_issuer ON denied (issuer_ski, seq);

CREATE TABLE crl (
    issuer_ski  TEXT NOT NULL,
    number      INTEGER NOT NULL,
    der         BLOB NOT NULL REFERENCES blob (sha256),
    this_update TEXT NOT NULL,
    next_update TEXT NOT NULL,
    entries     INTEGER NOT NULL,
    at          TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (issuer_ski, number)
) STRICT;

CREATE UNIQUE INDEX crl_by_event ON crl (issuer_ski, seq);

CREATE TABLE report (
    id        TEXT PRIMARY KEY,
    seq       INTEGER NOT NULL,
    from_day  TEXT NOT NULL,
    to_day    TEXT NOT NULL,
    at        TEXT NOT NULL,
    officer   TEXT NOT NULL,
    file      TEXT NOT NULL,
    pages     INTEGER NOT NULL,
    bytes     INTEGER NOT NULL,
    sha256    BLOB NOT NULL
) STRICT;
";
