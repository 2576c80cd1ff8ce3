//! 1 Cover: on one page who, when, how many, whether the log verified, and
//! what this document is not.

use chancery_domain::profile::ProfileId;
use chancery_regulation::Catalogue;

use crate::display::{Area, Color, SealPlace};
use crate::evidence;
use crate::layout::Flow;
use crate::structure::{Kid, Role};
use crate::style::{BOTTOM, MARGIN, MEASURE, Type};
use crate::table::{Cell, Facts};
use crate::text::{Span, lines};
use crate::view::{AuditView, LogFacts, LogVerdict, Stated};
use crate::words::{grouped, hex, instant, thousands};

/// The label that every report bears.
pub(crate) const LABEL: &str =
    "Management evidence report. Not an assurance, certification or conformity-assessment report.";

const TITLE: &str = "Identities of AI agents: evidence report";

pub(crate) fn set(flow: &mut Flow<'_>, view: &AuditView, catalogue: &Catalogue) {
    flow.bottom = BOTTOM - SEAL_HEIGHT - 8.0;
    let title = flow.cover(crate::sections::title(1));
    flow.set(&[Span::strong(TITLE)], Type::TITLE, MEASURE, title);
    flow.gap(4.0);
    flow.paragraph(&[Span::strong(LABEL)]);
    if view.report.practice {
        practice_note(flow);
    }
    answer(flow, view);
    provenance(flow, view, catalogue);
    seal_block(flow, view);
}

fn practice_note(flow: &mut Flow<'_>) {
    let spans = [
        Span::new(crate::fonts::Face::SemiBold, Color::PRACTICE, "PRACTICE."),
        Span::plain(" "),
        Span::plain(
            "Made in a practice workspace: keys in software tokens, a fictitious entity. It shows how a report reads and how it is checked; it is evidence of nothing.",
        ),
    ];
    flow.notice(Color::PRACTICE, Color::PRACTICE_TINT, &spans);
}

/// What a reader came for.
fn answer(flow: &mut Flow<'_>, view: &AuditView) {
    let report = &view.report;
    let whole = view.scope.completeness;
    let mut facts = Facts::large();
    let entity = Cell::of(Span::strong(&view.entity.name))
        .and(Span::plain(format!("LEI {}", view.entity.lei)));
    facts.add("Entity", entity);
    let period = format!("{} to {}", instant(report.from), instant(report.to));
    facts.add("Period", Cell::of(Span::strong(period)));
    // Authorities, seals and officers have certificates, too; a reader asks for the agents.
    let to_agents = view.registers.certificates.iter();
    let of_agents = |name| ProfileId::from_name(name).is_some_and(ProfileId::is_of_agents);
    let to_agents = to_agents.filter(|row| row.issued_in_period && of_agents(&row.profile));
    let issued = format!(
        "{}, of these {} to agents",
        thousands(whole.issued_in_register),
        thousands(to_agents.count() as u64)
    );
    facts.figure(
        "Certificates issued",
        Cell::of(Span::strong(issued)),
        evidence::ISSUED,
    );
    let revoked = thousands(whole.revoked_in_register);
    facts.figure(
        "Certificates revoked",
        Cell::of(Span::strong(revoked)),
        evidence::REVOKED,
    );
    facts.figure("Log verification", verdict(view), evidence::VERDICT);
    facts.figure("Checkpoint", checkpoint(view), evidence::CHECKPOINT);
    facts.set(flow);
}

fn verdict(view: &AuditView) -> Cell {
    let color = match view.log.verdict {
        LogVerdict::Verified => Color::OK,
        LogVerdict::Broken { .. } => Color::STOP,
        LogVerdict::NotVerified { .. } => Color::PRACTICE,
    };
    let words = Span::new(
        crate::fonts::Face::SemiBold,
        color,
        view.log.verdict.words(),
    );
    Cell::of(words).and(Span::faint(format!("at {}", instant(view.log.verified_at))))
}

fn checkpoint(view: &AuditView) -> Cell {
    let log = &view.log;
    let [first, second] = grouped(log.root);
    let cell = Cell::plain(format!(
        "{} entries, signed {}",
        thousands(log.size),
        instant(log.signed_at)
    ))
    .and(Span::plain(time_stamp(log)))
    .and(Span::faint("Root hash in groups"))
    .and(Span::mono(first))
    .and(Span::mono(second));
    match &log.root_words {
        Stated::Is(words) => cell
            .and(Span::faint("Root hash as words"))
            .and(Span::mono(words.join(" "))),
        Stated::Na(reason) => cell.and(Span::faint(format!("Root hash as words: NA ({reason})"))),
    }
}

/// The stamp may be over an earlier checkpoint, which the log that is shown here extends.
fn time_stamp(log: &LogFacts) -> String {
    match &log.time_stamp {
        Stated::Is(stamp) if stamp.size == log.size => format!(
            "Time-stamped {} by {}",
            instant(stamp.time),
            stamp.authority
        ),
        Stated::Is(stamp) => format!(
            "Time-stamped up to entry {}: {} by {}",
            thousands(stamp.size),
            instant(stamp.time),
            stamp.authority
        ),
        Stated::Na(reason) => format!("Time stamp: NA ({reason})"),
    }
}

fn provenance(flow: &mut Flow<'_>, view: &AuditView, catalogue: &Catalogue) {
    let report = &view.report;
    let mut facts = Facts::new();
    facts.add("Report", Cell::mono(&report.id));
    facts.add("Issued at", Cell::plain(instant(report.issued_at)));
    facts.add(
        "Request reference",
        Cell::plain(report.request_reference.words()),
    );
    let build = match &report.build {
        Stated::Is(build) => Span::mono(hex(*build)),
        Stated::Na(reason) => Span::faint(format!("Build SHA-256: NA ({reason})")),
    };
    facts.add(
        "Generator, SHA-256",
        Cell::plain(&report.generator).and(build),
    );
    let version = format!("{}, law as at {}", catalogue.version(), catalogue.as_of());
    facts.add(
        "Catalogue, SHA-256",
        Cell::plain(version).and(Span::mono(hex(catalogue.sha256()))),
    );
    facts.set(flow);
}

const SEAL_HEIGHT: f32 = 56.0;

/// The seal block says where to check, never that the seal is good. It stands
/// on page one, whatever else the cover needs.
fn seal_block(flow: &mut Flow<'_>, view: &AuditView) {
    const INSET: f32 = 14.0;
    let facts = &view.verification;
    let width = MEASURE - 2.0 * INSET;
    let seal = [
        Span::strong("Sealed with the report seal key"),
        Span::plain(format!(
            " in token {} — verify with the instructions in section 17.",
            facts.seal_token
        )),
    ];
    let mut set = lines(flow.fonts, &seal, Type::BODY.size, width);
    let subject = Span::faint(format!("Certificate: {}", facts.seal_subject));
    set.extend(lines(flow.fonts, &[subject], Type::BODY.size, width));
    let node = flow.element(Role::Form);
    flow.structure.hold(node, Kid::Widget);
    let area = Area {
        x: MARGIN,
        y: BOTTOM - SEAL_HEIGHT,
        width: MEASURE,
        height: SEAL_HEIGHT,
    };
    flow.seal = Some(SealPlace {
        page: 0,
        area,
        node,
        lines: set,
    });
}
