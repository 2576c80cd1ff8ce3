//! What a command acts in: the workspace, the language, who acts.

use std::path::PathBuf;

use chancery_domain::Language;
use chancery_operations::{
    Error, Opened, Parked, UserPin, Workspace, edge, officer, open_prepared,
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

    /// The id given with `--as`, if any.
    pub(crate) fn viewer(&self) -> Option<&str> {
        self.officer.as_deref()
    }

    /// The PIN of an officer: from a file, from `practice.json`, or typed.
    pub(crate) fn pin(&mut self, officer: &OfficerView) -> Result<UserPin, Error> {
        pin::of(&mut self.workspace, officer)
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
