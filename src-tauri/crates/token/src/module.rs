//! A PKCS#11 module: a shared library, loaded and initialised.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use chancery_domain::Algorithm;
use cryptoki::{
    context::{CInitializeArgs, CInitializeFlags, Info, Pkcs11},
    error::{Error as CryptokiError, RvError},
    mechanism::MechanismType,
    slot::{Slot, TokenInfo as CkTokenInfo},
};

use crate::{
    Description, Error, LoadError, Machine, ModuleProfile, OpenToken, Pkcs11Answer, TokenId,
    TokenInfo, UserPin, elf,
    hanging::within,
    info::PinStanding,
    info::{bare, id_of, standing_of},
    load_error::link_error,
    loading,
    mechanism::algorithms,
    registry::Registry,
    session::LoggedInToken,
};

/// How long signers are waited for before the module is started anew.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a fresh start may take.
const RESTART: Duration = Duration::from_secs(10);

/// How long the last to go waits for C_Finalize.
const FAREWELL: Duration = Duration::from_secs(5);

/// A loaded module. Clones share it; the last one to go finalizes it. A second
/// load of one module in a process is refused by the module.
#[derive(Clone, Debug)]
pub struct Module {
    pub(crate) shared: Arc<Shared>,
}

/// What a module and everything opened through it hold together.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) pkcs11: Pkcs11,
    pub(crate) path: PathBuf,
    /// Counts initialisations. Handles are numbers that a module gives out anew
    /// after each: an old session number may be somebody else's session now.
    generation: AtomicU64,
    /// Counts log-outs of each token: any log-out ends all its private handles.
    logouts: Mutex<HashMap<TokenId, Arc<AtomicU64>>>,
    /// How to use each token: recognised once, or set.
    profiles: Mutex<HashMap<TokenId, ModuleProfile>>,
    /// Who is using the module.
    pub(crate) registry: Registry,
}

