//! From a file to DER.

use std::borrow::Cow;

use super::CsrError;
use crate::pem::{self, BEGIN};

/// The most that is read. An RSA-4096 request with a long list of names takes a
/// tenth of it.
pub const MAX_LEN: usize = 65_536;

/// What every request in DER begins with.
const SEQUENCE: u8 = 0x30;

/// RFC 7468, 7: the second label is that of older tools.
const LABELS: [&str; 2] = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"];

pub(super) fn der(file: &[u8]) -> Result<Cow<'_, [u8]>, CsrError> {
    if file.len() > MAX_LEN {
        return Err(CsrError::TooLarge);
    }
    if file.iter().all(u8::is_ascii_whitespace) {
        return Err(CsrError::Empty);
    }
    match text(file) {
        Some(text) => one_text(&text).map(Cow::Owned),
        None if file.first() == Some(&SEQUENCE) => Ok(Cow::Borrowed(file)),
        None => Err(CsrError::Neither),
    }
}

/// The text of a file that is PEM, whatever the character set in which something is written
/// around it; `None` if it is not PEM.
pub fn text(file: &[u8]) -> Option<Cow<'_, str>> {
    // The length of all requests in DER is written so; in UTF-8 nothing goes on so.
    if matches!(file, [SEQUENCE, 0x81..=0x84, ..]) {
        return None;
    }
    Some(String::from_utf8_lossy(file)).filter(|text| text.contains(BEGIN))
}

fn one_text(text: &str) -> Result<Vec<u8>, CsrError> {
    let labels: Vec<_> = text
        .split(BEGIN)
        .skip(1)
        .map(|after| after.split("-----").next().unwrap_or_default())
        .collect();
    if labels.iter().any(|label| label.ends_with("PRIVATE KEY")) {
        return Err(CsrError::PrivateKey);
    }
    match labels[..] {
        [label] if LABELS.contains(&label) => {
            pem::decode_labelled(label, text).ok_or(CsrError::Pem)
        }
        [label] => Err(CsrError::Label(shortened(label))),
        _ => Err(CsrError::Several(labels.len())),
    }
}

/// A label to be shown: a stranger wrote it.
fn shortened(label: &str) -> String {
    let shown: String = label.chars().take(40).collect();
    super::extension::visible(&shown)
}
