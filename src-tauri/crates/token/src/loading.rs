//! Loading a module, with an end to the waiting. C_GetFunctionList and C_Initialize are its own
//! code, and may hang; no thread can be taken out of them. (What the linker runs of it before may
//! hang as well; then nothing helps, since the linker holds a lock that any new thread needs.)
//!
//! A load that was given up goes on by itself. A later try of the same module takes up what came
//! of it: a second C_Initialize beside the one that hangs is never made.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{LoadError, Module};

/// How long a module may take to start.
const PATIENCE: Duration = Duration::from_secs(10);

/// The loads that were begun and not taken over yet, by the real path of the module.
static UNDER_WAY: Mutex<BTreeMap<PathBuf, Arc<Load>>> = Mutex::new(BTreeMap::new());

/// A module, and when it was started.
pub(crate) struct Loaded {
    pub(crate) module: Module,
    /// By an earlier try: what it read then may be out of date.
    pub(crate) earlier: bool,
}

/// One load, whoever waits for it.
struct Load {
    began: Instant,
    outcome: Mutex<Outcome>,
    changed: Condvar,
}

enum Outcome {
    Awaited,
    There(Result<Module, LoadError>),
    Taken,
}

/// Loads and initialises the module at `path`.
pub(crate) fn load(path: &Path) -> Result<Loaded, LoadError> {
    let real = real(path);
    let (load, earlier) = begun(path, &real);
    let outcome = load.wait(PATIENCE.saturating_sub(load.began.elapsed()));
    if let Outcome::Awaited = outcome {
        return Err(LoadError::StartHangs {
            path: path.to_owned(),
            waited: load.began.elapsed(),
        });
    }
    forget(&real, &load);
    match outcome {
        Outcome::There(loaded) => Ok(Loaded {
            module: loaded?,
            earlier,
        }),
        _ => self::load(path),
    }
}

/// The load of this module that is under way, or a new one. True: it was under way.
fn begun(path: &Path, real: &Path) -> (Arc<Load>, bool) {
    let mut loads = under_way();
    if let Some(load) = loads.get(real) {
        return (Arc::clone(load), true);
    }
    let load = Arc::new(Load {
        began: Instant::now(),
        outcome: Mutex::new(Outcome::Awaited),
        changed: Condvar::new(),
    });
    let (worker, path) = (Arc::clone(&load), path.to_owned());
    let started = thread::Builder::new()
        .name("module".to_owned())
        .spawn(move || worker.work(&path));
    if started.is_ok() {
        loads.insert(real.to_owned(), Arc::clone(&load));
    }
    (load, false)
}

impl Load {
    fn work(&self, path: &Path) {
        *self.outcome() = Outcome::There(Module::start(path));
        self.changed.notify_all();
    }

    /// What came of it, for the first who asks.
    fn wait(&self, patience: Duration) -> Outcome {
        let awaited = |outcome: &mut Outcome| matches!(outcome, Outcome::Awaited);
        let waited = self
            .changed
            .wait_timeout_while(self.outcome(), patience, awaited);
        let (mut outcome, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match awaited(&mut outcome) {
            true => Outcome::Awaited,
            false => std::mem::replace(&mut outcome, Outcome::Taken),
        }
    }

    fn outcome(&self) -> MutexGuard<'_, Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget(real: &Path, load: &Arc<Load>) {
    let mut loads = under_way();
    if loads
        .get(real)
        .is_some_and(|other| Arc::ptr_eq(other, load))
    {
        loads.remove(real);
    }
}

fn under_way() -> MutexGuard<'static, BTreeMap<PathBuf, Arc<Load>>> {
    UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One module may be reached by several paths.
pub(crate) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
