//! The desk: what the window holds between two presses of a button.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use chancery_domain::{Language, Utc, event::SignOutCause};
use chancery_operations::{
    Error, Parked, UserPin, Workspace,
    certificate::ByOfficer,
    change::Proposal,
    edge, officer, overview,
    view::{Failure, OfficerView, ProgressView, SettledIntent, SignedOutView, WorkspaceView},
};
use tauri::ipc::Channel;

use crate::session::{Limits, Moment, Session};

/// State shared by all commands.
pub(crate) struct Desk {
    /// The package's version.
    pub(crate) version: &'static str,
    /// The first 8 hex digits of the commit this was built from.
    pub(crate) build: &'static str,
    language: Mutex<Language>,
    sheet: Mutex<Sheet>,
    cancelled: AtomicBool,
    /// Where the page hears that somebody was signed out.
    page: Mutex<Option<Channel<SignedOutView>>>,
}

/// What lies on the desk: one workspace, or what a closed one left.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    workspace: Option<Workspace>,
    settled: Vec<SettledIntent>,
    session: Option<Session>,
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
            page: Mutex::new(None),
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
    /// has it: what was not committed is not there. A session that is over ends before.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Sheet) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        let mut sheet = self.sheet();
        let now = Moment::now();
        if let Some(cause) = sheet.over(now) {
            self.sign_out(&mut sheet, cause, now);
        }
        work(&mut sheet).map_err(|error| self.tell(&error))
    }

    /// Works in the open workspace. Whoever is signed in does something by it.
    pub(crate) fn within<T>(
        &self,
        work: impl FnOnce(&mut Workspace, At<'_>) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        let language = self.language();
        self.with(|sheet| {
            let Sheet {
                workspace, session, ..
            } = sheet;
            let workspace = workspace.as_mut().ok_or(Error::NotSignedIn)?;
            let at = At {
                now: edge::now(),
                language,
                officer: session
                    .as_ref()
                    .map(|session| session.officer().id.as_str()),
            };
            let done = work(workspace, at);
            // Once it is done: who waited for long work was not idle.
            if let Some(session) = session {
                session.act(Moment::now());
            }
            done
        })
    }

    /// From now on this page hears of it when somebody is signed out.
    pub(crate) fn tell_page(&self, page: Channel<SignedOutView>) {
        *self.page.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }

    /// Signs out whose session is over or whose token has left. Gives false if the token could not
    /// be asked for.
    pub(crate) fn look_after(&self) -> bool {
        let mut sheet = self.sheet();
        let now = Moment::now();
        let left = match sheet.over(now) {
            Some(cause) => Ok(Some(cause)),
            None => sheet.token_left(),
        };
        if let Ok(Some(cause)) = left {
            self.sign_out(&mut sheet, cause, now);
        }
        left.is_ok()
    }

    fn sign_out(&self, sheet: &mut Sheet, cause: SignOutCause, now: Moment) {
        let Some(end) = sheet.leave(cause, now) else {
            return;
        };
        let page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = page.as_ref() {
            // A page that went away is told nothing: a new one shows that nobody is signed in.
            let _ = page.send(end);
        }
    }

    /// The window closes. Nobody is waited for who works in it still.
    pub(crate) fn close(&self) {
        if let Ok(mut sheet) = self.sheet.try_lock() {
            sheet.leave(SignOutCause::Asked, Moment::now());
        }
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

    /// What whoever is signed in decides by their own hand.
    pub(crate) fn by<'p>(self, comment: &'p str, pin: &'p UserPin) -> Result<ByOfficer<'p>, Error>
    where
        'a: 'p,
    {
        Ok(ByOfficer {
            officer: self.signed_in()?,
            comment,
            pin,
        })
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
        self.leave(SignOutCause::Asked, Moment::now());
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
        self.session = None;
    }

    /// Someone proved who they are; whoever was signed in before is no more.
    pub(crate) fn seat(&mut self, officer: OfficerView) {
        let now = Moment::now();
        self.leave(SignOutCause::Asked, now);
        self.session = Some(Session::begin(officer, Limits::of_this_window(), now));
    }

    /// Signs out whoever is signed in, which the log tells.
    pub(crate) fn leave(&mut self, cause: SignOutCause, now: Moment) -> Option<SignedOutView> {
        let session = self.session.take()?;
        if let Some(workspace) = &mut self.workspace {
            // Where the ledger can't take the event they are signed out all the same: a full disk
            // keeps nobody at the desk.
            let _ = officer::sign_out(workspace, session.officer(), cause, now.wall);
        }
        Some(session.ended(cause, now))
    }

    /// Why whoever is signed in is to leave, as far as clock and ledger say.
    fn over(&self, now: Moment) -> Option<SignOutCause> {
        let session = self.session.as_ref()?;
        let workspace = self.workspace.as_ref()?;
        // A ledger that can't be read refuses each act by itself.
        let serves = officer::still_serves(workspace, session.officer()).unwrap_or(true);
        let by_office = (!serves).then_some(SignOutCause::NoLongerOfficer);
        session.over(now).or(by_office)
    }

    /// The same, as far as their token says.
    fn token_left(&self) -> Result<Option<SignOutCause>, Error> {
        let (Some(session), Some(workspace)) = (&self.session, &self.workspace) else {
            return Ok(None);
        };
        let left = officer::token_left(workspace, session.officer())?;
        Ok(left.then_some(SignOutCause::TokenRemoved))
    }

    /// The open workspace.
    pub(crate) fn workspace(&mut self) -> Result<&mut Workspace, Error> {
        self.workspace.as_mut().ok_or(Error::NotSignedIn)
    }

    /// The frame around every screen; nothing if no workspace is open.
    pub(crate) fn frame(&self) -> Result<Option<WorkspaceView>, Error> {
        let officer = self
            .session
            .as_ref()
            .map(|session| session.officer().id.as_str());
        let frame = |workspace| overview::frame(workspace, officer, &self.settled);
        self.workspace.as_ref().map(frame).transpose()
    }

    /// The frame around every screen of the open workspace.
    pub(crate) fn open_frame(&self) -> Result<WorkspaceView, Error> {
        self.frame()?.ok_or(Error::NotSignedIn)
    }
}
