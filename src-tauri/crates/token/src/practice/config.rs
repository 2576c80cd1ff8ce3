//! SoftHSM's configuration file.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::ffi::OsStrExt,
    path::Path,
};

use super::{PracticeError, process};

/// Until a workspace is chosen. With no folder named, SoftHSM would take the
/// system's own; with this one it refuses to initialise.
pub(super) const NOWHERE: &str = "directories.tokendir = /dev/null/no-workspace-chosen\n";

/// Points this process's SoftHSM at `token_dir`; the next C_Initialize reads it.
pub fn point_at(token_dir: &Path) -> Result<(), PracticeError> {
    let configuration = process::configuration().ok_or(PracticeError::Unprepared)?;
    let folder = fs::canonicalize(token_dir)
        .and_then(|folder| fs::read_dir(&folder).map(|_| folder))
        .map_err(|source| PracticeError::FolderAbsent {
            folder: token_dir.to_owned(),
            source,
        })?;
    let text = text_for(&folder)?;
    write(&configuration, &text).map_err(PracticeError::NotWritten)
}

fn text_for(folder: &Path) -> Result<Vec<u8>, PracticeError> {
    let path = folder.as_os_str().as_bytes();
    if let Some(problem) = problem_of(path) {
        return Err(PracticeError::FolderUnusable {
            folder: folder.to_owned(),
            problem,
        });
    }
    Ok([
        b"directories.tokendir = ",
        path,
        b"\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n",
    ]
    .concat())
}

/// The file has one `name = value` a line, comments from `#` on, no quoting,
/// and lines are read into a buffer of 1,024 bytes.
fn problem_of(path: &[u8]) -> Option<&'static str> {
    let has = |byte: u8| path.contains(&byte);
    match path {
        _ if has(b'#') => Some("contains #"),
        _ if has(b'=') => Some("contains ="),
        _ if path.iter().any(u8::is_ascii_control) => Some("contains a control character"),
        _ if path.ends_with(b" ") => Some("ends in a space"),
        _ if path.len() > 900 => Some("is longer than 900 bytes"),
        _ => None,
    }
}

fn write(configuration: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(configuration)?;
    file.write_all(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_the_file_would_garble_are_named() {
        for (path, problem) in [
            ("/home/ada/a#b", Some("contains #")),
            ("/home/ada/a=b", Some("contains =")),
            ("/home/ada/a\nb", Some("contains a control character")),
            ("/home/ada ", Some("ends in a space")),
            ("/home/ada lovelace/Büro/tokens", None),
        ] {
            assert_eq!(problem_of(path.as_bytes()), problem, "{path}");
        }
    }
}
