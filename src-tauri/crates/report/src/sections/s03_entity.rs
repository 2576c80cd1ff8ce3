//! 3 Entity and responsibility.

use crate::layout::Flow;
use crate::sections::title;
use crate::table::{Cell, Facts};
use crate::text::Span;
use crate::view::AuditView;

pub(crate) fn set(flow: &mut Flow<'_>, view: &AuditView) {
    flow.section(3, title(3));
    let entity = &view.entity;
    let mut facts = Facts::new();
    facts.add("Legal name", Cell::of(Span::strong(&entity.name)));
    facts.add("LEI (ISO 17442)", Cell::mono(&entity.lei));
    facts.add("Type", Cell::plain(entity.kind.words()));
    facts.add("Registered seat", Cell::plain(entity.seat.words()));
    facts.add("Competent authority", Cell::plain(entity.authority.words()));
    facts.add(
        "Authorisation number",
        Cell::plain(entity.authorisation_number.words()),
    );
    facts.add(
        "Authorisation date",
        Cell::plain(entity.authorisation_date.words()),
    );
    facts.set(flow);
    flow.heading("Responsibility for this report");
    let who = &view.responsibility;
    let mut facts = Facts::new();
    facts.add("Prepared by", Cell::plain(who.prepared_by.words()));
    facts.add("Reviewed by", Cell::plain(who.reviewed_by.words()));
    facts.add("Approved by", Cell::plain(who.approved_by.words()));
    facts.add(
        "Approved by management on",
        Cell::plain(who.approved_on.words()),
    );
    facts.set(flow);
}
