//! Changes of the workspace's rules, and the profiles in force.

use chancery_domain::{
    Sha256Digest, Utc,
    change::{ChangeId, ChangeKind},
    officer::OfficerId,
    profile::{Profile, ProfileId},
};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::{Reading, digest, instant, named, optional_digest, optional_instant, text};
use crate::{Error, project::stored_name};

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeState {
    /// Waits for a second officer.
    Proposed,
    /// In force, until another changes the same again.
    Approved,
    /// Turned down.
    Rejected,
}

/// A change of the workspace's rules.
#[derive(Debug, Clone)]
pub struct ChangeRow {
    /// Its id.
    pub id: ChangeId,
    /// Its number in the workspace.
    pub number: u64,
    /// What is to change.
    pub kind: ChangeKind,
    /// Which: the profile's id.
    pub subject: String,
    /// Where it stands.
    pub state: ChangeState,
    /// The object decided on.
    pub object: Sha256Digest,
    /// Who proposed it.
    pub proposer: OfficerId,
    /// When.
    pub proposed_at: Utc,
    /// The proposer's statement.
    pub proposal: Sha256Digest,
    /// The event of the proposal.
    pub propose_seq: u64,
    /// Who decided.
    pub decider: Option<OfficerId>,
    /// When.
    pub decided_at: Option<Utc>,
    /// The second officer's statement.
    pub decision: Option<Sha256Digest>,
    /// The event of the decision.
    pub decide_seq: Option<u64>,
    /// Approvals that it takes.
    pub approvals_needed: u8,
    /// Approvals that it has.
    pub approvals_given: u8,
}

/// An approval of a change.
#[derive(Debug, Clone)]
pub struct ChangeApprovalRow {
    /// Who approved.
    pub officer: OfficerId,
    /// Their statement.
    pub decision: Sha256Digest,
    /// When.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

/// A profile that was put in force.
#[derive(Debug, Clone)]
pub struct ProfileRow {
    /// Its rules.
    pub profile: Profile,
    /// SHA-256 of their canonical form.
    pub sha256: Sha256Digest,
    /// The change that put it in force.
    pub change: ChangeId,
    /// When.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

impl Reading<'_> {
    /// Changes ever proposed.
    pub fn changes_total(&self) -> Result<u64, Error> {
        self.counter("changes")
    }

    /// Changes that wait for a second officer.
    pub fn changes_waiting(&self) -> Result<u64, Error> {
        self.counter("changes_open")
    }

    /// One change.
    pub fn change(&self, id: &ChangeId) -> Result<Option<ChangeRow>, Error> {
        let sql = "SELECT * FROM change WHERE id = ?1";
        self.one("reading a change", sql, [id.as_str()], change_row)
    }

    /// Changes, newest first; `open` leaves out those that are decided.
    pub fn changes(
        &self,
        open: bool,
        before: Option<&ChangeId>,
        limit: u32,
    ) -> Result<Vec<ChangeRow>, Error> {
        let before = match before {
            Some(id) => self.change(id)?.map_or(0, |row| row.number),
            None => i64::MAX as u64,
        };
        let sql = match open {
            true => {
                "SELECT * FROM change WHERE number < ?1 AND state = 'proposed' ORDER BY number DESC LIMIT ?2"
            }
            false => "SELECT * FROM change WHERE number < ?1 ORDER BY number DESC LIMIT ?2",
        };
        self.many("reading changes", sql, params![before, limit], change_row)
    }

    /// Every change of one kind in one state, oldest first: of kinds that are rare.
    pub fn changes_of(
        &self,
        kind: ChangeKind,
        state: ChangeState,
    ) -> Result<Vec<ChangeRow>, Error> {
        let sql = "SELECT * FROM change WHERE kind = ?1 AND state = ?2 ORDER BY number";
        let values = params![kind.name(), stored_name(&state)];
        self.many("reading changes", sql, values, change_row)
    }

    /// Approved releases of certificates that are still on the hold that was decided on: a crash
    /// came between.
    pub fn releases_owed(&self) -> Result<Vec<ChangeRow>, Error> {
        let sql = "SELECT c.* FROM change c JOIN denied d ON d.serial = c.subject AND d.cause = 6
                   WHERE c.kind = 'release' AND c.state = 'approved' AND d.seq < c.propose_seq
                   ORDER BY c.number";
        self.many("reading changes", sql, [], change_row)
    }

    /// The release of a certificate that waits for a second officer.
    pub fn release_waiting(&self, serial: &str) -> Result<Option<ChangeRow>, Error> {
        let sql = "SELECT * FROM change WHERE kind = 'release' AND state = 'proposed'
                   AND subject = ?1 ORDER BY number DESC LIMIT 1";
        self.one("reading a change", sql, [serial], change_row)
    }

    /// Who approved a change, in the order in which they did.
    pub fn approvals_of_change(&self, id: &ChangeId) -> Result<Vec<ChangeApprovalRow>, Error> {
        let sql = "SELECT * FROM change_approval WHERE change = ?1 ORDER BY seq";
        self.many("reading approvals", sql, [id.as_str()], |row| {
            Ok(ChangeApprovalRow {
                officer: text(row, "officer", OfficerId::parse)?,
                decision: digest(row, "decision")?,
                at: instant(row, "at")?,
                seq: row.get("seq")?,
            })
        })
    }

    /// The profile that officers put in force last; `None` while the built-in one is.
    pub fn profile_in_force(&self, id: ProfileId) -> Result<Option<Profile>, Error> {
        let sql = "SELECT * FROM profile WHERE id = ?1 ORDER BY version DESC LIMIT 1";
        let row = self.one("reading a profile", sql, [id.name()], profile_row)?;
        Ok(row.map(|row| row.profile))
    }

    /// Every version of a profile that was put in force, newest first.
    pub fn profile_history(&self, id: ProfileId) -> Result<Vec<ProfileRow>, Error> {
        let sql = "SELECT * FROM profile WHERE id = ?1 ORDER BY version DESC";
        self.many("reading a profile", sql, [id.name()], profile_row)
    }
}

fn change_row(row: &Row<'_>) -> rusqlite::Result<ChangeRow> {
    Ok(ChangeRow {
        id: text(row, "id", ChangeId::parse)?,
        number: row.get("number")?,
        kind: named(row, "kind")?,
        subject: row.get("subject")?,
        state: named(row, "state")?,
        object: digest(row, "object")?,
        proposer: text(row, "proposer", OfficerId::parse)?,
        proposed_at: instant(row, "proposed_at")?,
        proposal: digest(row, "proposal")?,
        propose_seq: row.get("propose_seq")?,
        decider: row
            .get::<_, Option<String>>("decider")?
            .and_then(|id| OfficerId::parse(&id)),
        decided_at: optional_instant(row, "decided_at")?,
        decision: optional_digest(row, "decision")?,
        decide_seq: row.get("decide_seq")?,
        approvals_needed: row.get("approvals_needed")?,
        approvals_given: row.get("approvals_given")?,
    })
}

fn profile_row(row: &Row<'_>) -> rusqlite::Result<ProfileRow> {
    Ok(ProfileRow {
        profile: text(row, "rules", |json| serde_json::from_str(json).ok())?,
        sha256: digest(row, "sha256")?,
        change: text(row, "change", ChangeId::parse)?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}
