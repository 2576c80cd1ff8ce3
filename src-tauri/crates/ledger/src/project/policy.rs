//! Approval policies.

use chancery_domain::{Sha256Digest, change::ChangeId, jcs, policy::ApprovalPolicy};
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    /// A policy that was proposed in place of another than the one in force comes too late.
    pub(super) fn approve_by(
        &self,
        change: &ChangeId,
        current: Sha256Digest,
        next: &ApprovalPolicy,
    ) -> Result<(), Error> {
        if self.writing.read().policy_in_force()?.sha256() != current {
            return Err(self.dangling());
        }
        let rules = String::from_utf8(jcs::to_vec(next)).expect("JSON is UTF-8");
        self.run(
            "INSERT INTO policy (version, rules, sha256, change, at, seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
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
