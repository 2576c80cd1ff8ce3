//! Cells of a CSV file that a spreadsheet would take for a formula.
//!
//! A spreadsheet computes what begins with `=`, `+`, `-`, `@`, a tab or a line's end (OWASP, CSV
//! Injection). An apostrophe before it makes it text. What is written so reads back as it was: a
//! cell that has such an apostrophe of its own gets another.

use std::borrow::Cow;

/// A cell as it is safe to write.
pub(crate) fn neutralised(cell: &str) -> Cow<'_, str> {
    if is_formula(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What a cell says that was written by [`neutralised`]. Any other one says what it says.
pub(crate) fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_written_as_text() {
        for cell in [
            "=HYPERLINK(\"http://x\")",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
        ] {
            assert_eq!(neutralised(cell), format!("'{cell}"));
        }
        for cell in ["", "a=b", "bot-1", "'quoted'", " =1"] {
            assert_eq!(neutralised(cell), cell);
        }
    }

    #[test]
    fn every_cell_reads_back_as_it_was() {
        for cell in [
            "", "a", "=1", "'=1", "''=1", "'a", "''", "-", "'-'", "@x", "\n1",
        ] {
            assert_eq!(restored(&neutralised(cell)), cell, "{cell:?}");
        }
    }
}
