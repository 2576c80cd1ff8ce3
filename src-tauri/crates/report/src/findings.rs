//! What the records of one period say to one provision: a sentence with its
//! figures, and the evidence behind it. A provision to which this version has
//! no records says that, whatever the product could give at its best.

use chancery_regulation::{Coverage, Provision};

use crate::evidence;
use crate::view::{AuditView, Certificate, CertificateStatus, LogVerdict, Stated};
use crate::words::{counted, thousands};

/// One row's finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) text: String,
    pub(crate) evidence: Vec<&'static str>,
    pub(crate) coverage: Coverage,
}

/// What `view` says to `row`.
pub(crate) fn of(row: &Provision, view: &AuditView) -> Finding {
    let Some((text, evidence)) = shown(row.id.0.as_str(), view) else {
        return nothing("This report holds no records on this duty.", Vec::new());
    };
    if matches!(view.log.verdict, LogVerdict::Broken { .. }) {
        let text = "The log did not verify, so nothing is claimed from it.";
        return nothing(text, vec![evidence::VERDICT]);
    }
    if population(row.id.0.as_str(), view) == 0 {
        return nothing(&text, evidence);
    }
    let coverage = match row.coverage {
        Coverage::Supports if has_exceptions(row, view) || lacks_records(row) => Coverage::Partial,
        other => other,
    };
    Finding {
        text,
        evidence,
        coverage,
    }
}

fn nothing(text: &str, evidence: Vec<&'static str>) -> Finding {
    Finding {
        text: text.to_owned(),
        evidence,
        coverage: Coverage::None,
    }
}

/// How many records a row's finding rests on; from none, nothing is claimed.
fn population(id: &str, view: &AuditView) -> usize {
    let registers = &view.registers;
    match id {
        "AIA-14-4d" | "AIA-14-4e" | "AIA-26-5" | "MICA-68-7" | "RTS1774-7-3" => {
            registers.revocations.len()
        }
        "AIA-15-5" | "RTS1774-7-1" | "RTS1774-7-2" => registers.keys.len(),
        "RTS1774-17" | "GDPR-22" => registers.approvals.len(),
        "RTS1774-7-4" | "RTS1774-7-5" | "RTS1774-20" | "AIA-26-1" => registers.certificates.len(),
        "AIA-14-1" | "AIA-26-2" => view.scope.agents.len(),
        _ => usize::try_from(view.scope.completeness.events_in_period).unwrap_or(usize::MAX),
    }
}

/// Rows whose duty names records that this version does not keep; their finding says which.
fn lacks_records(row: &Provision) -> bool {
    ["RTS1774-7-1", "RTS1774-12", "RTS1774-21"].contains(&row.id.0.as_str())
}

