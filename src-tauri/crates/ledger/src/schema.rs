//! The tables. `event`, `node` and `blob` are the log; the others show its state and can be
//! rebuilt from it at any time.

/// Marks the file as ours: "CHAN".
pub(crate) const APPLICATION_ID: i64 = 0x4348_414E;

/// Version of the tables below.
// Stored: a change of the shown tables is a new version, to which `migrate` rebuilds them; a
// change of the log's own tables breaks every ledger written before.
pub(crate) const VERSION: i64 = 4;

/// The log. Versions 1 and 2 laid it out in the same way, but for [`EVENT_BY_ACTOR`].
pub(crate) const LOG: &str = "
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
";

/// What ledgers of versions 1 and 2 lack.
pub(crate) const EVENT_BY_ACTOR: &str =
    "CREATE INDEX IF NOT EXISTS event_by_actor ON event (actor, seq)";

/// What shows the log's state, and an order in which the rows of each can be compared.
pub(crate) const SHOWN: [(&str, &str); 41] = [
    ("agent_facts", "agent, seq"),
    ("approval", "request, officer"),
    ("backup", "seq"),
    ("certificate", "seq"),
    ("change", "number"),
    ("change_approval", "change, officer"),
    ("checkpoint", "size"),
    ("compromised_key", "spki"),
    ("confirmation", "serial"),
    ("cosignature", "witness, size"),
    ("counter", "name"),
    ("crl", "seq"),
    ("crl_part", "id"),
    ("denied", "part, seq, serial"),
    ("draft", "name"),
    ("event_agent", "agent, seq"),
    ("firm_facts", "seq"),
    ("hold", "number"),
    ("intent", "seq"),
    ("key", "seq"),
    ("key_intent", "seq"),
    ("log_keys", "seq"),
    ("officer", "id"),
    ("officer_key", "certificate"),
    ("officer_role", "officer, since_seq"),
    ("policy", "version"),
    ("profile", "id, version"),
    ("released", "part, seq, serial"),
    ("report", "id"),
    ("report_signature", "report, part"),
    ("request", "number"),
    ("retention", "version"),
    ("review", "agent, seq"),
    ("review_due", "agent"),
    ("side_data", "blob"),
    ("standing", "id"),
    ("standing_use", "seq"),
    ("timestamp", "seq"),
    ("token", "seq"),
    ("witness", "key"),
    ("witnessed", "origin"),
];

/// Lays out the tables of [`SHOWN`].
pub(crate) const TABLES: &str = "
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

-- certificate, token_label, token_serial: the newest key's, of those in officer_key. role: the newest
-- of those in officer_role.
CREATE TABLE officer (
    id           TEXT PRIMARY KEY,
    role         TEXT NOT NULL,
    certificate  BLOB NOT NULL UNIQUE REFERENCES blob (sha256),
    token_label  TEXT NOT NULL,
    token_serial TEXT NOT NULL UNIQUE REFERENCES token (serial) DEFERRABLE INITIALLY DEFERRED,
    name         BLOB NOT NULL REFERENCES blob (sha256),
    retired_seq  INTEGER
) STRICT;

-- until_seq: the event that revoked the certificate or ended the officer's service.
CREATE TABLE officer_key (
    certificate  BLOB PRIMARY KEY REFERENCES blob (sha256),
    officer      TEXT NOT NULL REFERENCES officer (id),
    token_label  TEXT NOT NULL,
    token_serial TEXT NOT NULL REFERENCES token (serial) DEFERRABLE INITIALLY DEFERRED,
    change       TEXT REFERENCES change (id),
    since_seq    INTEGER NOT NULL,
    until_seq    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX officer_key_by_officer ON officer_key (officer, since_seq);
CREATE INDEX officer_key_by_token ON officer_key (token_serial);

-- change: NULL for the role that the officer began with.
CREATE TABLE officer_role (
    officer   TEXT NOT NULL REFERENCES officer (id),
    since_seq INTEGER NOT NULL,
    role      TEXT NOT NULL,
    change    TEXT REFERENCES change (id),
    PRIMARY KEY (officer, since_seq)
) STRICT, WITHOUT ROWID;

-- Versions that were put in force, as canonical JSON; before the first, the built-in one is.
CREATE TABLE policy (
    version INTEGER PRIMARY KEY,
    rules   TEXT NOT NULL,
    sha256  BLOB NOT NULL UNIQUE,
    change  TEXT NOT NULL REFERENCES change (id),
    at      TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

-- What was typed so far. content: NULL once it was given up.
CREATE TABLE draft (
    name    TEXT PRIMARY KEY,
    content BLOB REFERENCES blob (sha256),
    officer TEXT NOT NULL REFERENCES officer (id),
    at      TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_there ON draft (officer, seq) WHERE content IS NOT NULL;

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
