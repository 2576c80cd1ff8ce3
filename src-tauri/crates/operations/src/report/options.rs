//! What the report builder offers.

use chancery_domain::{Language, Utc};
use chancery_regulation::{Catalogue, SPINE};

use super::list;
use crate::{
    Error, Workspace,
    view::{ProvisionGroup, ReportOptions},
};

/// Suggests a period and names what the report will map.
pub fn options(
    workspace: &Workspace,
    language: Language,
    now: Utc,
) -> Result<ReportOptions, Error> {
    let catalogue = Catalogue::embedded();
    let today = now.date();
    let first = today.replace_day(1).expect("every month has a first day");
    Ok(ReportOptions {
        from: first.to_string(),
        to: today.to_string(),
        agents: workspace.read().agents_total()?,
        provisions: provisions(&catalogue),
        catalogue_version: catalogue.version().to_owned(),
        law_as_at: catalogue.as_of().to_string(),
        catalogue_sha256: catalogue.sha256().to_upper_hex(),
        open_gates: open_gates(workspace, language, now)?,
        history: list(workspace)?,
    })
}

fn provisions(catalogue: &Catalogue) -> Vec<ProvisionGroup> {
    let mut groups: Vec<ProvisionGroup> = Vec::new();
    for (id, article) in SPINE {
        let Some(regulation) = catalogue.regulation(id) else {
            continue;
        };
        let name = format!("{} — {}", regulation.short, regulation.citation);
        match groups.last_mut().filter(|group| group.regulation == name) {
            Some(group) => group.articles.push((*article).to_owned()),
            None => groups.push(ProvisionGroup {
                regulation: name,
                articles: vec![(*article).to_owned()],
            }),
        }
    }
    groups
}

/// What nobody has decided yet is said, not left out.
fn open_gates(workspace: &Workspace, language: Language, now: Utc) -> Result<Vec<String>, Error> {
    let mut open = Vec::new();
    let agents = workspace.read().agents_without_facts(now)?;
    if agents > 0 {
        open.push(match language {
            Language::En => format!(
                "Agents without facts: {agents}. Nobody has decided whether they are high-risk AI systems."
            ),
            Language::De => format!(
                "Agenten ohne Angaben: {agents}. Niemand hat entschieden, ob sie Hochrisiko-KI-Systeme sind."
            ),
        });
    }
    if workspace.read().firm_facts()?.is_none() {
        let text = match language {
            Language::En => {
                "Whether the full or the simplified DORA framework applies has not been decided."
            }
            Language::De => {
                "Ob der volle oder der vereinfachte DORA-Rahmen gilt, ist nicht entschieden."
            }
        };
        open.push(text.to_owned());
    }
    Ok(open)
}

/// The day on which the law stood as the catalogue says.
pub fn law_as_at() -> String {
    Catalogue::embedded().as_of().to_string()
}
