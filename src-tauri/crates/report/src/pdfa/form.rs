//! The interactive form with its one field: an unsigned signature field whose
//! widget shows the seal block on page one.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::text_string;
use crate::backend::Content;
use crate::style::PAGE_HEIGHT;

/// Print and Locked (ISO 32000-1, table 165).
const FLAGS: i64 = 4 + 128;

/// Adds field, widget and form; gives the field's id.
pub(super) fn add(content: &mut Content) -> Result<ObjectId, lopdf::Error> {
    let page = content.pages[content.seal.page];
    let struct_parent = i64::try_from(content.pages.len()).expect("pages are few");
    let form = appearance(content)?;
    let area = content.seal.area;
    let bottom = PAGE_HEIGHT - area.y - area.height;
    let document = &mut content.document;
    let field = document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => text_string("ReportSeal"),
        "TU" => text_string("Report seal. Verify it with the instructions in section 17."),
        "Rect" => vec![
            area.x.into(), bottom.into(), (area.x + area.width).into(), (bottom + area.height).into(),
        ],
        "F" => FLAGS,
        "P" => page,
        "AP" => dictionary! { "N" => form },
        "StructParent" => struct_parent,
    });
    document
        .get_dictionary_mut(page)?
        .set("Annots", vec![Object::Reference(field)]);
    let acro_form = document.add_object(dictionary! { "Fields" => vec![Object::Reference(field)] });
    document.catalog_mut()?.set("AcroForm", acro_form);
    Ok(field)
}

/// Turns the page that holds the appearance into a form XObject and takes it out of the page tree.
fn appearance(content: &mut Content) -> Result<ObjectId, lopdf::Error> {
    let document = &mut content.document;
    let page = document.get_dictionary(content.appearance)?.clone();
    let stream = document
        .get_object(page.get(b"Contents")?.as_reference()?)?
        .as_stream()?;
    let operations = stream.content.clone();
    let area = content.seal.area;
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), area.width.into(), area.height.into()],
        "Resources" => resources(document, &page)?,
    };
    let form = document.add_object(Stream::new(form, operations));
    remove_from_tree(document, content.appearance, &page)?;
    Ok(form)
}

fn resources(document: &Document, page: &Dictionary) -> Result<Dictionary, lopdf::Error> {
    let all = document.get_dictionary(page.get(b"Resources")?.as_reference()?)?;
    Ok(dictionary! { "Font" => all.get(b"Font")?.clone() })
}

fn remove_from_tree(
    document: &mut Document,
    id: ObjectId,
    page: &Dictionary,
) -> Result<(), lopdf::Error> {
    let tree = document.get_dictionary_mut(page.get(b"Parent")?.as_reference()?)?;
    let kids = tree.get_mut(b"Kids")?.as_array_mut()?;
    kids.retain(|kid| *kid != Object::Reference(id));
    let count = i64::try_from(kids.len()).expect("pages are few");
    tree.set("Count", count);
    for orphan in [page.get(b"Contents")?, page.get(b"Resources")?] {
        document.objects.remove(&orphan.as_reference()?);
    }
    document.objects.remove(&id);
    Ok(())
}
