//! The columns of a file of requests, and which of them a field of a request comes from.

use super::fault::{Fault, FaultCode};

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    AgentId,
    Accountable,
    Purpose,
    Profile,
    Actions,
    Instruments,
    Resources,
    LimitPerAction,
    LimitPerDay,
    WindowFrom,
    WindowUntil,
    ModelName,
    ModelSha256,
    ValidityDays,
    ValidityHours,
    ValidUntil,
    KeyAlgorithm,
    Csr,
    Renews,
    SameKey,
}

impl Column {
    /// All of them, in the order in which they are written.
    pub(crate) const ALL: [Self; 20] = [
        Self::AgentId,
        Self::Accountable,
        Self::Purpose,
        Self::Profile,
        Self::Actions,
        Self::Instruments,
        Self::Resources,
        Self::LimitPerAction,
        Self::LimitPerDay,
        Self::WindowFrom,
        Self::WindowUntil,
        Self::ModelName,
        Self::ModelSha256,
        Self::ValidityDays,
        Self::ValidityHours,
        Self::ValidUntil,
        Self::KeyAlgorithm,
        Self::Csr,
        Self::Renews,
        Self::SameKey,
    ];

    /// Without these no row could be sound.
    const NEEDED: [Self; 3] = [Self::AgentId, Self::Accountable, Self::Purpose];

    /// Its name in the header.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::AgentId => "agent_id",
            Self::Accountable => "accountable",
            Self::Purpose => "purpose",
            Self::Profile => "profile",
            Self::Actions => "actions",
            Self::Instruments => "instruments",
            Self::Resources => "resources",
            Self::LimitPerAction => "limit_per_action",
            Self::LimitPerDay => "limit_per_day",
            Self::WindowFrom => "window_from",
            Self::WindowUntil => "window_until",
            Self::ModelName => "model_name",
            Self::ModelSha256 => "model_sha256",
            Self::ValidityDays => "validity_days",
            Self::ValidityHours => "validity_hours",
            Self::ValidUntil => "valid_until",
            Self::KeyAlgorithm => "key_algorithm",
            Self::Csr => "csr",
            Self::Renews => "renews",
            Self::SameKey => "same_key",
        }
    }

    /// The column that a field of a request comes from, and which entry of it, from 1:
    /// `instruments[2]`, `limits[0].per_day`, `window.until`.
    pub(super) fn of_field(field: &str) -> (Self, Option<u32>) {
        let entry = field.split_once('[').and_then(|(_, rest)| {
            let (index, _) = rest.split_once(']')?;
            index.parse::<u32>().ok().map(|index| index + 1)
        });
        let head = field.split(['[', '.']).next().unwrap_or_default();
        let column = match head {
            // Told by its currency, not by its place among the others.
            "limits" if field.ends_with(".per_day") => return (Self::LimitPerDay, None),
            "limits" => Self::LimitPerAction,
            "window" if field.ends_with(".until") => Self::WindowUntil,
            "window" => Self::WindowFrom,
            "model" if field.ends_with(".sha256") => Self::ModelSha256,
            "model" => Self::ModelName,
            name => Self::from_name(name).unwrap_or(Self::AgentId),
        };
        (column, entry)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

/// Columns that an export of the register has beside those of requests; nothing is read there.
pub(crate) const TOLD: [&str; 5] = ["serial", "state", "not_before", "not_after", "request"];

/// Which column of the file is which.
#[derive(Debug)]
pub(super) struct Columns {
    /// By their place; `None` for one in which nothing is read.
    places: Vec<Option<Column>>,
}

impl Columns {
    /// Reads the header. Names are taken as people type them: in any case, with spaces.
    pub(super) fn of(header: &[String]) -> (Self, Vec<Fault>) {
        let mut places: Vec<Option<Column>> = Vec::new();
        let mut faults = Vec::new();
        for (place, name) in header.iter().enumerate() {
            let plain = plain(name);
            let column = Column::from_name(&plain);
            let told = TOLD.contains(&plain.as_str()) || plain.is_empty();
            let code = match column {
                None if told => None,
                None => Some(FaultCode::UnknownColumn),
                Some(column) if places.contains(&Some(column)) => Some(FaultCode::ColumnTwice),
                Some(_) => None,
            };
            faults.extend(code.map(|code| Fault::at_place(place, name, code)));
            places.push(column);
        }
        for column in Column::NEEDED {
            if !places.contains(&Some(column)) {
                faults.push(Fault::of_column(column, None, FaultCode::ColumnMissing));
            }
        }
        (Self { places }, faults)
    }

    /// Where a column is, from 0.
    pub(super) fn place_of(&self, column: Column) -> Option<usize> {
        self.places.iter().position(|place| *place == Some(column))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// A place as a spreadsheet names it: `A`, `Z`, `AA`.
pub(super) fn letters(place: usize) -> String {
    let mut rest = place + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 26]);
        rest /= 26;
    }
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_lead_back_to_their_columns() {
        for (field, column, entry) in [
            ("agent_id", Column::AgentId, None),
            ("instruments[2]", Column::Instruments, Some(3)),
            ("limits", Column::LimitPerAction, None),
            ("limits[0].currency", Column::LimitPerAction, Some(1)),
            ("limits[1].per_day", Column::LimitPerDay, None),
            ("window.until", Column::WindowUntil, None),
            ("model.sha256", Column::ModelSha256, None),
            ("same_key", Column::SameKey, None),
        ] {
            assert_eq!(Column::of_field(field), (column, entry), "{field}");
        }
    }

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        for (place, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(place), name);
        }
    }

    #[test]
    fn header_tells_all_that_is_wrong_with_it() {
        let header = ["Agent ID", "PURPOSE", "purpose", "colour", "serial", ""];
        let (columns, faults) = Columns::of(&header.map(str::to_owned));
        let codes: Vec<_> = faults.iter().map(|fault| fault.code.name()).collect();
        assert_eq!(codes, ["column_twice", "unknown_column", "column_missing"]);
        assert_eq!(columns.place_of(Column::AgentId), Some(0));
        assert_eq!(columns.len(), 6);
    }
}
