//! The start screen, before any workspace is open.

use serde::Serialize;
use tauri::State;

use crate::{desk::Desk, failure::Failure};

/// What the start screen says about the program itself.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StartInfo {
    /// As in the package's name, `0.1.0`.
    version: &'static str,
    /// The first 8 hex digits of the commit this was built from.
    build: &'static str,
    /// The machine's clock, RFC 3339 in UTC.
    clock: String,
}

/// Version, build and the machine's clock.
#[tauri::command(async)]
pub(crate) fn start_info(desk: State<'_, Desk>) -> Result<StartInfo, Failure> {
    Ok(StartInfo {
        version: desk.version,
        build: desk.build,
        clock: desk.now()?.to_string(),
    })
}
