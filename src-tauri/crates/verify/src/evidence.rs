//! Files as people hand them over: certificates and revocation lists, in DER or PEM,
//! one or many.

use std::fmt;

use chancery_domain::Language;
pub use chancery_pki::path::{CertificateList, ForeignCertificate};
use chancery_pki::pem::Label;

use crate::{pem, words};

/// No file of certificates is longer: a path has a few of them.
pub const LONGEST_FILE: usize = 1 << 20;

/// No file of lists is longer: a list of a million entries takes a third of it.
pub const LONGEST_LIST: usize = 1 << 27;

/// Why a file is no evidence, by the name under which it was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("reading {file}: {fault}")]
pub struct Unreadable {
    /// The name.
    pub file: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing is in it.
    Empty,
    /// It is longer than so many bytes.
    Long(usize),
    /// Neither PEM nor DER.
    Form,
    /// A PEM text begins and does not end, or is not one.
    Pem,
    /// Something else is in it: the label of its PEM text.
    Label(String),
    /// A thing in it, counted from 1, can't be read.
    Thing {
        /// Which.
        number: usize,
        /// Why not.
        why: String,
    },
    /// Several certificates where one is meant.
    Several(usize),
    /// Not what was meant, and why not.
    Not(Meant, String),
}

/// Text that is not PEM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// `tlog-proof` of C2SP.
    Receipt,
    /// `tlog-checkpoint` of C2SP.
    Checkpoint,
    /// Verifier keys, one a line.
    Keys,
}

impl Fault {
    /// What is wrong, in the person's language.
    pub fn to_words(&self, language: Language) -> String {
        words::fault(self, language)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_words(Language::En))
    }
}

/// The certificates in a file, in its order: at least one.
pub fn certificates(file: &str, bytes: &[u8]) -> Result<Vec<ForeignCertificate>, Unreadable> {
    let read = |der: &[u8]| ForeignCertificate::from_der(der).map_err(|why| why.to_string());
    things(bytes, LONGEST_FILE, Label::Certificate, read).map_err(|fault| fault.of(file))
}

/// The one certificate in a file.
pub fn certificate(file: &str, bytes: &[u8]) -> Result<ForeignCertificate, Unreadable> {
    let mut found = certificates(file, bytes)?;
    match (found.len(), found.pop()) {
        (1, Some(certificate)) => Ok(certificate),
        (count, _) => Err(Fault::Several(count).of(file)),
    }
}

/// The revocation lists in a file: at least one.
pub fn lists(file: &str, bytes: &[u8]) -> Result<Vec<CertificateList>, Unreadable> {
    let read = |der: &[u8]| CertificateList::from_der(der).map_err(|why| why.to_string());
    things(bytes, LONGEST_LIST, Label::X509Crl, read).map_err(|fault| fault.of(file))
}

impl Fault {
    pub(crate) fn of(self, file: &str) -> Unreadable {
        Unreadable {
            file: file.to_owned(),
            fault: self,
        }
    }
}

fn things<T>(
    bytes: &[u8],
    longest: usize,
    label: Label,
    read: impl Fn(&[u8]) -> Result<T, String>,
) -> Result<Vec<T>, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    if bytes.len() > longest {
        return Err(Fault::Long(longest));
    }
    let thing = |number, der: &[u8]| read(der).map_err(|why| Fault::Thing { number, why });
    if bytes[0] == DER_SEQUENCE {
        return Ok(vec![thing(1, bytes)?]);
    }
    let ders = pem_things(bytes, label)?;
    let numbered = (1..).zip(&ders);
    numbered.map(|(number, der)| thing(number, der)).collect()
}

/// The first octet of every certificate and list in DER.
const DER_SEQUENCE: u8 = 0x30;

fn pem_things(bytes: &[u8], label: Label) -> Result<Vec<Vec<u8>>, Fault> {
    // What stands around PEM texts may be in any character set.
    let text = String::from_utf8_lossy(bytes);
    if !pem::is_pem(&text) {
        return Err(Fault::Form);
    }
    let blocks = pem::blocks(&text).map_err(|pem::Unended| Fault::Pem)?;
    let decoded = blocks.iter().map(|block| {
        if block.label == label.text() {
            block.decode(label).ok_or(Fault::Pem)
        } else {
            Err(Fault::Label(block.label.to_owned()))
        }
    });
    decoded.collect()
}
