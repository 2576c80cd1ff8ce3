//! Signing in: a fresh challenge, signed by the officer's own key.

use chancery_domain::{Sha256Digest, Utc, event::EventBody};
use chancery_ledger::read::OfficerRow;
use chancery_token::UserPin;
use data_encoding::HEXLOWER;

use super::{actor, explain, find, officer_chain, view, with_officer_key};
use crate::{Error, Workspace, edge, view::OfficerView};

/// Signs in: the officer's token signs a fresh challenge with the key that was enrolled.
/// Label, serial and PIN prove nothing by themselves.
pub fn sign_in(
    workspace: &mut Workspace,
    id: &str,
    pin: &UserPin,
    now: Utc,
) -> Result<OfficerView, Error> {
    let officer = find(workspace, id)?;
    let challenge = challenge(workspace, &officer, now);
    let signed = with_officer_key(workspace, &officer, pin, now, |key| {
        chancery_seal::jws::sign(
            &challenge,
            "application/vnd.chancery.sign-in+json",
            now,
            &[&officer_chain(workspace, &officer)?[0]],
            key,
        )
        .map_err(Error::signing("signing in"))
    });
    let signed = match signed {
        Ok(signed) => signed,
        Err(error) => return Err(explain(workspace, &officer, now, error)),
    };
    // Proof, not belief: the statement verifies under the enrolled certificate.
    let verified = chancery_seal::jws::verify(&signed).map_err(Error::signing("signing in"))?;
    if Sha256Digest::of(verified.leaf()) != officer.certificate {
        return Err(Error::Stored {
            what: "officer certificate",
        });
    }
    let body = EventBody::SignedIn {
        token_serial: officer.token_serial.clone(),
        challenge: Sha256Digest::of(&chancery_domain::jcs::to_vec(&challenge)),
    };
    workspace.record(now, actor(&officer), body)?;
    view(workspace, &officer)
}

fn challenge(workspace: &Workspace, officer: &OfficerRow, now: Utc) -> serde_json::Value {
    serde_json::json!({
        "type": "sign-in",
        "origin": workspace.founding.origin,
        "officer": officer.id.as_str(),
        "nonce": HEXLOWER.encode(&edge::random::<32>()),
        "iat": now.unix_seconds(),
    })
}
