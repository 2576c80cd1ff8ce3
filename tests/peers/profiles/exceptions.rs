//! Where a stranger is expected to refuse, and why.

use super::{row::Row, verdicts::Who};

/// Certificates that a stranger is expected to refuse.
pub(super) struct Exception {
    pub(super) stranger: Who,
    of: fn(&Row) -> bool,
    /// What it must say.
    pub(super) says: &'static str,
    /// In the table.
    pub(super) word: &'static str,
    /// Why it can't be otherwise.
    pub(super) reason: &'static str,
}

/// The exception for this cell.
pub(super) fn of(stranger: Who, row: &Row) -> Option<&'static Exception> {
    let is = |one: &&Exception| one.stranger == stranger && (one.of)(row);
    ALL.iter().find(is)
}

/// Its extended key usages are ours alone.
fn has_own_purpose(row: &Row) -> bool {
    matches!(
        row.profile.as_str(),
        "agent" | "agent-short-lived" | "officer" | "service-seal"
    )
}

fn is_ed25519(row: &Row) -> bool {
    row.algorithm == "Ed25519"
}

/// All of them. The first that fits counts.
pub(super) const ALL: &[Exception] = &[
    Exception {
        stranger: Who::Vfychain,
        of: has_own_purpose,
        says: "-8101: Certificate type not approved for application",
        word: "no purpose",
        reason: "NSS judges for its own list of purposes only and has no way to name another: \
                 one that lists id-kp-agentAction, id-kp-officerDecision or \
                 id-kp-serviceStatement alone is refused for TLS, as it must be",
    },
    Exception {
        stranger: Who::Vfychain,
        of: is_ed25519,
        says: "-8049: Unrecognized Object Identifier",
        word: "unknown key",
        reason: "NSS 3.87 knows no Ed25519",
    },
    Exception {
        stranger: Who::Certutil,
        of: is_ed25519,
        says: "could not add certificate",
        word: "unknown key",
        reason: "NSS 3.87 keeps no certificate for an Ed25519 key in its database",
    },
    Exception {
        stranger: Who::Certutil,
        of: has_own_purpose,
        says: "Certificate type not approved for application",
        word: "no purpose",
        reason: "as vfychain",
    },
    Exception {
        stranger: Who::Webpki,
        of: Row::is_authority,
        says: "CaUsedAsEndEntity",
        word: "is a CA",
        reason: "webpki judges end entities only; both CAs are on each path that it accepts",
    },
    Exception {
        stranger: Who::PkilintEtsi,
        of: Row::is_authority,
        says: "nat-4.3.2-1.unknown_key_usage_setting",
        word: "is a CA",
        reason: "EN 319 412-3 is of legal persons' certificates, which sign no others",
    },
    Exception {
        stranger: Who::PkilintEtsi,
        of: |row| row.profile == "agent-short-lived",
        says: "gen-4.3.11-2.crldp_extension_missing",
        word: "no list",
        reason: "it ends before a list could name it, and says so as RFC 9608 has it; pkilint \
                 0.13.3 knows only a certificate whose status is told",
    },
    Exception {
        stranger: Who::PkilintEtsi,
        of: |row| row.profile == "ocsp-responder",
        says: "gen-4.3.11-2.crldp_extension_missing",
        word: "no list",
        reason: "RFC 6960, 4.2.2.2.1: who asks a responder need not ask about it, which \
                 id-pkix-ocsp-nocheck says",
    },
];
