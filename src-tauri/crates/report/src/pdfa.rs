//! From page contents to an archive (ISO 19005-3, PDF/A-3a): output intent,
//! metadata, structure, outline, embedded evidence, the place of the seal,
//! and identifiers that depend on nothing but the content.

mod attachments;
mod form;
mod icc;
mod metadata;
mod outline;
mod tags;

use chancery_domain::Sha256Digest;
use chancery_seal::pdf::SealSlot;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use crate::backend::Content;
use crate::render::{RenderError, Rendered};
use crate::view::AuditView;

/// The natural language of the report's own words.
const LANGUAGE: &str = "en-GB";

/// Completes and saves the document.
pub(crate) fn finish(mut content: Content, view: &AuditView) -> Result<Rendered, RenderError> {
    let field = form::add(&mut content).map_err(RenderError::Write)?;
    tags::add(&mut content, field).map_err(RenderError::Write)?;
    let outline = outline::add(&mut content);
    let Content {
        mut document,
        pages,
        ..
    } = content;
    let parts = Parts {
        outline,
        attachments: attachments::add(&mut document, view),
        metadata: metadata::add_xmp(&mut document, view),
        output_intent: icc::add(&mut document),
    };
    complete_catalog(&mut document, parts).map_err(RenderError::Write)?;
    for page in &pages {
        complete_page(&mut document, *page).map_err(RenderError::Write)?;
    }
    replace_info(&mut document, metadata::info(view));
    document.version = "1.7".to_owned();
    document.compress();
    let pdf = save(&mut document)?;
    let slot = SealSlot::of_saved(&document, &pdf, field).map_err(RenderError::Slot)?;
    Ok(Rendered {
        pdf,
        slot,
        pages: pages.len(),
    })
}

fn replace_info(document: &mut Document, info: Dictionary) {
    // `Document::prune_objects` would find the old one too, in quadratic time.
    if let Ok(old) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.remove(&old);
    }
    let info = document.add_object(info);
    document.trailer.set("Info", info);
}

struct Parts {
    outline: ObjectId,
    attachments: attachments::Attachments,
    metadata: ObjectId,
    output_intent: Dictionary,
}

fn complete_catalog(document: &mut Document, parts: Parts) -> Result<(), lopdf::Error> {
    let catalog = document.catalog_mut()?;
    catalog.remove(b"PageLayout");
    catalog.set("Lang", text_string(LANGUAGE));
    catalog.set("PageMode", "UseOutlines");
    catalog.set("Outlines", parts.outline);
    catalog.set("Metadata", parts.metadata);
    catalog.set("OutputIntents", vec![Object::from(parts.output_intent)]);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    if !parts.attachments.files.is_empty() {
        catalog.set("AF", parts.attachments.files);
        catalog.set(
            "Names",
            dictionary! { "EmbeddedFiles" => parts.attachments.names },
        );
    }
    Ok(())
}

/// The boxes that repeat the media box say nothing and are left out.
fn complete_page(document: &mut Document, page: ObjectId) -> Result<(), lopdf::Error> {
    let page = document.get_dictionary_mut(page)?;
    page.remove(b"TrimBox");
    page.remove(b"CropBox");
    page.set("Tabs", "S");
    if page
        .get(b"Annots")
        .and_then(Object::as_array)
        .is_ok_and(Vec::is_empty)
    {
        page.remove(b"Annots");
    }
    Ok(())
}

/// Saves twice: the file identifier is a hash over everything but itself.
fn save(document: &mut Document) -> Result<Vec<u8>, RenderError> {
    set_id(document, [0; 16]);
    let draft = written(document)?;
    let hash = Sha256Digest::of(&draft);
    let id: [u8; 16] = hash.0[..16].try_into().expect("half of 32 bytes");
    set_id(document, id);
    written(document)
}

fn set_id(document: &mut Document, id: [u8; 16]) {
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
}

fn written(document: &mut Document) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(RenderError::Save)?;
    Ok(bytes)
}

/// A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, all else UTF-16BE.
fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// `D:20261122143305Z`.
fn pdf_date(at: chancery_domain::Utc) -> Object {
    let digits: String = at
        .to_seconds_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    Object::string_literal(format!("D:{digits}Z"))
}
