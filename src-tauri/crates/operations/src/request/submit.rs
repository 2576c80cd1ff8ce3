//! Submitting: the agents' keys are there, then the maker signs the requests over them: one
//! alone, or several under one statement over their list.

use chancery_domain::{
    Sha256Digest, Utc,
    agent::AgentId,
    batch::BatchObject,
    change::ChangeId,
    commitment::Committed,
    event::EventBody,
    jcs,
    officer::Act,
    policy::Required,
    problem::Problem,
    request::{RequestDetails, RequestId, RequestInput, RequestObject, RequestTag, Validity},
};
use chancery_ledger::{Writing, media, read::OfficerRow};
use chancery_token::UserPin;

use super::{
    examine::{Examined, Sound},
    import, show,
    subject_key::{self, SubjectKey},
    under,
};
use crate::{
    Error, OnProgress, Workspace, checkpoint,
    decide::{self, Deciding},
    edge,
    error::owed,
    lock::Lock,
    officer::{self, actor},
    record::{Refused, record},
    standing::Allowed,
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

/// Submits a request: the agent's key is made on the token or taken from its signing request, the
/// maker signs, the log records.
pub fn submit(
    workspace: &mut Workspace,
    input: &RequestInput,
    submission: &Submission<'_>,
    now: Utc,
) -> Result<RequestView, Error> {
    let maker = officer::find(workspace, submission.maker)?;
    let ids = submit_as(
        workspace,
        std::slice::from_ref(input),
        &maker,
        submission,
        None,
        now,
    )?;
    let english = chancery_domain::Language::En;
    show::show(workspace, ids[0].as_str(), Some(&maker.id), english)
}

/// Submits several requests under one statement of the maker: all of them or none.
pub fn submit_batch(
    workspace: &mut Workspace,
    inputs: &[RequestInput],
    submission: &Submission<'_>,
    now: Utc,
) -> Result<Vec<RequestId>, Error> {
    super::check_batch_size(inputs.len())?;
    let maker = officer::find(workspace, submission.maker)?;
    submit_as(workspace, inputs, &maker, submission, None, now)
}

/// Submits requests under a standing authorisation: they are approved by it, and may be issued at
/// once. What is outside is refused, and all with it.
pub fn submit_under(
    workspace: &mut Workspace,
    standing: &str,
    inputs: &[RequestInput],
    submission: &Submission<'_>,
    now: Utc,
) -> Result<Vec<RequestId>, Error> {
    super::check_batch_size(inputs.len())?;
    let maker = officer::find(workspace, submission.maker)?;
    submit_as(workspace, inputs, &maker, submission, Some(standing), now)
}

fn submit_as(
    workspace: &mut Workspace,
    inputs: &[RequestInput],
    maker: &OfficerRow,
    submission: &Submission<'_>,
    standing: Option<&str>,
    now: Utc,
) -> Result<Vec<RequestId>, Error> {
    let sound = match check(workspace, inputs, maker, submission.reason, now) {
        Ok(sound) => sound,
        Err(error) => {
            // A text that is no agent's id may be anything, a person's name among them; a leaf
            // is for ever. The fields at fault are named.
            let agent = AgentId::parse(&inputs[0].agent_id);
            let refused = Refused {
                operation: "submit",
                subject: agent.as_ref().map_or("", AgentId::as_str),
            };
            return Err(workspace.refuse(now, actor(maker), &refused, error));
        }
    };
    officer::prove_pin(workspace, maker, submission.pin, now)?;
    let handing = Handing {
        maker,
        submission,
        file: None,
        standing,
        now,
    };
    let held = Lock::submitting(&workspace.paths).wait()?;
    let ids = hand_in(workspace, &sound, &handing, &mut |_| true)?;
    drop(held);
    checkpoint::follow(workspace, now)?;
    Ok(ids)
}

/// How sound requests are handed in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Handing<'a> {
    pub(super) maker: &'a OfficerRow,
    pub(super) submission: &'a Submission<'a>,
    /// SHA-256 of the file that they come from.
    pub(super) file: Option<Sha256Digest>,
    /// The standing authorisation that approves them.
    pub(super) standing: Option<&'a str>,
    pub(super) now: Utc,
}

