-- Facts about the firm and its agents, and their reviews.

-- As canonical JSON; the newest is in force. Before the first, the founding object's are.
CREATE TABLE firm_facts (
    seq    INTEGER PRIMARY KEY,
    facts  TEXT NOT NULL,
    change TEXT NOT NULL REFERENCES change (id),
    at     TEXT NOT NULL
) STRICT;

-- The newest of an agent is in force.
CREATE TABLE agent_facts (
    agent  TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    facts  TEXT NOT NULL,
    change TEXT NOT NULL REFERENCES change (id),
    at     TEXT NOT NULL,
    PRIMARY KEY (agent, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
    agent    TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    officer  TEXT NOT NULL REFERENCES officer (id),
    object   BLOB NOT NULL REFERENCES blob (sha256),
    decision BLOB NOT NULL REFERENCES blob (sha256),
    at       TEXT NOT NULL,
    PRIMARY KEY (agent, seq)
) STRICT, WITHOUT ROWID;

-- When each agent is to be reviewed next: so many months after it began or was reviewed last. until:
-- the last instant of its certificates.
CREATE TABLE review_due (
    agent  TEXT PRIMARY KEY,
    since  TEXT NOT NULL,
    months INTEGER NOT NULL,
    due    TEXT NOT NULL,
    until  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX review_due_by_time ON review_due (due);
