//! Contents: every section of the anatomy, with its page or the reason why it is not here.

use std::collections::BTreeMap;

use crate::layout::Flow;
use crate::sections::ANATOMY;
use crate::table::{Cell, Table};
use crate::text::Span;

/// `pages` gives the page of each printed section, counted from 1.
pub(crate) fn set(flow: &mut Flow<'_>, pages: &BTreeMap<u8, usize>, version: &str) {
    flow.new_page();
    flow.heading("Contents");
    let mut table = Table::new(&[("No", 0.25), ("Section", 1.5), ("Page", 3.3)]);
    for section in &ANATOMY {
        let place = match section.absent {
            None => Cell::plain(pages.get(&section.number).unwrap_or(&1).to_string()),
            Some(why) => Cell::of(Span::faint(format!(
                "Not in this report ({version}) because {why}."
            ))),
        };
        let title = if section.absent.is_none() {
            Span::strong
        } else {
            Span::faint
        };
        table.row([
            Cell::plain(section.number.to_string()),
            Cell::of(title(section.title.to_owned())),
            place,
        ]);
    }
    flow.table(&table);
}
