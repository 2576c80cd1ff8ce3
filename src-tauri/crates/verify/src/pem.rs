//! Files of PEM texts (RFC 7468), one after another, with whatever was written
//! between them.

use chancery_pki::pem::{self, Label};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";
const LONGEST_LABEL: usize = 64;

/// One thing of a file: its label, and its DER if the text is right.
pub(crate) struct Block<'a> {
    pub(crate) label: &'a str,
    text: &'a str,
}

/// A text begins and does not end, or has no label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unended;

impl<'a> Block<'a> {
    pub(crate) fn decode(&self, label: Label) -> Option<Vec<u8>> {
        pem::decode(label, self.text)
    }
}

/// Whether there is any PEM text in it.
pub(crate) fn is_pem(text: &str) -> bool {
    text.contains(BEGIN)
}

/// It is shown to people.
fn is_label(text: &str) -> bool {
    text.len() <= LONGEST_LABEL && text.chars().all(|c| c == ' ' || c.is_ascii_graphic())
}

/// The texts in their order; what stands between them is not looked at.
pub(crate) fn blocks(mut text: &str) -> Result<Vec<Block<'_>>, Unended> {
    let mut blocks = Vec::new();
    while let Some(start) = text.find(BEGIN) {
        let rest = &text[start..];
        let end = rest.find(END).ok_or(Unended)?;
        let after_end = end + END.len();
        let closing = rest[after_end..].find(DASHES).ok_or(Unended)?;
        let block = &rest[..after_end + closing + DASHES.len()];
        let label = block[BEGIN.len()..].split(DASHES).next();
        let label = label.filter(|label| is_label(label)).ok_or(Unended)?;
        blocks.push(Block { label, text: block });
        text = &rest[block.len()..];
    }
    Ok(blocks)
}
