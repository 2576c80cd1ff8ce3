//! The tables. `event`, `node` and `blob` are the log; the others show its state and can be
//! rebuilt from it at any time.

/// Marks the file as ours: "CHAN".
pub(crate) const APPLICATION_ID: i64 = 0x4348_414E;

/// Version of the tables below.
// Stored: a change of the shown tables is a new version, to which `migrate` rebuilds them; a
// change of the log's own tables breaks every ledger written before.
pub(crate) const VERSION: i64 = 4;

/// The log. Versions 1 and 2 laid it out in the same way, but for [`EVENT_BY_ACTOR`].
pub(crate) const LOG: &str = include_str!("schema/log.sql");

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
pub(crate) const TABLES: &str = concat!(
    include_str!("schema/checkpoint.sql"),
    include_str!("schema/retention.sql"),
    include_str!("schema/key.sql"),
    include_str!("schema/officer.sql"),
    include_str!("schema/rules.sql"),
    include_str!("schema/facts.sql"),
    include_str!("schema/request.sql"),
    include_str!("schema/certificate.sql"),
    include_str!("schema/report.sql"),
);
