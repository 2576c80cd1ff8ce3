//! Revocation lists.

use chancery_operations::{
    crl,
    view::{CrlView, Failure},
};
use tauri::State;

use crate::desk::Desk;

/// The newest CRL of each CA.
#[tauri::command(async)]
pub(crate) fn list_crls(desk: State<'_, Desk>) -> Result<Vec<CrlView>, Failure> {
    desk.within(|workspace, at| crl::list(workspace, at.now))
}

/// Signs and publishes a new CRL of the issuing CA.
#[tauri::command(async)]
pub(crate) fn publish_crl(desk: State<'_, Desk>) -> Result<CrlView, Failure> {
    desk.within(|workspace, at| {
        at.signed_in()?;
        crl::publish(workspace, at.now)
    })
}
