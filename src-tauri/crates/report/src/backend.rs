//! The back end that writes a display list through `printpdf`: page contents
//! and fonts. Nothing else of the house knows `printpdf`.

use std::collections::BTreeMap;

use lopdf::ObjectId;
use printpdf::{
    Codepoint, Color as PrintColor, DictItem, FontId, FontMetrics, Mm, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, Rgb, TextItem,
    TextMatrix,
};
use subsetter::GlyphRemapper;

use crate::display::{Area, Color, DisplayList, Item, OutlineEntry, Page, SealPlace, Text};
use crate::fonts::{Face, Fonts};
use crate::layout::{Pen, draw_line, usize_to_f32};
use crate::render::RenderError;
use crate::structure::{Kid, NodeId, Structure};
use crate::style::{PAGE_HEIGHT, PAGE_WIDTH, Type};

/// Pages and fonts as `lopdf` objects, and what is still to be written around them.
pub(crate) struct Content {
    pub(crate) document: lopdf::Document,
    /// The pages in order.
    pub(crate) pages: Vec<ObjectId>,
    /// For each page, the element of each marked-content sequence.
    pub(crate) owners: Vec<Vec<NodeId>>,
    pub(crate) structure: Structure,
    pub(crate) outline: Vec<OutlineEntry>,
    pub(crate) seal: SealPlace,
    /// A page outside the page tree whose contents are the seal's appearance.
    pub(crate) appearance: ObjectId,
}

/// Writes the list.
pub(crate) fn write(list: DisplayList, fonts: &Fonts) -> Result<Content, RenderError> {
    let appearance = appearance(&list.seal, fonts);
    let subsets = Subsets::of(list.pages.iter().chain([&appearance]));
    let mut document = PdfDocument::new("");
    for (face, remapper) in &subsets.0 {
        let font = PdfFont::new(subset_font(*face, remapper, fonts)?);
        document.resources.fonts.map.insert(font_id(*face), font);
    }
    let mut structure = list.structure;
    let mut owners = Vec::with_capacity(list.pages.len());
    for (number, page) in list.pages.iter().enumerate() {
        let mut writer = PageWriter::new(&subsets, PAGE_HEIGHT);
        writer.tagged(page, number, &mut structure);
        owners.push(std::mem::take(&mut writer.owners));
        document.pages.push(writer.page(PAGE_WIDTH));
    }
    let mut writer = PageWriter::new(&subsets, list.seal.area.height);
    appearance.items.iter().for_each(|item| writer.item(item));
    document.pages.push(writer.page(list.seal.area.width));
    let document = serialized(&document);
    let mut pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let appearance = pages.pop().expect("the appearance was pushed last");
    let (outline, seal) = (list.outline, list.seal);
    Ok(Content {
        document,
        pages,
        owners,
        structure,
        outline,
        seal,
        appearance,
    })
}

/// Fonts are subset already, and streams are compressed when all is there.
fn serialized(document: &PdfDocument) -> lopdf::Document {
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    printpdf::serialize::to_lopdf_doc(document, &options, &mut Vec::new())
}

fn millimetres(points: f32) -> Mm {
    Pt(points).into()
}

/// The seal block as a page of its own size.
fn appearance(seal: &SealPlace, fonts: &Fonts) -> Page {
    const BAR: f32 = 3.0;
    const INSET: f32 = 14.0;
    let mut page = Page::default();
    let ground = Area {
        x: 0.0,
        y: 0.0,
        ..seal.area
    };
    page.items.push(Item::Fill {
        area: ground,
        color: Color::SUNK,
    });
    page.items.push(Item::Fill {
        area: Area {
            width: BAR,
            ..ground
        },
        color: Color::WAX,
    });
    let height = usize_to_f32(seal.lines.len()) * Type::BODY.leading;
    let top = ((seal.area.height - height) / 2.0).max(2.0);
    for (row, line) in seal.lines.iter().enumerate() {
        let baseline = top + usize_to_f32(row) * Type::BODY.leading + Type::BODY.ascent();
        draw_line(
            fonts,
            &mut page,
            line,
            Pen {
                x: INSET,
                baseline,
                size: Type::BODY.size,
            },
            None,
        );
    }
    page
}

/// The glyphs used of each face, renumbered.
struct Subsets(BTreeMap<Face, GlyphRemapper>);

impl Subsets {
    fn of<'a>(pages: impl Iterator<Item = &'a Page>) -> Self {
        let mut used: BTreeMap<Face, std::collections::BTreeSet<u16>> = BTreeMap::new();
        for item in pages.flat_map(|page| &page.items) {
            if let Item::Text(text) = item {
                used.entry(text.run.face)
                    .or_default()
                    .extend(text.run.glyphs.iter().map(|glyph| glyph.id));
            }
        }
        let remapper = |glyphs: std::collections::BTreeSet<u16>| {
            let glyphs: Vec<u16> = glyphs.into_iter().collect();
            GlyphRemapper::new_from_glyphs_sorted(&glyphs)
        };
        Self(
            used.into_iter()
                .map(|(face, glyphs)| (face, remapper(glyphs)))
                .collect(),
        )
    }

    fn glyph(&self, face: Face, id: u16) -> u16 {
        self.0
            .get(&face)
            .and_then(|remapper| remapper.get(id))
            .expect("every glyph drawn was collected")
    }
}

