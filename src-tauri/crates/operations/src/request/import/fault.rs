//! What is wrong with a file's rows: by row and column, with words in each language.

use chancery_domain::{
    Language,
    problem::{Code, Problem},
};

use super::column::{Column, Columns, letters};
use crate::view::ImportFault;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FaultCode {
    /// A field of the request.
    Field(Code),
    /// A quotation mark that is not closed, or stands alone within a cell.
    OpenQuote,
    /// A row that is wider than any table of requests.
    TooManyCells { count: usize, max: usize },
    /// A cell beneath no name.
    NoColumn,
    /// A column of another name.
    UnknownColumn,
    /// Two columns of one name.
    ColumnTwice,
    /// A column that every row needs.
    ColumnMissing,
    /// Not a whole number.
    NotANumber,
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not a currency and an amount.
    NotALimit,
    /// A day's limit in a currency that has none for an action.
    DayWithoutAction { currency: String },
    /// An earlier row asks for the same agent.
    TwiceInFile { row: u32 },
    /// An earlier row brings the same key for another agent.
    KeyTwice { row: u32 },
    /// A request for the agent waits already.
    WaitingAlready { request: String },
    /// The agent has a certificate in force, and the row does not say that it follows it.
    ActiveAlready { serial: String },
}

/// One fault of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    column: Option<Column>,
    /// Where the column is, if not by its name.
    place: Option<usize>,
    /// As the header names it, if it is none of ours.
    name: String,
    /// Which entry of a list, from 1.
    entry: Option<u32>,
    pub(super) code: FaultCode,
}

impl Fault {
    /// A fault of a cell, or of one entry in it.
    pub(super) fn of_column(column: Column, entry: Option<u32>, code: FaultCode) -> Self {
        Self {
            column: Some(column),
            place: None,
            name: column.name().to_owned(),
            entry,
            code,
        }
    }

    /// A fault at a place that may have no column of ours.
    pub(super) fn at_place(place: usize, name: &str, code: FaultCode) -> Self {
        Self {
            column: None,
            place: Some(place),
            name: name.chars().take(64).collect(),
            entry: None,
            code,
        }
    }

    /// A fault of a whole row.
    pub(super) fn of_row(code: FaultCode) -> Self {
        Self {
            column: None,
            place: None,
            name: String::new(),
            entry: None,
            code,
        }
    }

    /// A problem of the request that a row asks for.
    pub(super) fn of_problem(problem: Problem) -> Self {
        let (column, entry) = Column::of_field(&problem.field);
        Self::of_column(column, entry, FaultCode::Field(problem.code))
    }

    /// True if both are about the same column.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.column.is_some() && self.column == other.column
    }

    /// True if the row is at fault only because the agent has a request or certificate already.
    pub(super) fn is_duplicate(&self) -> bool {
        matches!(
            self.code,
            FaultCode::TwiceInFile { .. }
                | FaultCode::WaitingAlready { .. }
                | FaultCode::ActiveAlready { .. }
        )
    }

    pub(super) fn view(&self, row: u32, columns: &Columns, language: Language) -> ImportFault {
        let place = self.place.or_else(|| columns.place_of(self.column?));
        ImportFault {
            row,
            column: self.name.clone(),
            cell: place.map_or_else(String::new, |place| format!("{}{row}", letters(place))),
            entry: self.entry,
            code: self.code.name().to_owned(),
            message: self.code.message(language),
        }
    }
}

impl FaultCode {
    /// The stable name that programs branch on.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Field(code) => code.name(),
            Self::OpenQuote => "open_quote",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::NoColumn => "no_column",
            Self::UnknownColumn => "unknown_column",
            Self::ColumnTwice => "column_twice",
            Self::ColumnMissing => "column_missing",
            Self::NotANumber => "not_a_number",
            Self::NotYesOrNo => "not_yes_or_no",
            Self::NotALimit => "not_a_limit",
            Self::DayWithoutAction { .. } => "day_without_action",
            Self::TwiceInFile { .. } => "twice_in_file",
            Self::KeyTwice { .. } => "key_twice",
            Self::WaitingAlready { .. } => "waiting_already",
            Self::ActiveAlready { .. } => "active_already",
        }
    }

    fn message(&self, language: Language) -> String {
        match language {
            Language::En => self.in_english(),
            Language::De => self.in_german(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::Field(code) => code.message(Language::En),
            Self::OpenQuote => "A quotation mark is not closed here, so that the row can’t be told from those beneath. Put the cell in quotation marks and double those within it.".into(),
            Self::TooManyCells { count, max } => {
                format!("{count} cells are too many; a row has at most {max}.")
            }
            Self::NoColumn => "This cell stands beneath no column’s name.".into(),
            Self::UnknownColumn => "There is no column of that name.".into(),
            Self::ColumnTwice => "This column is there twice.".into(),
            Self::ColumnMissing => "This column is needed.".into(),
            Self::NotANumber => "Not a whole number.".into(),
            Self::NotYesOrNo => "Write yes or no, or leave it empty.".into(),
            Self::NotALimit => "Not a limit. Write a currency and an amount, such as EUR 50000.00.".into(),
            Self::DayWithoutAction { currency } => format!(
                "A limit for a day in {currency} needs one for an action in {currency}."
            ),
            Self::TwiceInFile { row } => format!("Row {row} asks for this agent already."),
            Self::KeyTwice { row } => {
                format!("Row {row} brings the same key for another agent. A key belongs to one agent.")
            }
            Self::WaitingAlready { request } => {
                format!("{request} asks for this agent and is not done.")
            }
            Self::ActiveAlready { serial } => format!(
                "This agent has certificate {serial}. To follow it, put its number into the column “renews”."
            ),
        }
    }

    fn in_german(&self) -> String {
        match self {
            Self::Field(code) => code.message(Language::De),
            Self::OpenQuote => "Ein Anführungszeichen ist hier nicht geschlossen; die Zeile lässt sich von den folgenden nicht trennen. Die Zelle in Anführungszeichen setzen und die darin verdoppeln.".into(),
            Self::TooManyCells { count, max } => {
                format!("{count} Zellen sind zu viele; eine Zeile hat höchstens {max}.")
            }
            Self::NoColumn => "Über dieser Zelle steht kein Spaltenname.".into(),
            Self::UnknownColumn => "Eine Spalte dieses Namens gibt es nicht.".into(),
            Self::ColumnTwice => "Diese Spalte steht zweimal da.".into(),
            Self::ColumnMissing => "Diese Spalte fehlt.".into(),
            Self::NotANumber => "Keine ganze Zahl.".into(),
            Self::NotYesOrNo => "Bitte yes oder no schreiben oder leer lassen.".into(),
            Self::NotALimit => "Keine Grenze. Währung und Betrag schreiben, etwa EUR 50000.00.".into(),
            Self::DayWithoutAction { currency } => format!(
                "Eine Grenze je Tag in {currency} braucht eine je Handlung in {currency}."
            ),
            Self::TwiceInFile { row } => format!("Zeile {row} beantragt diesen Agenten schon."),
            Self::KeyTwice { row } => format!(
                "Zeile {row} bringt denselben Schlüssel für einen anderen Agenten. Ein Schlüssel gehört zu einem Agenten."
            ),
            Self::WaitingAlready { request } => {
                format!("{request} gilt diesem Agenten und ist noch offen.")
            }
            Self::ActiveAlready { serial } => format!(
                "Dieser Agent hat das Zertifikat {serial}. Soll das neue darauf folgen, gehört dessen Nummer in die Spalte „renews“."
            ),
        }
    }
}
