//! Handing a certificate out: PEM, DER, or the chain up to the root.

use std::{fs::OpenOptions, io::Write, path::Path};

use chancery_domain::{
    Sha256Digest, Utc,
    event::{Actor, EventBody, ExportKind},
};

use super::find;
use crate::{
    Error, Workspace,
    officer::{self, actor},
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
    write_new(out, &bytes)?;
    let serial = certificate.serial_number.to_string();
    left(
        workspace,
        ExportKind::Certificate,
        &serial,
        &bytes,
        officer,
        now,
    )
}

/// Records that a file left the workstation.
pub(crate) fn left(
    workspace: &mut Workspace,
    what: ExportKind,
    subject: &str,
    bytes: &[u8],
    officer: Option<&str>,
    now: Utc,
) -> Result<(), Error> {
    let actor = match officer {
        Some(id) => actor(&officer::find(workspace, id)?),
        None => Actor::service("workstation"),
    };
    let body = EventBody::Exported {
        what,
        subject: subject.to_owned(),
        sha256: Some(Sha256Digest::of(bytes)),
    };
    workspace.record(now, actor, body).map(|_| ())
}

/// Writes a file that must not be there.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::FolderTaken {
            path: path.to_owned(),
        },
        _ => Error::io("writing", path)(error),
    })?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file must not be taken for one; that it could not be removed changes nothing.
        let _ = std::fs::remove_file(path);
    }
    written.map_err(Error::io("writing", path))
}
