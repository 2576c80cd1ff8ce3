//! PKCS#11 modules and the tokens in their slots.

use std::path::Path;

use chancery_domain::Language;
use chancery_ledger::read::TokenRow;
use chancery_token::{EvidenceRule, Module, ModuleKind, TokenInfo, TokenUri, UserPin};

use super::{find, purpose_name, tokens_in};
use crate::{
    Error, Workspace, tries,
    view::{FoundTokenView, ModuleView, OfficerView},
    workspace::token_id,
};

/// What is known of a module through one of its tokens.
pub(super) struct Described {
    pub(super) name: String,
    pub(super) known: bool,
    evidence: EvidenceRule,
}

/// Looks a token's module up among those that this program knows.
pub(super) fn described(info: &TokenInfo) -> Described {
    let profile = info.profile();
    Described {
        name: profile.kind.to_string(),
        known: profile.kind != ModuleKind::Unknown,
        evidence: profile.evidence,
    }
}

impl Described {
    /// Which of the token's statements on custody count for nothing; empty if all count.
    pub(super) fn evidence_note(&self, language: Language) -> String {
        let statements = [
            ("CKA_LOCAL", self.evidence.local),
            ("CKA_NEVER_EXTRACTABLE", self.evidence.never_extractable),
            ("CKA_ALWAYS_SENSITIVE", self.evidence.always_sensitive),
        ];
        let passed_over: Vec<&str> = statements
            .iter()
            .filter(|(_, counts)| !counts)
            .map(|(name, _)| *name)
            .collect();
        let (name, names) = (&self.name, passed_over.join(", "));
        match (language, passed_over.is_empty()) {
            (_, true) => String::new(),
            (Language::En, false) => format!(
                "What {name} says under {names} is not what PKCS#11 means by it, and counts for nothing here."
            ),
            (Language::De, false) => format!(
                "Was {name} unter {names} sagt, ist nicht, was PKCS#11 damit meint, und zählt hier nicht."
            ),
        }
    }
}

/// Loads the module at `path` and looks into its slots.
pub fn show_module(workspace: &Workspace, path: &Path) -> Result<ModuleView, Error> {
    let module = workspace.module_at(path)?;
    let tokens = tokens_in(&module)?;
    let first = tokens.first().map(described);
    let found = tokens.iter().map(|info| found(workspace, info));
    Ok(ModuleView {
        path: module.path().display().to_string(),
        name: first
            .as_ref()
            .map_or_else(String::new, |described| described.name.clone()),
        known: first.is_some_and(|described| described.known),
        tokens: found.collect::<Result<_, _>>()?,
    })
}

pub(super) fn found(workspace: &Workspace, info: &TokenInfo) -> Result<FoundTokenView, Error> {
    let known = workspace.read().token(info.id.serial.as_str())?;
    Ok(FoundTokenView {
        label: info.id.label.to_string(),
        serial: info.id.serial.to_string(),
        manufacturer: info.manufacturer.clone(),
        model: info.model.clone(),
        firmware: info.firmware.clone(),
        initialised: info.initialised,
        uri: TokenUri::of(info).to_string(),
        purpose: known
            .filter(|row| row.label == info.id.label.as_str())
            .map(|row| purpose_name(row.purpose).to_owned()),
    })
}

/// A token of a module, which must be there: by serial, and by label where several share it.
pub(crate) fn in_slot(
    module: &Module,
    serial: &str,
    label: Option<&str>,
) -> Result<TokenInfo, Error> {
    let mut named: Vec<TokenInfo> = tokens_in(module)?
        .into_iter()
        .filter(|info| info.initialised && info.id.serial.as_str() == serial)
        .filter(|info| label.is_none_or(|label| info.id.label.as_str() == label))
        .collect();
    // NSS has one slot of the same serial that holds no keys for long, and asks for no PIN.
    if named.iter().any(holds_keys_for_a_pin) {
        named.retain(holds_keys_for_a_pin);
    }
    match (named.pop(), named.len()) {
        (Some(only), 0) => Ok(only),
        (Some(last), _) => Err(Error::SeveralTokens {
            named: serial.to_owned(),
            serials: named
                .iter()
                .chain([&last])
                .map(|info| info.id.to_string())
                .collect(),
        }),
        (None, _) => Err(Error::TokenAbsent {
            token: serial.to_owned(),
        }),
    }
}

fn holds_keys_for_a_pin(info: &TokenInfo) -> bool {
    (info.login_required || info.user_pin_set) && !info.write_protected
}

/// What must be known of a token before its PIN is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenAsking {
    /// Its label.
    pub label: String,
    /// Its serial.
    pub serial: String,
    /// It is a practice token, or is about to be one: its PIN is written down.
    pub practice: bool,
    /// The PIN is typed on the token itself.
    pub pin_pad: bool,
}

impl Workspace {
    /// What must be known of a token in a module's slots before its PIN is asked for.
    pub fn asking_of_slot(
        &self,
        module: &Path,
        serial: &str,
        label: Option<&str>,
    ) -> Result<TokenAsking, Error> {
        let module = self.module_at(module)?;
        let info = in_slot(&module, serial, label)?;
        Ok(TokenAsking {
            label: info.id.label.to_string(),
            serial: info.id.serial.to_string(),
            practice: module.path() == self.module.path(),
            pin_pad: info.protected_authentication_path,
        })
    }

    /// The same of a token that the log knows, by serial, label or URI.
    pub fn asking_of(&self, name: &str) -> Result<TokenAsking, Error> {
        let row = find(self, name)?;
        Ok(TokenAsking {
            practice: row.module.is_none(),
            pin_pad: self.is_pad_of(&row),
            label: row.label,
            serial: row.serial,
        })
    }

    /// The PIN of a token that is at hand: what was given for it, or is written down of it in
    /// practice. No other token of that label ever gets it.
    pub fn pin_for(&self, asking: &TokenAsking) -> Result<Option<UserPin>, Error> {
        self.known_pin(&asking.label, &asking.serial, asking.practice)
    }

    /// The same of the token that an officer uses now.
    pub fn pin_of(&self, officer: &OfficerView) -> Result<Option<UserPin>, Error> {
        let row = self.token_row(&officer.token_serial)?;
        self.known_pin(&row.label, &row.serial, row.module.is_none())
    }

    /// Whether the PIN of a token that the log knows is typed on the token itself. No, while it is
    /// not there.
    pub fn has_pin_pad(&self, serial: &str) -> bool {
        let row = self.read().token(serial).ok().flatten();
        row.is_some_and(|row| self.is_pad_of(&row))
    }

    /// The same, of a token that the log may not know yet.
    pub(crate) fn is_pad_of(&self, row: &TokenRow) -> bool {
        let (Ok(module), Ok(id)) = (self.module_of(row), token_id(row)) else {
            return false;
        };
        tries::has_pin_pad(&module, &id)
    }
}
