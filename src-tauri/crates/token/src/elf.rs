//! The first bytes of a module, read before the linker sees it: only so can we
//! say *why* a file is not a module for this machine.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

/// A processor, by its number in the ELF header (`e_machine`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Machine(pub u16);

impl Machine {
    /// The processor this program was built for, where we know its number.
    pub(crate) const OURS: Option<Self> = match () {
        () if cfg!(target_arch = "x86_64") => Some(Self(62)),
        () if cfg!(target_arch = "aarch64") => Some(Self(183)),
        () if cfg!(target_arch = "riscv64") => Some(Self(243)),
        () => None,
    };
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            3 => f.write_str("x86 (32 bit)"),
            40 => f.write_str("arm (32 bit)"),
            62 => f.write_str("x86_64"),
            183 => f.write_str("aarch64"),
            243 => f.write_str("riscv"),
            other => write!(f, "ELF machine {other}"),
        }
    }
}

/// What a file turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    SharedLibrary(Machine),
    Other,
}

const HEADER_LEN: usize = 20;
const ET_DYN: u16 = 3;

/// Reads the header of the file at `path`.
pub(crate) fn kind_of(path: &Path) -> io::Result<Kind> {
    // Asked before it is opened: a pipe would wait for a writer.
    if !fs::metadata(path)?.is_file() {
        return Ok(Kind::Other);
    }
    let mut file = File::open(path)?;
    let mut header = Vec::with_capacity(HEADER_LEN);
    file.by_ref()
        .take(HEADER_LEN as u64)
        .read_to_end(&mut header)?;
    Ok(kind_of_header(&header))
}

fn kind_of_header(header: &[u8]) -> Kind {
    let Ok(header) = <[u8; HEADER_LEN]>::try_from(header) else {
        return Kind::Other;
    };
    if !header.starts_with(b"\x7fELF") {
        return Kind::Other;
    }
    // EI_DATA: 1 is little-endian, 2 big-endian.
    let read = |at: usize| match header[5] {
        2 => u16::from_be_bytes([header[at], header[at + 1]]),
        _ => u16::from_le_bytes([header[at], header[at + 1]]),
    };
    match read(16) {
        ET_DYN => Kind::SharedLibrary(Machine(read(18))),
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_is_read_in_the_byte_order_of_the_file() {
        let mut header = *b"\x7fELF\x02\x02\x01\0\0\0\0\0\0\0\0\0\x00\x03\x00\x16";
        assert_eq!(kind_of_header(&header), Kind::SharedLibrary(Machine(22)));
        header[5] = 1;
        assert_eq!(kind_of_header(&header), Kind::Other);
    }

    #[test]
    fn truncated_header_is_no_library() {
        assert_eq!(kind_of_header(b"\x7fELF"), Kind::Other);
    }
}
