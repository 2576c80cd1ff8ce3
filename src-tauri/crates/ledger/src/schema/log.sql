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
CREATE INDEX event_by_actor ON event (actor, seq);

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
