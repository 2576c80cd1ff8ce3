//! The desk: what the window holds between two presses of a button.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use chancery_domain::{Language, Utc};
use chancery_operations::{
    Error, Parked, UserPin, Workspace,
    change::Proposal,
    edge, overview,
    view::{Failure, ProgressView, SettledIntent, WorkspaceView},
};
use tauri::ipc::Channel;

/// State shared by all commands.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The package's version.
    pub(crate) version: &'static str,
    /// The first 8 hex digits of the commit this was built from.
    pub(crate) build: &'static str,
    language: Mutex<Language>,
    sheet: Mutex<Sheet>,
    cancelled: AtomicBool,
}

/// What lies on the desk: one workspace, or what a closed one left.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    workspace: Option<Workspace>,
    settled: Vec<SettledIntent>,
    officer: Option<String>,
    parked: Parked,
}

impl Desk {
    /// A desk with nothing on it.
    pub(crate) fn empty() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            build: env!("CHANCERY_BUILD"),
            language: Mutex::new(Language::En),
            sheet: Mutex::new(Sheet::default()),
            cancelled: AtomicBool::new(false),
        }
    }

    /// Texts are written in this language from now on.
    pub(crate) fn speak(&self, language: Language) {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
    }

    /// The language of the texts.
    pub(crate) fn language(&self) -> Language {
        *self.language.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A failure in the person's words.
    pub(crate) fn tell(&self, error: &Error) -> Failure {
        error.to_failure(self.language())
    }

    /// Works with what lies on the desk. A panic in an earlier command leaves it as the ledger
    /// has it: what was not committed is not there.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Sheet) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        work(&mut self.sheet()).map_err(|error| self.tell(&error))
    }

    /// Works in the open workspace.
    pub(crate) fn within<T>(
        &self,
        work: impl FnOnce(&mut Workspace, At<'_>) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        let language = self.language();
        self.with(|sheet| {
            let Sheet {
                workspace, officer, ..
            } = sheet;
            let workspace = workspace.as_mut().ok_or(Error::NotSignedIn)?;
            work(
                workspace,
                At {
                    now: edge::now(),
                    language,
                    officer: officer.as_deref(),
                },
            )
        })
    }

    fn sheet(&self) -> MutexGuard<'_, Sheet> {
        self.sheet.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Long work begins: nobody has cancelled it yet.
    pub(crate) fn begin(&self) {
        self.cancelled.store(false, Ordering::SeqCst);
    }

    /// Stops long work at its next step.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    /// Tells the page how far long work is; the answer is false once it was cancelled.
    pub(crate) fn telling<'a>(
        &'a self,
        page: &'a Channel<ProgressView>,
    ) -> impl FnMut(ProgressView) -> bool + 'a {
        |progress| {
            // A page that went away is told nothing; the work goes on.
            let _ = page.send(progress);
            !self.cancelled.load(Ordering::SeqCst)
        }
    }
}

/// When, in which language, and as whom a command acts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    /// The machine's clock.
    pub(crate) now: Utc,
    /// The person's language.
    pub(crate) language: Language,
    /// Who is signed in.
    pub(crate) officer: Option<&'a str>,
}

impl<'a> At<'a> {
    /// Who is signed in; an error if nobody is.
    pub(crate) fn signed_in(self) -> Result<&'a str, Error> {
        self.officer.ok_or(Error::NotSignedIn)
    }

    /// A proposal of whoever is signed in.
    pub(crate) fn proposal<'p>(
        self,
        reason: &'p str,
        pin: &'p UserPin,
    ) -> Result<Proposal<'p>, Error>
    where
        'a: 'p,
    {
        let officer = self.signed_in()?;
        Ok(Proposal {
            officer,
            reason,
            pin,
        })
    }
}

impl Sheet {
    /// Takes the workspace off the desk, and what it leaves for the next one.
    pub(crate) fn clear(&mut self) -> Parked {
        self.officer = None;
        self.settled.clear();
        match self.workspace.take() {
            Some(workspace) => workspace.close(),
            None => std::mem::take(&mut self.parked),
        }
    }

    /// Keeps what a closed workspace left.
    pub(crate) fn park(&mut self, parked: Parked) {
        self.parked = parked;
    }

    /// Lays a workspace on the desk.
    pub(crate) fn lay(&mut self, workspace: Workspace, settled: Vec<SettledIntent>) {
        self.workspace = Some(workspace);
        self.settled = settled;
        self.officer = None;
    }

    /// Someone signed in, or nobody is any more.
    pub(crate) fn seat(&mut self, officer: Option<String>) {
        self.officer = officer;
    }

    /// The open workspace.
    pub(crate) fn workspace(&mut self) -> Result<&mut Workspace, Error> {
        self.workspace.as_mut().ok_or(Error::NotSignedIn)
    }

    /// The frame around every screen; nothing if no workspace is open.
    pub(crate) fn frame(&self) -> Result<Option<WorkspaceView>, Error> {
        let frame = |workspace| overview::frame(workspace, self.officer.as_deref(), &self.settled);
        self.workspace.as_ref().map(frame).transpose()
    }

    /// The frame around every screen of the open workspace.
    pub(crate) fn open_frame(&self) -> Result<WorkspaceView, Error> {
        self.frame()?.ok_or(Error::NotSignedIn)
    }
}
