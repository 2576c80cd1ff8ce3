//! Side data: what is there, what holds it, and what went.

use chancery_domain::{
    Sha256Digest,
    change::ChangeId,
    event::EventBody,
    jcs,
    retention::{HoldId, HoldSubject, RetentionSchedule},
};
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    /// Notes what can be erased, and about whom it is.
    pub(super) fn keep_side_data(
        &self,
        blob: Sha256Digest,
        kind: &str,
        holder: &str,
    ) -> Result<(), Error> {
        self.run(
            "INSERT INTO side_data (blob, kind, holder, at, seq) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (blob) DO NOTHING",
            params![blob.0, kind, holder, self.at(), self.seq],
        )?;
        Ok(())
    }

    /// From now on these go.
    pub(super) fn owe_erasure(
        &self,
        change: &ChangeId,
        blobs: &[Sha256Digest],
    ) -> Result<(), Error> {
        for blob in blobs {
            self.change(
                "UPDATE side_data SET change = ?1 WHERE blob = ?2 AND erased_seq IS NULL",
                params![change.as_str(), blob.0],
            )?;
        }
        Ok(())
    }

    /// Only what an approved change named can go.
    pub(super) fn erasure(self) -> Result<(), Error> {
        let EventBody::BlobErased { blob, change } = &self.event.event else {
            return Ok(());
        };
        self.change(
            "UPDATE side_data SET erased_seq = ?1
             WHERE blob = ?2 AND change = ?3 AND erased_seq IS NULL",
            params![self.seq, blob.0, change.as_str()],
        )?;
        self.writing.count("erased", 1)
    }

    pub(super) fn hold(self) -> Result<(), Error> {
        let EventBody::HoldPlaced {
            hold,
            subject,
            object,
            decision,
        } = &self.event.event
        else {
            return Ok(());
        };
        let (kind, about) = match subject {
            HoldSubject::Everything => ("everything", ""),
            HoldSubject::Agent { agent } => ("agent", agent.as_str()),
            HoldSubject::Request { request } => ("request", request.as_str()),
        };
        let number = self.writing.read().holds_total()? + 1;
        self.run(
            "INSERT INTO hold (number, id, kind, subject, object, officer, decision, at, seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                number,
                hold.as_str(),
                kind,
                about,
                object.0,
                self.officer_id(),
                decision.0,
                self.at(),
                self.seq
            ],
        )?;
        self.writing.count("holds", 1)
    }

    pub(super) fn lift(&self, hold: &HoldId, change: &ChangeId) -> Result<(), Error> {
        self.change(
            "UPDATE hold SET lifted = ?1 WHERE id = ?2 AND lifted IS NULL",
            params![change.as_str(), hold.as_str()],
        )
    }

    pub(super) fn keep_by(
        &self,
        change: &ChangeId,
        schedule: &RetentionSchedule,
    ) -> Result<(), Error> {
        let text = String::from_utf8(jcs::to_vec(schedule)).expect("JSON is UTF-8");
        self.run(
            "INSERT INTO retention (version, schedule, change, at, seq) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                schedule.version,
                text,
                change.as_str(),
                self.at(),
                self.seq
            ],
        )?;
        Ok(())
    }
}
