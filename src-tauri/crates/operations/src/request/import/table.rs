//! The text as a table: rows and cells, numbered as a spreadsheet numbers them.

use csv::{ReaderBuilder, StringRecord};

use super::{ImportRefusal, fault::FaultCode};

/// Rows beneath the header are at most so many: as many as one decision takes in.
pub const MAX_ROWS: usize = chancery_domain::batch::MAX_BATCH;
/// Cells of a row; there are fewer columns than that.
pub(super) const MAX_CELLS: usize = 64;
/// Characters of a cell: as many as a cell of a spreadsheet holds.
pub(super) const MAX_CELL: usize = 32_767;

/// A table as it was read.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) separator: u8,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row that is not blank.
#[derive(Debug)]
pub(super) struct Row {
    /// Its number in a spreadsheet, where the header is row 1.
    pub(super) number: u32,
    pub(super) cells: Vec<String>,
    /// What is wrong with it as a row; its cells are not read then.
    pub(super) broken: Option<FaultCode>,
}

/// Reads a table. Blank rows are left out, but counted.
pub(super) fn read(text: &str) -> Result<Table, ImportRefusal> {
    let separator = separator(text);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table {
        separator,
        header: Vec::new(),
        rows: Vec::new(),
    };
    let mut record = StringRecord::new();
    let mut lines = Lines {
        text,
        at: 0,
        row: 0,
    };
    loop {
        lines.skip_blank();
        let more = reader.read_record(&mut record);
        if !more.expect("records of any length are read from text in memory") {
            break;
        }
        let end = usize::try_from(reader.position().byte()).expect("files are short");
        let raw = lines.advance(end);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let row = row(lines.row, &record, raw);
        if table.header.is_empty() {
            table.header = header(row)?;
        } else if table.rows.len() == MAX_ROWS {
            return Err(ImportRefusal::TooManyRows { max: MAX_ROWS });
        } else {
            table.rows.push(row);
        }
    }
    Ok(table)
}

fn header(row: Row) -> Result<Vec<String>, ImportRefusal> {
    match row.broken {
        Some(FaultCode::TooManyCells { count, max }) => {
            Err(ImportRefusal::TooManyColumns { count, max })
        }
        Some(_) => Err(ImportRefusal::Header),
        None => Ok(row.cells),
    }
}

fn row(number: u32, record: &StringRecord, raw: &str) -> Row {
    let broken = broken(record, raw);
    let cells = match broken {
        Some(_) => Vec::new(),
        None => record.iter().map(str::to_owned).collect(),
    };
    Row {
        number,
        cells,
        broken,
    }
}

fn broken(record: &StringRecord, raw: &str) -> Option<FaultCode> {
    // Within a cell a quotation mark is doubled (RFC 4180, 2.7): an odd one opens a cell that
    // never ends, and swallows the rows beneath.
    if raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Some(FaultCode::OpenQuote);
    }
    // Empty cells to the right are what spreadsheets leave behind.
    let used = (1..)
        .zip(record)
        .filter(|(_, cell)| !cell.trim().is_empty());
    let count = used.map(|(place, _)| place).last().unwrap_or(0);
    (count > MAX_CELLS).then_some(FaultCode::TooManyCells {
        count,
        max: MAX_CELLS,
    })
}

/// The separator that is most frequent in the first line: a comma, a semicolon, as spreadsheets
/// write where the comma is in numbers, or a tab.
fn separator(text: &str) -> u8 {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator: u8| line.bytes().filter(|byte| *byte == separator).count();
    // The last of equal ones is the greatest: a comma, if there is none of them.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|separator| count(*separator))
        .expect("there are three")
}

/// Where in the text the reader is, and which row a spreadsheet is at.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    row: u32,
}

impl<'a> Lines<'a> {
    /// The reader passes over empty lines; a spreadsheet shows each as a row.
    fn skip_blank(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        // A record ends with the first byte of its line's end.
        let mut next = usize::from(self.ended_in_cr() && rest.first() == Some(&b'\n'));
        loop {
            let ends = match rest.get(next..) {
                Some([b'\r', b'\n', ..]) => 2,
                Some([b'\r' | b'\n', ..]) => 1,
                _ => break,
            };
            next += ends;
            self.row += 1;
        }
        self.at += next;
    }

    fn ended_in_cr(&self) -> bool {
        self.at > 0 && self.text.as_bytes()[self.at - 1] == b'\r'
    }

    /// Passes over one record; its bytes as they are in the file.
    fn advance(&mut self, end: usize) -> &'a str {
        let raw = self.text.get(self.at..end).unwrap_or_default();
        self.at = end;
        self.row += 1;
        raw
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u32> {
        let table = read(text).expect("a table");
        table.rows.iter().map(|row| row.number).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        assert_eq!(numbers("h\na\nb\n"), [2, 3]);
        assert_eq!(numbers("h\r\na\r\n\r\n\r\nb"), [2, 5]);
        assert_eq!(numbers("h,i\na,\n,\nb,\n"), [2, 4]);
        // What is quoted may hold line ends: it stays one row.
        assert_eq!(numbers("h\n\"a\n\nb\"\nc\n"), [2, 3]);
        assert_eq!(numbers("h\r\n\"a\r\nb\"\r\nc\r\n"), [2, 3]);
        assert_eq!(numbers("\n\nh\na\n"), [4]);
        assert_eq!(numbers("h\ra\r\rb"), [2, 4]);
    }

    #[test]
    fn separator_is_the_one_of_the_header() {
        for (text, separator) in [
            ("a,b\n1;2,3", b','),
            ("a;b;c\n1,2;3;4", b';'),
            ("a\tb\n1\t2", b'\t'),
            ("a\n1", b','),
        ] {
            assert_eq!(read(text).expect("a table").separator, separator, "{text}");
        }
    }

    #[test]
    fn quotation_mark_that_is_not_closed_is_told_with_its_row() {
        let table = read("h\na\n\"b\nc\nd\n").expect("a table");
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[1].number, 3);
        assert!(matches!(table.rows[1].broken, Some(FaultCode::OpenQuote)));
    }

    #[test]
    fn a_million_columns_are_refused() {
        let wide = ",".repeat(1_000_000);
        let header = format!("h{wide}x\na\n");
        assert!(matches!(
            read(&header),
            Err(ImportRefusal::TooManyColumns { .. })
        ));
        let table = read(&format!("h\na{wide}x\nb\n")).expect("a table");
        assert!(table.rows[0].broken.is_some() && table.rows[1].broken.is_none());
        // Empty ones are what a spreadsheet leaves behind.
        let table = read(&format!("h\na{wide}\n")).expect("a table");
        assert!(table.rows[0].broken.is_none());
    }

    #[test]
    fn more_rows_than_one_decision_takes_are_refused() {
        let rows = "a\n".repeat(MAX_ROWS);
        assert_eq!(numbers(&format!("h\n{rows}")).len(), MAX_ROWS);
        assert!(matches!(
            read(&format!("h\n{rows}a\n")),
            Err(ImportRefusal::TooManyRows { .. })
        ));
    }
}
