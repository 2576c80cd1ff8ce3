//! A request as a row: the inverse of reading one.

use chancery_domain::request::RequestInput;

use super::{column::Column, row::LIST};

/// The cells of a request, in the order of [`Column::ALL`], as they are before any is made safe
/// for a spreadsheet.
pub(crate) fn cells(input: &RequestInput) -> Vec<String> {
    Column::ALL
        .into_iter()
        .map(|column| cell(input, column))
        .collect()
}

fn cell(input: &RequestInput, column: Column) -> String {
    let window = input.window.as_ref();
    let model = input.model.as_ref();
    let limits = input.limits.iter();
    match column {
        Column::AgentId => input.agent_id.clone(),
        Column::Accountable => input.accountable.clone(),
        Column::Purpose => input.purpose.clone(),
        Column::Profile => input.profile.clone(),
        Column::Actions => list(&input.actions),
        Column::Instruments => list(&input.instruments),
        Column::Resources => list(&input.resources),
        Column::LimitPerAction => {
            let amounts = limits.map(|limit| amount(&limit.currency, &limit.per_action));
            list(&amounts.collect::<Vec<_>>())
        }
        Column::LimitPerDay => {
            let days = limits.filter_map(|limit| Some((&limit.currency, limit.per_day.as_ref()?)));
            let amounts = days.map(|(currency, day)| amount(currency, day));
            list(&amounts.collect::<Vec<_>>())
        }
        Column::WindowFrom => window.map_or_else(String::new, |window| window.from.clone()),
        Column::WindowUntil => window.map_or_else(String::new, |window| window.until.clone()),
        Column::ModelName => model.map_or_else(String::new, |model| model.name.clone()),
        Column::ModelSha256 => model.map_or_else(String::new, |model| model.sha256.clone()),
        Column::ValidityDays => number(input.validity_days),
        Column::ValidityHours => number(input.validity_hours),
        Column::ValidUntil => input.valid_until.clone().unwrap_or_default(),
        Column::KeyAlgorithm => input.key_algorithm.clone(),
        Column::Csr => input.csr.clone().unwrap_or_default(),
        Column::Renews => input.renews.clone().unwrap_or_default(),
        Column::SameKey => if input.same_key { "yes" } else { "" }.to_owned(),
    }
}

fn list(entries: &[String]) -> String {
    entries.join(&LIST.to_string())
}

fn amount(currency: &str, amount: &str) -> String {
    format!("{currency} {amount}")
}

fn number(number: Option<u32>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}
