//! 4 Scope: agents, authorities, tokens, exclusions, and whether the count is complete.

use crate::display::Color;
use crate::evidence;
use crate::layout::Flow;
use crate::sections::title;
use crate::table::{Cell, Facts, Table};
use crate::text::Span;
use crate::view::AuditView;
use crate::words::{day, hex, thousands};

pub(crate) fn set(flow: &mut Flow<'_>, view: &AuditView) {
    flow.section(4, title(4));
    agents(flow, view);
    authorities(flow, view);
    tokens(flow, view);
    completeness(flow, view);
    log_keys(flow, view);
    exclusions(flow, view);
}

fn agents(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading(&format!(
        "Agents: {} ({})",
        view.scope.agents.len(),
        evidence::AGENTS
    ));
    if view.scope.agents.is_empty() {
        return flow.paragraph(&[Span::plain("NA (no agent was in scope in the period)")]);
    }
    let mut table = Table::new(&[
        ("Agent", 1.1),
        ("What it may do", 2.4),
        ("Accountable", 0.9),
        ("Instruments", 0.9),
    ]);
    for agent in &view.scope.agents {
        table.row([
            Cell::mono(&agent.id).and(Span::faint(&agent.purpose)),
            Cell::plain(&agent.scope),
            Cell::plain(&agent.accountable),
            Cell::plain(agent.instruments.words()),
        ]);
    }
    flow.table(&table);
}

fn authorities(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading(&format!(
        "Certification authorities ({})",
        evidence::AUTHORITIES
    ));
    let mut table = Table::new(&[
        ("Subject", 1.7),
        ("Role", 0.5),
        ("Key", 0.45),
        ("SHA-256 of the certificate", 2.1),
        ("Until", 0.7),
    ]);
    for authority in &view.scope.authorities {
        table.row([
            Cell::plain(&authority.subject),
            Cell::plain(&authority.role),
            Cell::plain(&authority.algorithm),
            Cell::mono(hex(authority.sha256)),
            Cell::plain(day(authority.not_after)),
        ]);
    }
    flow.table(&table);
}

fn tokens(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading("Tokens and relying parties");
    let labels: Vec<&str> = view
        .registers
        .devices
        .iter()
        .map(|device| device.label.as_str())
        .collect();
    let mut facts = Facts::new();
    facts.figure(
        "Tokens",
        Cell::plain(format!("{}: {}", labels.len(), labels.join(", "))),
        evidence::DEVICES,
    );
    facts.add(
        "Relying parties",
        Cell::plain(view.scope.relying_parties.words()),
    );
    facts.set(flow);
}

fn completeness(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading("Completeness: log against register");
    let whole = view.scope.completeness;
    let mut table = Table::new(&[
        ("Counted in the period", 2.0),
        ("In the log", 0.8),
        ("In the register", 0.8),
        ("Result", 0.8),
        ("Evidence", 0.7),
    ]);
    let mut compared = |what: &str, log: u64, register: u64, id: &str| {
        table.row([
            Cell::plain(what),
            Cell::plain(thousands(log)),
            Cell::plain(thousands(register)),
            agreement(log == register),
            Cell::mono(id),
        ]);
    };
    compared(
        "Certificates issued",
        whole.issued_in_log,
        whole.issued_in_register,
        evidence::COUNT_ISSUED,
    );
    compared(
        "Certificates revoked",
        whole.revoked_in_log,
        whole.revoked_in_register,
        evidence::COUNT_REVOKED,
    );
    let mut only_log = |what: &str, log: u64, id: &str| {
        table.row([
            Cell::plain(what),
            Cell::plain(thousands(log)),
            Cell::plain("NA (log only)"),
            Cell::plain("—"),
            Cell::mono(id),
        ]);
    };
    only_log("Events", whole.events_in_period, evidence::EVENTS);
    only_log(
        "of these, refusals",
        whole.refusals_in_period,
        evidence::REFUSALS,
    );
    flow.table(&table);
}

fn agreement(agree: bool) -> Cell {
    let (color, word) = if agree {
        (Color::OK, "Agree")
    } else {
        (Color::STOP, "Differ")
    };
    Cell::of(Span::new(crate::fonts::Face::SemiBold, color, word))
}

fn log_keys(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading("Log");
    let mut facts = Facts::new();
    facts.add("Origin", Cell::mono(&view.log.origin));
    for key in &view.log.keys {
        facts.add(
            "Checkpoint key, SHA-256",
            Cell::plain(&key.name).and(Span::mono(hex(key.sha256))),
        );
    }
    facts.add(
        "Checkpoint held elsewhere",
        Cell::plain(view.log.held_elsewhere.words()),
    );
    facts.set(flow);
}

fn exclusions(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading("Exclusions");
    if view.scope.exclusions.is_empty() {
        return flow.paragraph(&[Span::plain("None stated.")]);
    }
    let mut table = Table::new(&[("Left out", 1.0), ("Because", 2.0)]);
    for exclusion in &view.scope.exclusions {
        table.row([Cell::plain(&exclusion.what), Cell::plain(&exclusion.why)]);
    }
    flow.table(&table);
}
