//! Requests.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn submission(self) -> Result<(), Error> {
        let EventBody::RequestSubmitted {
            request,
            agent_id,
            object,
            decision,
            spki,
            ..
        } = &self.event.event
        else {
            return Ok(());
        };
        let number = self.writing.read().requests_total()? + 1;
        self.run(
            "INSERT INTO request (id, number, agent_id, state, object, spki, maker, submitted_at, submission, submit_seq)
             VALUES (?1, ?2, ?3, 'submitted', ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                request.as_str(),
                number,
                agent_id.as_str(),
                object.0,
                spki.0,
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
            ],
        )?;
        self.writing.count("requests", 1)?;
        self.writing.count("requests_submitted", 1)
    }

    pub(super) fn decision(self) -> Result<(), Error> {
        let (request, object, decision, state) = match &self.event.event {
            EventBody::RequestApproved {
                request,
                object,
                decision,
                ..
            } => (request, object, decision, "approved"),
            EventBody::RequestRejected {
                request,
                object,
                decision,
            } => (request, object, decision, "rejected"),
            _ => return Ok(()),
        };
        self.change(
            "UPDATE request SET state = ?1, checker = ?2, decided_at = ?3, decision = ?4, decide_seq = ?5
             WHERE id = ?6 AND object = ?7 AND state = 'submitted'",
            params![
                state,
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
}
