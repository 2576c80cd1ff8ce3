-- Rules that officers put in force: policies, profiles, standing authorisations, and how.

-- Versions that were put in force, as canonical JSON; before the first, the built-in one is.
CREATE TABLE policy (
    version INTEGER PRIMARY KEY,
    rules   TEXT NOT NULL,
    sha256  BLOB NOT NULL UNIQUE,
    change  TEXT NOT NULL REFERENCES change (id),
    at      TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

-- id: the change that put it in force. bounds: canonical JSON. used: intents that named it.
CREATE TABLE standing (
    id            TEXT PRIMARY KEY REFERENCES change (id),
    bounds        TEXT NOT NULL,
    until         TEXT NOT NULL,
    used          INTEGER NOT NULL DEFAULT 0,
    at            TEXT NOT NULL,
    seq           INTEGER NOT NULL,
    withdrawer    TEXT REFERENCES officer (id),
    withdrawal    BLOB REFERENCES blob (sha256),
    withdrawn_seq INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_there ON standing (until) WHERE withdrawn_seq IS NULL;

-- seq: the intent's. at: milliseconds since 1970.
CREATE TABLE standing_use (
    seq      INTEGER PRIMARY KEY,
    standing TEXT NOT NULL REFERENCES standing (id),
    request  TEXT NOT NULL REFERENCES request (id),
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX standing_use_by_time ON standing_use (standing, at);

-- decider, decided_at, decision and decide_seq: the last approval, once there are enough of them,
-- or the rejection.
CREATE TABLE change (
    number      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'rejected')),
    object      BLOB NOT NULL REFERENCES blob (sha256),
    proposer    TEXT NOT NULL REFERENCES officer (id),
    proposed_at TEXT NOT NULL,
    proposal    BLOB NOT NULL REFERENCES blob (sha256),
    propose_seq INTEGER NOT NULL,
    decider     TEXT REFERENCES officer (id),
    decided_at  TEXT,
    decision    BLOB REFERENCES blob (sha256),
    decide_seq  INTEGER,
    approvals_needed INTEGER NOT NULL DEFAULT 1,
    approvals_given  INTEGER NOT NULL DEFAULT 0,
    CHECK (decider IS NULL OR decider <> proposer),
    CHECK ((decider IS NULL) = (state = 'proposed')),
    CHECK (state <> 'approved' OR approvals_given >= approvals_needed)
) STRICT;
CREATE TABLE change_approval (
    change   TEXT NOT NULL REFERENCES change (id),
    officer  TEXT NOT NULL REFERENCES officer (id),
    proposer TEXT NOT NULL CHECK (proposer <> officer),
    decision BLOB NOT NULL REFERENCES blob (sha256),
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (change, officer)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_open ON change (number) WHERE state = 'proposed';

-- Versions that were put in force, as canonical JSON; before the first, the built-in one is.
CREATE TABLE profile (
    id      TEXT NOT NULL,
    version INTEGER NOT NULL,
    rules   TEXT NOT NULL,
    sha256  BLOB NOT NULL,
    change  TEXT NOT NULL REFERENCES change (id),
    at      TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
