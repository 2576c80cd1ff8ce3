//! PKCS#11 modules and the tokens in their slots.

use std::path::Path;

use chancery_domain::Language;
use chancery_token::{
    Description, EvidenceRule, Module, ModuleKind, ModuleProfile, TokenInfo, TokenUri,
};

use super::purpose_name;
use crate::{
    Error, Workspace,
    view::{FoundTokenView, ModuleView},
};

/// What is known of a module through one of its tokens.
pub(super) struct Described {
    pub(super) name: String,
    pub(super) known: bool,
    evidence: EvidenceRule,
}

/// Looks a token's module up among those that this program knows.
pub(super) fn described(info: &TokenInfo) -> Described {
    let profile = ModuleProfile::recognise(Description {
        library: "",
        manufacturer: &info.manufacturer,
    });
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
    let tokens = module.tokens()?;
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

/// A token of a module by serial, which must be there.
pub(crate) fn in_slot(module: &Module, serial: &str) -> Result<TokenInfo, Error> {
    let tokens = module.tokens()?;
    tokens
        .into_iter()
        .find(|info| info.initialised && info.id.serial.as_str() == serial)
        .ok_or_else(|| Error::TokenAbsent {
            token: serial.to_owned(),
        })
}
