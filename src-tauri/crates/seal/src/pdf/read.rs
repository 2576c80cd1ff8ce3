//! Reading the seals of a document.

use std::collections::BTreeSet;

use chancery_domain::Utc;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, decode_text_string};

use super::coverage::{Coverage, SignedRange};
use crate::cms::{self, CmsError, SignatureFound};

/// No object or cross-reference stream may inflate to more.
const MAX_INFLATED: usize = 256 * 1024 * 1024;

/// Fields below fields, deeper than anyone nests them.
const MAX_FIELD_DEPTH: usize = 16;

/// Why a document can't be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Not a PDF document.
    #[error("reading the PDF document failed")]
    Pdf(#[from] lopdf::Error),
    /// The form's fields refer to each other without end.
    #[error("the fields of the document's form are nested too deeply")]
    FieldsTooDeep,
}

/// One signed field of a document and what its seal says.
#[derive(Debug)]
#[non_exhaustive]
pub struct SealFound {
    /// The field's own name, `/T`.
    pub field: String,
    /// When the signer says it was signed, `/M`. It proves no time.
    pub claimed_time: Option<Utc>,
    /// Who the signer says it is, `/Name`.
    pub name: Option<String>,
    /// `/Reason`.
    pub reason: Option<String>,
    /// `/Location`.
    pub location: Option<String>,
    /// How much of the document is covered.
    pub coverage: Coverage,
    /// What the signature says, or why it can't be checked.
    pub signature: Result<SignatureFound, CmsError>,
}

impl SealFound {
    /// Whether the seal covers the whole document, and its signature is right
    /// under the certificate inside. Nothing is said about that certificate.
    pub fn is_intact(&self) -> bool {
        let signature_holds = self
            .signature
            .as_ref()
            .is_ok_and(|found| found.digest_matches && found.signature_valid);
        signature_holds && self.coverage == Coverage::WholeDocument
    }
}

/// Finds each signed field of `document` and checks its seal. An unsigned
/// document gives an empty list.
pub fn read(document: &[u8]) -> Result<Vec<SealFound>, ReadError> {
    let parsed = Document::load_mem_with_options(document, load_options())?;
    let mut fields = Fields::new(&parsed);
    fields.collect()?;
    Ok(fields
        .signed
        .into_iter()
        .map(|(field, value)| seal_found(document, field, value, &parsed))
        .collect())
}

fn load_options() -> LoadOptions {
    LoadOptions {
        filter: Some(without_content),
        max_decompressed_size: Some(MAX_INFLATED),
        ..LoadOptions::default()
    }
}

/// Keeps out of memory what no seal refers to and large reports are made of:
/// pages' content, fonts, embedded files, the structure tree.
fn without_content(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let is_content = match object {
        Object::Stream(stream) => !stream.dict.has_type(b"ObjStm"),
        Object::Dictionary(dictionary) => dictionary.has_type(b"StructElem"),
        _ => false,
    };
    (!is_content).then(|| (id, object.clone()))
}

/// The walk through the form.
struct Fields<'a> {
    document: &'a Document,
    seen: BTreeSet<ObjectId>,
    signed: Vec<(&'a Dictionary, &'a Dictionary)>,
}

