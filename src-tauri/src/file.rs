//! Files that people carry here and away.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use chancery_operations::Error;

/// Longer ones are not what was asked for.
const MOST: u64 = 8 << 20;

/// Reads a file that a person chose.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let whole = || {
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MOST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    };
    whole().map_err(|source| Error::Io {
        doing: "reading",
        path: path.to_owned(),
        source,
    })
}

/// Reads a file of text; what is none becomes marks that nothing accepts.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
