//! `publish/`: what any web server may serve. Written atomically: whole files or none.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use chancery_domain::Utc;
use chancery_ledger::read::CrlRow;
use tempfile::NamedTempFile;

use crate::{
    Error, Workspace,
    crl::{self, Authority, Part},
    lock::Lock,
    log,
};

/// How the root's files begin.
pub(crate) const ROOT: &str = "root";
/// How the issuing CA's files begin.
pub(crate) const ISSUING: &str = "issuing-1";
/// The root's CRL.
pub(crate) const ROOT_CRL: &str = "root.crl";
/// The issuing CA's CRL, while there is one.
pub(crate) const ISSUING_CRL: &str = "issuing-1.crl";
/// The root's certificate.
pub(crate) const ROOT_CERTIFICATE: &str = "root.cer";
/// The issuing CA's certificate.
pub(crate) const ISSUING_CERTIFICATE: &str = "issuing-1.cer";

/// The policy text that the built-in profiles name.
const POLICY: &str = "certificate-policy-1.en.md";

/// Writes a file so that readers see the old one or the new one, whole, also after a crash.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_atomically_as(path, bytes, 0o644)
}

/// Writes a file that a person carries away: the old one or the new one, whole.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let path = std::path::absolute(path).map_err(Error::io("writing", path))?;
    write_atomically(&path, bytes)
}

/// As [`write_atomically`], with other permissions.
pub(crate) fn write_atomically_as(path: &Path, bytes: &[u8], mode: u32) -> Result<(), Error> {
    Staged::write(path, bytes, mode)?.put()
}

/// How files begin that wait for their place.
const STAGED: &str = ".new-";

/// A file that lies on the disk, whole, beside the place that it is to take.
pub(crate) struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Writes the file beside `path`. Dropped, it goes.
    pub(crate) fn write(path: &Path, bytes: &[u8], mode: u32) -> Result<Self, Error> {
        let write = || -> std::io::Result<NamedTempFile> {
            let file = stage(path, bytes, mode)?;
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

/// Writes a file beside `path`, which is not on the disk before a sync.
pub(crate) fn stage(path: &Path, bytes: &[u8], mode: u32) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().expect("published files lie in a folder");
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(STAGED)
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    // A temporary file is for its owner only; what is published is for everyone.
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(mode);
    file.as_file().set_permissions(permissions)?;
    Ok(file)
}

/// Removes what processes that ended left waiting for its place in a folder. Only for who holds
/// the lock over writing there: else it may be another process's work.
pub(crate) fn clear_leftovers(folder: &Path) -> Result<(), Error> {
    leftovers(folder).iter().try_for_each(|path| withdraw(path))
}

/// What processes that ended left waiting for its place in a folder.
fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return vec![];
    };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(STAGED))
        .map(|entry| entry.path())
        .collect()
}

/// Removes what processes that ended left of lists and reports: it was signed, and no event tells
/// of it. Only for who holds the lock over publishing: else it may be another process's work.
fn sweep(workspace: &Workspace) -> Result<(), Error> {
    staging(workspace)
        .iter()
        .try_for_each(|folder| clear_leftovers(folder))
}

/// Where files wait for their place, and signed ones for their events.
fn staging(workspace: &Workspace) -> [PathBuf; 4] {
    let paths = &workspace.paths;
    let publish = paths.publish();
    let [crl, ca, policy] = ["crl", "ca", "policy"].map(|folder| publish.join(folder));
    [crl, ca, policy, paths.reports()]
}

/// Writes the CA certificates and the policy text.
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
    let policy = publish.join("policy").join(POLICY);
    write_atomically(&policy, chancery_domain::profile::POLICY.as_bytes())
}

/// Makes `publish/` say what the ledger says: a crash between commit and file leaves it behind.
/// A delta that ended is withdrawn: no full list names it any more.
pub(crate) fn refresh(workspace: &Workspace, now: Utc) -> Result<(), Error> {
    let publish = workspace.paths.publish();
    if !publish.join("ca").join(ISSUING_CERTIFICATE).is_file() {
        let _held = Lock::publishing(&workspace.paths).wait()?;
        lay_out(workspace)?;
    }
    refresh_lists(workspace, now)?;
    log::tiles::publish(workspace)
}

/// The lists, if they are not what the ledger says or a crash left something beside them.
fn refresh_lists(workspace: &Workspace, now: Utc) -> Result<(), Error> {
    let left = |folder: &PathBuf| !leftovers(folder).is_empty();
    if !staging(workspace).iter().any(left) && stale(workspace, now)?.is_none() {
        return Ok(());
    }
    // Another process may be publishing: what it put is not to be replaced by what was before.
    let _held = Lock::publishing(&workspace.paths).wait()?;
    sweep(workspace)?;
    for authority in Authority::ALL {
        for part in crl::parts(workspace, authority)? {
            refresh_part(workspace, part, now)?;
        }
    }
    Ok(())
}

fn refresh_part(workspace: &Workspace, part: Part, now: Utc) -> Result<(), Error> {
    for file in files(workspace, part, now)? {
        match file.expected {
            Some(der) => refresh_file(&file.path, &der)?,
            None => withdraw(&file.path)?,
        }
    }
    Ok(())
}

/// A file of lists, and what it has to hold; `None`: it must not be there.
struct ListFile {
    path: PathBuf,
    expected: Option<Vec<u8>>,
}

fn files(workspace: &Workspace, part: Part, now: Utc) -> Result<[ListFile; 2], Error> {
    let read = workspace.read();
    let full = crl::last_full(workspace, part)?;
    let delta = crl::delta_on_offer(workspace, part, now)?;
    let der = |row: Option<CrlRow>| row.map(|row| read.blob(row.der)).transpose();
    Ok([
        ListFile {
            path: crl_path(workspace, part),
            expected: der(full)?,
        },
        ListFile {
            path: delta_path(workspace, part),
            expected: der(delta)?,
        },
    ])
}

/// The first file of lists that is not what the ledger says.
pub(crate) fn stale(workspace: &Workspace, now: Utc) -> Result<Option<PathBuf>, Error> {
    for authority in Authority::ALL {
        for part in crl::parts(workspace, authority)? {
            for file in files(workspace, part, now)? {
                if fs::read(&file.path).ok() != file.expected {
                    return Ok(Some(file.path));
                }
            }
        }
    }
    Ok(None)
}

fn withdraw(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::io("withdrawing", path)(error))
        }
        _ => Ok(()),
    }
}

pub(crate) fn refresh_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    match fs::read(path) {
        Ok(there) if there == bytes => Ok(()),
        _ => write_atomically(path, bytes),
    }
}

/// Where the full list of a part lies.
pub(crate) fn crl_path(workspace: &Workspace, part: Part) -> PathBuf {
    workspace.paths.publish().join("crl").join(part.file())
}

/// Where its delta lies.
pub(crate) fn delta_path(workspace: &Workspace, part: Part) -> PathBuf {
    workspace
        .paths
        .publish()
        .join("crl")
        .join(part.delta_file())
}
