//! Embedded evidence as associated files (ISO 19005-3, 6.8), byte for byte.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::{pdf_date, text_string};
use crate::text::inert;
use crate::view::{AuditView, EmbeddedFile};

/// What the catalog says about them.
pub(super) struct Attachments {
    /// File specifications in the order of the view.
    pub(super) files: Vec<Object>,
    /// The name tree, sorted as name trees must be.
    pub(super) names: Dictionary,
}

pub(super) fn add(document: &mut Document, view: &AuditView) -> Attachments {
    let mut specifications: Vec<(&str, ObjectId)> = view
        .embedded
        .iter()
        .map(|file| (file.name.as_str(), specification(document, file)))
        .collect();
    let files = specifications
        .iter()
        .map(|(_, id)| Object::from(*id))
        .collect();
    specifications.sort_by_key(|(name, _)| key(name));
    let names: Vec<Object> = specifications
        .into_iter()
        .flat_map(|(name, id)| [text_string(name), id.into()])
        .collect();
    Attachments {
        files,
        names: dictionary! { "Names" => names },
    }
}

/// Name trees are sorted by the bytes of their keys.
fn key(name: &str) -> Vec<u8> {
    match text_string(name) {
        Object::String(bytes, _) => bytes,
        _ => unreachable!("a text string is a string"),
    }
}

fn specification(document: &mut Document, file: &EmbeddedFile) -> ObjectId {
    let size = i64::try_from(file.bytes.len()).expect("a file fits in memory");
    let stream = Stream::new(
        dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => file.mime.as_str(),
            "Params" => dictionary! { "Size" => size, "ModDate" => pdf_date(file.modified) },
        },
        file.bytes.clone(),
    );
    let stream = document.add_object(stream);
    document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text_string(&file.name),
        "UF" => text_string(&file.name),
        "Desc" => text_string(&inert(&file.description)),
        "AFRelationship" => file.relationship.name(),
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    })
}
