//! What is in the slots of a module. It is asked on a thread of its own: a module that hangs must
//! not keep anybody waiting for ever.

use std::time::Duration;

use chancery_token::{Module, TokenInfo, within};

use crate::Error;

/// How long a module may take to say what is in its slots.
const PATIENCE: Duration = Duration::from_secs(10);

/// Every token in a slot.
pub(crate) fn tokens_in(module: &Module) -> Result<Vec<TokenInfo>, Error> {
    asked(module, Module::tokens)
}

/// Asks a module something that its slots tell. The thread of one that does not answer is left to
/// itself.
pub(super) fn asked<T: Send + 'static>(
    module: &Module,
    what: impl FnOnce(&Module) -> Result<T, chancery_token::Error> + Send + 'static,
) -> Result<T, Error> {
    let asking = module.clone();
    let told = within(PATIENCE, move || what(&asking));
    Ok(told.ok_or_else(|| Error::module_hangs(module.path(), PATIENCE))??)
}
