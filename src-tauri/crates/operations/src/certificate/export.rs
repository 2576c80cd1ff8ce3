//! Handing a certificate out: PEM, DER, or the chain up to the root.

use std::path::Path;

use chancery_domain::{Utc, event::ExportKind};

use super::find;
use crate::{
    Error, Workspace,
    export::{self, Leaving},
    workspace::stored_certificate,
};

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The certificate, RFC 7468.
    Pem,
    /// The certificate, DER.
    Der,
    /// Certificate, issuing CA, root, RFC 7468.
    Chain,
}

impl Format {
    /// From `pem`, `der` or `chain`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "pem" => Some(Self::Pem),
            "der" => Some(Self::Der),
            "chain" => Some(Self::Chain),
            _ => None,
        }
    }

    /// Ending of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pem => "pem",
            Self::Der => "cer",
            Self::Chain => "chain.pem",
        }
    }
}

/// Writes a certificate to a new file; never over another. That it left is recorded, with the
/// officer who is named, if one is.
pub fn export(
    workspace: &mut Workspace,
    serial: &str,
    format: Format,
    out: &Path,
    officer: Option<&str>,
    now: Utc,
) -> Result<(), Error> {
    let certificate = stored_certificate(workspace.read(), find(workspace, serial)?.der)?;
    let bytes = match format {
        Format::Pem => certificate.to_pem().into_bytes(),
        Format::Der => certificate.der().to_vec(),
        Format::Chain => {
            let authorities = &workspace.authorities;
            [&certificate, &authorities.issuing, &authorities.root]
                .map(chancery_pki::Certificate::to_pem)
                .concat()
                .into_bytes()
        }
    };
    let leaving = Leaving {
        what: ExportKind::Certificate,
        subject: &certificate.serial_number.to_string(),
        bytes: &bytes,
        hashed: true,
    };
    export::hand_out(workspace, &leaving, out, officer, now)
}
