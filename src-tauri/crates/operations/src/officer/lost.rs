//! A lost token: any other officer revokes its certificate at once, and a second one confirms it
//! afterwards, as with any revocation by one alone.

use chancery_domain::{Utc, event::RevocationReason, officer::Act, request::Refusal};
use chancery_ledger::read::OfficerRow;

use super::{OfficerRefusal, at_hand::in_force, detail, find};
use crate::{
    Error, Workspace,
    certificate::{self, ByOfficer},
    decide,
    record::Refused,
    view::OfficerDetailView,
    workspace::stored_certificate,
};

/// Reports a token of an officer lost, by label or serial: its key decides nothing from the commit
/// of the event on.
pub fn report_lost(
    workspace: &mut Workspace,
    id: &str,
    token: &str,
    by: &ByOfficer<'_>,
    now: Utc,
) -> Result<OfficerDetailView, Error> {
    let loser = find(workspace, id)?;
    let officer = find(workspace, by.officer)?;
    let serial = match check(workspace, &loser, &officer, token, by.comment) {
        Ok(serial) => serial,
        Err(error) => {
            let refused = Refused {
                operation: "report-lost",
                subject: loser.id.as_str(),
            };
            return Err(workspace.refuse(now, super::actor(&officer), &refused, error));
        }
    };
    let reason = RevocationReason::KeyCompromise;
    certificate::revoke_of_officer(workspace, &serial, &officer, by, reason, now)?;
    detail(workspace, id)
}

/// The serial number of the certificate on that token.
fn check(
    workspace: &Workspace,
    loser: &OfficerRow,
    officer: &OfficerRow,
    token: &str,
    comment: &str,
) -> Result<String, Error> {
    super::check_serving(officer)?;
    if !officer.role.may(Act::Revoke) && !officer.role.may(Act::Administer) {
        let role = officer.role;
        return Err(Refusal::RoleForbids {
            role,
            act: Act::Revoke,
        }
        .into());
    }
    decide::check_reason_given(comment)?;
    if loser.id == officer.id {
        return Err(OfficerRefusal::OwnCase {
            officer: officer.id.clone(),
        }
        .into());
    }
    let keys = in_force(workspace, &loser.id)?;
    let key = keys
        .iter()
        .find(|key| key.token_label == token || key.token_serial == token);
    let key = key.ok_or_else(|| Error::NoSuch {
        what: "token of this officer",
        id: token.to_owned(),
    })?;
    let certificate = stored_certificate(workspace.read(), key.certificate)?;
    Ok(certificate.serial_number.to_string())
}
