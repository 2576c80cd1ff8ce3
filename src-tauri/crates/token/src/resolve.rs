//! From a URI to exactly one token, among several modules at once.

use std::path::{Path, PathBuf};

use crate::{Error, LoadError, Module, TokenId, TokenUri, loading::real};

/// The modules that are loaded in this process, each once.
#[derive(Debug, Clone, Default)]
pub struct Modules {
    loaded: Vec<Module>,
}

/// Why a URI names no token, or not one alone.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResolveError {
    /// No token matches.
    #[error("no token matches {uri}; there are {}", listed(present))]
    NoToken {
        /// What was looked for.
        uri: Box<TokenUri>,
        /// The initialised tokens of the modules that were asked.
        present: Vec<TokenId>,
    },

    /// More than one token matches: the URI must say more.
    #[error("{uri} matches {}; say which by its serial", listed(matching))]
    SeveralTokens {
        /// What was looked for.
        uri: Box<TokenUri>,
        /// The tokens that match.
        matching: Vec<TokenId>,
    },

    /// The URI names a module that is not loaded.
    #[error("the PKCS#11 module {} is not loaded", path.display())]
    ModuleNotLoaded {
        /// Its path.
        path: PathBuf,
    },

    /// A module did not list its tokens.
    #[error("looking for tokens in {} failed", module.display())]
    NotListed {
        /// The module.
        module: PathBuf,
        /// Why.
        #[source]
        source: Error,
    },
}

fn listed(tokens: &[TokenId]) -> String {
    let names: Vec<_> = tokens.iter().map(ToString::to_string).collect();
    if names.is_empty() {
        return "none".to_owned();
    }
    names.join(", ")
}

impl Modules {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads the module at `path`, or gives the one that was loaded from there:
    /// a module can't be initialised twice in a process.
    pub fn load(&mut self, path: &Path) -> Result<Module, LoadError> {
        if let Some(module) = self.at(path) {
            return Ok(module.clone());
        }
        let module = Module::load(path)?;
        self.loaded.push(module.clone());
        Ok(module)
    }

    /// Takes in a module that was loaded in another way.
    pub fn add(&mut self, module: Module) {
        self.loaded.push(module);
    }

    /// Every module, in the order in which they were loaded.
    pub fn iter(&self) -> impl Iterator<Item = &Module> {
        self.loaded.iter()
    }

    /// The one initialised token that `uri` names, and its module.
    pub fn resolve(&self, uri: &TokenUri) -> Result<(Module, TokenId), ResolveError> {
        let mut present = Vec::new();
        let mut matching = Vec::new();
        for module in self.asked(uri)? {
            let tokens = module.tokens().map_err(|source| ResolveError::NotListed {
                module: module.path().to_owned(),
                source,
            })?;
            for token in tokens.into_iter().filter(|token| token.initialised) {
                if uri.matches(&token) {
                    matching.push((module.clone(), token.id.clone()));
                }
                present.push(token.id);
            }
        }
        let uri = Box::new(uri.clone());
        match matching.len() {
            1 => Ok(matching.remove(0)),
            0 => Err(ResolveError::NoToken { uri, present }),
            _ => Err(ResolveError::SeveralTokens {
                uri,
                matching: matching.into_iter().map(|(_, id)| id).collect(),
            }),
        }
    }

    fn asked(&self, uri: &TokenUri) -> Result<Vec<&Module>, ResolveError> {
        let Some(path) = &uri.module_path else {
            return Ok(self.loaded.iter().collect());
        };
        let module = self.at(path);
        let module = module.ok_or_else(|| ResolveError::ModuleNotLoaded { path: path.clone() })?;
        Ok(vec![module])
    }

    fn at(&self, path: &Path) -> Option<&Module> {
        let wanted = real(path);
        self.loaded
            .iter()
            .find(|module| real(module.path()) == wanted)
    }
}
