//! The audit view, filled from the ledger.

use std::collections::HashSet;

use chancery_domain::{
    Language, Utc,
    event::{EventBody, KeyPurpose},
    facts::DealsIn,
    profile::{Profile, ProfileId},
};
use chancery_ledger::read::{CertificateRow, CheckpointRow, EventRow, OfficerRow};
use chancery_pki::Certificate;
use chancery_report::view::{
    Agent, AuditView, Authority, Completeness, EntityFacts, Exclusion, LogFacts, LogKey,
    LogVerdict, ReportFacts, Responsibility, Scope, Stated, TimeStamp, VerificationFacts,
};

use super::{Period, build, embedded, registers};
use crate::{
    Error, Workspace, checkpoint, facts,
    log::{
        LogKeys,
        timestamp::standing::{self, Standing},
    },
    officer::committed,
    request::{self, day, sentence_of},
    service,
    view::VerificationView,
    workspace::OnProgress,
};

/// What one report is made from.
pub(super) struct Source<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) period: Period,
    pub(super) now: Utc,
    /// All certificates recorded under the checkpoint.
    pub(super) certificates: Vec<CertificateRow>,
    /// Events of the period, under the checkpoint.
    pub(super) events: Vec<EventRow>,
    pub(super) checkpoint: CheckpointRow,
    /// The newest time stamp over it, or over an earlier one.
    pub(super) time_stamp: Option<Standing>,
}