impl<'a> Fields<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            document,
            seen: BTreeSet::new(),
            signed: Vec::new(),
        }
    }

    fn collect(&mut self) -> Result<(), ReadError> {
        let form = self
            .document
            .catalog()
            .ok()
            .and_then(|catalog| self.dictionary(catalog, b"AcroForm"));
        match form {
            Some(form) => self.children(form, b"Fields", false, 0),
            None => Ok(()),
        }
    }

    fn children(
        &mut self,
        parent: &'a Dictionary,
        key: &[u8],
        signature: bool,
        depth: usize,
    ) -> Result<(), ReadError> {
        if depth > MAX_FIELD_DEPTH {
            return Err(ReadError::FieldsTooDeep);
        }
        let Some(Object::Array(kids)) = self.entry(parent, key) else {
            return Ok(());
        };
        kids.iter()
            .try_for_each(|kid| self.field(kid, signature, depth))
    }

    /// `/FT` is inherited from fields above (ISO 32000-1, 12.7.3.1).
    fn field(
        &mut self,
        kid: &'a Object,
        signature_above: bool,
        depth: usize,
    ) -> Result<(), ReadError> {
        if let Object::Reference(id) = kid
            && !self.seen.insert(*id)
        {
            return Ok(());
        }
        let Ok((_, Object::Dictionary(field))) = self.document.dereference(kid) else {
            return Ok(());
        };
        let signature = match self.entry(field, b"FT") {
            Some(Object::Name(name)) => name == b"Sig",
            _ => signature_above,
        };
        if let (true, Some(value)) = (signature, self.dictionary(field, b"V")) {
            self.signed.push((field, value));
        }
        self.children(field, b"Kids", signature, depth + 1)
    }

    fn entry(&self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        entry(self.document, dictionary, key)
    }

    fn dictionary(&self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.entry(dictionary, key)?.as_dict().ok()
    }
}

fn entry<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let (_, object) = document.dereference(dictionary.get(key).ok()?).ok()?;
    Some(object)
}

fn seal_found(
    bytes: &[u8],
    field: &Dictionary,
    value: &Dictionary,
    document: &Document,
) -> SealFound {
    let text = |dictionary, key: &[u8]| {
        entry(document, dictionary, key).and_then(|object| decode_text_string(object).ok())
    };
    let contents = entry(document, value, b"Contents")
        .and_then(|object| object.as_str().ok())
        .unwrap_or_default();
    let range = SignedRange::parse(&byte_range(document, value), bytes, contents);
    SealFound {
        field: text(field, b"T").unwrap_or_default(),
        claimed_time: text(value, b"M").and_then(|date| parse_date(&date)),
        name: text(value, b"Name"),
        reason: text(value, b"Reason"),
        location: text(value, b"Location"),
        coverage: range
            .as_ref()
            .map_or(Coverage::Malformed, |range| range.coverage(bytes)),
        signature: signature(range.as_ref(), bytes, contents),
    }
}

/// Where the range says nothing, the signature is checked over no bytes at all,
/// so that its signer is still named.
fn signature(
    range: Option<&SignedRange>,
    bytes: &[u8],
    contents: &[u8],
) -> Result<SignatureFound, CmsError> {
    match range {
        Some(range) => cms::verify_detached(contents, &range.pieces(bytes)),
        None => cms::verify_detached(contents, &[]).map(|found| SignatureFound {
            digest_matches: false,
            ..found
        }),
    }
}

fn byte_range(document: &Document, value: &Dictionary) -> Vec<i64> {
    let Some(Object::Array(numbers)) = entry(document, value, b"ByteRange") else {
        return Vec::new();
    };
    numbers
        .iter()
        .map(|number| number.as_i64().unwrap_or(-1))
        .collect()
}

/// A PDF date (ISO 32000-1, 7.9.4) down to the second; without an offset it is
/// read as UTC.
fn parse_date(text: &str) -> Option<Utc> {
    let digits = text.strip_prefix("D:")?;
    let (local, offset) = digits.split_at_checked(14)?;
    if !local.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let field = |range| local.get(range).expect("fourteen ASCII digits");
    let instant = Utc::parse(&format!(
        "{}-{}-{}T{}:{}:{}Z",
        field(0..4),
        field(4..6),
        field(6..8),
        field(8..10),
        field(10..12),
        field(12..14),
    ))?;
    Utc::from_unix_seconds(instant.unix_seconds() - offset_seconds(offset)?)
}

fn offset_seconds(offset: &str) -> Option<i64> {
    let sign = match offset.bytes().next() {
        None | Some(b'Z') => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    let mut parts = offset[1..].split('\'').filter(|part| !part.is_empty());
    let mut part = |limit: i64| match parts.next() {
        None => Some(0),
        Some(text) => text.parse().ok().filter(|value| (0..limit).contains(value)),
    };
    Some(sign * (part(24)? * 3600 + part(60)? * 60))
}
