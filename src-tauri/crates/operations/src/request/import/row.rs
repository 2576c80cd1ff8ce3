//! One row as a request: as typed, before any rule is applied.

use chancery_domain::{
    problem::Code,
    request::{LimitInput, ModelInput, RequestInput, WindowInput},
};

use super::{
    column::{Column, Columns},
    fault::{Fault, FaultCode},
    table::{MAX_CELL, Row},
};
use crate::cell;

/// Between the entries of a list.
pub(super) const LIST: char = ';';

/// What a row asks for, and what of it can't be read.
pub(super) fn read(row: &Row, columns: &Columns) -> (RequestInput, Vec<Fault>) {
    let mut reading = RowReading {
        row,
        columns,
        faults: Vec::new(),
    };
    if let Some(broken) = &row.broken {
        return (RequestInput::default(), vec![Fault::of_row(broken.clone())]);
    }
    let input = reading.input();
    reading.check_beyond();
    (input, reading.faults)
}

struct RowReading<'a> {
    row: &'a Row,
    columns: &'a Columns,
    faults: Vec<Fault>,
}

impl RowReading<'_> {
    fn input(&mut self) -> RequestInput {
        let (window_from, window_until) = (
            self.text(Column::WindowFrom),
            self.text(Column::WindowUntil),
        );
        let (model_name, model_sha256) =
            (self.text(Column::ModelName), self.text(Column::ModelSha256));
        RequestInput {
            agent_id: self.text(Column::AgentId),
            accountable: self.text(Column::Accountable),
            purpose: self.text(Column::Purpose),
            profile: self.text(Column::Profile),
            actions: self.list(Column::Actions),
            instruments: self.list(Column::Instruments),
            resources: self.list(Column::Resources),
            limits: self.limits(),
            window: (!window_from.is_empty() || !window_until.is_empty()).then_some(WindowInput {
                from: window_from,
                until: window_until,
            }),
            model: (!model_name.is_empty() || !model_sha256.is_empty()).then_some(ModelInput {
                name: model_name,
                sha256: model_sha256,
            }),
            validity_days: self.number(Column::ValidityDays),
            valid_until: self.optional(Column::ValidUntil),
            validity_hours: self.number(Column::ValidityHours),
            key_algorithm: self.text(Column::KeyAlgorithm),
            csr: self.optional(Column::Csr),
            renews: self.optional(Column::Renews),
            same_key: self.yes(Column::SameKey),
        }
    }

    fn fault(&mut self, column: Column, entry: Option<u32>, code: FaultCode) {
        self.faults.push(Fault::of_column(column, entry, code));
    }

    fn text(&mut self, column: Column) -> String {
        let place = self.columns.place_of(column);
        let cell = place.and_then(|place| self.row.cells.get(place));
        let text = cell::restored(cell.map_or("", String::as_str)).trim();
        let length = text.chars().count();
        if length > MAX_CELL {
            let max = MAX_CELL;
            self.fault(
                column,
                None,
                FaultCode::Field(Code::TooLong { length, max }),
            );
            return String::new();
        }
        text.to_owned()
    }

    fn optional(&mut self, column: Column) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    fn list(&mut self, column: Column) -> Vec<String> {
        entries(&self.text(column))
    }

    fn number(&mut self, column: Column) -> Option<u32> {
        let text = self.optional(column)?;
        let number = text.parse().ok();
        if number.is_none() {
            self.fault(column, None, FaultCode::NotANumber);
        }
        number
    }

    fn yes(&mut self, column: Column) -> bool {
        match self.text(column).to_lowercase().as_str() {
            "yes" | "true" | "1" => true,
            "" | "no" | "false" | "0" => false,
            _ => {
                self.fault(column, None, FaultCode::NotYesOrNo);
                false
            }
        }
    }

    fn limits(&mut self) -> Vec<LimitInput> {
        let mut limits: Vec<LimitInput> = Vec::new();
        for (currency, amount, _) in self.amounts(Column::LimitPerAction) {
            limits.push(LimitInput {
                currency,
                per_action: amount,
                per_day: None,
            });
        }
        for (currency, amount, entry) in self.amounts(Column::LimitPerDay) {
            let limit = limits.iter_mut().find(|limit| limit.currency == currency);
            let code = match limit {
                None => FaultCode::DayWithoutAction { currency },
                Some(limit) if limit.per_day.is_some() => {
                    FaultCode::Field(Code::Duplicate { entry: currency })
                }
                Some(limit) => {
                    limit.per_day = Some(amount);
                    continue;
                }
            };
            self.fault(Column::LimitPerDay, Some(entry), code);
        }
        limits
    }

    /// `EUR 50000.00; USD 1000`: currency, amount, and which entry it is, from 1.
    fn amounts(&mut self, column: Column) -> Vec<(String, String, u32)> {
        let mut amounts = Vec::new();
        for (entry, text) in (1..).zip(self.list(column)) {
            let words: Vec<&str> = text.split_whitespace().collect();
            match words[..] {
                [currency, amount] => amounts.push((currency.to_owned(), amount.to_owned(), entry)),
                _ => self.fault(column, Some(entry), FaultCode::NotALimit),
            }
        }
        amounts
    }

    /// What stands to the right of the last column would be lost.
    fn check_beyond(&mut self) {
        let beyond = self.row.cells.iter().enumerate().skip(self.columns.len());
        let lost = beyond.filter(|(_, cell)| !cell.trim().is_empty());
        self.faults
            .extend(lost.map(|(place, _)| Fault::at_place(place, "", FaultCode::NoColumn)));
    }
}

/// The entries of a list. One after the last separator is none.
fn entries(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches(LIST);
    if text.is_empty() {
        return Vec::new();
    }
    text.split(LIST)
        .map(|entry| entry.trim().to_owned())
        .collect()
}
