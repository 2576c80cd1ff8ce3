//! Requests and what was decided on them.

use chancery_domain::{Sha256Digest, change::ChangeId, event::EventBody, request::RequestId};
use rusqlite::params;
use serde::Deserialize;

use super::Projection;
use crate::Error;

/// The commitments of a request object.
#[derive(Deserialize)]
struct SideData {
    accountable: Sha256Digest,
    purpose: Sha256Digest,
}

impl Projection<'_, '_> {
    pub(super) fn submission(self) -> Result<(), Error> {
        let EventBody::RequestSubmitted {
            request,
            agent_id,
            object,
            decision,
            spki,
            csr,
            renews,
            batch,
            approvals,
            policy,
            standing,
        } = &self.event.event
        else {
            return Ok(());
        };
        // What was approved in advance waits for nobody.
        let (state, needed) = match standing {
            Some(_) => ("approved", 0),
            None => ("submitted", approvals.unwrap_or(1).max(1)),
        };
        let number = self.writing.read().requests_total()? + 1;
        self.run(
            "INSERT INTO request (number, id, agent_id, object, spki, csr, renews, batch,
                                  approvals_needed, maker, submitted_at, submission, submit_seq,
                                  state, policy, standing)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                number,
                request.as_str(),
                agent_id.as_str(),
                object.0,
                spki.0,
                csr.map(|sha256| sha256.0),
                renews,
                batch.map(|sha256| sha256.0),
                needed,
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
                state,
                policy.map(|sha256| sha256.0),
                standing.as_ref().map(ChangeId::as_str),
            ],
        )?;
        self.keep_side_data_of(request, *object)?;
        self.use_key(&spki.0)?;
        self.writing.count("requests", 1)?;
        match standing {
            Some(_) => Ok(()),
            None => self.writing.count("requests_submitted", 1),
        }
    }

    /// An object that names no side data has none.
    fn keep_side_data_of(&self, request: &RequestId, object: Sha256Digest) -> Result<(), Error> {
        let bytes = self.writing.read().blob(object)?;
        let Ok(object) = serde_json::from_slice::<SideData>(&bytes) else {
            return Ok(());
        };
        self.keep_side_data(object.accountable, "accountable", request.as_str())?;
        self.keep_side_data(object.purpose, "purpose", request.as_str())
    }

    /// Keeps one approval; the request is approved with the last that its profile asks for.
    pub(super) fn approval(self) -> Result<(), Error> {
        let EventBody::RequestApproved {
            request,
            object,
            decision,
            batch,
        } = &self.event.event
        else {
            return Ok(());
        };
        self.change(
            "INSERT INTO approval (request, officer, maker, decision, batch, at, seq)
             SELECT id, ?3, maker, ?4, ?5, ?6, ?7 FROM request
             WHERE id = ?1 AND object = ?2 AND state = 'submitted'",
            params![
                request.as_str(),
                object.0,
                self.officer_id(),
                decision.0,
                batch.map(|sha256| sha256.0),
                self.at(),
                self.seq,
            ],
        )?;
        self.change(
            "UPDATE request SET approvals_given = approvals_given + 1 WHERE id = ?1",
            [request.as_str()],
        )?;
        let approved = self.run(
            "UPDATE request SET state = 'approved', checker = ?2, decided_at = ?3, decision = ?4, decide_seq = ?5
             WHERE id = ?1 AND approvals_given >= approvals_needed",
            params![
                request.as_str(),
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq
            ],
        )?;
        match approved {
            0 => Ok(()),
            _ => self.writing.count("requests_submitted", -1),
        }
    }

    pub(super) fn rejection(self) -> Result<(), Error> {
        let EventBody::RequestRejected {
            request,
            object,
            decision,
        } = &self.event.event
        else {
            return Ok(());
        };
        self.change(
            "UPDATE request SET state = 'rejected', checker = ?1, decided_at = ?2, decision = ?3,
                                decide_seq = ?4, key_left = (csr IS NULL)
             WHERE id = ?5 AND object = ?6 AND state = 'submitted'",
            params![
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
                request.as_str(),
                object.0
            ],
        )?;
        self.writing.count("requests_submitted", -1)
    }

    /// Whoever withdrew it, before or after it was approved.
    pub(super) fn withdrawal(self) -> Result<(), Error> {
        let EventBody::RequestWithdrawn {
            request,
            object,
            decision,
        } = &self.event.event
        else {
            return Ok(());
        };
        let waiting = self.is_waiting(request)?;
        self.change(
            "UPDATE request SET state = 'withdrawn', withdrawer = ?1, decided_at = ?2, decision = ?3,
                                decide_seq = ?4, key_left = (csr IS NULL)
             WHERE id = ?5 AND object = ?6 AND state IN ('submitted', 'approved')",
            params![
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
                request.as_str(),
                object.0
            ],
        )?;
        match waiting {
            true => self.writing.count("requests_submitted", -1),
            false => Ok(()),
        }
    }

    /// Only approvals can expire: of a request that has all of them, or some.
    pub(super) fn expiry(self) -> Result<(), Error> {
        let EventBody::RequestExpired { request } = &self.event.event else {
            return Ok(());
        };
        let waiting = self.is_waiting(request)?;
        self.change(
            "UPDATE request SET state = 'expired', key_left = (csr IS NULL)
             WHERE id = ?1 AND (state = 'approved' OR (state = 'submitted' AND approvals_given > 0))",
            [request.as_str()],
        )?;
        match waiting {
            true => self.writing.count("requests_submitted", -1),
            false => Ok(()),
        }
    }

    fn is_waiting(&self, request: &RequestId) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM request WHERE id = ?1 AND state = 'submitted'";
        let found = self.row(sql, [request.as_str()], |_| Ok(()))?;
        Ok(found.is_some())
    }
}
