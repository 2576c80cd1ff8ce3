//! What a command acts in: the workspace, the language, who acts.

use std::path::PathBuf;

use chancery_domain::Language;
use chancery_operations::{
    Error, Opened, Parked, UserPin, Workspace, edge, officer, open_prepared, record_read,
    tell_of_pin_pads,
    view::{OfficerView, RoleView, SettledIntent},
};

use crate::{arguments::Global, pin};

/// An open workspace and who acts in it.
pub(crate) struct Context {
    pub(crate) workspace: Workspace,
    pub(crate) settled: Vec<SettledIntent>,
    pub(crate) language: Language,
    officer: Option<String>,
}

impl Context {
    pub(crate) fn open(global: &Global) -> Result<Self, Error> {
        let provide = |workspace: &mut Workspace| pin::provide(workspace, &global.pin_file);
        let Opened { workspace, settled } =
            open_prepared(&folder(global), Parked::default(), edge::now(), provide)?;
        // Not before: nobody is asked to type anything in order to look.
        tell_of_pin_pads(pin::tell_of_pad);
        let language = global.language();
        Ok(Self {
            workspace,
            settled,
            language,
            officer: global.officer.clone(),
        })
    }

    /// The officer who acts: `--as`, or in a practice workspace the first one of the role.
    pub(crate) fn officer(&self, role: RoleView) -> Result<OfficerView, Error> {
        if let Some(id) = &self.officer {
            return officer::show(&self.workspace, id);
        }
        let mut officers = officer::list(&self.workspace)?;
        officers.retain(|officer| officer.role == role && officer.practice_pin);
        officers.into_iter().next().ok_or(Error::NotSignedIn)
    }

    /// The officer who acts, their token proved: what bears a name needs more than a name.
    pub(crate) fn signed_in(&mut self, role: RoleView) -> Result<OfficerView, Error> {
        let officer = self.officer(role)?;
        let pin = self.pin(&officer)?;
        officer::sign_in(&mut self.workspace, &officer.id, &pin, edge::now())
    }

    /// The officer named with `--as`, if their PIN is at hand (`practice.json`, `--pin-file`) and
    /// they prove it: then what they take out is theirs, and an auditor's reading is recorded.
    /// Nobody is asked for a PIN in order to read; a wrong one is refused all the same.
    pub(crate) fn proved(&mut self) -> Result<Option<String>, Error> {
        let Some(id) = &self.officer else {
            return Ok(None);
        };
        let officer = officer::show(&self.workspace, id)?;
        let Some(pin) = self.workspace.pin_of(&officer)? else {
            return Ok(None);
        };
        officer::sign_in(&mut self.workspace, &officer.id, &pin, edge::now())?;
        Ok(Some(officer.id))
    }

    /// Records that an auditor who proved to be there reads this.
    pub(crate) fn reads(&mut self, what: &str, subject: &str) -> Result<(), Error> {
        let auditor = |officer: &OfficerView| officer.role == RoleView::Auditor;
        let named = self.officer.as_ref();
        let named = named
            .map(|id| officer::show(&self.workspace, id))
            .transpose()?;
        // Of nobody else a reading is told: no need to have them sign in for it.
        if named.as_ref().is_some_and(auditor) {
            let reader = self.proved()?;
            let now = edge::now();
            record_read(&mut self.workspace, reader.as_deref(), what, subject, now);
        }
        Ok(())
    }

    /// The id given with `--as`, if any.
    pub(crate) fn viewer(&self) -> Option<&str> {
        self.officer.as_deref()
    }

    /// The PIN of an officer: from a file, from `practice.json`, or typed.
    pub(crate) fn pin(&self, officer: &OfficerView) -> Result<UserPin, Error> {
        pin::of(&self.workspace, officer)
    }
}

/// The folder of the workspace.
pub(crate) fn folder(global: &Global) -> PathBuf {
    global
        .workspace
        .clone()
        .or_else(|| std::env::var_os("CHANCERY_WORKSPACE").map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("."))
}