type Shown = Option<(String, Vec<&'static str>)>;

fn shown(id: &str, view: &AuditView) -> Shown {
    match id {
        "AIA-12-1" | "AIA-12-2a" | "AIA-12-2c" | "MICA-68-9" => Some(recorded(view)),
        "AIA-14-1" | "AIA-26-2" => Some(overseers(view)),
        "AIA-14-4d" | "AIA-14-4e" | "AIA-26-5" | "MICA-68-7" | "RTS1774-7-3" => Some(revoked(view)),
        "AIA-15-5" | "RTS1774-7-2" => Some(custody(view)),
        "AIA-19-1" | "AIA-26-6" => Some(kept(view)),
        "AIA-26-1" => Some(scoped(view)),
        "MICA-68-8" | "RTS1774-12" => Some(logged(view)),
        "RTS1774-7-1" => Some(lifecycle(view)),
        "RTS1774-7-4" => Some(registered(view)),
        "RTS1774-7-5" => Some(renewal(view)),
        "RTS1774-17" => Some(four_eyes(view)),
        "RTS1774-20" => Some(identities(view)),
        "RTS1774-21" => Some(access(view)),
        "GDPR-22" => Some(human_approval(view)),
        "AIA-26-12" | "AIA-16" | "AIA-21-2" => Some(export(view)),
        _ => None,
    }
}

fn has_exceptions(row: &Provision, view: &AuditView) -> bool {
    let whole = view.scope.completeness;
    let counts_differ = whole.issued_in_log != whole.issued_in_register
        || whole.revoked_in_log != whole.revoked_in_register;
    match row.id.0.as_str() {
        "RTS1774-17" => four_eyes_exceptions(view) > 0,
        "RTS1774-7-2" => view.registers.keys.len() > well_kept(view),
        "RTS1774-7-4" | "RTS1774-20" => counts_differ,
        "RTS1774-7-5" => with_status(view, CertificateStatus::Expired) > 0,
        _ => false,
    }
}

fn four_eyes_exceptions(view: &AuditView) -> usize {
    view.registers
        .approvals
        .iter()
        .filter(|approval| !approval.is_four_eyes())
        .count()
}

fn recorded(view: &AuditView) -> (String, Vec<&'static str>) {
    let whole = view.scope.completeness;
    let text = format!(
        "{} events of the period were recorded automatically, {} of them refusals; they concern identities, decisions and keys of {}.",
        thousands(whole.events_in_period),
        thousands(whole.refusals_in_period),
        counted(view.scope.agents.len(), "agent"),
    );
    (text, vec![evidence::EVENTS, evidence::REFUSALS])
}

fn overseers(view: &AuditView) -> (String, Vec<&'static str>) {
    let named = view
        .scope
        .agents
        .iter()
        .filter(|agent| !agent.accountable.is_empty())
        .count();
    let text = format!(
        "{named} of {} have a named accountable person; {} on requests were signed by officers.",
        counted(view.scope.agents.len(), "agent"),
        counted(view.registers.approvals.len(), "decision"),
    );
    (
        text,
        vec![evidence::AGENTS, evidence::APPROVALS, evidence::OFFICERS],
    )
}

fn revoked(view: &AuditView) -> (String, Vec<&'static str>) {
    let rows = &view.registers.revocations;
    let measured: Vec<i64> = rows
        .iter()
        .filter_map(crate::view::Revocation::latency_millis)
        .collect();
    let times = match (measured.iter().min(), measured.iter().max()) {
        (Some(least), Some(most)) if least == most => {
            format!("Decision to published CRL: {least}\u{a0}ms in the one case measured.")
        }
        (Some(least), Some(most)) => format!(
            "Decision to published CRL: {least} to {most}\u{a0}ms over {} cases measured.",
            measured.len()
        ),
        _ => "No time was measured in the period.".to_owned(),
    };
    let text = format!(
        "{} in the period. {times}",
        counted(rows.len(), "revocation")
    );
    (text, vec![evidence::REVOCATIONS])
}

fn well_kept(view: &AuditView) -> usize {
    let keys = view.registers.keys.iter();
    keys.filter(|key| {
        key.custody.local == Some(true) && key.custody.never_extractable == Some(true)
    })
    .count()
}

fn with_status(view: &AuditView, status: CertificateStatus) -> usize {
    view.registers
        .certificates
        .iter()
        .filter(|row| row.status == status)
        .count()
}

fn custody(view: &AuditView) -> (String, Vec<&'static str>) {
    let text = format!(
        "{} of {} are stated by their token as generated on it and never extractable.",
        well_kept(view),
        counted(view.registers.keys.len(), "key"),
    );
    (text, vec![evidence::KEYS, evidence::DEVICES])
}

fn kept(view: &AuditView) -> (String, Vec<&'static str>) {
    let text = format!(
        "The log holds {} entries at the checkpoint. {}.",
        thousands(view.log.size),
        view.log.verdict.words()
    );
    (text, vec![evidence::VERDICT, evidence::CHECKPOINT])
}

/// How many agents in scope the register shows a certificate for, under the condition.
fn agents_with(view: &AuditView, condition: impl Fn(&Certificate) -> bool) -> usize {
    let rows = &view.registers.certificates;
    let has = |id: &str| rows.iter().any(|row| row.subject == id && condition(row));
    view.scope
        .agents
        .iter()
        .filter(|agent| has(&agent.id))
        .count()
}

fn scoped(view: &AuditView) -> (String, Vec<&'static str>) {
    let text = format!(
        "{} of {} hold a certificate that answers an approved request; its scope stands in the certificate.",
        agents_with(view, |row| matches!(row.request, Stated::Is(_))),
        counted(view.scope.agents.len(), "agent"),
    );
    (
        text,
        vec![
            evidence::AGENTS,
            evidence::CERTIFICATES,
            evidence::APPROVALS,
        ],
    )
}

fn logged(view: &AuditView) -> (String, Vec<&'static str>) {
    let text = format!(
        "{} events of the period stand in a Merkle tree under signed checkpoints. {}. No clock synchronisation and no logging failures are on record.",
        thousands(view.scope.completeness.events_in_period),
        view.log.verdict.words(),
    );
    (
        text,
        vec![evidence::EVENTS, evidence::VERDICT, evidence::CHECKPOINT],
    )
}

fn lifecycle(view: &AuditView) -> (String, Vec<&'static str>) {
    let whole = view.scope.completeness;
    let text = format!(
        "{} with generation and custody on record; {} certificates issued and {} revoked in the period. Back-up, archiving and retirement of keys are not on record.",
        counted(view.registers.keys.len(), "key"),
        thousands(whole.issued_in_register),
        thousands(whole.revoked_in_register),
    );
    (
        text,
        vec![
            evidence::KEYS,
            evidence::CERTIFICATES,
            evidence::REVOCATIONS,
        ],
    )
}

fn registered(view: &AuditView) -> (String, Vec<&'static str>) {
    let whole = view.scope.completeness;
    let agree = if whole.issued_in_log == whole.issued_in_register {
        "agree"
    } else {
        "differ"
    };
    let text = format!(
        "The register lists {} and {}. Issued in the period: {} in the log, {} in the register; the counts {agree}.",
        counted(view.registers.certificates.len(), "certificate"),
        counted(view.registers.devices.len(), "certificate-storing device"),
        whole.issued_in_log,
        whole.issued_in_register,
    );
    (
        text,
        vec![
            evidence::CERTIFICATES,
            evidence::DEVICES,
            evidence::COUNT_ISSUED,
        ],
    )
}

fn renewal(view: &AuditView) -> (String, Vec<&'static str>) {
    let by = |status| with_status(view, status);
    let text = format!(
        "At the end of the period {} were active, {} superseded by a newer one and {} expired.",
        counted(by(CertificateStatus::Active), "certificate"),
        by(CertificateStatus::Superseded),
        by(CertificateStatus::Expired),
    );
    (text, vec![evidence::CERTIFICATES])
}

fn four_eyes(view: &AuditView) -> (String, Vec<&'static str>) {
    let all = view.registers.approvals.len();
    let exceptions = four_eyes_exceptions(view);
    let found = if exceptions == 0 {
        "none".to_owned()
    } else {
        exceptions.to_string()
    };
    let text = format!(
        "{} of {} of the period carry two signatures by different officers with different tokens. Exceptions: {found}.",
        all - exceptions,
        counted(all, "decision"),
    );
    (text, vec![evidence::APPROVALS, evidence::OFFICERS])
}

fn identities(view: &AuditView) -> (String, Vec<&'static str>) {
    let text = format!(
        "{} of {} hold a certificate under their own name; {} are enrolled, each with a certificate. Issue, change and end are on record.",
        agents_with(view, |_| true),
        counted(view.scope.agents.len(), "agent"),
        counted(view.registers.officers.len(), "officer"),
    );
    (
        text,
        vec![evidence::AGENTS, evidence::CERTIFICATES, evidence::OFFICERS],
    )
}

fn access(view: &AuditView) -> (String, Vec<&'static str>) {
    let (revoked, _) = revoked(view);
    let text = format!(
        "Each agent's scope lists what it may do; what it does not list is denied. {} were refused in the period. {revoked} No periodic review of rights is on record.",
        counted(
            usize::try_from(view.scope.completeness.refusals_in_period).unwrap_or(usize::MAX),
            "attempt"
        ),
    );
    (
        text,
        vec![evidence::AGENTS, evidence::REFUSALS, evidence::REVOCATIONS],
    )
}

fn human_approval(view: &AuditView) -> (String, Vec<&'static str>) {
    let text = format!(
        "{} by a person on what agents may do are on record; single actions of agents are not part of this report.",
        counted(view.registers.approvals.len(), "decision"),
    );
    (text, vec![evidence::APPROVALS])
}

fn export(view: &AuditView) -> (String, Vec<&'static str>) {
    let text = format!(
        "This report with {} embedded can be checked without the entity.",
        counted(view.embedded.len(), "file"),
    );
    (text, vec![evidence::EVENTS, evidence::CHECKPOINT])
}
