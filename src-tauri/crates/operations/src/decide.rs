//! Decisions: signing them with the officer's own key, and checking that they stand.

mod span;

use std::collections::{HashMap, hash_map::Entry};

use chancery_domain::{
    Sha256Digest, Utc,
    batch::BatchObject,
    decision::{CheckpointRef, DECISION_CONTENT_TYPE, Decision, DecisionTag, check_reason},
    officer::Act,
    request::Signer,
};
use chancery_ledger::read::OfficerRow;
use chancery_seal::jws;
use chancery_token::UserPin;

use crate::{
    Error, Workspace, edge,
    officer::{self, officer_chain, with_officer_key},
    request::Rules,
    workspace::stored_certificate,
};
use span::{Span, signed_by};

/// What an officer decides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deciding<'a> {
    pub(crate) officer: &'a OfficerRow,
    pub(crate) act: Act,
    pub(crate) object: Sha256Digest,
    pub(crate) reason: &'a str,
    pub(crate) now: Utc,
}

/// The officer as the rules compare them.
pub(crate) fn signer(officer: &OfficerRow) -> Signer {
    Signer {
        officer: officer.id.clone(),
        role: officer.role,
        certificate: officer.certificate,
        token_serial: officer.token_serial.clone(),
    }
}

/// Refuses an officer who retired, an act that their role does not allow, and a reason that can't be signed.
/// A submission may go without a reason: its purpose says why.
pub(crate) fn check(officer: &OfficerRow, act: Act, reason: &str) -> Result<(), Error> {
    officer::check_may(officer, act)?;
    if act == Act::Submit && reason.is_empty() {
        return Ok(());
    }
    check_reason_given(reason)
}

/// Refuses a reason that can't be signed.
pub(crate) fn check_reason_given(reason: &str) -> Result<(), Error> {
    check_reason(reason).map_err(|problem| Error::Input {
        problems: vec![problem],
        event: None,
    })
}

/// Signs a decision with the officer's key, their PIN proved.
pub(crate) fn sign(
    workspace: &Workspace,
    deciding: &Deciding<'_>,
    pin: &UserPin,
) -> Result<String, Error> {
    let checkpoint = workspace.read().last_checkpoint()?;
    let decision = Decision {
        kind: DecisionTag::Decision,
        act: deciding.act,
        subject_sha256: deciding.object,
        origin: workspace.founding.origin.clone(),
        officer: deciding.officer.id.clone(),
        role: deciding.officer.role,
        reason: deciding.reason.to_owned(),
        jti: edge::jti(deciding.now),
        iat: deciding.now.unix_seconds(),
        log_checkpoint: checkpoint.map(|last| CheckpointRef {
            size: last.size,
            root: last.root,
        }),
    };
    let chain = officer_chain(workspace, deciding.officer)?;
    with_officer_key(workspace, deciding.officer, pin, deciding.now, |key| {
        let chain = [chain[0].as_slice(), chain[1].as_slice()];
        jws::sign(&decision, DECISION_CONTENT_TYPE, deciding.now, &chain, key)
            .map(|statement| statement.to_string())
            .map_err(Error::signing("signing the decision"))
    })
}

/// A decision that verifies: the only way to get one is [`verify`] or [`Verifier::verify`].
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) decision: Decision,
    pub(crate) signer: Signer,
    in_force: Span,
}

/// When a statement counts: what its officer was then is what matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    /// At the founding: before its officers were enrolled.
    Founding,
    /// When this event named it.
    Event(u64),
}

/// What a statement must be over: an object alone, or a list that names it; and when it counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Over {
    pub(crate) object: Sha256Digest,
    pub(crate) batch: Option<Sha256Digest>,
    pub(crate) at: At,
}

impl Over {
    /// A statement over the object itself, named by an event.
    pub(crate) fn object(object: Sha256Digest, at: At) -> Self {
        Self {
            object,
            batch: None,
            at,
        }
    }
}

