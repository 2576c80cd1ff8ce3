-- Requests, from the draft to the intent of a certificate.

-- What was typed so far. content: NULL once it was given up.
CREATE TABLE draft (
    name    TEXT PRIMARY KEY,
    content BLOB REFERENCES blob (sha256),
    officer TEXT NOT NULL REFERENCES officer (id),
    at      TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_there ON draft (officer, seq) WHERE content IS NOT NULL;

-- checker, decided_at, decision and decide_seq: the last approval, once there are enough of them,
-- or the rejection; of a withdrawal, what is not the checker's. standing: it was approved in advance.
-- key_left: it was turned down or given up, and its key may be there still.
CREATE TABLE request (
    number           INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    agent_id         TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('submitted', 'approved', 'rejected', 'withdrawn', 'expired',
                                                   'issued', 'abandoned')),
    object           BLOB NOT NULL UNIQUE REFERENCES blob (sha256),
    spki             BLOB NOT NULL,
    csr              BLOB REFERENCES blob (sha256),
    renews           TEXT,
    batch            BLOB REFERENCES blob (sha256),
    approvals_needed INTEGER NOT NULL DEFAULT 1,
    approvals_given  INTEGER NOT NULL DEFAULT 0,
    policy           BLOB,
    standing         TEXT REFERENCES standing (id),
    withdrawer       TEXT REFERENCES officer (id),
    maker            TEXT NOT NULL REFERENCES officer (id),
    submitted_at     TEXT NOT NULL,
    submission       BLOB NOT NULL REFERENCES blob (sha256),
    submit_seq       INTEGER NOT NULL,
    checker          TEXT REFERENCES officer (id),
    decided_at       TEXT,
    decision         BLOB REFERENCES blob (sha256),
    decide_seq       INTEGER,
    serial           TEXT,
    key_left         INTEGER NOT NULL DEFAULT 0,
    CHECK (checker IS NULL OR checker <> maker),
    CHECK (checker IS NOT NULL OR standing IS NOT NULL OR state IN ('submitted', 'withdrawn', 'expired')),
    CHECK (checker IS NULL OR state <> 'submitted'),
    CHECK ((withdrawer IS NOT NULL) = (state = 'withdrawn')),
    CHECK (state NOT IN ('approved', 'issued') OR approvals_given >= approvals_needed)
) STRICT;
CREATE INDEX request_open ON request (number) WHERE state IN ('submitted', 'approved');
CREATE INDEX request_by_standing ON request (standing, number) WHERE standing IS NOT NULL;
CREATE INDEX request_key_left ON request (spki) WHERE key_left = 1;
CREATE INDEX request_by_key ON request (spki);
CREATE INDEX request_by_renewed ON request (renews) WHERE renews IS NOT NULL;
CREATE INDEX request_by_batch ON request (batch) WHERE batch IS NOT NULL;

CREATE TABLE approval (
    request  TEXT NOT NULL REFERENCES request (id),
    officer  TEXT NOT NULL REFERENCES officer (id),
    maker    TEXT NOT NULL CHECK (maker <> officer),
    decision BLOB NOT NULL REFERENCES blob (sha256),
    batch    BLOB REFERENCES blob (sha256),
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (request, officer)
) STRICT, WITHOUT ROWID;

-- outcome: NULL while the intent is open.
CREATE TABLE intent (
    seq       INTEGER PRIMARY KEY,
    serial    TEXT NOT NULL UNIQUE,
    request   TEXT NOT NULL REFERENCES request (id),
    tbs       BLOB NOT NULL REFERENCES blob (sha256),
    partition INTEGER NOT NULL,
    outcome   TEXT CHECK (outcome IN ('issued', 'abandoned'))
) STRICT;
CREATE UNIQUE INDEX intent_open ON intent (request) WHERE outcome IS NULL;
