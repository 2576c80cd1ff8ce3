//! Revocation lists.

use chancery_operations::{
    Error, crl,
    view::{CrlView, Failure},
};
use tauri::State;

use crate::desk::Desk;

/// The newest CRL of each part of each CA, and the deltas on offer.
#[tauri::command(async)]
pub(crate) fn list_crls(desk: State<'_, Desk>) -> Result<Vec<CrlView>, Failure> {
    desk.within(|workspace, at| crl::list(workspace, at.now))
}

/// Signs and publishes new CRLs of the issuing CA; gives the first of them.
#[tauri::command(async)]
pub(crate) fn publish_crl(desk: State<'_, Desk>) -> Result<CrlView, Failure> {
    desk.within(|workspace, at| {
        at.signed_in()?;
        first(crl::publish(workspace, at.now)?)
    })
}

/// Signs and publishes what has changed since the oldest list still in use; gives the first part.
#[tauri::command(async)]
pub(crate) fn publish_delta_crl(desk: State<'_, Desk>) -> Result<CrlView, Failure> {
    desk.within(|workspace, at| {
        at.signed_in()?;
        first(crl::publish_delta(workspace, at.now)?)
    })
}

fn first(published: Vec<CrlView>) -> Result<CrlView, Error> {
    let first = published.into_iter().next();
    first.ok_or(Error::Stored { what: "CRL" })
}
