//! A small PDF/A-3b document with an unsigned, visible signature field.

use chancery_seal::pdf::{SealSlot, XrefKind};
use lopdf::{
    Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary,
    xref::XrefType,
};

/// How the small document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Table,
    Stream,
    /// As `Stream`, with the field itself inside an object stream.
    ObjectStreams,
}

pub(crate) const LAYOUTS: [Layout; 3] = [Layout::Table, Layout::Stream, Layout::ObjectStreams];

const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="B"/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#;

/// The bytes of the document and where its seal goes.
pub(crate) fn unsigned(layout: Layout) -> (Vec<u8>, SealSlot) {
    let (mut document, field) = compose();
    let bytes = save(&mut document, layout);
    let slot = SealSlot::of_saved(&document, &bytes, field).expect("the document has a slot");
    let expected = if layout == Layout::Table {
        XrefKind::Table
    } else {
        XrefKind::Stream
    };
    assert_eq!(slot.xref, expected);
    (bytes, slot)
}

/// The document before it is written, and its signature field.
pub(crate) fn compose() -> (Document, ObjectId) {
    let mut document = Document::with_version("1.7");
    document.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    let pages = document.new_object_id();
    let page = document.new_object_id();
    let field = widget(&mut document, page);
    let content = document
        .add_object(Stream::new(Dictionary::new(), b"0 0 m".to_vec()).with_compression(false));
    document.objects.insert(page, dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => Dictionary::new(), "Contents" => content, "Annots" => vec![field.into()],
    }.into());
    document.objects.insert(
        pages,
        dictionary! {
            "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1,
        }
        .into(),
    );
    let form = document.add_object(dictionary! { "Fields" => vec![field.into()] });
    let metadata = document.add_object(
        Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            XMP.as_bytes().to_vec(),
        )
        .with_compression(false),
    );
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "AcroForm" => form, "Metadata" => metadata,
    });
    document.trailer.set("Root", catalog);
    let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    (document, field)
}

fn widget(document: &mut Document, page: ObjectId) -> ObjectId {
    let appearance = document.add_object(
        Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Form",
                "BBox" => vec![0.into(), 0.into(), 200.into(), 50.into()],
                "Resources" => Dictionary::new(),
            },
            b"0 0 200 50 re n".to_vec(),
        )
        .with_compression(false),
    );
    document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig",
        "T" => Object::string_literal("Seal (1)"), "TU" => Object::string_literal("Seal of the report"),
        "Rect" => vec![50.into(), 50.into(), 250.into(), 100.into()],
        "F" => 132, "P" => page, "AP" => dictionary! { "N" => appearance },
    })
}

fn save(document: &mut Document, layout: Layout) -> Vec<u8> {
    document.reference_table.cross_reference_type = match layout {
        Layout::Table => XrefType::CrossReferenceTable,
        Layout::Stream | Layout::ObjectStreams => XrefType::CrossReferenceStream,
    };
    let options = SaveOptions::builder()
        .use_object_streams(layout == Layout::ObjectStreams)
        .use_xref_streams(layout != Layout::Table)
        .build();
    let mut bytes = Vec::new();
    document
        .save_with_options(&mut bytes, options)
        .expect("memory takes all bytes");
    bytes
}