/// Verifies the statements of many requests: one that is over a list is verified once.
#[derive(Debug, Default)]
pub(crate) struct Verifier {
    standing: HashMap<(Sha256Digest, Act), Standing>,
    batches: HashMap<Sha256Digest, BatchObject>,
    /// What the requests are held against.
    pub(crate) rules: Rules,
}

impl Verifier {
    /// As [`verify`], of a stored statement.
    pub(crate) fn verify(
        &mut self,
        workspace: &Workspace,
        statement: Sha256Digest,
        act: Act,
        over: Over,
    ) -> Result<Standing, String> {
        let said = |error: chancery_ledger::Error| error.to_string();
        let Some(batch) = over.batch else {
            let bytes = workspace.read().blob(statement).map_err(said)?;
            return verify(workspace, &bytes, act, over.object, over.at);
        };
        if !self.batch(workspace, batch)?.names(&over.object) {
            return Err("its list does not name this request".to_owned());
        }
        let known = self.standing.get(&(statement, act));
        if let Some(standing) = known.filter(|one| one.in_force.contains(over.at)) {
            return if standing.decision.subject_sha256 == batch {
                Ok(standing.clone())
            } else {
                Err("it is over another list".to_owned())
            };
        }
        let bytes = workspace.read().blob(statement).map_err(said)?;
        let standing = verify(workspace, &bytes, act, batch, over.at)?;
        self.standing.insert((statement, act), standing.clone());
        Ok(standing)
    }
}

impl Verifier {
    fn batch(
        &mut self,
        workspace: &Workspace,
        batch: Sha256Digest,
    ) -> Result<&BatchObject, String> {
        match self.batches.entry(batch) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => Ok(unknown.insert(read_batch(workspace, batch)?)),
        }
    }
}

fn read_batch(workspace: &Workspace, batch: Sha256Digest) -> Result<BatchObject, String> {
    let bytes = workspace
        .read()
        .blob(batch)
        .map_err(|error| error.to_string())?;
    let batch: BatchObject =
        serde_json::from_slice(&bytes).map_err(|_| "its list can't be read".to_owned())?;
    if batch.origin != workspace.founding.origin || !batch.is_in_order() {
        return Err("its list is not one of this workspace".to_owned());
    }
    Ok(batch)
}

/// Checks a stored statement: signature, the key and the role that its officer had when it
/// counted, the key's issuer, act and object. Says in a few words what is wrong if it does not
/// stand.
pub(crate) fn verify(
    workspace: &Workspace,
    statement: &[u8],
    act: Act,
    object: Sha256Digest,
    at: At,
) -> Result<Standing, String> {
    let said = |error: &dyn std::error::Error| error.to_string();
    let text = std::str::from_utf8(statement).map_err(|error| said(&error))?;
    let statement = jws::Jws::parse(text).map_err(|error| said(&error))?;
    let verified = jws::verify(&statement).map_err(|error| said(&error))?;
    let decision: Decision = verified.payload_as().map_err(|error| said(&error))?;
    let (signer, in_force) = signed_by(workspace, &decision, verified.leaf(), at)?;
    let certificate =
        stored_certificate(workspace.read(), signer.certificate).map_err(|error| said(&error))?;
    let rules = [
        (verified.cty() == DECISION_CONTENT_TYPE, "it is no decision"),
        (decision.act == act, "it decides something else"),
        (
            decision.subject_sha256 == object,
            "it is over another object",
        ),
        (
            decision.origin == workspace.founding.origin,
            "it is of another workspace",
        ),
        (
            decision.iat == verified.signed_at().unix_seconds(),
            "it names two times",
        ),
        (
            certificate.validity.contains(verified.signed_at()),
            "its certificate was not valid then",
        ),
        (
            certificate.is_signed_by(&workspace.authorities.issuing.spki),
            "its certificate is not of this workspace",
        ),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, broken)) => Err((*broken).to_owned()),
        None => Ok(Standing {
            decision,
            signer,
            in_force,
        }),
    }
}
