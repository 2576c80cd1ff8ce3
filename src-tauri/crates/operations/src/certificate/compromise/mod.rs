//! The compromise of a key: everything that stands on it is denied by one decision.
//!
//! A subject's key takes its certificates with it; an authority's takes everything that it issued.
//! From the commit of the event nothing new can be asked for or issued on that key.

mod beneath;
mod key;

pub(crate) use key::check_key;

use chancery_domain::{
    Language, Utc,
    compromise::{CompromiseObject, CompromiseTag, CompromisedKey},
    event::EventBody,
    officer::Act,
};
use chancery_ledger::{
    Reading,
    read::{CompromisedKeyRow, OfficerRow},
};

use self::{beneath::Beneath, key::Key};
use super::{
    CertificateRefusal, row_view,
    standing::{self, ByOfficer, Change},
};
use crate::{
    Error, Workspace, checkpoint, crl, decide, edge::Running, lock::Lock, officer,
    view::CompromiseView,
};

/// Certificates that a view lists.
const LISTED: usize = 200;

/// A declaration that an officer asks for.
#[derive(Debug, Clone, Copy)]
pub struct Declaration<'a> {
    /// Who, and why in their words.
    pub by: ByOfficer<'a>,
    /// Since when the key is thought to be compromised, if that is known: a day or an instant in
    /// UTC that has passed.
    pub since: Option<&'a str>,
}

/// What declaring a key compromised would deny; or, once it was declared, what it denied.
///
/// The key is named by the serial of a certificate over it, by the SHA-256 of its
/// SubjectPublicKeyInfo, or as `issuing` or by the name of the issuing CA.
pub fn preview(
    workspace: &Workspace,
    key: &str,
    language: Language,
    now: Utc,
) -> Result<CompromiseView, Error> {
    let key = Key::find(workspace, key)?;
    if let Some(declared) = workspace.read().compromised(key.spki)? {
        return view_declared(workspace, &key, &declared, language, now);
    }
    let beneath = Beneath::of(workspace.read(), &key)?;
    let object = object(workspace, &key, None, &beneath);
    view(
        workspace,
        &key,
        &object,
        beneath.denied_before,
        language,
        now,
    )
}

/// Declares a key compromised. The denials stand from the commit of the event; if the CA's token
/// is not there, the lists are owed, and the error says so.
pub fn declare(
    workspace: &mut Workspace,
    key: &str,
    declaration: &Declaration<'_>,
    language: Language,
    now: Utc,
) -> Result<CompromiseView, Error> {
    let key = Key::find(workspace, key)?;
    let officer = officer::find(workspace, declaration.by.officer)?;
    let since = match check(workspace, &key, &officer, declaration, now) {
        Ok(since) => since,
        Err(error) => {
            let subject = key.spki.to_upper_hex();
            let act = Act::Compromise;
            let refused = standing::refuse(workspace, &officer, act, &subject, error, now);
            return Err(refused);
        }
    };
    let clock = Running::from(now);
    // An issuance under way ends first: its certificate is beneath the key, too.
    let held = Lock::issuing(&workspace.paths).wait()?;
    record(workspace, &key, &officer, declaration, since, clock)?;
    drop(held);
    announce(workspace, &key, clock)?;
    let name = key.spki.to_hex();
    preview(workspace, &name, language, now)
}

fn check(
    workspace: &Workspace,
    key: &Key,
    officer: &OfficerRow,
    declaration: &Declaration<'_>,
    now: Utc,
) -> Result<Option<Utc>, Error> {
    decide::check(officer, Act::Compromise, declaration.by.comment)?;
    check_not_declared(workspace.read(), key)?;
    let since = declaration.since.filter(|given| !given.is_empty());
    Ok(since.map(|given| standing::past(given, now)).transpose()?)
}

