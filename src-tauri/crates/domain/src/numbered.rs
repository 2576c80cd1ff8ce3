//! Ids that count within a workspace: a prefix, a year, a number of at least four digits.

/// The id of a year and number: `REQ-2026-0041`.
pub(crate) fn id(prefix: &str, year: i32, number: u64) -> String {
    format!("{prefix}-{year:04}-{number:04}")
}

/// True for a prefix, a year, and a number of at least four digits.
pub(crate) fn is_id(prefix: &str, id: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let rest = id.strip_prefix(prefix).and_then(|id| id.strip_prefix('-'));
    rest.and_then(|rest| rest.split_once('-'))
        .is_some_and(|(year, number)| {
            year.len() == 4 && (4..=12).contains(&number.len()) && digits(year) && digits(number)
        })
}
