//! The approval policy in force.

use chancery_domain::{Sha256Digest, Utc, change::ChangeId, policy::ApprovalPolicy};
use rusqlite::Row;

use super::{Reading, instant, text};
use crate::Error;

/// A policy that was put in force.
#[derive(Debug, Clone)]
pub struct PolicyRow {
    /// Its rules.
    pub policy: ApprovalPolicy,
    /// The change that put it in force.
    pub change: ChangeId,
    /// When.
    pub at: Utc,
    /// The event.
    pub seq: u64,
}

impl Reading<'_> {
    /// The rules on who approves; before any was decided on, the built-in ones.
    pub fn policy_in_force(&self) -> Result<ApprovalPolicy, Error> {
        let last = self.last_policy()?;
        Ok(last.map_or_else(ApprovalPolicy::built_in, |row| row.policy))
    }

    /// The policy that officers put in force last; `None` while the built-in one is.
    pub fn last_policy(&self) -> Result<Option<PolicyRow>, Error> {
        let sql = "SELECT * FROM policy ORDER BY version DESC LIMIT 1";
        self.one("reading the policy", sql, [], policy_row)
    }

    /// Every policy that was put in force, newest first.
    pub fn policy_history(&self) -> Result<Vec<PolicyRow>, Error> {
        let sql = "SELECT * FROM policy ORDER BY version DESC";
        self.many("reading the policies", sql, [], policy_row)
    }

    /// A policy that is or was in force, by the hash of its canonical form.
    pub fn policy(&self, sha256: Sha256Digest) -> Result<Option<ApprovalPolicy>, Error> {
        let built_in = ApprovalPolicy::built_in();
        if built_in.sha256() == sha256 {
            return Ok(Some(built_in));
        }
        let sql = "SELECT * FROM policy WHERE sha256 = ?1";
        let stored = self.one("reading a policy", sql, [sha256.0], policy_row)?;
        Ok(stored.map(|row| row.policy))
    }
}

fn policy_row(row: &Row<'_>) -> rusqlite::Result<PolicyRow> {
    Ok(PolicyRow {
        policy: text(row, "rules", |json| serde_json::from_str(json).ok())?,
        change: text(row, "change", ChangeId::parse)?,
        at: instant(row, "at")?,
        seq: row.get("seq")?,
    })
}