fn check_not_declared(read: Reading<'_>, key: &Key) -> Result<(), Error> {
    match read.compromised(key.spki)? {
        None => Ok(()),
        Some(declared) => Err(CertificateRefusal::AlreadyCompromised {
            spki: key.spki.to_upper_hex(),
            at: declared.at.to_seconds_string(),
        }
        .into()),
    }
}

fn object(
    workspace: &Workspace,
    key: &Key,
    since: Option<Utc>,
    beneath: &Beneath,
) -> CompromiseObject {
    CompromiseObject {
        kind: CompromiseTag::KeyCompromise,
        version: 1,
        origin: workspace.founding.origin.clone(),
        spki_sha256: key.spki,
        of: key.of,
        since,
        serials: beneath.serials.clone(),
    }
}

fn record(
    workspace: &mut Workspace,
    key: &Key,
    officer: &OfficerRow,
    declaration: &Declaration<'_>,
    since: Option<Utc>,
    clock: Running,
) -> Result<(), Error> {
    let beneath = Beneath::of(workspace.read(), key)?;
    let object = object(workspace, key, since, &beneath);
    let (bytes, sha256) = (object.to_jcs(), object.sha256());
    let change = Change {
        officer,
        by: &declaration.by,
        act: Act::Compromise,
        object: &bytes,
    };
    change.record(
        workspace,
        clock,
        |read| {
            check_not_declared(read, key)?;
            // What was signed names every certificate, and must name those that there are.
            let same = Beneath::of(read, key)?.serials == beneath.serials;
            let outdated = || CertificateRefusal::CompromiseOutdated.into();
            same.then_some(()).ok_or_else(outdated)
        },
        |decision| EventBody::KeyCompromised {
            spki: key.spki,
            object: sha256,
            decision,
            denied: beneath.serials.len() as u64,
        },
    )
}

/// New lists at once: those of the parts that were hit; for an authority also the root's, which
/// names the authority's own certificate.
fn announce(workspace: &mut Workspace, key: &Key, clock: Running) -> Result<(), Error> {
    let published = match key.of {
        CompromisedKey::Subject => crl::publish_owed(workspace, clock.now()),
        CompromisedKey::Authority => {
            // The root's token is offline, as a rule: that must not hold up the other lists.
            let root = crl::publish_root(workspace, clock.now());
            root.and(crl::publish_issuing(workspace, clock.now()))
        }
    };
    checkpoint::follow(workspace, clock.now())?;
    published.map_err(|source| Error::CrlOwed {
        serial: key.name.clone(),
        source: Box::new(source),
    })
}

fn view_declared(
    workspace: &Workspace,
    key: &Key,
    declared: &CompromisedKeyRow,
    language: Language,
    now: Utc,
) -> Result<CompromiseView, Error> {
    let bytes = workspace.read().blob(declared.object)?;
    let object: CompromiseObject =
        serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "compromise" })?;
    let beneath = Beneath::of(workspace.read(), key)?;
    let denied_by_it = object.serials.len() as u64;
    let before = beneath.denied_before.saturating_sub(denied_by_it);
    let mut view = view(workspace, key, &object, before, language, now)?;
    view.declared_at = Some(declared.at.to_string());
    Ok(view)
}

fn view(
    workspace: &Workspace,
    key: &Key,
    object: &CompromiseObject,
    denied_before: u64,
    language: Language,
    now: Utc,
) -> Result<CompromiseView, Error> {
    let mut certificates = Vec::new();
    for serial in object.serials.iter().take(LISTED) {
        let row = super::find(workspace, serial)?;
        certificates.push(row_view(workspace, &row, language, now)?);
    }
    Ok(CompromiseView {
        spki_sha256: key.spki.to_upper_hex(),
        of: match key.of {
            CompromisedKey::Subject => "subject",
            CompromisedKey::Authority => "authority",
        }
        .to_owned(),
        name: key.name.clone(),
        certificates,
        total: object.serials.len() as u64,
        denied_before,
        declared_at: None,
        object_sha256: object.sha256().to_upper_hex(),
    })
}
