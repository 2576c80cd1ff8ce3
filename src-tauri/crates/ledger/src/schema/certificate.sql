-- Certificates, and what belongs on their CRLs.

-- Revocations that one officer made alone. confirmer and what follows: NULL until another confirmed.
CREATE TABLE confirmation (
    serial    TEXT PRIMARY KEY,
    officer   TEXT NOT NULL REFERENCES officer (id),
    at        TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    confirmer TEXT REFERENCES officer (id),
    object    BLOB REFERENCES blob (sha256),
    decision  BLOB REFERENCES blob (sha256),
    confirmed_at  TEXT,
    confirmed_seq INTEGER,
    CHECK (confirmer IS NULL OR confirmer <> officer)
) STRICT, WITHOUT ROWID;
CREATE INDEX confirmation_open ON confirmation (seq) WHERE confirmed_seq IS NULL;

-- What one CRL covers: a part of an issuer's certificates. issued, denied, suspended: how many.
-- changed_seq: the last event that changed what belongs on it. full_seq, delta_seq: its newest.
CREATE TABLE crl_part (
    id          INTEGER PRIMARY KEY,
    issuer_ski  TEXT NOT NULL,
    partition   INTEGER NOT NULL,
    issued      INTEGER NOT NULL DEFAULT 0,
    denied      INTEGER NOT NULL DEFAULT 0,
    suspended   INTEGER NOT NULL DEFAULT 0,
    changed_seq INTEGER NOT NULL DEFAULT 0,
    full_seq    INTEGER,
    delta_seq   INTEGER,
    UNIQUE (issuer_ski, partition)
) STRICT;

-- stands: not denied, and no certificate that is not denied follows it.
CREATE TABLE certificate (
    seq         INTEGER PRIMARY KEY,
    serial      TEXT NOT NULL UNIQUE,
    part        INTEGER NOT NULL REFERENCES crl_part (id),
    request     TEXT REFERENCES request (id),
    renews      TEXT,
    profile     TEXT NOT NULL,
    common_name TEXT NOT NULL,
    der         BLOB NOT NULL REFERENCES blob (sha256),
    spki        BLOB NOT NULL,
    not_before  TEXT NOT NULL,
    not_after   TEXT NOT NULL,
    stands      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX certificate_newest ON certificate (profile);
CREATE INDEX certificate_by_name ON certificate (profile, common_name COLLATE NOCASE, not_after);
CREATE INDEX certificate_by_end ON certificate (profile, not_after, stands);
CREATE INDEX certificate_by_spki ON certificate (spki);
CREATE INDEX certificate_by_part ON certificate (part);
CREATE INDEX certificate_by_renewed ON certificate (renews) WHERE renews IS NOT NULL;

-- What belongs on a CRL now, in the order in which it came there. cause: CRLReason (RFC 5280,
-- 5.3.1), with 0 for a certificate whose issuer's key was compromised, and NULL for an intent that
-- was given up. at, invalid_since: milliseconds since 1970, since a list may hold a million.
CREATE TABLE denied (
    part          INTEGER NOT NULL REFERENCES crl_part (id),
    seq           INTEGER NOT NULL,
    serial        TEXT NOT NULL UNIQUE,
    at            INTEGER NOT NULL,
    cause         INTEGER CHECK (cause IN (0, 1, 2, 3, 4, 5, 6, 9)),
    invalid_since INTEGER,
    decision      BLOB REFERENCES blob (sha256),
    PRIMARY KEY (part, seq, serial)
) STRICT, WITHOUT ROWID;

-- Suspensions that ended in a release. held_seq: the event of the suspension.
CREATE TABLE released (
    part     INTEGER NOT NULL REFERENCES crl_part (id),
    seq      INTEGER NOT NULL,
    serial   TEXT NOT NULL,
    held_seq INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    decision BLOB NOT NULL REFERENCES blob (sha256),
    PRIMARY KEY (part, seq, serial)
) STRICT, WITHOUT ROWID;

-- base is NULL for a full CRL. One numbering for full and delta CRLs (RFC 5280, 5.2.4).
CREATE TABLE crl (
    seq         INTEGER PRIMARY KEY,
    part        INTEGER NOT NULL REFERENCES crl_part (id),
    number      INTEGER NOT NULL,
    base        INTEGER,
    der         BLOB NOT NULL REFERENCES blob (sha256),
    this_update TEXT NOT NULL,
    next_update TEXT NOT NULL,
    entries     INTEGER NOT NULL,
    at          TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX crl_by_number ON crl (part, number, ifnull(base, 0));
CREATE INDEX crl_by_event ON crl (part, seq);