impl Module {
    /// Loads and initialises the module at `path`.
    ///
    /// Waits ten seconds at most ([`LoadError::StartHangs`]); a later call takes up what came of
    /// it, and makes no second C_Initialize beside one that hangs.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        examine(path)?;
        Ok(loading::load(path)?.module)
    }

    /// As [`Module::load`], where the module may have read its configuration in an earlier try.
    pub(crate) fn load_anew(path: &Path) -> Result<Self, LoadError> {
        examine(path)?;
        let loaded = loading::load(path)?;
        if loaded.earlier {
            loaded.module.reinitialize()?;
        }
        Ok(loaded.module)
    }

    /// Starts it, however long that takes.
    pub(crate) fn start(path: &Path) -> Result<Self, LoadError> {
        let pkcs11 = Pkcs11::new(path).map_err(|error| link_error(path, error))?;
        initialise(&pkcs11, path)?;
        Ok(Self {
            shared: Arc::new(Shared {
                pkcs11,
                path: path.to_owned(),
                generation: AtomicU64::new(0),
                logouts: Mutex::default(),
                profiles: Mutex::default(),
                registry: Registry::default(),
            }),
        })
    }

    /// Where it was loaded from.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// C_Finalize, then C_Initialize: the module reads its configuration again.
    ///
    /// Everything opened before answers [`Error::Reinitialised`] from now on.
    /// Signers are waited for; no other thread may be using the module meanwhile
    /// (PKCS#11 leaves that undefined). After an error the module is finalized; call this again.
    /// So after [`LoadError::StartHangs`]; until the module comes back, nothing is asked of it.
    pub fn reinitialize(&self) -> Result<(), LoadError> {
        let shared = Arc::clone(&self.shared);
        let restarted = within(PATIENCE + RESTART, move || {
            let closed = shared.registry.close(PATIENCE);
            closed.map(|_closed| shared.restart())
        });
        let path = || self.shared.path.clone();
        match restarted {
            Some(Some(restarted)) => restarted,
            Some(None) => Err(LoadError::Busy { path: path() }),
            None => Err(LoadError::StartHangs {
                path: path(),
                waited: PATIENCE + RESTART,
            }),
        }
    }

    /// Every token in a slot, those that wait to be initialised included.
    pub fn tokens(&self) -> Result<Vec<TokenInfo>, Error> {
        let mut tokens = Vec::new();
        let library = self.shared.pkcs11.get_library_info();
        let library = bare(library.as_ref().map_or("", Info::manufacturer_id));
        for (slot, info) in self.shared.slots()? {
            // A token that waits to be initialised may refuse (kryoptic's do): it
            // must not hide the others.
            let mechanisms = self.shared.pkcs11.get_mechanism_list(slot);
            let mechanisms = mechanisms.unwrap_or_default();
            let algorithms = self.shared.algorithms(slot, &mechanisms);
            tokens.push(TokenInfo::new(&info, library, &mechanisms, algorithms));
        }
        Ok(tokens)
    }

    /// Sets how the token `id` is to be used, for those logged in from now on:
    /// what a probe found ([`LoggedInToken::probe`]).
    pub fn set_profile(&self, id: &TokenId, profile: ModuleProfile) {
        self.shared.profiles().insert(id.clone(), profile);
    }

    /// Whether the token `id` was given a profile in this process.
    pub fn has_profile(&self, id: &TokenId) -> bool {
        self.shared.profiles().contains_key(id)
    }

    /// Opens a read-write session with the token `id`.
    pub fn open(&self, id: &TokenId) -> Result<OpenToken, Error> {
        OpenToken::open(Arc::clone(&self.shared), id)
    }

    /// Proves the PIN, runs `action` with the token logged in, logs out.
    ///
    /// For officers, who prove their PIN at each signature. What `action` gave
    /// is given back even if the log-out then fails: a signature that was made
    /// must not be lost.
    pub fn with_verified_pin<T, E: From<Error>>(
        &self,
        id: &TokenId,
        pin: &UserPin,
        action: impl FnOnce(&LoggedInToken) -> Result<T, E>,
    ) -> Result<T, E> {
        let token = self.open(id)?.log_in(pin)?;
        action(&token) // dropping the token logs it out, also after a panic
    }
}

impl Shared {
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// C_Finalize, then C_Initialize; for whoever closed the gate.
    pub(crate) fn restart(&self) -> Result<(), LoadError> {
        self.generation.fetch_add(1, Ordering::SeqCst);
        match self.pkcs11.clone().finalize() {
            Ok(()) | Err(CryptokiError::Pkcs11(RvError::CryptokiNotInitialized, _)) => {}
            Err(error) => {
                return Err(LoadError::InitialisationRefused {
                    path: self.path.clone(),
                    answer: error.into(),
                });
            }
        }
        initialise(&self.pkcs11, &self.path)
    }

    /// C_Initialize alone, after somebody else called C_Finalize.
    pub(crate) fn start_again(&self) -> Result<(), LoadError> {
        self.generation.fetch_add(1, Ordering::SeqCst);
        initialise(&self.pkcs11, &self.path)
    }

