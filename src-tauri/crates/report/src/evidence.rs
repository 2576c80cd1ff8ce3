//! Evidence ids: `E-<section>-<number>`. Every figure prints one, and each
//! names the register or the file from which the figure can be counted again.

/// Certificates issued in the period.
pub(crate) const ISSUED: &str = "E-01-001";
/// Certificates revoked in the period.
pub(crate) const REVOKED: &str = "E-01-002";
/// The verdict on the log.
pub(crate) const VERDICT: &str = "E-01-003";
/// The checkpoint.
pub(crate) const CHECKPOINT: &str = "E-01-004";
/// Agents in scope.
pub(crate) const AGENTS: &str = "E-04-001";
/// Authorities in scope.
pub(crate) const AUTHORITIES: &str = "E-04-002";
/// Issued: log against register.
pub(crate) const COUNT_ISSUED: &str = "E-04-003";
/// Revoked: log against register.
pub(crate) const COUNT_REVOKED: &str = "E-04-004";
/// Events of the period.
pub(crate) const EVENTS: &str = "E-04-005";
/// Refusals of the period.
pub(crate) const REFUSALS: &str = "E-04-006";
/// Register of certificates.
pub(crate) const CERTIFICATES: &str = "E-10-001";
/// Register of certificate-storing devices.
pub(crate) const DEVICES: &str = "E-10-002";
/// Keys and their custody facts.
pub(crate) const KEYS: &str = "E-10-003";
/// Approvals.
pub(crate) const APPROVALS: &str = "E-10-004";
/// Revocations with measured times.
pub(crate) const REVOCATIONS: &str = "E-10-005";
/// Officers.
pub(crate) const OFFICERS: &str = "E-10-006";

/// The id of the `index`-th row of a section, counted from 0.
pub(crate) fn row(section: u8, index: usize) -> String {
    format!("E-{section:02}-{:03}", index + 1)
}

/// Every fixed id, what it is, and from what it can be counted again.
pub(crate) const INDEX: &[(&str, &str, Source)] = &[
    (ISSUED, "Certificates issued in the period", Source::Events),
    (
        REVOKED,
        "Certificates revoked in the period",
        Source::Events,
    ),
    (
        VERDICT,
        "Verification of the log",
        Source::EventsAndCheckpoint,
    ),
    (CHECKPOINT, "Checkpoint", Source::Checkpoint),
    (AGENTS, "Agents in scope", Source::Events),
    (
        AUTHORITIES,
        "Certification authorities in scope",
        Source::Certificates,
    ),
    (
        COUNT_ISSUED,
        "Issued: log count against register count",
        Source::Events,
    ),
    (
        COUNT_REVOKED,
        "Revoked: log count against register count",
        Source::Events,
    ),
    (EVENTS, "Events of the period", Source::Events),
    (REFUSALS, "Refusals of the period", Source::Events),
    (
        CERTIFICATES,
        "Register of certificates",
        Source::Certificates,
    ),
    (
        DEVICES,
        "Register of certificate-storing devices",
        Source::Events,
    ),
    (KEYS, "Keys and their custody facts", Source::Events),
    (APPROVALS, "Approvals: maker and checker", Source::Events),
    (
        REVOCATIONS,
        "Revocations with measured times",
        Source::EventsAndCrls,
    ),
    (OFFICERS, "Officers", Source::Events),
];

/// Which embedded files a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Events,
    Checkpoint,
    EventsAndCheckpoint,
    Certificates,
    EventsAndCrls,
}
