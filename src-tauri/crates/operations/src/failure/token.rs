//! What is told of a token and of the module that reaches it: one code for each way in which a
//! module does not come to work, since each has its own remedy.

use std::{path::Path, time::Duration};

use chancery_token::{LoadError, practice::PracticeError};

use crate::Error;

type Values = Vec<(&'static str, String)>;

/// The stable code of a module that did not load.
pub(crate) fn load_code(error: &LoadError) -> &'static str {
    match error {
        LoadError::NotFound { .. } => "module-not-found",
        LoadError::Unreadable { .. } => "module-unreadable",
        LoadError::NotSharedLibrary { .. } => "module-not-library",
        LoadError::WrongArchitecture { .. } => "module-architecture",
        LoadError::NotLinked { .. } => "module-not-linked",
        LoadError::NotPkcs11 { .. } => "module-not-pkcs11",
        LoadError::WantsParameters { .. } => "module-unconfigured",
        LoadError::InitialisationRefused { .. } => "module-refused",
        LoadError::Busy { .. } => "module-busy",
        LoadError::Unresponsive { .. } => "module-unresponsive",
        LoadError::StartHangs { .. } => "module-start-hangs",
        _ => "module-unusable",
    }
}

/// The stable code of practice tokens that can't be used.
pub(crate) fn practice_code(error: &PracticeError) -> &'static str {
    match error {
        PracticeError::NotInstalled { .. } => "module-missing",
        PracticeError::NotLoaded(source) => load_code(source),
        _ => "module-unusable",
    }
}

pub(super) fn practice_values(error: &PracticeError) -> Values {
    match error {
        PracticeError::NotLoaded(source) => load_values(source),
        other => vec![("detail", other.to_string())],
    }
}

pub(super) fn load_values(error: &LoadError) -> Values {
    let mut values = vec![("detail", error.to_string())];
    let path = match error {
        LoadError::NotFound { path }
        | LoadError::NotSharedLibrary { path }
        | LoadError::Busy { path } => path,
        LoadError::Unresponsive { path, waited } | LoadError::StartHangs { path, waited } => {
            values.push(("seconds", waited.as_secs().to_string()));
            path
        }
        LoadError::Unreadable { path, source } => {
            values.push(("answer", source.to_string()));
            path
        }
        LoadError::WrongArchitecture { path, found, ours } => {
            values.extend([("found", found.to_string()), ("ours", ours.to_string())]);
            path
        }
        LoadError::NotLinked { path, reason } => {
            values.push(("answer", reason.clone()));
            path
        }
        LoadError::WantsParameters { path, answer }
        | LoadError::InitialisationRefused { path, answer } => {
            values.push(("answer", answer.code.to_string()));
            path
        }
        LoadError::NotPkcs11 { path, symbol } => {
            values.push(("symbol", (*symbol).to_owned()));
            path
        }
        _ => return values,
    };
    values.push(("path", path.display().to_string()));
    values
}

/// What a token's failures name.
pub(super) fn token_values(error: &chancery_token::Error) -> Values {
    use chancery_token::Error as Token;
    let mut values = vec![("detail", error.to_string())];
    match error {
        Token::AlgorithmUnsupported {
            algorithm, token, ..
        } => values.extend([
            ("algorithm", algorithm.to_string()),
            ("token", token.to_string()),
        ]),
        Token::LabelTaken { label } => values.push(("label", label.to_string())),
        Token::NoFreeSlot { module } => values.push(("path", module.display().to_string())),
        Token::WriteProtected { token, .. }
        | Token::OnlyOnItsPad { token }
        | Token::UserPinMissing { token, .. }
        | Token::TokenAbsent { token, .. } => values.push(("token", token.to_string())),
        Token::KeyAbsent { key, token } => {
            values.extend([("key", key.to_string()), ("token", token.to_string())]);
        }
        Token::KeyDiffers {
            key,
            expected,
            found,
        } => values.extend([
            ("key", key.to_string()),
            ("expected", expected.to_upper_hex()),
            ("found", found.to_upper_hex()),
        ]),
        _ => {}
    }
    values
}

impl Error {
    /// A module that was given up: it did not come back from a call.
    pub(crate) fn module_hangs(path: &Path, waited: Duration) -> Self {
        Self::Load(LoadError::Unresponsive {
            path: path.to_owned(),
            waited,
        })
    }
}
