//! 8 Regulatory mapping: each provision with its heading, duty, whether it
//! applies, what the records show, coverage and what they do not prove.

use chancery_regulation::{AgentGate, Applicability, Catalogue, Coverage, Gates, Provision, SPINE};

use crate::display::Color;
use crate::evidence;
use crate::findings::{self, Finding};
use crate::fonts::Face;
use crate::layout::Flow;
use crate::sections::title;
use crate::table::{Cell, Table};
use crate::text::Span;
use crate::view::AuditView;
use crate::words::kept_together;

pub(crate) fn set(flow: &mut Flow<'_>, view: &AuditView, catalogue: &Catalogue) {
    flow.section(8, title(8));
    flow.paragraph(&[Span::plain(format!(
        "Catalogue {}, law as at {}. Each row says what the records of this period show and what they do not. Duties are in the catalogue's words, headings are official. A row whose gate is shut says why; none is left out. Coverage is the catalogue's, lowered where the records of this period have exceptions.",
        catalogue.version(),
        catalogue.as_of()
    ))]);
    let rows = rows(view, catalogue);
    let gates = gates(view);
    let mut number = 0;
    for act in catalogue.regulations() {
        let of_act: Vec<_> = rows.iter().filter(|row| row.regulation == act.id).collect();
        if of_act.is_empty() {
            continue;
        }
        let amended = act
            .amended
            .as_ref()
            .map_or_else(String::new, |by| format!(", {by}"));
        flow.heading(&format!("{} ({}{amended})", act.short, act.citation));
        let mut table = Table::new(&[
            ("Provision", 0.95),
            ("Duty, and what the records show", 2.75),
            ("Coverage", 0.62),
            ("Evidence", 0.64),
        ]);
        for row in of_act {
            let finding = findings::of(row, view);
            let applies = Applicability::of(row, &gates, view.report.to.date());
            table.row(cells(row, &finding, &applies, &evidence::row(8, number)));
            number += 1;
        }
        flow.table(&table);
    }
    claims(flow, catalogue);
}

/// The rows that the view asks for, in the catalogue's order; none named: the spine.
fn rows<'a>(view: &AuditView, catalogue: &'a Catalogue) -> Vec<&'a Provision> {
    let asked = |row: &Provision| {
        let names = |act: &str, article: &str| row.regulation.0 == act && row.article == article;
        match view.articles.as_slice() {
            [] => SPINE.iter().any(|(act, article)| names(act, article)),
            articles => articles.iter().any(|(act, article)| names(act, article)),
        }
    };
    catalogue
        .provisions()
        .iter()
        .filter(|row| asked(row))
        .collect()
}

/// The gates with one row for each agent in scope; an agent nobody answered for is undecided.
fn gates(view: &AuditView) -> Gates {
    let answered = |id: &str| {
        view.gates
            .agents
            .iter()
            .find(|gate| gate.agent == id)
            .cloned()
    };
    let undecided = |id: &str| AgentGate {
        agent: id.to_owned(),
        ..AgentGate::default()
    };
    let agents = view.scope.agents.iter();
    Gates {
        agents: agents
            .map(|agent| answered(&agent.id).unwrap_or_else(|| undecided(&agent.id)))
            .collect(),
        ..view.gates.clone()
    }
}

fn cells(row: &Provision, finding: &Finding, applies: &Applicability, id: &str) -> [Cell; 4] {
    let labelled = |label: &str, text: &str| {
        vec![
            Span::strong(label),
            Span::plain(" "),
            Span::plain(kept_together(text)),
        ]
    };
    let mut shown = vec![
        labelled("Duty:", &row.duty),
        labelled(&state(applies), &reason(applies)),
        labelled("Records:", &finding.text),
    ];
    if let Some(retention) = &row.retention {
        shown.push(labelled("Retention:", &format!("{retention}.")));
    }
    shown.push(labelled(limit(&row.caveat), &row.caveat));
    let mut proof = Cell::mono(id);
    for source in &finding.evidence {
        proof = proof.and(Span::new(Face::Mono, Color::INK_2, source));
    }
    let provision =
        Cell::of(Span::strong(kept_together(&row.place()))).and(Span::plain(&row.heading));
    let shown = Cell {
        paragraphs: shown,
        spacing: 2.2,
    };
    [provision, shown, coverage(finding.coverage), proof]
}

/// A caveat that begins in lower case is the end of a sentence: what is not proved.
fn limit(caveat: &str) -> &'static str {
    match caveat.starts_with(char::is_lowercase) {
        true => "Does not prove",
        false => "Limits:",
    }
}

fn coverage(coverage: Coverage) -> Cell {
    let face = if coverage == Coverage::None {
        Face::Sans
    } else {
        Face::SemiBold
    };
    Cell::of(Span::new(face, Color::INK, upper_first(coverage.words())))
}

fn upper_first(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The part of the answer that a reader looks for.
fn state(applies: &Applicability) -> String {
    match applies {
        Applicability::Applies { .. } => "Applies:".to_owned(),
        Applicability::NotApplicable { .. } => "Not applicable because".to_owned(),
        Applicability::NotYet { from, .. } => format!("Not yet applicable ({from}):"),
        Applicability::NotDecided { .. } => "Not decided:".to_owned(),
    }
}

fn reason(applies: &Applicability) -> String {
    let words = applies.words();
    words
        .strip_prefix(&state(applies))
        .unwrap_or(&words)
        .trim_start()
        .to_owned()
}

fn claims(flow: &mut Flow<'_>, catalogue: &Catalogue) {
    flow.heading("Claims we do not make");
    flow.paragraph(&[Span::plain(
        "These are in circulation. The articles say something else, and this report prints something else.",
    )]);
    let mut table = Table::new(&[
        ("Often claimed", 1.0),
        ("What the article is", 1.0),
        ("What this report prints instead", 1.4),
    ]);
    for claim in catalogue.claims_not_made() {
        table.row([
            Cell::of(Span::faint(kept_together(&claim.claim))),
            Cell::plain(kept_together(&claim.article_is)),
            Cell::plain(kept_together(&claim.printed_instead)),
        ]);
    }
    flow.table(&table);
}
