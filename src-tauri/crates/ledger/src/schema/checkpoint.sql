-- The log towards others: checkpoints, witnesses, time stamps, backups.

CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL,
    at   TEXT NOT NULL
) STRICT;

-- Which keys sign checkpoints that cover event seq and later ones: vkey lines.
CREATE TABLE log_keys (
    seq    INTEGER PRIMARY KEY,
    keys   TEXT NOT NULL,
    change TEXT REFERENCES change (id)
) STRICT;

-- Whose cosignatures count: at most one key of a name.
CREATE TABLE witness (
    key     TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    trusted INTEGER NOT NULL,
    change  TEXT NOT NULL REFERENCES change (id),
    seq     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last that each witness gave for a size.
CREATE TABLE cosignature (
    witness  TEXT NOT NULL,
    size     INTEGER NOT NULL,
    root     BLOB NOT NULL CHECK (length(root) = 32),
    seen_at  TEXT NOT NULL,
    cosigned BLOB NOT NULL REFERENCES blob (sha256),
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (witness, size)
) STRICT, WITHOUT ROWID;

-- Other logs, and how far this workstation followed them as their witness.
CREATE TABLE witnessed (
    origin      TEXT PRIMARY KEY,
    keys        BLOB NOT NULL REFERENCES blob (sha256),
    size        INTEGER NOT NULL,
    root        BLOB NOT NULL CHECK (length(root) = 32),
    cosignature BLOB NOT NULL REFERENCES blob (sha256),
    at          TEXT NOT NULL,
    seq         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- seq: of the query. response, time, authority: NULL while it is on its way.
CREATE TABLE timestamp (
    seq       INTEGER PRIMARY KEY,
    size      INTEGER NOT NULL,
    request   BLOB NOT NULL UNIQUE REFERENCES blob (sha256),
    response  BLOB REFERENCES blob (sha256),
    time      TEXT,
    authority TEXT
) STRICT;

CREATE TABLE backup (
    seq       INTEGER PRIMARY KEY,
    sha256    BLOB NOT NULL,
    size      INTEGER NOT NULL,
    encrypted INTEGER NOT NULL,
    at        TEXT NOT NULL
) STRICT;

-- Which agents an event is about.
CREATE TABLE event_agent (
    agent TEXT NOT NULL,
    seq   INTEGER NOT NULL,
    PRIMARY KEY (agent, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
