//! Tokens.

use chancery_operations::{
    token,
    view::{Failure, TokenView},
};
use tauri::State;

use crate::desk::Desk;

/// All tokens of the workspace.
#[tauri::command(async)]
pub(crate) fn list_tokens(desk: State<'_, Desk>) -> Result<Vec<TokenView>, Failure> {
    desk.within(|workspace, _| token::list(workspace))
}
