//! The rules that many requests are held against: each is read and hashed once.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use chancery_domain::{
    Sha256Digest,
    policy::ApprovalPolicy,
    profile::{Profile, ProfileId},
    request::ProfileRef,
};

use crate::{Error, Workspace, change};

/// What was read so far.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    in_force: HashMap<ProfileId, (Arc<Profile>, ProfileRef)>,
    policy_in_force: Option<PolicyInForce>,
    /// By their hash: what they say does not change, whatever is in force.
    profiles: HashMap<Sha256Digest, (Arc<Profile>, ProfileRef)>,
    policies: HashMap<Sha256Digest, Arc<ApprovalPolicy>>,
}

/// Which approval policy is in force.
#[derive(Debug, Clone, Copy)]
pub(super) struct PolicyInForce {
    pub(super) sha256: Sha256Digest,
    /// Whether officers decided on it, or it is the one that the program brings.
    pub(super) decided: bool,
}

impl Rules {
    /// What is in force is read anew from now on.
    pub(crate) fn forget_in_force(&mut self) {
        self.in_force.clear();
        self.policy_in_force = None;
    }

    /// The profile in force, and how a request that was made under it names it.
    pub(super) fn profile(
        &mut self,
        workspace: &Workspace,
        id: ProfileId,
    ) -> Result<(Arc<Profile>, &ProfileRef), Error> {
        let (profile, named) = match self.in_force.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let profile = workspace.profile(id)?;
                let named = (&profile).into();
                unknown.insert((Arc::new(profile), named))
            }
        };
        Ok((Arc::clone(profile), named))
    }

    /// The policy in force.
    pub(super) fn policy_in_force(
        &mut self,
        workspace: &Workspace,
    ) -> Result<PolicyInForce, Error> {
        if let Some(known) = self.policy_in_force {
            return Ok(known);
        }
        let last = workspace.read().last_policy()?;
        let policy = PolicyInForce {
            decided: last.is_some(),
            sha256: last
                .map_or_else(ApprovalPolicy::built_in, |row| row.policy)
                .sha256(),
        };
        Ok(*self.policy_in_force.insert(policy))
    }

    /// The very version of a profile that something names; `None` if it never was in force.
    pub(super) fn profile_named(
        &mut self,
        workspace: &Workspace,
        named: &ProfileRef,
    ) -> Result<Option<Arc<Profile>>, Error> {
        if let Some((profile, name)) = self.profiles.get(&named.sha256) {
            return Ok(Some(Arc::clone(profile)).filter(|_| name == named));
        }
        let Some(profile) = change::profile_named(workspace, named)?.map(Arc::new) else {
            return Ok(None);
        };
        let known = (Arc::clone(&profile), named.clone());
        self.profiles.insert(named.sha256, known);
        Ok(Some(profile))
    }

    /// A policy that is or was in force, by its hash.
    pub(super) fn policy(
        &mut self,
        workspace: &Workspace,
        sha256: Sha256Digest,
    ) -> Result<Option<Arc<ApprovalPolicy>>, Error> {
        if let Some(policy) = self.policies.get(&sha256) {
            return Ok(Some(Arc::clone(policy)));
        }
        let Some(policy) = workspace.read().policy(sha256)?.map(Arc::new) else {
            return Ok(None);
        };
        self.policies.insert(sha256, Arc::clone(&policy));
        Ok(Some(policy))
    }
}
