//! What a second officer looks at again: agents, revocations that one made alone, reports.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn review(self) -> Result<(), Error> {
        let EventBody::AgentReviewed {
            agent_id,
            object,
            decision,
        } = &self.event.event
        else {
            return Ok(());
        };
        self.run(
            "INSERT INTO review (agent, seq, officer, object, decision, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                agent_id.as_str(),
                self.seq,
                self.officer_id(),
                object.0,
                decision.0,
                self.at()
            ],
        )?;
        self.begin_next_review(agent_id.as_str())
    }

    /// A revocation that waits for a second officer.
    pub(super) fn owe_confirmation(self, serial: &str) -> Result<(), Error> {
        self.run(
            "INSERT INTO confirmation (serial, officer, at, seq) VALUES (?1, ?2, ?3, ?4)",
            params![serial, self.officer_id(), self.at(), self.seq],
        )?;
        self.writing.count("confirmations_open", 1)
    }

    pub(super) fn confirmation(self) -> Result<(), Error> {
        let EventBody::RevocationConfirmed {
            serial,
            object,
            decision,
        } = &self.event.event
        else {
            return Ok(());
        };
        self.change(
            "UPDATE confirmation SET confirmer = ?2, object = ?3, decision = ?4, confirmed_at = ?5,
                                     confirmed_seq = ?6
             WHERE serial = ?1 AND confirmed_seq IS NULL",
            params![
                serial,
                self.officer_id(),
                object.0,
                decision.0,
                self.at(),
                self.seq
            ],
        )?;
        self.writing.count("confirmations_open", -1)
    }

    pub(super) fn report_signature(self) -> Result<(), Error> {
        let EventBody::ReportSignedOff {
            report,
            sha256,
            part,
            decision,
        } = &self.event.event
        else {
            return Ok(());
        };
        self.change(
            "INSERT INTO report_signature (report, part, officer, decision, at, seq)
             SELECT id, ?2, ?3, ?4, ?5, ?6 FROM report WHERE id = ?1 AND sha256 = ?7",
            params![
                report,
                part.name(),
                self.officer_id(),
                decision.0,
                self.at(),
                self.seq,
                sha256.0
            ],
        )
    }
}
