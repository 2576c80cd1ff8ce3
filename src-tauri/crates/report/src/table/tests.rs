//! Tables over pages.

use super::*;
use crate::display::{Item, Page, Text};
use crate::fonts::Fonts;
use crate::structure::Kid;

fn texts(page: &Page) -> impl Iterator<Item = (&Text, String)> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(text) => {
            let words = text
                .run
                .glyphs
                .iter()
                .map(|glyph| glyph.text.as_str())
                .collect();
            Some((text, words))
        }
        Item::Fill { .. } => None,
    })
}

fn of_rows(count: usize, cell: &str) -> Table {
    let mut table = Table::new(&[("Number", 0.3), ("What", 1.0)]);
    for number in 0..count {
        table.row([Cell::plain(format!("row-{number}")), Cell::plain(cell)]);
    }
    table
}

fn page_of(flow: &Flow<'_>, wanted: &str) -> usize {
    let holds = |page: &Page| texts(page).any(|(_, words)| words.trim() == wanted);
    flow.pages.iter().position(holds).expect(wanted)
}

#[test]
fn header_is_repeated_on_every_page_and_only_the_first_is_tagged() {
    let fonts = Fonts::embedded();
    let mut flow = Flow::new(&fonts);
    flow.table(&of_rows(120, "one line"));
    assert!(flow.pages.len() > 2);
    for (number, page) in flow.pages.iter().enumerate() {
        let header = texts(page)
            .find(|(_, words)| words == "Number")
            .expect("a header");
        assert_eq!(header.0.node.is_some(), number == 0, "page {number}");
    }
}

#[test]
fn row_of_a_few_lines_stays_on_one_page() {
    let fonts = Fonts::embedded();
    let mut flow = Flow::new(&fonts);
    flow.table(&of_rows(60, &"several words to fill lines ".repeat(12)));
    for page in &flow.pages {
        let rows = texts(page)
            .filter(|(_, words)| words.starts_with("row-"))
            .count();
        let lines = texts(page)
            .filter(|(_, words)| words.starts_with("several") || words.contains("words"))
            .count();
        assert_eq!(lines % rows, 0, "each row has all of its lines on its page");
    }
}

#[test]
fn row_taller_than_a_page_goes_on_and_ends() {
    let fonts = Fonts::embedded();
    let mut flow = Flow::new(&fonts);
    let word = "word ";
    flow.table(&of_rows(1, &word.repeat(6_000)));
    assert!(flow.pages.len() > 2);
    let words: usize = flow
        .pages
        .iter()
        .flat_map(texts)
        .map(|(_, text)| text.matches("word").count())
        .sum();
    assert_eq!(words, 6_000);
}

#[test]
fn last_row_does_not_go_over_alone() {
    let fonts = Fonts::embedded();
    for count in 30..60 {
        let mut flow = Flow::new(&fonts);
        flow.table(&of_rows(count, "one line"));
        let last = page_of(&flow, &format!("row-{}", count - 1));
        let before = page_of(&flow, &format!("row-{}", count - 2));
        assert_eq!(last, before, "{count} rows");
    }
}

#[test]
fn nothing_stands_outside_the_margins() {
    let fonts = Fonts::embedded();
    let mut flow = Flow::new(&fonts);
    flow.heading("Heading");
    flow.table(&of_rows(90, &"Donaudampfschifffahrt ".repeat(20)));
    for (text, words) in flow.pages.iter().flat_map(texts) {
        let right = text.x + text.run.width_at(text.size);
        assert!(
            text.x >= MARGIN - 0.01 && right <= MARGIN + MEASURE + 1.5,
            "{words}"
        );
        assert!(text.baseline > TOP && text.baseline < BOTTOM, "{words}");
    }
}

#[test]
fn heading_is_not_left_alone_at_the_foot_of_a_page() {
    let fonts = Fonts::embedded();
    for filled in 0..60_u8 {
        let mut flow = Flow::new(&fonts);
        flow.y = BOTTOM - f32::from(filled) * 3.0;
        flow.heading("Heading");
        flow.table(&of_rows(3, "one line"));
        assert_eq!(
            page_of(&flow, "Heading"),
            page_of(&flow, "row-0"),
            "{filled}"
        );
    }
}

#[test]
fn structure_has_a_row_for_each_row_and_a_cell_for_each_cell() {
    let fonts = Fonts::embedded();
    let mut flow = Flow::new(&fonts);
    flow.table(&of_rows(70, "one line"));
    let nodes = &flow.structure.nodes;
    let rows: Vec<_> = nodes
        .iter()
        .filter(|node| node.role == Role::TableRow)
        .collect();
    assert_eq!(rows.len(), 71);
    assert!(rows.iter().all(|row| row.kids.len() == 2));
    let table = nodes
        .iter()
        .find(|node| node.role == Role::Table)
        .expect("a table");
    assert!(table.kids.iter().all(|kid| matches!(kid, Kid::Node(_))));
}