pub(super) fn view(
    workspace: &Workspace,
    id: &str,
    period: Period,
    officer: &OfficerRow,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<AuditView, Error> {
    let log = workspace.verification()?.run(on_progress)?;
    let checkpoint = workspace
        .read()
        .last_checkpoint()?
        .ok_or(Error::Stored { what: "checkpoint" })?;
    let until = period.end.plus_seconds(1);
    let mut events = workspace.read().events_between(period.start, until)?;
    events.retain(|event| event.seq <= checkpoint.size);
    let certificates = workspace.read().certificates_until(checkpoint.size)?;
    let time_stamp = standing::newest(workspace.read(), checkpoint.size)?;
    let source = Source {
        workspace,
        period,
        now,
        certificates,
        events,
        checkpoint,
        time_stamp,
    };
    let registers = registers::registers(&source)?;
    let (embedded, files) = embedded::files(&source)?;
    let agents = agents(&source)?;
    Ok(AuditView {
        report: ReportFacts {
            id: id.to_owned(),
            from: period.start,
            to: period.end,
            issued_at: now,
            request_reference: na("no request was named"),
            generator: concat!("Chancery ", env!("CARGO_PKG_VERSION")).to_owned(),
            build: Stated::or_na(build(), "the program's file could not be read"),
            practice: workspace.is_practice(),
        },
        entity: entity(workspace)?,
        responsibility: Responsibility {
            prepared_by: Stated::Is(format!("{}, {}", officer.id, officer.role)),
            reviewed_by: na("reports have no review step yet"),
            approved_by: na("reports have no sign-off step yet"),
            approved_on: na("reports have no sign-off step yet"),
        },
        gates: facts::gates(workspace, agents.iter().map(|agent| agent.id.as_str()))?,
        scope: scope(&source, agents, &registers),
        log: log_facts(&source, &log)?,
        articles: Vec::new(),
        verification: verification(&source, files)?,
        registers,
        embedded,
    })
}

fn na<T>(reason: &str) -> Stated<T> {
    Stated::Na(reason.to_owned())
}

fn entity(workspace: &Workspace) -> Result<EntityFacts, Error> {
    let facts = facts::entity(workspace)?;
    Ok(EntityFacts {
        name: facts.organisation.name.clone(),
        lei: facts.organisation.lei.as_str().to_owned(),
        kind: Stated::Is(facts.kind.clone()),
        authority: Stated::Is(facts.authority.clone()),
        authorisation_number: Stated::Is(facts.authorisation.clone()),
        authorisation_date: Stated::or_na(day(&facts.authorised_on), "no date was given"),
        seat: Stated::Is(facts.organisation.country.clone()),
    })
}

/// Every agent that had a certificate in force in the period, with its newest scope, if it has any.
fn agents(source: &Source<'_>) -> Result<Vec<Agent>, Error> {
    let mut agents: Vec<Agent> = Vec::new();
    let mut listed = HashSet::new();
    for row in of_agents(source) {
        let Some(id) = &row.request else { continue };
        if !listed.insert(&row.common_name) {
            continue;
        }
        let behind = request::find(source.workspace, id.as_str())?;
        let object = request::object_of(source.workspace, &behind)?;
        let erased = || "(erased)".to_owned();
        agents.push(Agent {
            id: row.common_name.clone(),
            purpose: committed(source.workspace, object.purpose)?.unwrap_or_else(erased),
            accountable: committed(source.workspace, object.accountable)?.unwrap_or_else(erased),
            scope: sentence_of(&object, Language::En).to_text(),
            instruments: instruments(source.workspace, &row.common_name)?,
        });
    }
    agents.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(agents)
}

/// Certificates of agents in force, the newest first; after all others those that permit nothing.
fn of_agents<'s>(source: &'s Source<'_>) -> Vec<&'s CertificateRow> {
    let rows = source.certificates.iter().rev();
    let mut rows: Vec<_> = rows
        .filter(|row| row.profile.is_of_agents() && in_force(source.period, row))
        .collect();
    rows.sort_by_cached_key(|row| !Profile::built_in(row.profile).has_scope());
    rows
}

/// What an agent deals in, as officers decided.
fn instruments(workspace: &Workspace, agent: &str) -> Result<Stated<String>, Error> {
    let words = workspace.read().agent_facts(agent)?.map(|row| {
        match row.facts.deals_in {
            DealsIn::CryptoAssets => "crypto-assets",
            DealsIn::FinancialInstruments => "financial instruments",
            DealsIn::Both => "crypto-assets and financial instruments",
            DealsIn::Neither => "neither crypto-assets nor financial instruments",
        }
        .to_owned()
    });
    Ok(Stated::or_na(words, "nobody has decided it"))
}

pub(super) fn in_force(period: Period, row: &CertificateRow) -> bool {
    row.not_before <= period.end && row.not_after >= period.start
}

fn scope(
    source: &Source<'_>,
    agents: Vec<Agent>,
    registers: &chancery_report::view::Registers,
) -> Scope {
    let counted = |wanted: fn(&EventBody) -> bool| {
        source
            .events
            .iter()
            .filter(|event| wanted(&event.event.event))
            .count() as u64
    };
    let authorities = &source.workspace.authorities;
    Scope {
        agents,
        authorities: vec![
            authority(&authorities.root, "root"),
            authority(&authorities.issuing, "issuing"),
        ],
        relying_parties: na("relying parties are not kept with the records yet"),
        exclusions: vec![Exclusion {
            what: "Certificates of other authorities of the firm".to_owned(),
            why: "They are not known to this workspace.".to_owned(),
        }],
        completeness: Completeness {
            issued_in_log: counted(|body| matches!(body, EventBody::CertificateIssued { .. })),
            issued_in_register: registers
                .certificates
                .iter()
                .filter(|certificate| certificate.issued_in_period)
                .count() as u64,
            revoked_in_log: counted(|body| matches!(body, EventBody::CertificateRevoked { .. })),
            revoked_in_register: registers.revocations.len() as u64,
            events_in_period: source.events.len() as u64,
            refusals_in_period: counted(|body| {
                matches!(
                    body,
                    EventBody::Refused { .. } | EventBody::SignInFailed { .. }
                )
            }),
        },
    }
}

fn authority(certificate: &Certificate, role: &str) -> Authority {
    Authority {
        subject: certificate.subject.to_string(),
        role: role.to_owned(),
        algorithm: certificate
            .key_algorithm
            .map_or("", chancery_domain::Algorithm::name)
            .to_owned(),
        sha256: certificate.sha256(),
        not_after: certificate.validity.not_after,
    }
}

fn log_facts(source: &Source<'_>, log: &VerificationView) -> Result<LogFacts, Error> {
    let verdict = match log.faults.first() {
        None => LogVerdict::Verified,
        Some(fault) => LogVerdict::Broken {
            at: fault.seq,
            finding: fault.message.clone(),
        },
    };
    let keys = LogKeys::of(source.workspace)?;
    Ok(LogFacts {
        origin: source.workspace.founding.origin.clone(),
        size: source.checkpoint.size,
        root: source.checkpoint.root,
        root_words: Stated::Is(checkpoint::words(&source.checkpoint.root.0)),
        signed_at: source.checkpoint.at,
        keys: keys
            .at(source.checkpoint.size)
            .iter()
            .map(|key| LogKey {
                name: key.to_string(),
                sha256: key.spki().sha256(),
            })
            .collect(),
        verdict,
        verified_at: Utc::parse(&log.at).unwrap_or(source.now),
        held_elsewhere: held_elsewhere(source)?,
        time_stamp: match &source.time_stamp {
            Some(stamp) => Stated::Is(TimeStamp {
                size: stamp.size,
                time: stamp.time,
                authority: stamp.authority.clone(),
            }),
            None => na("no time stamp was taken in"),
        },
    })
}

/// What each witness that counts cosigned last.
fn held_elsewhere(source: &Source<'_>) -> Result<Stated<String>, Error> {
    let read = source.workspace.read();
    let mut holders = Vec::new();
    for witness in read.witnesses()?.iter().filter(|witness| witness.trusted) {
        let last = read.last_cosignature(&witness.name)?;
        if let Some(last) = last.filter(|last| last.size <= source.checkpoint.size) {
            let (size, at) = (last.size, last.seen_at.to_seconds_string());
            holders.push(format!("{}: {size} entries, seen {at}", witness.name));
        }
    }
    Ok(match holders.is_empty() {
        true => na("no witness or other holder is recorded"),
        false => Stated::Is(holders.join("; ")),
    })
}

fn verification(
    source: &Source<'_>,
    files: chancery_report::view::FileNames,
) -> Result<VerificationFacts, Error> {
    let workspace = source.workspace;
    let root = &workspace.authorities.root;
    let seal = service::certificate(workspace, ProfileId::ReportSeal, source.now)?;
    let key = workspace
        .read()
        .key_for(KeyPurpose::ReportSeal)?
        .ok_or(Error::Stored {
            what: "report seal key",
        })?;
    let token = workspace.read().token(&key.token_serial)?;
    Ok(VerificationFacts {
        root_subject: root.subject.to_string(),
        root_sha256: root.sha256(),
        root_words: Stated::Is(checkpoint::words(&root.sha256().0)),
        seal_subject: seal.subject.to_string(),
        seal_token: token.map_or_else(String::new, |token| token.label),
        files,
        events_from_first_entry: true,
    })
}
