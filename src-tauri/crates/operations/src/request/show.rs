//! Showing requests: the queue and the signing sheet.

use chancery_domain::{
    Language, Sha256Digest, Utc,
    officer::{Act, OfficerId},
    request::{RequestId, RequestObject},
};
use chancery_ledger::read::{self, OfficerRow, RequestRow};
use chancery_pki::csr::Request;

use super::{
    compare::{Side, diff, in_force, request_behind, sentence_of, sentence_view},
    find, object_of, signing_request,
    steps::Steps,
    warn, withdraw,
};
use crate::{
    Error, Workspace, checkpoint, crl,
    decide::{At, Over, Standing, Verifier},
    edge,
    officer::{committed, name_of, role_view},
    view::{self, CsrView, DecisionView, RequestPage, RequestState, RequestView},
};

/// Rows a page.
const PAGE: u32 = 50;

/// A page of requests, newest first.
pub fn list(
    workspace: &Workspace,
    open: bool,
    before: Option<&str>,
    viewer: Option<&str>,
    language: Language,
) -> Result<RequestPage, Error> {
    let before = before.and_then(RequestId::parse);
    let viewer = viewer
        .map(|id| crate::officer::find(workspace, id))
        .transpose()?;
    let rows = workspace.read().requests(open, before.as_ref(), PAGE)?;
    let next = (rows.len() == PAGE as usize).then(|| rows.last().map(|row| row.id.to_string()));
    let rows = rows
        .iter()
        .map(|row| row_view(workspace, row, viewer.as_ref(), language));
    Ok(RequestPage {
        rows: rows.collect::<Result<_, _>>()?,
        total: workspace.read().requests_total()?,
        waiting: workspace.read().requests_waiting()?,
        next: next.flatten(),
    })
}

/// The newest of those that are not done, and no more than these are read.
pub(crate) fn newest_open(
    workspace: &Workspace,
    most: u32,
    viewer: Option<&str>,
    language: Language,
) -> Result<Vec<view::RequestRow>, Error> {
    let viewer = viewer
        .map(|id| crate::officer::find(workspace, id))
        .transpose()?;
    let rows = workspace.read().requests(true, None, most)?;
    let rows = rows
        .iter()
        .map(|row| row_view(workspace, row, viewer.as_ref(), language));
    rows.collect()
}

pub(crate) fn row_view(
    workspace: &Workspace,
    row: &RequestRow,
    viewer: Option<&OfficerRow>,
    language: Language,
) -> Result<view::RequestRow, Error> {
    let object = object_of(workspace, row)?;
    let waits_for_me = match viewer {
        Some(officer) if row.state == read::RequestState::Submitted => {
            Steps::of(workspace, row)?.waits_for(row, officer)
        }
        _ => false,
    };
    Ok(view::RequestRow {
        id: row.id.to_string(),
        agent_id: row.agent_id.to_string(),
        state: state_view(row.state),
        submitted_at: row.submitted_at.to_string(),
        maker: row.maker.to_string(),
        maker_name: name_of(workspace, &row.maker)?,
        sentence: sentence_of(&object, language).to_text(),
        waits_for_me,
    })
}

fn state_view(state: read::RequestState) -> RequestState {
    match state {
        read::RequestState::Submitted => RequestState::Submitted,
        read::RequestState::Approved => RequestState::Approved,
        read::RequestState::Rejected => RequestState::Rejected,
        read::RequestState::Withdrawn => RequestState::Withdrawn,
        read::RequestState::Expired => RequestState::Expired,
        read::RequestState::Issued => RequestState::Issued,
        read::RequestState::Abandoned => RequestState::Abandoned,
    }
}

/// A request as the signing sheet shows it.
pub fn show(
    workspace: &Workspace,
    id: &str,
    viewer: Option<&OfficerId>,
    language: Language,
) -> Result<RequestView, Error> {
    let row = find(workspace, id)?;
    let object = object_of(workspace, &row)?;
    let current = in_force(workspace.read(), row.agent_id.as_str(), edge::now())?
        .filter(|current| current.request.as_ref() != Some(&row.id));
    let behind = match &current {
        Some(current) => request_behind(workspace, current)?,
        None => None,
    };
    let accountable = committed(workspace, object.accountable)?;
    let purpose = committed(workspace, object.purpose)?;
    let mut sentence = sentence_of(&object, language);
    let then = Side {
        object: &object,
        submitted: row.submitted_at,
        accountable: accountable.as_deref(),
        purpose: purpose.as_deref(),
    };
    let rows = match &behind {
        Some((asked, before)) => {
            sentence = sentence.marked_against(&sentence_of(before, language));
            let (who, what) = (
                committed(workspace, before.accountable)?,
                committed(workspace, before.purpose)?,
            );
            let now = Side {
                object: before,
                submitted: asked.submitted_at,
                accountable: who.as_deref(),
                purpose: what.as_deref(),
            };
            diff(Some(&now), &then, language)
        }
        None => diff(None, &then, language),
    };
    let before = behind.as_ref().map(|(_, before)| &before.scope);
    let warnings = warn::of_request(
        workspace,
        &row,
        &object,
        accountable.as_deref(),
        before,
        language,
    )?;
    let steps = Steps::of(workspace, &row)?;
    let viewer = viewer
        .map(|id| workspace.read().officer(id))
        .transpose()?
        .flatten();
    let may_withdraw = match &viewer {
        Some(officer) => withdraw::may(workspace, &row, officer)?,
        None => false,
    };
    Ok(RequestView {
        row: row_view(workspace, &row, viewer.as_ref(), language)?,
        sentence: sentence_view(sentence),
        diff: rows,
        warnings,
        current_serial: current.as_ref().map(|current| current.serial.clone()),
        current_since: current
            .as_ref()
            .map(|current| current.not_before.to_string()),
        object_sha256: row.object.to_upper_hex(),
        object_words: checkpoint::words(&row.object.0),
        object_json: String::from_utf8_lossy(&workspace.read().blob(row.object)?).into_owned(),
        origin: workspace.founding.origin.clone(),
        issuer_name: crl::common_name(&workspace.authorities.issuing),
        accountable,
        purpose,
        decisions: decisions(workspace, &row)?,
        certificate: issued(&row).map(str::to_owned),
        approval_ends_at: ends_at(&row, &steps),
        approvals: count(steps.given()),
        approvals_needed: u8::try_from(row.approvals_needed).unwrap_or(u8::MAX),
        steps: steps.view(workspace, &row)?,
        standing: crate::standing::under(workspace, &row)?,
        together: super::list::waiting_together(workspace, &row)?,
        may_withdraw,
        renews: object.renews.clone(),
        same_key: is_same_key(workspace, &object)?,
        algorithm: object.key_algorithm.name().to_owned(),
        csr: csr_view(workspace, &row)?,
    })
}

