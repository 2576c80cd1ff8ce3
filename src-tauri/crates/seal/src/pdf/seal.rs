//! Sealing a document.

use std::ops::Range;

use chancery_domain::{Sha256Digest, SigningKey, Utc};
use lopdf::{Dictionary, Object, text_string};
use time::{format_description::BorrowedFormatItem, macros::format_description};

use super::{Revisable, SealSlot, XrefKind, slot::last_startxref, syntax, update::Update};
use crate::cms::{self, CmsSignError};

/// Bytes reserved for the CMS signature; in the file they are twice as many digits.
pub const CONTENTS_LEN: usize = 8 * 1024;

/// `/SigFlags`: SignaturesExist and AppendOnly (ISO 32000-1, table 219).
const SIG_FLAGS: i64 = 3;

/// Ten digits for each of the three numbers that are known at the end; a
/// classic cross-reference has no more for an offset either.
const BYTE_RANGE: &str = "[0 0000000000 0000000000 0000000000]";
const MAX_LEN: usize = 9_999_999_999;

const PDF_DATE: &[BorrowedFormatItem<'_>] =
    format_description!("D:[year][month][day][hour][minute][second]+00'00'");

/// What a viewer shows about a seal. None of it is checked by anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealText {
    /// Who seals, `/Name`.
    pub name: String,
    /// Why, `/Reason`.
    pub reason: Option<String>,
    /// Where, `/Location`.
    pub location: Option<String>,
}

/// Why a document was not sealed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// The slot was taken from other bytes than these.
    #[error("the slot does not belong to this document")]
    ForeignSlot,
    /// Offsets would not fit into ten digits.
    #[error("the document is longer than {MAX_LEN} bytes")]
    DocumentTooLong,
    /// No CMS signature was made.
    #[error("making the signature failed")]
    Cms(#[from] CmsSignError),
    /// The certificates are larger than the place that is kept for them.
    #[error("the signature takes {0} bytes, more than the {CONTENTS_LEN} reserved")]
    SignatureTooLong(usize),
}

/// Seals `document` by an incremental update that signs all of it.
///
/// `chain` is DER, the signer's certificate first. The bytes of `document` are
/// a prefix of the result. Two calls differ in the signature alone.
pub fn seal(
    document: Vec<u8>,
    slot: &SealSlot,
    signed_at: Utc,
    text: &SealText,
    chain: &[&[u8]],
    key: &dyn SigningKey,
) -> Result<Vec<u8>, SealError> {
    check_slot(&document, slot)?;
    let (mut sealed, holes) = with_holes(document, slot, signed_at, text);
    if sealed.len() > MAX_LEN {
        return Err(SealError::DocumentTooLong);
    }
    let contents = holes.contents;
    let byte_range = byte_range(&contents, sealed.len());
    sealed[holes.byte_range].copy_from_slice(byte_range.as_bytes());
    let signed = [&sealed[..contents.start], &sealed[contents.end..]];
    let cms = cms::sign_detached(&signed, chain, key)?;
    sealed[contents].copy_from_slice(&padded_contents(&cms)?);
    Ok(sealed)
}

fn check_slot(document: &[u8], slot: &SealSlot) -> Result<(), SealError> {
    let at_xref = usize::try_from(slot.startxref)
        .ok()
        .and_then(|at| document.get(at..));
    let kind = match at_xref {
        Some(bytes) if bytes.starts_with(b"xref") => XrefKind::Table,
        Some([b'0'..=b'9', ..]) => XrefKind::Stream,
        _ => return Err(SealError::ForeignSlot),
    };
    if kind != slot.xref || last_startxref(document) != Some(slot.startxref) {
        return Err(SealError::ForeignSlot);
    }
    Ok(())
}

/// Where the numbers and the signature go, once they are known.
struct Holes {
    byte_range: Range<usize>,
    contents: Range<usize>,
}

