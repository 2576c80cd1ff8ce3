//! Requests: reading what is typed, submitting, deciding, showing.

mod approval;
mod compare;
mod decide;
mod drafts;
mod examine;
mod expiry;
mod form;
pub mod import;
mod list;
mod possession;
mod renew;
mod rules;
mod show;
mod signing_request;
mod standing;
mod steps;
pub(crate) mod subject_key;
mod submit;
mod template;
mod under;
mod warn;
mod withdraw;

pub use decide::{Decider, approve, approve_batch, reject};
pub use drafts::{
    give_up as give_up_draft, keep as keep_draft, list as list_drafts, submit as submit_draft,
};
pub use form::{form_options, read_draft, schema};
pub use import::ImportRefusal;
pub use list::{approved_with, together, waiting_with, warnings};
pub use renew::renewal;
pub use show::{list, show};
pub use signing_request::{csr_text, read_csr};
pub use submit::{Submission, submit, submit_batch, submit_under};
pub use template::{overlay, template};
pub use withdraw::withdraw;

pub(crate) use approval::{approved, approved_over, check_object, submission};
pub(crate) use compare::{day, sentence_of, sentence_view};
pub(crate) use decide::{destroy_key_of, state_error};
pub(crate) use expiry::expire_if_due;
pub(crate) use expiry::sweep as expire_what_is_due;
pub(crate) use form::field_problem;
pub(crate) use list::on_list;
pub(crate) use possession::Proof;
pub(crate) use rules::Rules;
pub(crate) use show::{decision_view, decisions, issued, newest_open};
pub(crate) use standing::first_broken;
pub(crate) use steps::step_officer;
pub(crate) use subject_key::settle as settle_keys;

use chancery_domain::{
    Utc,
    request::{RequestId, RequestInput, RequestObject},
};
use chancery_ledger::read::RequestRow;

use crate::{Error, Workspace, officer, record::Refused};

/// Reads a request from JSON, as `request new` takes it.
pub fn parse_input(json: &[u8]) -> Result<RequestInput, Error> {
    named_fields(json)?;
    serde_json::from_slice(json).map_err(|error| Error::InputForm {
        detail: error.to_string(),
    })
}

/// Serde would read a list as the fields in the order of their declaration.
fn named_fields(json: &[u8]) -> Result<(), Error> {
    if json.trim_ascii_start().first() == Some(&b'[') {
        return Err(Error::InputForm {
            detail: "expected an object with named fields, found a list".to_owned(),
        });
    }
    Ok(())
}

/// Refuses a batch that is empty or larger than one decision may take in.
pub(crate) fn check_batch_size(count: usize) -> Result<(), Error> {
    let max = chancery_domain::batch::MAX_BATCH;
    if (1..=max).contains(&count) {
        return Ok(());
    }
    Err(Error::BatchSize { count, max })
}

/// Records that what a maker handed in was no request, and gives the error back.
pub fn refuse_form(workspace: &mut Workspace, maker: &str, error: Error, now: Utc) -> Error {
    let maker = match officer::find(workspace, maker) {
        Ok(maker) => maker,
        Err(error) => return error,
    };
    let refused = Refused {
        operation: "submit",
        subject: "",
    };
    workspace.refuse(now, officer::actor(&maker), &refused, error)
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
