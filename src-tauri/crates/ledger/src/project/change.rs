//! Changes of the workspace's rules, and the profiles that they put in force.

use chancery_domain::{
    Sha256Digest,
    change::{Change, ChangeId, ChangeObject},
    event::EventBody,
    jcs,
    profile::Profile,
    request::ProfileRef,
};
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn change_of_rules(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::ChangeProposed { .. } => self.proposal(),
            EventBody::ChangeApproved {
                change,
                object,
                decision,
            } => {
                let Change::Profile { current, next } = self.change_object(*object)?.change;
                self.decide(change, *object, *decision, "approved")?;
                self.put_in_force(change, &current, &next)?;
                self.writing.count("changes_open", -1)
            }
            EventBody::ChangeRejected {
                change,
                object,
                decision,
            } => {
                self.decide(change, *object, *decision, "rejected")?;
                self.writing.count("changes_open", -1)
            }
            _ => Ok(()),
        }
    }

    fn change_object(&self, object: Sha256Digest) -> Result<ChangeObject, Error> {
        let bytes = self.writing.read().blob(object)?;
        serde_json::from_slice(&bytes).map_err(|_| Error::Value { table: "blob" })
    }

    fn proposal(self) -> Result<(), Error> {
        let EventBody::ChangeProposed {
            change,
            kind,
            object,
            decision,
        } = &self.event.event
        else {
            return Ok(());
        };
        let Change::Profile { next, .. } = self.change_object(*object)?.change;
        let number = self.writing.read().changes_total()? + 1;
        self.run(
            "INSERT INTO change (number, id, kind, subject, state, object, proposer, proposed_at,
                                 proposal, propose_seq)
             VALUES (?1, ?2, ?3, ?4, 'proposed', ?5, ?6, ?7, ?8, ?9)",
            params![
                number,
                change.as_str(),
                kind.name(),
                next.id.name(),
                object.0,
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
            ],
        )?;
        self.writing.count("changes", 1)?;
        self.writing.count("changes_open", 1)
    }

    fn decide(
        &self,
        change: &ChangeId,
        object: Sha256Digest,
        decision: Sha256Digest,
        state: &str,
    ) -> Result<(), Error> {
        self.change(
            "UPDATE change SET state = ?1, decider = ?2, decided_at = ?3, decision = ?4, decide_seq = ?5
             WHERE id = ?6 AND object = ?7 AND state = 'proposed'",
            params![
                state,
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
                change.as_str(),
                object.0
            ],
        )
    }

    /// A change that was proposed to another version than the one in force comes too late.
    fn put_in_force(
        &self,
        change: &ChangeId,
        current: &ProfileRef,
        next: &Profile,
    ) -> Result<(), Error> {
        let in_force = self.writing.read().profile_in_force(next.id)?;
        if in_force.is_some_and(|profile| ProfileRef::from(&profile) != *current) {
            return Err(self.dangling());
        }
        let rules = String::from_utf8(jcs::to_vec(next)).expect("JSON is UTF-8");
        self.run(
            "INSERT INTO profile (id, version, rules, sha256, change, at, seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                next.id.name(),
                next.version,
                rules,
                next.sha256().0,
                change.as_str(),
                self.at(),
                self.seq
            ],
        )?;
        Ok(())
    }
}
