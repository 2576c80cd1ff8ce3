//! Where a seal goes: what the writer of a document knows about it, handed
//! over so that a large document need not be parsed again.

use lopdf::{Dictionary, Document, Object, ObjectId, xref::XrefType};

/// How revision 1 wrote its cross-reference; the update must do the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XrefKind {
    /// The keyword `xref` and a `trailer` (ISO 32000-1, 7.5.4).
    Table,
    /// A stream of `/Type /XRef` (ISO 32000-1, 7.5.8).
    Stream,
}

/// An indirect object that the seal writes again with more entries.
#[derive(Debug, Clone)]
pub struct Revisable {
    /// Object number; the generation is 0.
    pub number: u32,
    /// All its entries in revision 1.
    pub dictionary: Dictionary,
}

/// What must be known of revision 1 of a document to append a seal to it.
///
/// [`SealSlot::of_saved`] takes it from a `lopdf` document that was just saved.
#[derive(Debug, Clone)]
pub struct SealSlot {
    /// The signature field merged with its widget (`/FT /Sig`), without `/V`.
    pub field: Revisable,
    /// The interactive form dictionary, an indirect object with the field in `/Fields`.
    pub acro_form: Revisable,
    /// Object number of the catalog, the trailer's `/Root`.
    pub catalog: u32,
    /// Object number of the document information dictionary, the trailer's `/Info`.
    pub info: Option<u32>,
    /// The trailer's `/ID`, both elements.
    pub id: [Vec<u8>; 2],
    /// The trailer's `/Size`: the highest object number plus one.
    pub size: u32,
    /// Byte offset of the cross-reference section, the number after the last `startxref`.
    pub startxref: u64,
    /// How the cross-reference is written.
    pub xref: XrefKind,
}

/// Why a document offers no place for a seal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SlotError {
    /// The object is missing, not a dictionary, or not of generation 0.
    #[error("the {0} is not an indirect dictionary")]
    NotADictionary(&'static str),
    /// The field is no signature field.
    #[error("the field is not a signature field")]
    NotASignatureField,
    /// The field has a value already.
    #[error("the signature field is signed already")]
    AlreadySigned,
    /// The form does not list the field.
    #[error("the interactive form does not list the signature field")]
    FieldNotListed,
    /// The trailer lacks an entry or has it in another type.
    #[error("the trailer has no usable /{0}")]
    Trailer(&'static str),
    /// The bytes do not end as a saved document does.
    #[error("the document does not end in startxref, an offset and %%EOF")]
    NoStartxref,
}

impl SealSlot {
    /// The slot of `document`, which `lopdf` has just saved as `bytes`.
    ///
    /// Saving sets `/Size` and the kind of cross-reference in `document`, so it
    /// comes first. Nothing is parsed but the last line of `bytes`.
    pub fn of_saved(document: &Document, bytes: &[u8], field: ObjectId) -> Result<Self, SlotError> {
        let field = revisable(document, field, "signature field")?;
        check_unsigned(&field.dictionary)?;
        let catalog = reference(&document.trailer, b"Root").ok_or(SlotError::Trailer("Root"))?;
        let acro_form = acro_form(document, catalog)?;
        check_listed(&acro_form.dictionary, field.number)?;
        Ok(Self {
            field,
            acro_form,
            catalog: catalog.0,
            info: reference(&document.trailer, b"Info").map(|id| id.0),
            id: file_id(&document.trailer).ok_or(SlotError::Trailer("ID"))?,
            size: size(&document.trailer).ok_or(SlotError::Trailer("Size"))?,
            startxref: last_startxref(bytes).ok_or(SlotError::NoStartxref)?,
            xref: match document.reference_table.cross_reference_type {
                XrefType::CrossReferenceTable => XrefKind::Table,
                XrefType::CrossReferenceStream => XrefKind::Stream,
            },
        })
    }
}

fn revisable(
    document: &Document,
    id: ObjectId,
    what: &'static str,
) -> Result<Revisable, SlotError> {
    match (document.get_dictionary(id), id) {
        (Ok(dictionary), (number, 0)) => Ok(Revisable {
            number,
            dictionary: dictionary.clone(),
        }),
        _ => Err(SlotError::NotADictionary(what)),
    }
}

fn check_unsigned(field: &Dictionary) -> Result<(), SlotError> {
    if !matches!(field.get(b"FT"), Ok(Object::Name(name)) if name == b"Sig") {
        return Err(SlotError::NotASignatureField);
    }
    if field.has(b"V") {
        return Err(SlotError::AlreadySigned);
    }
    Ok(())
}

fn acro_form(document: &Document, catalog: ObjectId) -> Result<Revisable, SlotError> {
    let what = "interactive form";
    let catalog = document
        .get_dictionary(catalog)
        .map_err(|_| SlotError::NotADictionary("catalog"))?;
    let form = reference(catalog, b"AcroForm").ok_or(SlotError::NotADictionary(what))?;
    revisable(document, form, what)
}

fn check_listed(acro_form: &Dictionary, field: u32) -> Result<(), SlotError> {
    let listed = acro_form
        .get(b"Fields")
        .and_then(Object::as_array)
        .is_ok_and(|fields| fields.contains(&Object::Reference((field, 0))));
    listed.then_some(()).ok_or(SlotError::FieldNotListed)
}

fn reference(dictionary: &Dictionary, key: &[u8]) -> Option<ObjectId> {
    dictionary
        .get(key)
        .and_then(Object::as_reference)
        .ok()
        .filter(|(_, generation)| *generation == 0)
}

fn file_id(trailer: &Dictionary) -> Option<[Vec<u8>; 2]> {
    match trailer
        .get(b"ID")
        .and_then(Object::as_array)
        .ok()?
        .as_slice()
    {
        [Object::String(first, _), Object::String(second, _)] => {
            Some([first.clone(), second.clone()])
        }
        _ => None,
    }
}

fn size(trailer: &Dictionary) -> Option<u32> {
    let size = trailer.get(b"Size").and_then(Object::as_i64).ok()?;
    u32::try_from(size).ok()
}

/// The number between the last `startxref` and `%%EOF`.
pub(crate) fn last_startxref(bytes: &[u8]) -> Option<u64> {
    const TAIL: usize = 64;
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let start = tail.windows(9).rposition(|window| window == b"startxref")?;
    let mut words = std::str::from_utf8(&tail[start..])
        .ok()?
        .split_ascii_whitespace()
        .skip(1);
    let offset = words.next()?.parse().ok()?;
    (words.next() == Some("%%EOF") && words.next().is_none()).then_some(offset)
}