    /// Session numbers that are in use may be somebody else's by now.
    pub(crate) fn distrust_sessions(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn logouts_of(&self, token: &TokenId) -> Arc<AtomicU64> {
        let mut logouts = self.logouts.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(logouts.entry(token.clone()).or_default())
    }

    fn profiles(&self) -> MutexGuard<'_, HashMap<TokenId, ModuleProfile>> {
        self.profiles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How to use the token `id` in `slot`.
    pub(crate) fn profile_of(&self, id: &TokenId, slot: Slot) -> ModuleProfile {
        if let Some(profile) = self.profiles().get(id) {
            return *profile;
        }
        let library = self.pkcs11.get_library_info();
        let token = self.pkcs11.get_token_info(slot);
        let profile = ModuleProfile::recognise(Description {
            library: bare(library.as_ref().map_or("", Info::manufacturer_id)),
            manufacturer: bare(token.as_ref().map_or("", CkTokenInfo::manufacturer_id)),
        });
        let profile = profile.adapted(&|mechanism| self.sizes(slot, mechanism));
        if token.is_ok() {
            self.profiles().insert(id.clone(), profile);
        }
        profile
    }

    /// The key sizes of a mechanism; `None`: the token does not have it.
    pub(crate) fn sizes(&self, slot: Slot, mechanism: MechanismType) -> Option<(usize, usize)> {
        let info = self.pkcs11.get_mechanism_info(slot, mechanism).ok()?;
        Some((info.min_key_size(), info.max_key_size()))
    }

    fn algorithms(&self, slot: Slot, mechanisms: &[MechanismType]) -> Vec<Algorithm> {
        algorithms(&|mechanism| {
            let listed = mechanisms.contains(&mechanism);
            listed.then(|| self.sizes(slot, mechanism)).flatten()
        })
    }

    /// Slots with a token that answers. One that was pulled out meanwhile is
    /// left out; it must not hide the others.
    pub(crate) fn slots(&self) -> Result<Vec<(Slot, CkTokenInfo)>, Error> {
        let slots = self.pkcs11.get_slots_with_token();
        let slots = slots.map_err(Error::refused("listing slots"))?;
        let infos = slots
            .into_iter()
            .filter_map(|slot| Some((slot, self.pkcs11.get_token_info(slot).ok()?)));
        Ok(infos.collect())
    }

    /// The slot that holds the token `id` now.
    pub(crate) fn slot_of(&self, id: &TokenId) -> Result<Slot, Error> {
        let found = self
            .slots()?
            .into_iter()
            .find(|(_, info)| id_of(info) == *id);
        found
            .map(|(slot, _)| slot)
            .ok_or_else(|| self.token_absent(id, None))
    }

    pub(crate) fn token_absent(&self, id: &TokenId, answer: Option<Pkcs11Answer>) -> Error {
        Error::TokenAbsent {
            token: id.clone(),
            module: self.path.clone(),
            answer,
        }
    }

    pub(crate) fn standing(&self, slot: Slot) -> PinStanding {
        let info = self.pkcs11.get_token_info(slot);
        info.map_or(PinStanding::CountLow, |info| standing_of(&info))
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // Nobody is left to tell, and the process may be ending.
        let pkcs11 = self.pkcs11.clone();
        within(FAREWELL, move || drop(pkcs11.finalize()));
    }
}

fn initialise(pkcs11: &Pkcs11, path: &Path) -> Result<(), LoadError> {
    let arguments = CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK);
    pkcs11.initialize(arguments).map_err(|error| {
        let path = path.to_owned();
        // No token can be asked for yet: who misses one misses where it is to be found.
        let wants = matches!(
            &error,
            CryptokiError::Pkcs11(RvError::ArgumentsBad | RvError::TokenNotPresent, _)
        );
        let answer = error.into();
        match wants {
            true => LoadError::WantsParameters { path, answer },
            false => LoadError::InitialisationRefused { path, answer },
        }
    })
}

fn examine(path: &Path) -> Result<(), LoadError> {
    let kind = elf::kind_of(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => LoadError::NotFound {
            path: path.to_owned(),
        },
        _ => LoadError::Unreadable {
            path: path.to_owned(),
            source,
        },
    })?;
    match (kind, Machine::OURS) {
        (elf::Kind::Other, _) => Err(LoadError::NotSharedLibrary {
            path: path.to_owned(),
        }),
        (elf::Kind::SharedLibrary(found), Some(ours)) if found != ours => {
            Err(LoadError::WrongArchitecture {
                path: path.to_owned(),
                found,
                ours,
            })
        }
        _ => Ok(()),
    }
}