/// Makes the keys, has the maker sign, and records. Only for who holds the lock over submitting.
/// `on_progress` can stop it until the statement is signed.
pub(super) fn hand_in(
    workspace: &mut Workspace,
    sound: &[Sound],
    handing: &Handing<'_>,
    on_progress: OnProgress<'_>,
) -> Result<Vec<RequestId>, Error> {
    let (maker, now) = (handing.maker, handing.now);
    let allowed = under::allow(workspace, sound, handing)?;
    // What an earlier submission left whose token failed: a window may stay open for days.
    owed(subject_key::settle(workspace, now))?;
    let keys = match subject_key::obtain(workspace, sound, maker, now, on_progress) {
        Ok(keys) => keys,
        Err(error) => {
            // Keys of a part belong to no request. What stays is settled by the next opening.
            let _ = subject_key::settle(workspace, now);
            return Err(error);
        }
    };
    let allowed = allowed.as_ref().map(Allowed::id);
    sign_and_record(workspace, sound, &keys, handing, allowed).map_err(|error| {
        // The keys belong to no request: they go, and the log says so. What went wrong first is
        // told, also where this fails as well.
        for key in keys.iter().filter(|key| key.made) {
            let _ = subject_key::destroy(workspace, key.spki.sha256(), None, now);
        }
        officer::explain(workspace, maker, now, error)
    })
}

/// Every request is read before any is refused: all problems at once.
fn check(
    workspace: &Workspace,
    inputs: &[RequestInput],
    maker: &OfficerRow,
    reason: &str,
    now: Utc,
) -> Result<Vec<Sound>, Error> {
    decide::check(maker, Act::Submit, reason)?;
    let _snapshot = workspace.ledger.snapshot()?;
    let mut sound = Vec::with_capacity(inputs.len());
    let mut problems = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        match Examined::of(workspace, input, now)?.sound(input) {
            Ok(one) => sound.push(one),
            Err(Error::Input {
                problems: found, ..
            }) if inputs.len() > 1 => problems.extend(found.into_iter().map(|problem| Problem {
                field: format!("requests[{index}].{}", problem.field),
                code: problem.code,
            })),
            Err(error) => return Err(error),
        }
    }
    problems.extend(keys_named_twice(&sound));
    if problems.is_empty() {
        return Ok(sound);
    }
    Err(Error::Input {
        problems,
        event: None,
    })
}

/// Within one batch, too, a key belongs to one agent.
fn keys_named_twice(sound: &[Sound]) -> Vec<Problem> {
    let mut seen = std::collections::HashMap::new();
    let mut problems = Vec::new();
    for (index, one) in sound.iter().enumerate() {
        let Some(spki) = one.key.spki() else { continue };
        let agent = one.complete.agent.as_str();
        if *seen.entry(spki.sha256()).or_insert(agent) != agent {
            let field = format!("requests[{index}].csr");
            let code = chancery_domain::problem::Code::KeyNotFree;
            problems.push(Problem::new(&field, code));
        }
    }
    problems
}

/// A request as it is to be signed.
struct Drawn {
    object: RequestObject,
    details: RequestDetails,
}

fn sign_and_record(
    workspace: &mut Workspace,
    sound: &[Sound],
    keys: &[SubjectKey],
    handing: &Handing<'_>,
    standing: Option<&ChangeId>,
) -> Result<Vec<RequestId>, Error> {
    let (maker, submission, now) = (handing.maker, handing.submission, handing.now);
    let drawn: Vec<Drawn> = sound
        .iter()
        .zip(keys)
        .map(|(sound, key)| draw(workspace, sound, key))
        .collect();
    let batch = batch_of(workspace, &drawn, handing.file);
    let subject = match &batch {
        Some(batch) => batch.sha256(),
        None => drawn[0].object.sha256(),
    };
    let deciding = Deciding {
        officer: maker,
        act: Act::Submit,
        object: subject,
        reason: submission.reason,
        now,
    };
    let statement = decide::sign(workspace, &deciding, submission.pin)?;
    let actor = actor(maker);
    workspace.ledger.write(|tx| {
        officer::check_still(tx.read(), maker)?;
        let decision = tx.put_blob(media::STATEMENT, statement.as_bytes())?;
        let batch = batch
            .as_ref()
            .map(|batch| tx.put_blob(media::OBJECT, &batch.to_jcs()))
            .transpose()?;
        let signed = Signed {
            decision,
            batch,
            standing,
        };
        let mut ids = Vec::with_capacity(drawn.len());
        for ((sound, key), drawn) in sound.iter().zip(keys).zip(&drawn) {
            // The number is given under the write lock: two makers never get the same.
            let id = RequestId::numbered(now.date().year(), tx.read().requests_total()? + 1);
            let body = submitted(tx, &id, sound, key, drawn, signed)?;
            record(tx, now, actor.clone(), body)?;
            ids.push(id);
        }
        Ok(ids)
    })
}

