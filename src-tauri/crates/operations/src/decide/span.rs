//! Which key and which role an officer had when a statement counted, and for how long.

use chancery_domain::{Sha256Digest, decision::Decision, request::Signer};
use chancery_ledger::{
    Reading,
    read::{OfficerKeyRow, OfficerRoleRow},
};

use super::At;
use crate::Workspace;

/// Events at which a statement counts as it did at one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// After this one.
    since: u64,
    /// Up to this one; `None`: to the end of the log.
    until: Option<u64>,
}

impl Span {
    pub(super) fn contains(self, at: At) -> bool {
        match at {
            At::Founding => false,
            At::Event(seq) => seq > self.since && self.until.is_none_or(|until| seq <= until),
        }
    }

    fn both(self, other: Self) -> Self {
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self {
            since: self.since.max(other.since),
            until,
        }
    }
}

/// Whose statement it is: the leaf certificate is that of a key which the named officer had at that
/// time, and the role is the one that they had.
pub(super) fn signed_by(
    workspace: &Workspace,
    decision: &Decision,
    leaf: &[u8],
    at: At,
) -> Result<(Signer, Span), String> {
    let said = |error: chancery_ledger::Error| error.to_string();
    let read = workspace.read();
    if read.officer(&decision.officer).map_err(said)?.is_none() {
        return Err("its officer is not enrolled".to_owned());
    }
    let key = read.officer_key(Sha256Digest::of(leaf)).map_err(said)?;
    let key = key
        .filter(|key| key.officer == decision.officer)
        .ok_or("another certificate signed it")?;
    let roles = read.officer_roles(&decision.officer).map_err(said)?;
    let in_force = match at {
        At::Founding => founding(&key, &roles, decision)?,
        At::Event(_) => key_span(&key, at)?.both(role_span(read, decision, &roles, at)?),
    };
    let signer = Signer {
        officer: key.officer,
        role: decision.role,
        certificate: key.certificate,
        token_serial: key.token_serial,
    };
    Ok((signer, in_force))
}

fn key_span(key: &OfficerKeyRow, at: At) -> Result<Span, String> {
    let span = Span {
        since: key.since_seq,
        until: key.until_seq,
    };
    if span.contains(at) {
        Ok(span)
    } else {
        Err("its officer did not have this key then".to_owned())
    }
}

/// Each role lasts until the next, the last one to the end of the service.
fn role_span(
    read: Reading<'_>,
    decision: &Decision,
    roles: &[OfficerRoleRow],
    at: At,
) -> Result<Span, String> {
    let officer = read.officer(&decision.officer);
    let mut until = officer
        .map_err(|error| error.to_string())?
        .and_then(|row| row.retired_seq);
    for row in roles {
        let span = Span {
            since: row.since_seq,
            until,
        };
        if row.role == decision.role && span.contains(at) {
            return Ok(span);
        }
        until = Some(row.since_seq);
    }
    Err("its officer had another role then".to_owned())
}

/// Whoever founds is enrolled by what is founded.
fn founding(
    key: &OfficerKeyRow,
    roles: &[OfficerRoleRow],
    decision: &Decision,
) -> Result<Span, String> {
    let role = roles
        .last()
        .is_some_and(|first| first.role == decision.role);
    match (key.change.is_none(), role) {
        (true, true) => Ok(Span {
            since: 0,
            until: Some(0),
        }),
        (false, _) => Err("its officer did not found with this key".to_owned()),
        (true, false) => Err("its officer had another role then".to_owned()),
    }
}
