//! Whether a file was submitted before.
//!
//! The list that the maker signed then names the file's hash, under the salt of one accountable
//! person's name. Once that name is erased the file is no longer known; its agents are, as long as
//! their requests wait or their certificates are in force.

use std::collections::BTreeSet;

use chancery_domain::{Sha256Digest, batch::BatchObject, commitment::Committed};
use chancery_ledger::read::{RequestRow, RequestState};

use crate::{Error, Workspace, request, view::ImportEarlier};

/// The list that a file was submitted in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Earlier {
    batch: Sha256Digest,
}

/// Looks for the list among those that a file's agents are on.
#[derive(Debug)]
pub(super) struct Search {
    file: Sha256Digest,
    batches: BTreeSet<Sha256Digest>,
}

impl Search {
    pub(super) fn of(file: Sha256Digest) -> Self {
        Self {
            file,
            batches: BTreeSet::new(),
        }
    }

    pub(super) fn look_at(&mut self, requests: &[RequestRow]) {
        self.batches
            .extend(requests.iter().filter_map(|request| request.batch));
    }

    /// The list, unless all that was on it was turned down.
    pub(super) fn found(&self, workspace: &Workspace) -> Result<Option<Earlier>, Error> {
        for batch in &self.batches {
            let earlier = Earlier { batch: *batch };
            if is_of(workspace, self.file, *batch)? && !earlier.standing(workspace)?.is_empty() {
                return Ok(Some(earlier));
            }
        }
        Ok(None)
    }
}

fn is_of(workspace: &Workspace, file: Sha256Digest, batch: Sha256Digest) -> Result<bool, Error> {
    let read = workspace.read();
    let stored = || Error::Stored { what: "list" };
    let object: BatchObject = serde_json::from_slice(&read.blob(batch)?).map_err(|_| stored())?;
    let Some(source) = object.source else {
        return Ok(false);
    };
    let first = read.requests_of_batch(batch, 0, 1)?;
    let first = request::object_of(workspace, first.first().ok_or_else(stored)?)?;
    let Some(name) = read.erasable_blob(first.accountable)? else {
        return Ok(false);
    };
    let name: Committed = serde_json::from_slice(&name).map_err(|_| stored())?;
    Ok(commitment(&name, file) == source)
}

/// What names `file` in the list whose first request has this accountable person.
pub(in crate::request) fn commitment(first: &Committed, file: Sha256Digest) -> Sha256Digest {
    let named = Committed {
        salt: first.salt.clone(),
        value: file.to_upper_hex(),
    };
    named.commitment()
}

impl Earlier {
    /// Its requests, oldest first.
    pub(super) fn requests(self, workspace: &Workspace) -> Result<Vec<RequestRow>, Error> {
        request::on_list(workspace, self.batch)
    }

    /// Those that were not turned down.
    fn standing(self, workspace: &Workspace) -> Result<Vec<RequestRow>, Error> {
        let mut requests = self.requests(workspace)?;
        requests
            .retain(|row| !matches!(row.state, RequestState::Rejected | RequestState::Abandoned));
        Ok(requests)
    }

    pub(super) fn view(self, workspace: &Workspace) -> Result<ImportEarlier, Error> {
        let requests = self.requests(workspace)?;
        let first = requests.first().ok_or(Error::Stored { what: "list" })?;
        Ok(ImportEarlier {
            submitted_at: first.submitted_at.to_string(),
            requests: requests.iter().map(|row| row.id.to_string()).collect(),
        })
    }
}
