//! `publish/`: what any web server may serve. Written atomically: whole files or none.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{Error, Workspace};

/// The root's CRL.
pub(crate) const ROOT_CRL: &str = "root.crl";
/// The issuing CA's CRL.
pub(crate) const ISSUING_CRL: &str = "issuing-1.crl";
/// The root's certificate.
pub(crate) const ROOT_CERTIFICATE: &str = "root.cer";
/// The issuing CA's certificate.
pub(crate) const ISSUING_CERTIFICATE: &str = "issuing-1.cer";

/// Writes a file so that readers see the old one or the new one, whole, also after a crash.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_atomically_as(path, bytes, 0o644)
}

/// As [`write_atomically`], with other permissions.
pub(crate) fn write_atomically_as(path: &Path, bytes: &[u8], mode: u32) -> Result<(), Error> {
    Staged::write(path, bytes, mode)?.put()
}

/// A file that lies on the disk, whole, beside the place that it is to take.
pub(crate) struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Writes the file beside `path`. Dropped, it goes.
    pub(crate) fn write(path: &Path, bytes: &[u8], mode: u32) -> Result<Self, Error> {
        let folder = path.parent().expect("published files lie in a folder");
        let write = || -> std::io::Result<NamedTempFile> {
            fs::create_dir_all(folder)?;
            let mut file = tempfile::Builder::new()
                .prefix(".new-")
                .tempfile_in(folder)?;
            file.write_all(bytes)?;
            // A temporary file is for its owner only; what is published is for everyone.
            let permissions = std::os::unix::fs::PermissionsExt::from_mode(mode);
            file.as_file().set_permissions(permissions)?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        let file = write().map_err(Error::io("writing", path))?;
        let path = path.to_owned();
        Ok(Self { file, path })
    }

    /// Lets it take its place: one rename, made durable.
    pub(crate) fn put(self) -> Result<(), Error> {
        let folder = self.path.parent().expect("published files lie in a folder");
        let put = || -> std::io::Result<()> {
            self.file.persist(&self.path)?;
            File::open(folder)?.sync_all()
        };
        put().map_err(Error::io("writing", &self.path))
    }
}

/// Writes the CA certificates and the log's verifier keys.
pub(crate) fn lay_out(workspace: &Workspace) -> Result<(), Error> {
    let publish = workspace.paths.publish();
    let authorities = &workspace.authorities;
    write_atomically(
        &publish.join("ca").join(ROOT_CERTIFICATE),
        authorities.root.der(),
    )?;
    write_atomically(
        &publish.join("ca").join(ISSUING_CERTIFICATE),
        authorities.issuing.der(),
    )?;
    let keys = workspace.founding.log_keys.join("\n") + "\n";
    write_atomically(&publish.join("log").join("log.vkey"), keys.as_bytes())
}

/// Makes `publish/` say what the ledger says: a crash between commit and file leaves it behind.
pub(crate) fn refresh(workspace: &Workspace) -> Result<(), Error> {
    let publish = workspace.paths.publish();
    if !publish.join("log").join("log.vkey").is_file() {
        lay_out(workspace)?;
    }
    for crl in workspace.read().last_crls()? {
        let path = crl_path(workspace, &crl.issuer_ski);
        let der = workspace.read().blob(crl.der)?;
        if fs::read(&path).ok().as_ref() != Some(&der) {
            write_atomically(&path, &der)?;
        }
    }
    if let Some(checkpoint) = workspace.read().last_checkpoint()? {
        let path = checkpoint_path(workspace);
        if fs::read(&path).ok().as_deref() != Some(checkpoint.note.as_bytes()) {
            write_atomically(&path, checkpoint.note.as_bytes())?;
        }
    }
    Ok(())
}

pub(crate) fn crl_path(workspace: &Workspace, issuer_ski: &str) -> std::path::PathBuf {
    let name = if issuer_ski == workspace.issuing_ski() {
        ISSUING_CRL
    } else {
        ROOT_CRL
    };
    workspace.paths.publish().join("crl").join(name)
}

pub(crate) fn checkpoint_path(workspace: &Workspace) -> std::path::PathBuf {
    workspace.paths.publish().join("log").join("checkpoint")
}
