//! Changes of the workspace's rules, and the profiles that they put in force.

use chancery_domain::{
    Sha256Digest,
    change::{Change, ChangeId, ChangeObject, EnrolmentCause},
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
                if self.approve(change, *object, *decision)? {
                    self.take_effect(change, self.change_object(*object)?.change)?;
                    self.writing.count("changes_open", -1)?;
                }
                Ok(())
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
            approvals,
        } = &self.event.event
        else {
            return Ok(());
        };
        let proposed = self.change_object(*object)?.change;
        let subject = proposed.subject();
        let number = self.writing.read().changes_total()? + 1;
        self.run(
            "INSERT INTO change (number, id, kind, subject, state, object, proposer, proposed_at,
                                 proposal, propose_seq, approvals_needed)
             VALUES (?1, ?2, ?3, ?4, 'proposed', ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                number,
                change.as_str(),
                kind.name(),
                subject,
                object.0,
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
                approvals.unwrap_or(1),
            ],
        )?;
        self.writing.count("changes", 1)?;
        self.writing.count("changes_open", 1)?;
        self.keep_name(&proposed)
    }

    /// The name of who is proposed as a new officer can be erased like any other's.
    fn keep_name(&self, proposed: &Change) -> Result<(), Error> {
        match proposed {
            Change::Enrolment {
                cause: EnrolmentCause::New,
                officer,
                name,
                ..
            } => self.keep_side_data(*name, "officer-name", officer.as_str()),
            _ => Ok(()),
        }
    }

    /// Counts an approval; true with the last one that the change takes.
    fn approve(
        &self,
        change: &ChangeId,
        object: Sha256Digest,
        decision: Sha256Digest,
    ) -> Result<bool, Error> {
        self.change(
            "INSERT INTO change_approval (change, officer, proposer, decision, at, seq)
             SELECT id, ?1, proposer, ?2, ?3, ?4 FROM change
             WHERE id = ?5 AND object = ?6 AND state = 'proposed'",
            params![
                self.officer_id(),
                decision.0,
                self.at(),
                self.seq,
                change.as_str(),
                object.0
            ],
        )?;
        self.change(
            "UPDATE change SET approvals_given = approvals_given + 1 WHERE id = ?1",
            [change.as_str()],
        )?;
        let sql = "SELECT approvals_given >= approvals_needed FROM change WHERE id = ?1";
        let enough = self.row(sql, [change.as_str()], |row| row.get(0))?;
        let enough = enough.unwrap_or(false);
        if enough {
            self.decide(change, object, decision, "approved")?;
        }
        Ok(enough)
    }

    fn take_effect(&self, id: &ChangeId, change: Change) -> Result<(), Error> {
        match change {
            Change::Profile { current, next } => self.put_in_force(id, &current, &next),
            Change::Witness { key, trusted } => self.trust(id, &key, trusted),
            Change::LogKeys { next, .. } => self.sign_by(&next, Some(id)),
            Change::Retention { next, .. } => self.keep_by(id, &next),
            Change::HoldLift { hold } => self.lift(&hold, id),
            // An event of its own tells of each blob that went.
            Change::Erasure { blobs } => self.owe_erasure(id, &blobs),
            Change::Role {
                officer,
                current,
                next,
            } => self.take_role(id, &officer, current, next),
            Change::Retirement { officer } => self.retire(&officer),
            Change::Policy { current, next } => self.approve_by(id, current, &next),
            Change::Standing { authorisation } => self.allow(id, &authorisation),
            Change::FirmFacts { next, .. } => self.know_firm(id, &next),
            Change::AgentFacts { agent, next, .. } => self.know_agent(id, &agent, &next),
            // The certificate that is issued, and the one that is released, have events of their own.
            Change::Enrolment { .. } | Change::Release { .. } => Ok(()),
        }
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
