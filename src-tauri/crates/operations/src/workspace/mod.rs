//! A workspace: a folder with the ledger, the tokens (in practice), and what is published.

mod acting;
mod archive;
mod backup;
mod create;
mod hierarchy;
pub(crate) mod kept;
mod keys;
mod open;
mod people;
mod profiles;
mod rebuild;
mod refusal;
mod restore;
mod scratch;
mod services;

use std::{
    path::{Path, PathBuf},
    sync::Mutex,
};

use chancery_domain::{Sha256Digest, founding::FoundingObject, profile::ProfileId};
use chancery_ledger::{Ledger, Reading};
use chancery_pki::{Certificate, profile::Locations};
use chancery_token::{Module, Modules};

pub use archive::{BackupKey, Encryption};
pub use backup::backup;
pub use create::create_practice;
pub(crate) use hierarchy::{fresh_serial, lint_error, subject};
pub(crate) use keys::{OfficerKey, TokenKeyRef};
pub use open::{Opened, Parked, inspect, inspect_damaged, open, open_prepared, open_with};
pub use rebuild::rebuild;
pub use refusal::{BackupRefusal, KeyFault};
pub use restore::{Restoring, restore};
pub(crate) use services::{Services, token_id};

use crate::{Error, officer::AtHand, pins::Pins, view::ProgressView};

/// Where things are in a workspace.
#[derive(Debug, Clone)]
pub struct Paths {
    root: PathBuf,
}

impl Paths {
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.root.join("chancery.db")
    }

    /// Practice tokens.
    pub(crate) fn tokens(&self) -> PathBuf {
        self.root.join("tokens")
    }

    /// Wrong PINs, counted.
    pub(crate) fn pin_tries(&self) -> PathBuf {
        self.root.join("pin-tries.json")
    }

    /// PINs of practice tokens.
    pub(crate) fn practice_pins(&self) -> PathBuf {
        self.root.join("practice.json")
    }

    /// What any web server may serve.
    pub fn publish(&self) -> PathBuf {
        self.root.join("publish")
    }

    /// Sealed reports.
    pub fn reports(&self) -> PathBuf {
        self.root.join("reports")
    }
}

/// The certificates of the authorities.
#[derive(Debug)]
pub(crate) struct Authorities {
    pub(crate) root: Certificate,
    pub(crate) issuing: Certificate,
}

/// An open workspace. One a process, since a PKCS#11 module is one a process.
#[derive(Debug)]
pub struct Workspace {
    pub(crate) paths: Paths,
    pub(crate) ledger: Ledger,
    /// The module of practice tokens.
    pub(crate) module: Module,
    /// Every module that is loaded, that one among them.
    pub(crate) modules: Mutex<Modules>,
    pub(crate) founding: FoundingObject,
    pub(crate) authorities: Authorities,
    pub(crate) pins: Pins,
    pub(crate) services: Services,
    pub(crate) at_hand: AtHand,
    /// The last event there was when it was opened.
    pub(crate) opened_at: u64,
    /// A person said that the clock is right, and that it was ahead before.
    pub(crate) clock_is_right: bool,
}

impl Workspace {
    /// Where its files are.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// The founding object: firm, origin, officers, keys.
    pub fn founding(&self) -> &FoundingObject {
        &self.founding
    }

    /// True for a practice workspace.
    pub fn is_practice(&self) -> bool {
        self.founding.practice
    }

    /// PINs for the tokens of this workspace.
    pub fn pins_mut(&mut self) -> &mut Pins {
        &mut self.pins
    }

    pub(crate) fn read(&self) -> Reading<'_> {
        self.ledger.read()
    }

    /// The PIN of an officer's token, to prefill a field in practice.
    pub fn practice_pin(&self, officer: &str) -> Result<String, Error> {
        if !self.is_practice() {
            return Err(Error::PracticeOnly);
        }
        let officer = crate::officer::find(self, officer)?;
        let token = self.token_row(&officer.token_serial)?;
        let kept = || self.pins.in_the_clear(&token.label);
        let own = token.module.is_none();
        own.then(kept).flatten().ok_or(Error::PracticeFile)
    }

    /// Where relying parties find things about what the issuing CA signs.
    pub(crate) fn locations(&self) -> Locations {
        locations(&self.founding.publish_url)
    }

    /// Subject key identifier of the issuing CA, hex.
    pub(crate) fn issuing_ski(&self) -> String {
        ski(&self.authorities.issuing)
    }
}

pub(crate) fn locations(publish_url: &str) -> Locations {
    Locations {
        crl_url: format!("{publish_url}/crl/{}", crate::publish::ISSUING_CRL),
        issuer_url: format!("{publish_url}/ca/{}", crate::publish::ISSUING_CERTIFICATE),
        ocsp_url: Some(format!("{publish_url}/ocsp")),
    }
}

/// Subject key identifier, hex.
pub(crate) fn ski(certificate: &Certificate) -> String {
    certificate
        .subject_key_identifier
        .as_ref()
        .map_or_else(String::new, ToString::to_string)
}

pub(crate) fn founding_certificate(
    read: Reading<'_>,
    founding: &FoundingObject,
    profile: ProfileId,
) -> Result<Certificate, Error> {
    let named = founding
        .certificates
        .iter()
        .find(|certificate| certificate.profile == profile);
    let sha256 = named
        .ok_or(Error::Stored {
            what: "founding object",
        })?
        .certificate;
    stored_certificate(read, sha256)
}

/// A certificate from its blob.
pub(crate) fn stored_certificate(
    read: Reading<'_>,
    sha256: Sha256Digest,
) -> Result<Certificate, Error> {
    Certificate::from_der(&read.blob(sha256)?).map_err(|_| Error::Stored {
        what: "certificate",
    })
}

/// Told about each step of long work; answers `false` to stop it.
pub type OnProgress<'a> = &'a mut dyn FnMut(ProgressView) -> bool;