/// Serial of the certificate that was issued for it.
pub(crate) fn issued(row: &RequestRow) -> Option<&str> {
    let serial = row.serial.as_deref();
    serial.filter(|_| row.state == read::RequestState::Issued)
}

fn count(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

fn is_same_key(workspace: &Workspace, object: &RequestObject) -> Result<bool, Error> {
    let Some(serial) = &object.renews else {
        return Ok(false);
    };
    let followed = workspace.read().certificate(serial)?;
    Ok(followed.is_some_and(|row| row.spki == object.spki_sha256))
}

fn csr_view(workspace: &Workspace, row: &RequestRow) -> Result<Option<CsrView>, Error> {
    let Some(csr) = row.csr else { return Ok(None) };
    let der = workspace.read().blob(csr)?;
    let request = Request::from_der(&der).map_err(|_| Error::Stored {
        what: "signing request",
    })?;
    Ok(Some(signing_request::view(&request)))
}

fn ends_at(row: &RequestRow, steps: &Steps) -> Option<String> {
    let runs = matches!(
        row.state,
        read::RequestState::Submitted | read::RequestState::Approved
    );
    let at = steps.ends_at().filter(|_| runs)?;
    Some(at.to_string())
}

/// The decisions on a request, each verified now.
pub(crate) fn decisions(
    workspace: &Workspace,
    row: &RequestRow,
) -> Result<Vec<DecisionView>, Error> {
    let mut verifier = Verifier::default();
    let mut see = |statement, act, batch, seq| {
        let over = Over {
            object: row.object,
            batch,
            at: At::Event(seq),
        };
        let verdict = verifier.verify(workspace, statement, act, over);
        verdict_view(workspace, statement, act, verdict, seq)
    };
    let mut all = vec![see(row.submission, Act::Submit, row.batch, row.submit_seq)?];
    for approval in workspace.read().approvals_of(&row.id)? {
        all.push(see(
            approval.decision,
            Act::Approve,
            approval.batch,
            approval.seq,
        )?);
    }
    let ended = match row.state {
        read::RequestState::Rejected => Some(Act::Reject),
        read::RequestState::Withdrawn => Some(Act::Withdraw),
        _ => None,
    };
    if let (Some(decision), Some(seq), Some(act)) = (row.decision, row.decide_seq, ended) {
        all.push(see(decision, act, None, seq)?);
    }
    if let Some(id) = &row.standing {
        all.extend(crate::standing::decisions(workspace, id)?);
    }
    Ok(all)
}

/// A statement as people read it.
pub(crate) fn decision_view(
    workspace: &Workspace,
    statement: chancery_domain::Sha256Digest,
    act: Act,
    object: chancery_domain::Sha256Digest,
    event: u64,
) -> Result<DecisionView, Error> {
    let over = Over::object(object, At::Event(event));
    let verdict = Verifier::default().verify(workspace, statement, act, over);
    verdict_view(workspace, statement, act, verdict, event)
}

fn verdict_view(
    workspace: &Workspace,
    statement: Sha256Digest,
    act: Act,
    verdict: Result<Standing, String>,
    event: u64,
) -> Result<DecisionView, Error> {
    let bytes = workspace.read().blob(statement)?;
    let jws = String::from_utf8_lossy(&bytes).into_owned();
    match verdict {
        Ok(standing) => Ok(DecisionView {
            act: act.name().to_owned(),
            officer: standing.signer.officer.to_string(),
            officer_name: name_of(workspace, &standing.signer.officer)?,
            role: role_view(standing.signer.role),
            at: Utc::from_unix_seconds(standing.decision.iat)
                .map_or_else(String::new, |at| at.to_string()),
            reason: standing.decision.reason,
            signature_valid: true,
            token_serial: standing.signer.token_serial,
            jws,
            event,
        }),
        Err(detail) => Ok(DecisionView {
            act: act.name().to_owned(),
            officer: String::new(),
            officer_name: None,
            role: view::RoleView::Auditor,
            at: String::new(),
            reason: detail,
            signature_valid: false,
            token_serial: String::new(),
            jws,
            event,
        }),
    }
}