impl Holes {
    fn moved_by(self, offset: usize) -> Self {
        let moved = |range: Range<usize>| range.start + offset..range.end + offset;
        Self {
            byte_range: moved(self.byte_range),
            contents: moved(self.contents),
        }
    }
}

/// The whole new document with places kept for `/ByteRange` and `/Contents`.
fn with_holes(document: Vec<u8>, slot: &SealSlot, at: Utc, text: &SealText) -> (Vec<u8>, Holes) {
    let changed_id = Sha256Digest::of(&document).0;
    let mut update = Update::behind(document, slot.size);
    let number = update.new_number();
    update.object(
        slot.field.number,
        &with_entry(&slot.field, "V", Object::Reference((number, 0))),
    );
    if let Some(flags) = missing_flags(&slot.acro_form.dictionary) {
        let form = with_entry(&slot.acro_form, "SigFlags", Object::Integer(flags));
        update.object(slot.acro_form.number, &form);
    }
    let (body, holes) = signature_dictionary(at, text);
    let start = update.object(number, &body);
    (
        update.finish(slot, &changed_id[..16]),
        holes.moved_by(start),
    )
}

fn with_entry(object: &Revisable, key: &str, value: Object) -> Vec<u8> {
    let mut dictionary = object.dictionary.clone();
    dictionary.set(key, value);
    let mut out = Vec::new();
    syntax::write_dictionary(&mut out, &dictionary);
    out
}

/// `/SigFlags` with both flags, unless they are set already.
fn missing_flags(acro_form: &Dictionary) -> Option<i64> {
    let flags = acro_form
        .get(b"SigFlags")
        .and_then(Object::as_i64)
        .unwrap_or(0);
    (flags & SIG_FLAGS != SIG_FLAGS).then_some(flags | SIG_FLAGS)
}

fn signature_dictionary(at: Utc, text: &SealText) -> (Vec<u8>, Holes) {
    let mut out = b"<</Type /Sig/Filter /Adobe.PPKLite/SubFilter /ETSI.CAdES.detached".to_vec();
    write_entry(&mut out, "M", &Object::string_literal(pdf_date(at)));
    write_entry(&mut out, "Name", &text_string(&text.name));
    for (key, value) in [("Reason", &text.reason), ("Location", &text.location)] {
        if let Some(value) = value {
            write_entry(&mut out, key, &text_string(value));
        }
    }
    out.extend(b"/ByteRange ");
    let byte_range = out.len()..out.len() + BYTE_RANGE.len();
    out.extend(BYTE_RANGE.bytes());
    out.extend(b"/Contents ");
    let start = out.len();
    syntax::write_hexadecimal(&mut out, &[0; CONTENTS_LEN]);
    let contents = start..out.len();
    out.extend(b">>");
    (
        out,
        Holes {
            byte_range,
            contents,
        },
    )
}

fn write_entry(out: &mut Vec<u8>, key: &str, value: &Object) {
    out.extend(format!("/{key} ").bytes());
    syntax::write_object(out, value);
}

fn pdf_date(at: Utc) -> String {
    at.offset_date_time()
        .format(PDF_DATE)
        .expect("a valid instant formats")
}

/// As long as [`BYTE_RANGE`]; numbers may not have leading zeros in all readers,
/// so spaces fill the end.
fn byte_range(contents: &Range<usize>, len: usize) -> String {
    let numbers = format!(
        "0 {} {} {}",
        contents.start,
        contents.end,
        len - contents.end
    );
    format!("[{numbers:<width$}]", width = BYTE_RANGE.len() - 2)
}

fn padded_contents(cms: &[u8]) -> Result<Vec<u8>, SealError> {
    if cms.len() > CONTENTS_LEN {
        return Err(SealError::SignatureTooLong(cms.len()));
    }
    let mut padded = cms.to_vec();
    padded.resize(CONTENTS_LEN, 0);
    let mut out = Vec::with_capacity(2 * CONTENTS_LEN + 2);
    syntax::write_hexadecimal(&mut out, &padded);
    Ok(out)
}
