-- Reports, and who signed them off.

CREATE TABLE report_signature (
    report   TEXT NOT NULL REFERENCES report (id),
    part     TEXT NOT NULL CHECK (part IN ('preparer', 'reviewer', 'approver')),
    officer  TEXT NOT NULL REFERENCES officer (id),
    decision BLOB NOT NULL REFERENCES blob (sha256),
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (report, part),
    UNIQUE (report, officer)
) STRICT, WITHOUT ROWID;

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
