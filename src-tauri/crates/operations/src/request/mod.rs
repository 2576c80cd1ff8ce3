//! Requests: reading what is typed, submitting, deciding, showing.

mod compare;
mod decide;
mod form;
mod show;
mod submit;

pub use decide::Decider;
pub use decide::{approve, reject};
pub use form::{form_options, profiles, read_draft, schema};
pub use show::{list, show};
pub use submit::{Submission, submit};

pub(crate) use compare::{day, sentence_of, sentence_view};
pub(crate) use decide::{destroy_key_of, state_error, submission};
pub(crate) use form::field_problem;
pub(crate) use show::{decision_view, decisions};

use chancery_domain::request::{RequestId, RequestInput, RequestObject};
use chancery_ledger::read::RequestRow;

use crate::{Error, Workspace};

/// Reads a request from JSON, as `request new` takes it.
pub fn parse_input(json: &[u8]) -> Result<RequestInput, Error> {
    serde_json::from_slice(json).map_err(|error| Error::InputForm {
        detail: error.to_string(),
    })
}

pub(crate) fn find(workspace: &Workspace, id: &str) -> Result<RequestRow, Error> {
    let absent = || Error::NoSuch {
        what: "request",
        id: id.to_owned(),
    };
    let parsed = RequestId::parse(id).ok_or_else(absent)?;
    workspace.read().request(&parsed)?.ok_or_else(absent)
}

pub(crate) fn object_of(workspace: &Workspace, row: &RequestRow) -> Result<RequestObject, Error> {
    let bytes = workspace.read().blob(row.object)?;
    serde_json::from_slice(&bytes).map_err(|_| Error::Stored { what: "request" })
}
