//! The flow: headings, paragraphs and boxes from top to bottom, page after page.

use crate::display::{Area, Color, Item, OutlineEntry, Page, SealPlace, Text};
use crate::fonts::Fonts;
use crate::structure::{NodeId, Role, Structure};
use crate::style::{BOTTOM, MARGIN, MEASURE, PROSE, TOP, Type};
use crate::text::{Line, Span, lines};

/// Where the flow stands, and what it has set so far.
pub(crate) struct Flow<'a> {
    pub(crate) fonts: &'a Fonts,
    pub(crate) pages: Vec<Page>,
    pub(crate) structure: Structure,
    pub(crate) outline: Vec<OutlineEntry>,
    pub(crate) seal: Option<SealPlace>,
    /// Top of what comes next, on the last page.
    pub(crate) y: f32,
    /// Where content ends on the last page.
    pub(crate) bottom: f32,
    section: NodeId,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            pages: vec![Page::default()],
            structure: Structure::new(),
            outline: Vec::new(),
            seal: None,
            y: TOP,
            bottom: BOTTOM,
            section: Structure::ROOT,
        }
    }

    /// Index of the page that is being filled.
    pub(crate) fn page(&self) -> usize {
        self.pages.len() - 1
    }

    pub(crate) fn room(&self) -> f32 {
        self.bottom - self.y
    }

    pub(crate) fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
        self.bottom = BOTTOM;
    }

    /// Starts a new page unless `height` still fits on this one.
    pub(crate) fn need(&mut self, height: f32) {
        if height > self.room() && self.y > TOP {
            self.new_page();
        }
    }

    /// White space, which a page break swallows.
    pub(crate) fn gap(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// A new element in the current section.
    pub(crate) fn element(&mut self, role: Role) -> NodeId {
        self.structure.add(self.section, role)
    }

    /// Opens a numbered section with its heading and its entry in the outline.
    pub(crate) fn section(&mut self, number: u8, title: &str) {
        const KEPT_WITH_NEXT: f32 = 110.0;
        self.gap(26.0);
        self.need(Type::H1.leading + KEPT_WITH_NEXT);
        self.section = self.structure.add(Structure::ROOT, Role::Sect);
        self.outline.push(OutlineEntry {
            title: format!("{number} {title}"),
            page: self.page(),
            y: self.y,
        });
        let node = self.element(Role::H1);
        let spans = [Span::strong(format!("{number}\u{a0}\u{a0}{title}"))];
        self.set(&spans, Type::H1, MEASURE, node);
        self.gap(8.0);
    }

    /// Opens the section of the cover, which has no heading of its own in the outline but the title.
    pub(crate) fn cover(&mut self, title: &str) -> NodeId {
        self.section = self.structure.add(Structure::ROOT, Role::Sect);
        self.outline.push(OutlineEntry {
            title: format!("1 {title}"),
            page: 0,
            y: 0.0,
        });
        self.element(Role::H1)
    }

    /// A heading inside a section, kept with what follows.
    pub(crate) fn heading(&mut self, title: &str) {
        const KEPT_WITH_NEXT: f32 = 64.0;
        self.gap(14.0);
        self.need(Type::H2.leading + KEPT_WITH_NEXT);
        let node = self.element(Role::H2);
        self.set(&[Span::strong(title)], Type::H2, MEASURE, node);
        self.gap(4.0);
    }

    /// A paragraph of prose.
    pub(crate) fn paragraph(&mut self, spans: &[Span]) {
        let node = self.element(Role::P);
        self.set(spans, Type::BODY, PROSE, node);
        self.gap(6.0);
    }

    /// A paragraph with a mark in the margin of the column.
    pub(crate) fn item(&mut self, mark: &str, spans: &[Span]) {
        const INDENT: f32 = 16.0;
        let node = self.element(Role::P);
        let set = lines(self.fonts, spans, Type::BODY.size, PROSE - INDENT);
        let mark = lines(self.fonts, &[Span::strong(mark)], Type::BODY.size, INDENT);
        self.need(Type::BODY.leading * 2.0_f32.min(line_count(&set)));
        self.draw(&mark[0], MARGIN, Type::BODY, Some(node));
        self.set_lines(&set, MARGIN + INDENT, Type::BODY, node);
        self.gap(3.0);
    }

    /// Commands to type, each on its own line, on a tinted ground.
    pub(crate) fn commands(&mut self, commands: &[String]) {
        const PAD: f32 = 6.0;
        let node = self.element(Role::P);
        for command in commands {
            let set = lines(
                self.fonts,
                &[Span::mono(command)],
                Type::TABLE.size,
                MEASURE - 16.0 - 2.0 * PAD,
            );
            let height = Type::TABLE.leading * line_count(&set) + 4.0;
            self.need(height);
            let area = Area {
                x: MARGIN + 16.0,
                y: self.y,
                width: MEASURE - 16.0,
                height,
            };
            self.fill(area, Color::SUNK);
            self.y += 2.0;
            self.set_lines(&set, MARGIN + 16.0 + PAD, Type::TABLE, node);
            self.y += 2.0;
        }
        self.gap(6.0);
    }

    /// A box with a bar at its left, for what must be read first.
    pub(crate) fn notice(&mut self, bar: Color, tint: Color, spans: &[Span]) {
        const PAD: f32 = 9.0;
        let set = lines(self.fonts, spans, Type::BODY.size, MEASURE - 3.0 * PAD);
        let height = Type::BODY.leading * line_count(&set) + 2.0 * PAD - 4.0;
        self.need(height);
        let area = Area {
            x: MARGIN,
            y: self.y,
            width: MEASURE,
            height,
        };
        self.fill(area, tint);
        self.fill(Area { width: 3.0, ..area }, bar);
        let node = self.element(Role::P);
        self.y += PAD - 2.0;
        self.set_lines(&set, MARGIN + 1.5 * PAD, Type::BODY, node);
        self.y = area.y + height;
        self.gap(10.0);
    }

    /// Sets spans from the left margin.
    pub(crate) fn set(&mut self, spans: &[Span], kind: Type, width: f32, node: NodeId) {
        let set = lines(self.fonts, spans, kind.size, width);
        self.set_lines(&set, MARGIN, kind, node);
    }

    /// Sets lines one under the other; neither the first nor the last is left alone on a page.
    pub(crate) fn set_lines(&mut self, set: &[Line], x: f32, kind: Type, node: NodeId) {
        for (index, line) in set.iter().enumerate() {
            let left = set.len() - index;
            let kept = if index == 0 || left == 2 {
                left.min(2)
            } else {
                1
            };
            self.need(kind.leading * usize_to_f32(kept));
            self.draw(line, x, kind, Some(node));
            self.y += kind.leading;
        }
    }

    /// Draws a line at the current height and stays there.
    pub(crate) fn draw(&mut self, line: &Line, x: f32, kind: Type, node: Option<NodeId>) {
        let baseline = self.y + kind.ascent();
        let page = self.page();
        draw_line(
            self.fonts,
            &mut self.pages[page],
            line,
            Pen {
                x,
                baseline,
                size: kind.size,
            },
            node,
        );
    }

    pub(crate) fn fill(&mut self, area: Area, color: Color) {
        let page = self.page();
        self.pages[page].items.push(Item::Fill { area, color });
    }

    /// A hairline over the whole column.
    pub(crate) fn rule(&mut self, weight: f32, color: Color) {
        self.fill(
            Area {
                x: MARGIN,
                y: self.y,
                width: MEASURE,
                height: weight,
            },
            color,
        );
    }
}

/// Where a line begins, and its size.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    pub(crate) x: f32,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
}

/// Shapes a line onto a page.
pub(crate) fn draw_line(
    fonts: &Fonts,
    page: &mut Page,
    line: &Line,
    pen: Pen,
    node: Option<NodeId>,
) {
    let mut x = pen.x;
    for span in &line.spans {
        // A no-break space has done its work; drawn as a space it can be searched for.
        for run in fonts.shape(span.face, &span.text.replace('\u{a0}', " ")) {
            let width = run.width_at(pen.size);
            page.items.push(Item::Text(Text {
                x,
                baseline: pen.baseline,
                size: pen.size,
                color: span.color,
                run,
                node,
            }));
            x += width;
        }
    }
}

pub(crate) fn line_count(set: &[Line]) -> f32 {
    usize_to_f32(set.len())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of lines are far below 2^24"
)]
pub(crate) fn usize_to_f32(count: usize) -> f32 {
    count as f32
}
