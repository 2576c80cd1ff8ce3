//! What may be issued for an approved request: read from its two or more decisions, which are
//! verified again.

use std::sync::Arc;

use chancery_domain::{
    Spki, Utc,
    officer::Act,
    profile::Profile,
    request::{Approved, RequestObject},
    scope::{Approver, ApproverRole, Authorisation},
};
use chancery_ledger::read::{RequestRow, RequestState};
use chancery_pki::{
    AgentScope, Certificate, Expectation, Linted, Subject, ToBeSigned, Validity, lint,
    profile::{AgentContent, Fields, Locations, build},
    validity::BACKDATE_MAX_SECONDS,
};

use super::compromise::check_key;
use crate::{
    Error, Workspace,
    decide::Verifier,
    request::{self, Proof},
    workspace::{fresh_serial, lint_error, subject},
};

/// A request whose decisions stand, with all that its certificate will say but serial number and
/// dates.
pub(crate) struct Authorised {
    pub(crate) row: RequestRow,
    pub(crate) object: RequestObject,
    pub(crate) profile: Arc<Profile>,
    pub(crate) content: Arc<AgentContent>,
    spki: Spki,
    /// Under a standing authorisation, which no checker saw.
    proof: Option<Proof>,
    subject: Arc<Subject>,
    practice: bool,
}

/// Where certificates are issued: by whom, and in which part of the CRL.
pub(crate) struct Place {
    pub(crate) partition: u32,
    issuer: Arc<Certificate>,
    locations: Arc<Locations>,
}

impl Place {
    pub(crate) fn in_part(workspace: &Workspace, partition: u32) -> Self {
        Self {
            partition,
            issuer: Arc::new(workspace.authorities.issuing.clone()),
            locations: Arc::new(workspace.locations_of(partition)),
        }
    }
}

/// A certificate that is ready to be signed.
pub(crate) struct Prepared {
    pub(crate) serial: String,
    pub(crate) linted: Linted,
}

impl Authorised {
    /// Checks all statements again, the rules between them, the approval's age, the profile and
    /// the key.
    pub(crate) fn of(
        workspace: &Workspace,
        verifier: &mut Verifier,
        row: RequestRow,
        now: Utc,
    ) -> Result<Self, Error> {
        if row.state != RequestState::Approved {
            return Err(request::state_error(&row));
        }
        let object = request::object_of(workspace, &row)?;
        let profile = request::check_object(workspace, &mut verifier.rules, &object, &row)?;
        let approved = request::approved_over(workspace, verifier, &row, &object)?;
        // A clock that was set back makes no approval young again: the log knows a later time.
        let last = workspace.read().last_event_at()?.unwrap_or(now);
        match &row.standing {
            None => approved.check_current(now.max(last))?,
            Some(id) => crate::standing::check(workspace, id, &object, now.max(last))?,
        }
        check_key(workspace, row.spki)?;
        // A key belongs to one agent.
        let agent = row.agent_id.as_str();
        if workspace.read().is_of_another(row.spki, agent)? {
            let detail = "its key is another agent's";
            return Err(invalid(&row, detail));
        }
        let scope = profile.has_scope().then(|| AgentScope {
            scope: object.scope.clone(),
            authorisation: authorisation(&approved),
        });
        let proof = match &row.standing {
            None => None,
            Some(_) => Proof::of(workspace, &row)?,
        };
        Ok(Self {
            content: Arc::new(AgentContent {
                spiffe_id: object.spiffe_id.clone(),
                scope,
            }),
            spki: Spki::from_der(workspace.read().blob(row.spki)?),
            proof,
            subject: Arc::new(subject(&object.organisation, object.agent_id.as_str())),
            practice: workspace.is_practice(),
            row,
            object,
            profile,
        })
    }

    /// Builds the certificate and holds it against what was approved, under a throwaway key. Only
    /// serial number and validity are added at issuance. Needs neither ledger nor token: several
    /// can be prepared at once.
    pub(crate) fn prepare(&self, place: &Place, now: Utc) -> Result<Prepared, Error> {
        if let Some(proof) = &self.proof {
            proof.verify(&self.row, &self.object)?;
        }
        let fields = Fields {
            serial_number: fresh_serial(),
            validity: self.validity(&place.issuer.validity, now)?,
            subject: Subject::clone(&self.subject),
            subject_key: self.spki.clone(),
            practice: self.practice,
        };
        let tbs = build(
            &self.profile,
            &fields,
            Some(&place.issuer),
            Some(&place.locations),
            Some(&self.content),
        )
        .map_err(Error::signing("building the certificate"))?;
        Ok(Prepared {
            serial: fields.serial_number.to_string(),
            linted: self.lint(tbs, place, now)?,
        })
    }

    /// Holds a certificate against what was approved, under a throwaway key.
    pub(crate) fn lint(&self, tbs: ToBeSigned, place: &Place, now: Utc) -> Result<Linted, Error> {
        let expected = Expectation {
            profile: Arc::clone(&self.profile),
            issuer: Some(Arc::clone(&place.issuer)),
            subject: Arc::clone(&self.subject),
            subject_key: self.spki.clone(),
            practice: self.practice,
            agent: Some(Arc::clone(&self.content)),
            locations: Some(Arc::clone(&place.locations)),
            now,
        };
        lint::lint(tbs, expected).map_err(lint_error)
    }

    /// Days end with the last second of the last one; hours count from now. Validity begins up to
    /// a minute before now, but of days not before the day, so that what was asked for is never
    /// exceeded.
    fn validity(&self, issuer: &Validity, now: Utc) -> Result<Validity, Error> {
        let stored = || Error::Stored {
            what: "length of validity",
        };
        let earliest = now
            .to_whole_second()
            .plus_seconds(-BACKDATE_MAX_SECONDS)
            .max(issuer.not_before);
        match (&self.object.valid_until, self.object.valid_hours) {
            (Some(last), None) => Ok(Validity {
                not_before: Utc::at_start_of(now.date()).map_or(earliest, |day| earliest.max(day)),
                not_after: request::day(last)
                    .and_then(Utc::at_end_of)
                    .ok_or_else(stored)?,
            }),
            (None, Some(hours)) => {
                let seconds = i64::from(hours) * 3_600;
                Ok(Validity::lasting(now, seconds, Some(issuer)))
            }
            _ => Err(stored()),
        }
    }
}

fn invalid(row: &RequestRow, detail: &str) -> Error {
    Error::DecisionInvalid {
        request: row.id.to_string(),
        act: Act::Approve.name(),
        detail: detail.to_owned(),
    }
}

fn authorisation(approved: &Approved) -> Authorisation {
    let maker = Approver {
        cert_hash: approved.maker().certificate,
        role: ApproverRole::Maker,
    };
    let checkers = approved.checkers().map(|checker| Approver {
        cert_hash: checker.certificate,
        role: ApproverRole::Checker,
    });
    Authorisation {
        request_hash: approved.object(),
        approvers: std::iter::once(maker).chain(checkers).collect(),
    }
}
