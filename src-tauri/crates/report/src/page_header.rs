//! The header of each page: whose report it is, practice or not, which page of how many.

use crate::display::{Area, Color, Item, Page};
use crate::fonts::{Face, Fonts};
use crate::layout::{Pen, draw_line, usize_to_f32};
use crate::style::{HEADER_BASELINE, MARGIN, MEASURE, PAGE_WIDTH, Type};
use crate::text::{Line, Span, lines};
use crate::view::AuditView;

const MOST_LINES: usize = 3;
const SPACE: f32 = 18.0;

/// Sets headers on all pages; they are artifacts.
pub(crate) fn set(fonts: &Fonts, pages: &mut [Page], view: &AuditView) {
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        let right = format!("{} · {} / {count}", view.report.id, index + 1);
        set_one(fonts, page, view, &one_line(fonts, Span::faint(right)));
    }
}

fn set_one(fonts: &Fonts, page: &mut Page, view: &AuditView, right: &Line) {
    let right_x = MARGIN + MEASURE - right.width;
    draw(fonts, page, right, right_x, 0.0);
    let practice = Span::new(Face::SemiBold, Color::PRACTICE, "PRACTICE");
    let middle = view.report.practice.then(|| one_line(fonts, practice));
    let taken = middle.as_ref().map_or(0.0, |middle| middle.width + SPACE);
    let left = left(fonts, view, right_x - MARGIN - taken - SPACE);
    for (row, line) in left.iter().enumerate() {
        let above = usize_to_f32(left.len() - 1 - row) * Type::SMALL.leading;
        draw(fonts, page, line, MARGIN, above);
    }
    if let Some(middle) = middle {
        let widest = left.iter().map(|line| line.width).fold(0.0, f32::max);
        let centre = (PAGE_WIDTH - middle.width) / 2.0;
        draw(
            fonts,
            page,
            &middle,
            centre.max(MARGIN + widest + SPACE),
            0.0,
        );
    }
    let area = Area {
        x: MARGIN,
        y: HEADER_BASELINE + 7.0,
        width: MEASURE,
        height: 0.8,
    };
    page.items.push(Item::Fill {
        area,
        color: Color::INK,
    });
}

/// Name and LEI; a name that needs more lines than there are leaves its LEI alone here.
fn left(fonts: &Fonts, view: &AuditView, width: f32) -> Vec<Line> {
    let lei = format!("LEI\u{a0}{}", view.entity.lei);
    let both = Span::faint(format!("{} · {lei}", view.entity.name));
    let set = lines(fonts, &[both], Type::SMALL.size, width);
    if set.len() <= MOST_LINES {
        return set;
    }
    lines(fonts, &[Span::faint(lei)], Type::SMALL.size, width)
}

fn one_line(fonts: &Fonts, span: Span) -> Line {
    let width = fonts.width(span.face, &span.text, Type::SMALL.size);
    Line {
        spans: vec![span],
        width,
        above: 0.0,
    }
}

fn draw(fonts: &Fonts, page: &mut Page, line: &Line, x: f32, above: f32) {
    let pen = Pen {
        x,
        baseline: HEADER_BASELINE - above,
        size: Type::SMALL.size,
    };
    draw_line(fonts, page, line, pen, None);
}
