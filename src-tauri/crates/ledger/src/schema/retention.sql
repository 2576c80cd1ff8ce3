-- What can be erased, and what keeps it.

-- What can be erased, and about whom it is. holder: an officer's id, or a request's. change: the
-- approved one that says that it goes. erased_seq: NULL while it is there.
CREATE TABLE side_data (
    blob       BLOB PRIMARY KEY REFERENCES blob (sha256),
    kind       TEXT NOT NULL CHECK (kind IN ('officer-name', 'accountable', 'purpose', 'draft')),
    holder     TEXT NOT NULL,
    at         TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    change     TEXT REFERENCES change (id),
    erased_seq INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX side_data_by_holder ON side_data (holder);
CREATE INDEX side_data_there ON side_data (seq) WHERE erased_seq IS NULL;
CREATE INDEX side_data_owed ON side_data (seq) WHERE change IS NOT NULL AND erased_seq IS NULL;

-- lifted: the change that ended it.
CREATE TABLE hold (
    number   INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    kind     TEXT NOT NULL CHECK (kind IN ('everything', 'agent', 'request')),
    subject  TEXT NOT NULL,
    object   BLOB NOT NULL REFERENCES blob (sha256),
    officer  TEXT NOT NULL REFERENCES officer (id),
    decision BLOB NOT NULL REFERENCES blob (sha256),
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    lifted   TEXT REFERENCES change (id)
) STRICT;
CREATE INDEX hold_open ON hold (number) WHERE lifted IS NULL;

-- Schedules that were put in force, as canonical JSON; before the first, the built-in one is.
CREATE TABLE retention (
    version  INTEGER PRIMARY KEY,
    schedule TEXT NOT NULL,
    change   TEXT NOT NULL REFERENCES change (id),
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT;