fn font_id(face: Face) -> FontId {
    FontId(face.resource_name().to_owned())
}

fn subset_font(
    face: Face,
    remapper: &GlyphRemapper,
    fonts: &Fonts,
) -> Result<ParsedFont, RenderError> {
    let name = face.subset_name();
    let program = subsetter::subset(face.program(), 0, remapper)
        .map_err(|source| RenderError::Subset { font: name, source })?;
    let widths = remapper
        .remapped_gids()
        .enumerate()
        .map(|(new, old)| {
            (
                u16::try_from(new).expect("at most 65,535 glyphs"),
                fonts.advance(face, old),
            )
        })
        .collect();
    let vertical = fonts.vertical(face);
    let metrics = FontMetrics {
        ascent: vertical.ascent,
        descent: vertical.descent,
    };
    let name = Some(name.to_owned());
    let mut font =
        ParsedFont::with_glyph_data(program, 0, name, BTreeMap::new(), widths, 1000, metrics);
    let stub = &mut font.pdf_font_metrics;
    [stub.x_min, stub.y_min, stub.x_max, stub.y_max] = vertical.bounds;
    stub.us_weight_class = vertical.weight;
    Ok(font)
}

/// One page's operations, and who owns its marked content.
struct PageWriter<'a> {
    subsets: &'a Subsets,
    height: f32,
    ops: Vec<Op>,
    owners: Vec<NodeId>,
}

impl<'a> PageWriter<'a> {
    fn new(subsets: &'a Subsets, height: f32) -> Self {
        Self {
            subsets,
            height,
            ops: Vec::new(),
            owners: Vec::new(),
        }
    }

    fn page(self, width: f32) -> PdfPage {
        PdfPage::new(millimetres(width), millimetres(self.height), self.ops)
    }

    /// Items in order; neighbours of one element share a marked-content sequence.
    fn tagged(&mut self, page: &Page, number: usize, structure: &mut Structure) {
        let owner = |item: &Item| match item {
            Item::Text(text) => text.node,
            Item::Fill { .. } => None,
        };
        for items in page.items.chunk_by(|one, next| owner(one) == owner(next)) {
            match owner(&items[0]) {
                None => self.ops.push(Op::BeginMarkedContent {
                    tag: "Artifact".to_owned(),
                }),
                Some(node) => self.begin(node, number, structure),
            }
            items.iter().for_each(|item| self.item(item));
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin(&mut self, node: NodeId, page: usize, structure: &mut Structure) {
        let mcid = self.owners.len();
        self.owners.push(node);
        structure.hold(node, Kid::Content { page, mcid });
        let number = i64::try_from(mcid).expect("a page has few marks");
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: structure.nodes[node.0].role.name().to_owned(),
            properties: DictItem::Dict {
                map: [("MCID".to_owned(), DictItem::Int(number))].into(),
            },
        });
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Text(text) => self.text(text),
            Item::Fill { area, color } => self.fill(*area, *color),
        }
    }

    fn fill(&mut self, area: Area, color: Color) {
        self.ops.push(Op::SetFillColor { col: rgb(color) });
        self.ops.push(Op::DrawRectangle {
            rectangle: Rect {
                x: Pt(area.x),
                y: Pt(self.height - area.y - area.height),
                width: Pt(area.width),
                height: Pt(area.height),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            },
        });
    }

    fn text(&mut self, text: &Text) {
        let font = PdfFontHandle::External(font_id(text.run.face));
        let matrix = TextMatrix::Translate(Pt(text.x), Pt(self.height - text.baseline));
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFont {
                font,
                size: Pt(text.size),
            },
            Op::SetFillColor {
                col: rgb(text.color),
            },
            Op::SetTextMatrix { matrix },
            Op::ShowText {
                items: self.glyphs(text),
            },
            Op::EndTextSection,
        ]);
    }

    /// In a `TJ` array a positive number moves the pen back.
    fn glyphs(&self, text: &Text) -> Vec<TextItem> {
        let mut items = Vec::new();
        for glyph in &text.run.glyphs {
            let id = self.subsets.glyph(text.run.face, glyph.id);
            let back = |units: i32| TextItem::Offset(-units_to_f32(units));
            if glyph.shift != 0 {
                items.push(back(glyph.shift));
            }
            let codepoint = Codepoint::with_cid(
                id,
                -units_to_f32(glyph.kern - glyph.shift),
                glyph.text.clone(),
            );
            match items.last_mut() {
                Some(TextItem::GlyphIds(glyphs)) => glyphs.push(codepoint),
                _ => items.push(TextItem::GlyphIds(vec![codepoint])),
            }
        }
        items
    }
}

fn units_to_f32(units: i32) -> f32 {
    crate::shaping::per_mille(units) * 1000.0
}

fn rgb(color: Color) -> PrintColor {
    let part = |byte: u8| f32::from(byte) / 255.0;
    PrintColor::Rgb(Rgb::new(part(color.0), part(color.1), part(color.2), None))
}
