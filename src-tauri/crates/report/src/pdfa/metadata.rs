//! XMP and the information dictionary. They must say the same.

use lopdf::{Dictionary, Document, ObjectId, Stream, dictionary};

use super::{LANGUAGE, pdf_date, text_string};
use crate::text::inert;
use crate::view::AuditView;

/// The library that wrote the page contents.
const PRODUCER: &str = "printpdf 0.12.8, lopdf 0.44.0";

fn title(view: &AuditView) -> String {
    let practice = if view.report.practice {
        "PRACTICE: "
    } else {
        ""
    };
    inert(&format!(
        "{practice}Evidence report {} of {}",
        view.report.id, view.entity.name
    ))
}

pub(super) fn info(view: &AuditView) -> Dictionary {
    dictionary! {
        "Title" => text_string(&title(view)),
        "Author" => text_string(&inert(&view.entity.name)),
        "Creator" => text_string(&inert(&view.report.generator)),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => pdf_date(view.report.issued_at),
        "ModDate" => pdf_date(view.report.issued_at),
    }
}

/// Metadata stays uncompressed, for tools that scan a file for its packet.
pub(super) fn add_xmp(document: &mut Document, view: &AuditView) -> ObjectId {
    let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    document.add_object(Stream::new(dictionary, xmp(view).into_bytes()).with_compression(false))
}

fn xmp(view: &AuditView) -> String {
    let title = escaped(&title(view));
    let author = escaped(&inert(&view.entity.name));
    let creator = escaped(&inert(&view.report.generator));
    let date = view.report.issued_at.to_seconds_string();
    format!(
        r#"<?xpacket begin="{BOM}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
</rdf:Description>
{UA_SCHEMA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        BOM = '\u{feff}',
    )
}

/// PDF/A knows only its own schemas; the one of PDF/UA is described here (ISO 19005-3, 6.6.2.3).
const UA_SCHEMA: &str = r#"<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
