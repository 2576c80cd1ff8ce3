//! What lint and validation here say of a chain.

use std::sync::Arc;

use chancery_domain::{
    Utc,
    profile::{Profile, ProfileId},
};
use chancery_pki::{
    Certificate, Expectation, ScopeReading, Subject, ToBeSigned,
    chain::{Path, Revocation, validate},
    lint::lint,
    oid,
    profile::{AgentContent, Locations},
};
use rustls_pki_types::CertificateDer;

use super::{chain, fixture, table::ACCEPTED};

/// What was approved, and whom we trust.
pub(super) struct Ours {
    root: Certificate,
    issuing: Certificate,
    good: Certificate,
}

/// The name of an enum's variant.
fn variant(value: &impl std::fmt::Debug) -> String {
    let all = format!("{value:?}");
    let end = all.find(|c: char| !c.is_alphanumeric());
    all[..end.unwrap_or(all.len())].to_owned()
}

fn read(der: &CertificateDer<'_>) -> Result<Certificate, String> {
    Certificate::from_der(der).map_err(|refused| variant(&refused))
}

impl Ours {
    pub(super) fn new() -> Self {
        let good = chain(&fixture("good.pem"));
        let root = chain(&fixture("root.pem"));
        let read = |der| read(der).expect("a good one");
        Self {
            root: read(&root[0]),
            issuing: read(&good[1]),
            good: read(&good[0]),
        }
    }

    /// Names of the rules that the leaf breaks when its `TBSCertificate` is about to be signed.
    /// Fields that a defect is not in are as approved.
    pub(super) fn lint(&self, chain: &[CertificateDer<'_>]) -> Vec<String> {
        let tbs = match ToBeSigned::from_der(to_be_signed(&chain[0]).to_vec()) {
            Ok(tbs) => tbs,
            Err(refused) => return vec![variant(&refused)],
        };
        let leaf = read(&chain[0]);
        let issuer = chain.get(1).map_or(Err(String::new()), read);
        let issuer = issuer.as_ref().unwrap_or(&self.issuing);
        let expected = Expectation {
            profile: Arc::new(Profile::built_in(ProfileId::Agent)),
            issuer: Some(Arc::new(issuer.clone())),
            subject: Arc::new(subject()),
            subject_key: leaf.as_ref().unwrap_or(&self.good).spki.clone(),
            practice: true,
            agent: Some(Arc::new(self.content())),
            locations: Some(Arc::new(locations())),
            now: Utc::parse("2026-11-23T02:45:41Z").expect("an instant"),
        };
        let findings = lint(tbs, expected).err().unwrap_or_default();
        let rules = findings.iter().map(|finding| finding.rule.to_owned());
        rules.collect()
    }

    fn content(&self) -> AgentContent {
        AgentContent {
            spiffe_id: "spiffe://practice.example/agent/reporting_bot".to_owned(),
            scope: self.good.agent_scope().cloned(),
        }
    }

    /// What whoever relies on the leaf is told.
    pub(super) fn verdict(&self, chain: &[CertificateDer<'_>]) -> String {
        let leaf = match read(&chain[0]) {
            Ok(leaf) => leaf,
            Err(refused) => return refused,
        };
        let others = chain[1..].iter().filter_map(|der| read(der).ok());
        let path = Path {
            leaf: &leaf,
            intermediates: &others.collect::<Vec<_>>(),
            root: &self.root,
            at: Utc::parse("2026-12-01T12:00:00Z").expect("an instant"),
            purpose: Some(oid::AGENT_ACTION),
            revocation: Revocation::NotAsked,
        };
        match (validate(&path), &leaf.scope) {
            (Err(broken), _) => variant(&broken.rule),
            (Ok(_), ScopeReading::Understood(_)) => ACCEPTED.to_owned(),
            (Ok(_), reading) => format!("scope {}", variant(reading)),
        }
    }
}

/// The second SEQUENCE, whatever the first says of its length.
fn to_be_signed(der: &[u8]) -> &[u8] {
    let tbs = if der[1] == 0x80 { &der[2..] } else { &der[4..] };
    let length = usize::from(u16::from_be_bytes([tbs[2], tbs[3]]));
    match tbs[1] {
        0x82 => &tbs[..4 + length],
        0x81 => &tbs[..3 + usize::from(tbs[2])],
        short => &tbs[..2 + usize::from(short)],
    }
}

fn subject() -> Subject {
    Subject {
        country: "DE".to_owned(),
        organization: "Example Trading Desk GmbH".to_owned(),
        organization_identifier: Some("LEIXG-999900EXAMPLETRD0124".to_owned()),
        common_name: "reporting_bot".to_owned(),
    }
}

fn locations() -> Locations {
    let at = |name: &str| format!("http://pki.practice.example/{name}");
    Locations {
        crl_url: at("crl/issuing-1.crl"),
        issuer_url: at("ca/issuing-1.cer"),
        ocsp_url: Some(at("ocsp")),
    }
}
