//! From a file to DER.

use std::borrow::Cow;

use super::CsrError;

/// The most that is read. An RSA-4096 request with a long list of names takes a
/// tenth of it.
pub const MAX_LEN: usize = 65_536;

/// What every request in DER begins with.
const SEQUENCE: u8 = 0x30;

const BEGIN: &str = "-----BEGIN ";

/// RFC 7468, 7: the second label is that of older tools.
const LABELS: [&str; 2] = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"];

pub(super) fn der(file: &[u8]) -> Result<Cow<'_, [u8]>, CsrError> {
    if file.len() > MAX_LEN {
        return Err(CsrError::TooLarge);
    }
    let blank = file.iter().all(u8::is_ascii_whitespace);
    match std::str::from_utf8(file) {
        _ if blank => Err(CsrError::Empty),
        Ok(text) if text.contains(BEGIN) => pem(text).map(Cow::Owned),
        _ if file.first() != Some(&SEQUENCE) => Err(CsrError::Neither),
        _ => Ok(Cow::Borrowed(file)),
    }
}

fn pem(text: &str) -> Result<Vec<u8>, CsrError> {
    let labels: Vec<_> = text
        .split(BEGIN)
        .skip(1)
        .map(|after| after.split("-----").next().unwrap_or_default())
        .collect();
    if labels.iter().any(|label| label.ends_with("PRIVATE KEY")) {
        return Err(CsrError::PrivateKey);
    }
    match labels[..] {
        [label] if LABELS.contains(&label) => {}
        [label] => return Err(CsrError::Label(shortened(label))),
        _ => return Err(CsrError::Several(labels.len())),
    }
    // What stands before it, OpenSSL's `-text` for one, is passed over.
    let begun = text.find(BEGIN).unwrap_or_default();
    pem_rfc7468::decode_vec(&text.as_bytes()[begun..])
        .map(|(_, der)| der)
        .map_err(|_| CsrError::Pem)
}

/// A label to be shown: a stranger wrote it.
fn shortened(label: &str) -> String {
    let shown: String = label.chars().take(40).collect();
    super::extension::visible(&shown)
}
