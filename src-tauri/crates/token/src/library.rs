//! What a module says of itself.

use cryptoki::context::Info;
use serde::{Deserialize, Serialize};

use crate::{Error, Module, info::bare};

/// CK_INFO in words.
// Stored: ledgers hold it beside what a probe found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Library {
    /// Who made it.
    pub manufacturer: String,
    /// Which of theirs it is.
    pub description: String,
    /// Its version, `major.minor`.
    pub version: String,
    /// The version of PKCS#11 that it follows, `major.minor`.
    pub pkcs11: String,
}

impl Library {
    fn read(info: &Info) -> Self {
        Self {
            manufacturer: bare(info.manufacturer_id()).to_owned(),
            description: bare(info.library_description()).to_owned(),
            version: info.library_version().to_string(),
            pkcs11: info.cryptoki_version().to_string(),
        }
    }
}

impl Module {
    /// What the module says of itself.
    pub fn library(&self) -> Result<Library, Error> {
        let info = self.shared.pkcs11.get_library_info();
        let info = info.map_err(Error::refused("asking the module what it is"))?;
        Ok(Library::read(&info))
    }
}
