//! In English.

use super::instant;
use crate::certificate::{CertificateVerdict, Overall, RevocationVerdict, ScopeVerdict};
use crate::evidence::{Fault, Meant};

pub(super) fn overall(verdict: &CertificateVerdict, at: &str) -> String {
    match verdict.overall {
        Overall::Authentic => format!("Authentic at {at}, by the root that was named."),
        Overall::Practice => format!("Practice, never authentic: the path holds at {at}."),
        Overall::IntegrityOnly => {
            format!("Integrity only, at {at}: no trust anchor was named (--root).")
        }
        Overall::Undecided => format!("Undecided: what was given does not say how it is at {at}."),
        Overall::Failed => format!("Failed: it does not hold at {at}."),
    }
}

pub(super) fn holds(root_named: bool) -> &'static str {
    if root_named {
        "valid, up to the root that was named"
    } else {
        "it fits together; nobody says whether its end can be trusted"
    }
}

pub(super) fn revocation(revocation: &RevocationVerdict) -> String {
    match revocation {
        RevocationVerdict::Good => "good: the lists cover it, and it is on none".to_owned(),
        RevocationVerdict::NeverTold => {
            "its issuer tells no status of it (RFC 9608); the CAs above it are good".to_owned()
        }
        RevocationVerdict::Suspended { subject, since } => {
            format!("suspended since {}: {subject}", instant(*since))
        }
        RevocationVerdict::Revoked {
            subject,
            since,
            reason,
            invalid_since,
        } => {
            let since = instant(*since);
            let bad = invalid_since.map(|at| format!(", bad since {}", instant(Some(at))));
            let bad = bad.unwrap_or_default();
            format!("revoked since {since} ({}{bad}): {subject}", reason.name())
        }
        RevocationVerdict::NotAsked => "not asked".to_owned(),
        RevocationVerdict::Unknown => "unknown: no list says so that could be believed".to_owned(),
    }
}

pub(super) fn no_scope(scope: &ScopeVerdict, of_agent: bool) -> String {
    match scope {
        ScopeVerdict::NotUnderstood(why) => format!("not understood, so it permits nothing: {why}"),
        _ if of_agent => "absent, so it permits nothing".to_owned(),
        _ => "absent: it is not an agent's for actions".to_owned(),
    }
}

pub(super) fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Empty => "it is empty".to_owned(),
        Fault::Long(longest) => format!("it is longer than {longest} bytes"),
        Fault::Form => "it is neither DER nor PEM".to_owned(),
        Fault::Pem => "a PEM text in it is damaged or incomplete".to_owned(),
        Fault::Label(label) => format!("it holds something else: “{label}”"),
        Fault::Thing { number, why } => format!("number {number} in it can't be read: {why}"),
        Fault::Several(count) => format!("it holds {count} certificates; a trust anchor is one"),
        Fault::Not(meant, why) => {
            let meant = match meant {
                Meant::Receipt => "a receipt of a log (tlog-proof)",
                Meant::Checkpoint => "a checkpoint of a log",
                Meant::Keys => "verifier keys, one a line",
            };
            format!("it is not {meant}: {why}")
        }
    }
}
