//! The approval policy in force.

use chancery_domain::{Sha256Digest, policy::ApprovalPolicy};

use super::Reading;
use crate::Error;

impl Reading<'_> {
    /// The rules on who approves; before any was decided on, the built-in ones.
    pub fn policy_in_force(&self) -> Result<ApprovalPolicy, Error> {
        let sql = "SELECT rules FROM policy ORDER BY version DESC LIMIT 1";
        let stored = self.one("reading the policy", sql, [], |row| row.get(0))?;
        stored.map_or_else(|| Ok(ApprovalPolicy::built_in()), |rules| read(&rules))
    }

    /// A policy that is or was in force, by the hash of its canonical form.
    pub fn policy(&self, sha256: Sha256Digest) -> Result<Option<ApprovalPolicy>, Error> {
        let built_in = ApprovalPolicy::built_in();
        if built_in.sha256() == sha256 {
            return Ok(Some(built_in));
        }
        let sql = "SELECT rules FROM policy WHERE sha256 = ?1";
        let stored: Option<String> =
            self.one("reading a policy", sql, [sha256.0], |row| row.get(0))?;
        stored.map(|rules| read(&rules)).transpose()
    }
}

fn read(rules: &String) -> Result<ApprovalPolicy, Error> {
    serde_json::from_str(rules).map_err(|_| Error::Value { table: "policy" })
}
