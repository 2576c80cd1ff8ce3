//! Opening a workspace: read what it is, then settle what a crash left open.

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use chancery_domain::{
    Utc,
    event::{Actor, EventBody},
    founding::FoundingObject,
    profile::ProfileId,
};
use chancery_ledger::{Ledger, Reading, read::TokenRow};
use chancery_token::{Module, Modules, practice};

use super::{Authorities, Paths, Services, Workspace, founding_certificate, kept};
use crate::{
    Error, crl, edge,
    error::owed,
    lock::{Held, Lock},
    officer::AtHand,
    pins::Pins,
    publish,
    record::record,
    recover, service,
    view::SettledIntent,
};

/// A workspace that was opened, and what was settled on the way.
#[derive(Debug)]
pub struct Opened {
    /// The workspace.
    pub workspace: Workspace,
    /// Issuances that a crash had left open.
    pub settled: Vec<SettledIntent>,
}

/// Opens the workspace in `dir`.
pub fn open(dir: &Path, now: Utc) -> Result<Opened, Error> {
    open_with(dir, Parked::default(), now)
}

/// The PKCS#11 module of a workspace that was closed, kept for the next one: a process can load
/// it only once.
#[derive(Debug, Default)]
pub struct Parked(pub(super) Option<Loaded>);

/// Modules that a process has loaded.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The one of practice tokens.
    pub(super) practice: Module,
    /// All, that one among them.
    pub(super) all: Modules,
}

impl Loaded {
    pub(super) fn only(practice: Module) -> Self {
        let mut all = Modules::new();
        all.add(practice.clone());
        Self { practice, all }
    }
}

/// Opens it with what a workspace left that this process had open before.
pub fn open_with(dir: &Path, parked: Parked, now: Utc) -> Result<Opened, Error> {
    open_prepared(dir, parked, now, |_| Ok(()))
}

/// Opens it, and lets `prepare` provide PINs before anything is settled: what waits for a token
/// that no practice PIN unlocks is settled with those.
pub fn open_prepared(
    dir: &Path,
    parked: Parked,
    now: Utc,
    prepare: impl FnOnce(&mut Workspace) -> Result<(), Error>,
) -> Result<Opened, Error> {
    let mut workspace = load(dir, parked.0, open_ledger)?;
    prepare(&mut workspace)?;
    let settled = recover::settle(&mut workspace, now)?;
    // A folder that can't be written to must not keep anyone from revoking.
    owed(publish::refresh(&workspace, now))?;
    // What ran out while nobody was here is renewed, if the CA's token is at hand.
    let certified = owed(service::renew_if_due(&mut workspace, now))?;
    let listed = owed(crl::publish_if_due(&mut workspace, now))?;
    if certified == Some(true) || listed == Some(true) {
        crate::checkpoint::follow(&mut workspace, now)?;
    }
    Ok(Opened { workspace, settled })
}

/// Opens to look only: nothing is settled, signed or published on the way. Refused as broken where
/// the newest end is not what it was, as [`open`] is: what a workspace is founded on would be read
/// from there, and bringing an older ledger to this version, which looking does too, has to be
/// told in a log that holds. Who wants to look all the same takes [`inspect_damaged`], or what
/// recomputes the log alone.
pub fn inspect(dir: &Path) -> Result<Workspace, Error> {
    load(dir, None, open_ledger)
}

/// Opens what does not open in any other way because its newest end is not what it was: to
/// rebuild its tables, if it is they that were changed.
pub fn inspect_damaged(dir: &Path) -> Result<Workspace, Error> {
    load(dir, None, |paths| Ok(Ledger::inspect(&paths.database())?))
}

fn load(
    dir: &Path,
    loaded: Option<Loaded>,
    open: impl FnOnce(&Paths) -> Result<Ledger, Error>,
) -> Result<Workspace, Error> {
    let dir = std::path::absolute(dir).map_err(Error::io("finding the folder", dir))?;
    let paths = Paths::new(&dir);
    if !paths.database().is_file() {
        return Err(Error::NotAWorkspace { path: dir });
    }
    let ledger = open(&paths)?;
    let founding = founding(ledger.read())?;
    let authorities = Authorities {
        root: founding_certificate(ledger.read(), &founding, ProfileId::RootCa)?,
        issuing: founding_certificate(ledger.read(), &founding, ProfileId::IssuingCa)?,
    };
    let pins = if founding.practice {
        Pins::read(&paths.practice_pins())?
    } else {
        Pins::default()
    };
    let loaded = load_module(&paths, loaded)?;
    let opened_at = ledger.read().size()?;
    Ok(Workspace {
        paths,
        ledger,
        module: loaded.practice,
        modules: Mutex::new(loaded.all),
        founding,
        authorities,
        pins,
        services: Services::default(),
        at_hand: AtHand::default(),
        opened_at,
        clock_is_right: false,
    })
}

/// Opens the ledger. That it was brought to this version is told in its log, in the transaction
/// that did it: whoever opens it first, to look or to work.
fn open_ledger(paths: &Paths) -> Result<Ledger, Error> {
    Ledger::open_telling(&paths.database(), |tx, migration| {
        let body = EventBody::LedgerMigrated {
            from: migration.from,
            to: migration.to,
        };
        record(tx, edge::now(), Actor::service("workstation"), body).map(|_| ())
    })
}

fn load_module(paths: &Paths, loaded: Option<Loaded>) -> Result<Loaded, Error> {
    // Where no lock can be made nothing can be mended either, and nobody else writes.
    let held = match Lock::practice_tokens(paths).wait() {
        Ok(held) => Some(held),
        Err(Error::Busy) => return Err(Error::Busy),
        Err(_) => None,
    };
    if held.is_some() {
        kept::mend(paths)?;
    }
    let loaded = match loaded {
        Some(loaded) => {
            practice::reopen(&loaded.practice, &paths.tokens())?;
            loaded
        }
        None => Loaded::only(practice::open(&paths.tokens())?),
    };
    drop(held);
    Ok(loaded)
}

impl Workspace {
    /// The lock under which a practice token is logged in to, and keys made and destroyed on it.
    /// A real token needs none.
    pub(crate) fn lock_practice_tokens_of(&self, row: &TokenRow) -> Result<Option<Held>, Error> {
        let lock = Lock::practice_tokens(&self.paths);
        row.module.is_none().then(|| lock.wait()).transpose()
    }

    /// Closes it, for the next workspace of this process.
    pub fn close(mut self) -> Parked {
        self.services.clear();
        let all = self
            .modules
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        Parked(Some(Loaded {
            practice: self.module,
            all,
        }))
    }
}

/// The founding object: the first event names it.
pub(super) fn founding(read: Reading<'_>) -> Result<FoundingObject, Error> {
    let unreadable = || Error::Stored {
        what: "founding object",
    };
    let first = read.event(1)?.ok_or_else(unreadable)?;
    let EventBody::Founded { object, .. } = first.event.event else {
        return Err(unreadable());
    };
    serde_json::from_slice(&read.blob(object)?).map_err(|_| unreadable())
}
