//! What is in the slots of a module. It is asked on a thread of its own: a module that hangs must
//! not keep anybody waiting for ever.

use std::{sync::mpsc, thread, time::Duration};

use chancery_token::{Module, TokenInfo};

use crate::Error;

/// How long a module may take to say what is in its slots.
const PATIENCE: Duration = Duration::from_secs(10);

/// Every token in a slot.
pub(crate) fn tokens_in(module: &Module) -> Result<Vec<TokenInfo>, Error> {
    asked(module, Module::tokens)
}

/// Asks a module something that its slots tell. The thread of one that does not answer is left to
/// itself.
///
/// The thread lets go of the module before it answers: else it might be the last to, and finalize
/// it while the process ends.
pub(super) fn asked<T: Send + 'static>(
    module: &Module,
    what: impl FnOnce(&Module) -> Result<T, chancery_token::Error> + Send + 'static,
) -> Result<T, Error> {
    let (answer, answers) = mpsc::sync_channel(1);
    let module = module.clone();
    let path = module.path().to_owned();
    let asking = move || {
        let told = what(&module);
        drop(module);
        drop(answer.send(told));
    };
    let started = thread::Builder::new().name("tokens".to_owned());
    let told = match started.spawn(asking) {
        Ok(_) => answers.recv_timeout(PATIENCE).ok(),
        Err(_) => None,
    };
    Ok(told.ok_or_else(|| Error::module_hangs(&path, PATIENCE))??)
}
