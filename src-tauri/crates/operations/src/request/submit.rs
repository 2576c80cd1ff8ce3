//! Submitting: the agent's key is made, then the maker signs the request over it.

use chancery_domain::{
    Algorithm, Utc,
    agent::AgentId,
    commitment::Committed,
    event::{EventBody, KeyPurpose, TokenPurpose},
    jcs,
    officer::Act,
    profile::{Profile, ProfileId},
    request::{
        Complete, Reading, RequestDetails, RequestId, RequestInput, RequestObject, RequestTag,
    },
};
use chancery_ledger::{media, read::OfficerRow};
use chancery_token::{CkaId, GeneratedKey, KeyLabel, UserPin, practice};

use super::show;
use crate::{
    Error, Workspace, checkpoint,
    decide::{self, Deciding},
    edge,
    officer::{self, actor},
    record::{Refused, record},
    view::RequestView,
};

/// Who submits, why, and with which PIN.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// The maker's officer id.
    pub maker: &'a str,
    /// Why; may be empty, since the request has a purpose.
    pub reason: &'a str,
    /// The PIN of the maker's token.
    pub pin: &'a UserPin,
}

/// Submits a request: makes the agent's key on the token, signs as the maker, records.
pub fn submit(
    workspace: &mut Workspace,
    input: &RequestInput,
    submission: &Submission<'_>,
    now: Utc,
) -> Result<RequestView, Error> {
    let maker = officer::find(workspace, submission.maker)?;
    let complete = match check(input, &maker, submission.reason, now) {
        Ok(complete) => complete,
        Err(error) => {
            // A text that is no agent's id may be anything, a person's name among them; a leaf
            // is for ever. The fields at fault are named.
            let agent = AgentId::parse(&input.agent_id);
            let refused = Refused {
                operation: "submit",
                subject: agent.as_ref().map_or("", AgentId::as_str),
            };
            return Err(workspace.refuse(now, actor(&maker), &refused, error));
        }
    };
    prove_pin(workspace, &maker, submission.pin, now)?;
    let key = make_key(workspace, &complete, &maker, now)?;
    let submitted = sign_and_record(workspace, &complete, &key, &maker, submission, now);
    match submitted {
        Ok(id) => {
            checkpoint::follow(workspace, now)?;
            show::show(
                workspace,
                id.as_str(),
                Some(&maker.id),
                chancery_domain::Language::En,
            )
        }
        Err(error) => {
            // The key belongs to no request: it goes, and the log says so.
            // What went wrong first is told, also where this fails as well.
            let _ = super::decide::destroy_key(workspace, key.spki.sha256(), None, now);
            Err(officer::explain(workspace, &maker, now, error))
        }
    }
}

fn check(
    input: &RequestInput,
    maker: &OfficerRow,
    reason: &str,
    now: Utc,
) -> Result<Complete, Error> {
    decide::check(maker, Act::Submit, reason)?;
    let profile = Profile::built_in(ProfileId::Agent);
    Reading::of(input, &profile, now.date())
        .complete(input)
        .map_err(|problems| Error::Input {
            problems,
            event: None,
        })
}

/// Before a key is made for them: a wrong PIN makes no key.
fn prove_pin(
    workspace: &mut Workspace,
    maker: &OfficerRow,
    pin: &UserPin,
    now: Utc,
) -> Result<(), Error> {
    officer::with_officer_key(workspace, maker, pin, now, |_| Ok(()))
        .map_err(|error| officer::explain(workspace, maker, now, error))
}

fn make_key(
    workspace: &mut Workspace,
    complete: &Complete,
    maker: &OfficerRow,
    now: Utc,
) -> Result<GeneratedKey, Error> {
    workspace.unlock(TokenPurpose::Agents)?;
    let token = workspace
        .services
        .token(TokenPurpose::Agents)
        .expect("unlocked above");
    let serial = token.id().serial.to_string();
    let label = KeyLabel::new(complete.agent.as_str());
    let cka_id = CkaId::new(edge::random());
    let held = workspace.lock_practice_tokens()?;
    let before = practice::Listing::of(&workspace.paths.tokens())
        .map_err(Error::io("reading", workspace.paths.tokens()))?;
    let key = token.generate_key(Algorithm::EcdsaP256Sha256, &label, &cka_id)?;
    before
        .sync_changes()
        .map_err(Error::io("syncing", workspace.paths.tokens()))?;
    drop(held);
    let actor = actor(maker);
    workspace.ledger.write(|tx| {
        let body = EventBody::KeyGenerated {
            token_serial: serial,
            cka_id: key.cka_id.to_string(),
            label: complete.agent.to_string(),
            purpose: KeyPurpose::Agent,
            algorithm: Algorithm::EcdsaP256Sha256,
            spki: tx.put_blob(media::SPKI, key.spki.der())?,
            custody: tx.put_blob(media::CUSTODY, &jcs::to_vec(&key.custody))?,
        };
        record(tx, now, actor, body)
    })?;
    Ok(key)
}

fn sign_and_record(
    workspace: &mut Workspace,
    complete: &Complete,
    key: &GeneratedKey,
    maker: &OfficerRow,
    submission: &Submission<'_>,
    now: Utc,
) -> Result<RequestId, Error> {
    let details = RequestDetails {
        accountable: Committed::new(edge::random(), &complete.accountable),
        purpose: Committed::new(edge::random(), &complete.purpose),
    };
    let object = object(workspace, complete, key, &details);
    let deciding = Deciding {
        officer: maker,
        act: Act::Submit,
        object: object.sha256(),
        reason: submission.reason,
        now,
    };
    let statement = decide::sign(workspace, &deciding, submission.pin)?;
    let actor = actor(maker);
    workspace.ledger.write(|tx| {
        // The number is given under the write lock: two makers never get the same.
        let id = RequestId::numbered(now.date().year(), tx.read().requests_total()? + 1);
        tx.put_erasable_blob(media::COMMITTED, &jcs::to_vec(&details.accountable))?;
        tx.put_erasable_blob(media::COMMITTED, &jcs::to_vec(&details.purpose))?;
        let body = EventBody::RequestSubmitted {
            request: id.clone(),
            agent_id: complete.agent.clone(),
            object: tx.put_blob(media::OBJECT, &object.to_jcs())?,
            decision: tx.put_blob(media::STATEMENT, statement.as_bytes())?,
            spki: key.spki.sha256(),
        };
        record(tx, now, actor, body)?;
        Ok(id)
    })
}

fn object(
    workspace: &Workspace,
    complete: &Complete,
    key: &GeneratedKey,
    details: &RequestDetails,
) -> RequestObject {
    let founding = &workspace.founding;
    RequestObject {
        kind: RequestTag::CertificateRequest,
        version: 1,
        origin: founding.origin.clone(),
        profile: (&Profile::built_in(ProfileId::Agent)).into(),
        issuer_ski: workspace.issuing_ski(),
        agent_id: complete.agent.clone(),
        spiffe_id: complete.agent.spiffe_id(&founding.trust_domain),
        organisation: founding.entity.organisation.clone(),
        key_algorithm: Algorithm::EcdsaP256Sha256,
        spki_sha256: key.spki.sha256(),
        scope: complete.scope.clone(),
        valid_until: complete.valid_until.to_string(),
        accountable: details.accountable.commitment(),
        purpose: details.purpose.commitment(),
    }
}