/// The list, if there are several; from a file, also of one.
fn batch_of(
    workspace: &Workspace,
    drawn: &[Drawn],
    file: Option<Sha256Digest>,
) -> Option<BatchObject> {
    let objects = || drawn.iter().map(|drawn| drawn.object.sha256()).collect();
    let list = || BatchObject::of(&workspace.founding.origin, objects());
    match file {
        Some(file) => {
            let first = &drawn[0].details.accountable;
            Some(list().from_file(import::commitment(first, file)))
        }
        None => (drawn.len() > 1).then(list),
    }
}

/// What the maker signed, and what it stands under.
#[derive(Clone, Copy)]
struct Signed<'a> {
    decision: Sha256Digest,
    batch: Option<Sha256Digest>,
    standing: Option<&'a ChangeId>,
}

fn submitted(
    tx: &mut Writing<'_>,
    id: &RequestId,
    sound: &Sound,
    key: &SubjectKey,
    drawn: &Drawn,
    signed: Signed<'_>,
) -> Result<EventBody, Error> {
    tx.put_erasable_blob(media::COMMITTED, &jcs::to_vec(&drawn.details.accountable))?;
    tx.put_erasable_blob(media::COMMITTED, &jcs::to_vec(&drawn.details.purpose))?;
    // Of a key of the operator's the ledger has nothing yet.
    tx.put_blob(media::SPKI, key.spki.der())?;
    let csr = key.csr.as_deref();
    let csr = csr.map(|der| tx.put_blob(media::CSR, der)).transpose()?;
    // Under the write lock: the policy in force is the one that the event names.
    let policy = tx.read().policy_in_force()?;
    let of_profile = sound.profile.decisions.saturating_sub(1);
    let scope = &drawn.object.scope;
    let approvals = Required::by(Some(&policy), sound.profile.id, of_profile, scope).total();
    Ok(EventBody::RequestSubmitted {
        request: id.clone(),
        agent_id: sound.complete.agent.clone(),
        object: tx.put_blob(media::OBJECT, &drawn.object.to_jcs())?,
        decision: signed.decision,
        spki: key.spki.sha256(),
        csr,
        renews: drawn.object.renews.clone(),
        batch: signed.batch,
        approvals: Some(approvals).filter(|needed| *needed > 1),
        policy: Some(policy.sha256()),
        standing: signed.standing.cloned(),
    })
}

fn draw(workspace: &Workspace, sound: &Sound, key: &SubjectKey) -> Drawn {
    let complete = &sound.complete;
    let details = RequestDetails {
        accountable: Committed::new(edge::random(), &complete.accountable),
        purpose: Committed::new(edge::random(), &complete.purpose),
    };
    let founding = &workspace.founding;
    let (valid_until, valid_hours) = match complete.validity {
        Validity::Until(day) => (Some(day.to_string()), None),
        Validity::Hours(hours) => (None, Some(hours)),
    };
    let object = RequestObject {
        kind: RequestTag::CertificateRequest,
        version: 1,
        origin: founding.origin.clone(),
        profile: (&sound.profile).into(),
        issuer_ski: workspace.issuing_ski(),
        agent_id: complete.agent.clone(),
        spiffe_id: complete.agent.spiffe_id(&founding.trust_domain),
        organisation: founding.entity.organisation.clone(),
        key_algorithm: key.algorithm,
        spki_sha256: key.spki.sha256(),
        scope: complete.scope.clone(),
        valid_until,
        valid_hours,
        csr_sha256: key.csr.as_deref().map(Sha256Digest::of),
        renews: complete.renews.as_deref().map(str::to_uppercase),
        accountable: details.accountable.commitment(),
        purpose: details.purpose.commitment(),
    };
    Drawn { object, details }
}
