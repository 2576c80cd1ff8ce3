//! Tables: columns of fixed width, hairlines between rows, the header again
//! on every page. A row stays whole unless it would waste half a page.

use crate::display::Color;
use crate::layout::{Flow, line_count, usize_to_f32};
use crate::structure::{NodeId, Role};
use crate::style::{BOTTOM, MARGIN, MEASURE, TOP, Type};
use crate::text::{Line, Span, lines};

const PAD: f32 = 3.5;
const GUTTER: f32 = 9.0;

/// A column: its heading and its share of the width.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) heading: &'static str,
    pub(crate) share: f32,
}

/// A cell: paragraphs of spans, set apart by `spacing` points.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) paragraphs: Vec<Vec<Span>>,
    pub(crate) spacing: f32,
}

impl Cell {
    pub(crate) fn of(span: Span) -> Self {
        Self {
            paragraphs: vec![vec![span]],
            spacing: 0.0,
        }
    }

    pub(crate) fn plain(text: impl AsRef<str>) -> Self {
        Self::of(Span::plain(text))
    }

    pub(crate) fn mono(text: impl AsRef<str>) -> Self {
        Self::of(Span::mono(text))
    }

    /// One paragraph more.
    pub(crate) fn and(mut self, span: Span) -> Self {
        self.paragraphs.push(vec![span]);
        self
    }
}

/// A table before it is laid out.
pub(crate) struct Table {
    /// Empty headings throughout: no header row; the first cell of a row heads it.
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Cell>>,
    pub(crate) kind: Type,
}

impl Table {
    pub(crate) fn new(columns: &[(&'static str, f32)]) -> Self {
        let columns = columns
            .iter()
            .map(|(heading, share)| Column {
                heading,
                share: *share,
            })
            .collect();
        Self {
            columns,
            rows: Vec::new(),
            kind: Type::TABLE,
        }
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        debug_assert_eq!(N, self.columns.len(), "a row has a cell for each column");
        self.rows.push(cells.into());
    }

    fn has_header(&self) -> bool {
        self.columns.iter().any(|column| !column.heading.is_empty())
    }
}

/// A column on the page.
struct Track {
    x: f32,
    width: f32,
}

/// How a table is drawn, the same for all its rows.
struct Frame {
    tracks: Vec<Track>,
    kind: Type,
    header: Option<SetRow>,
}

type SetRow = Vec<Vec<Line>>;

impl Flow<'_> {
    /// Sets a table; what follows it begins below.
    pub(crate) fn table(&mut self, table: &Table) {
        let mut frame = Frame {
            tracks: tracks(&table.columns),
            kind: table.kind,
            header: None,
        };
        let node = self.element(Role::Table);
        frame.header = table.has_header().then(|| self.set_header(table, &frame));
        let rows: Vec<SetRow> = table
            .rows
            .iter()
            .map(|row| self.set_row(row, &frame))
            .collect();
        let height = |row: &SetRow| row_height(row, frame.kind);
        let first = rows.first().map_or(0.0, |row| height(row).min(90.0));
        self.need(frame.header.as_ref().map_or(0.0, height) + first);
        if let Some(header) = &frame.header {
            let row = self.structure.add(node, Role::TableRow);
            let cells = self.cells(row, header.len(), Role::ColumnHeader, Role::ColumnHeader);
            self.draw_header(&frame, Some(&cells));
        } else {
            self.rule(0.5, Color::RULE);
        }
        for (index, row) in rows.iter().enumerate() {
            // The last row does not go over alone.
            let last = rows.get(index + 1).filter(|_| index + 2 == rows.len());
            let kept = last.map_or(0.0, |last| row_height(last, frame.kind));
            self.draw_row(node, row, &frame, kept);
        }
        self.gap(8.0);
    }

    fn set_header(&self, table: &Table, frame: &Frame) -> SetRow {
        let cells = table
            .columns
            .iter()
            .map(|column| Cell::of(Span::strong(column.heading)));
        self.set_row(&cells.collect::<Vec<_>>(), frame)
    }

    fn set_row(&self, cells: &[Cell], frame: &Frame) -> SetRow {
        let both = cells.iter().zip(&frame.tracks);
        both.map(|(cell, track)| self.set_cell(cell, track.width, frame.kind))
            .collect()
    }

    fn set_cell(&self, cell: &Cell, width: f32, kind: Type) -> Vec<Line> {
        let mut set = Vec::new();
        for spans in &cell.paragraphs {
            let mut paragraph = lines(self.fonts, spans, kind.size, width);
            paragraph[0].above = if set.is_empty() { 0.0 } else { cell.spacing };
            set.extend(paragraph);
        }
        set
    }

    fn cells(&mut self, row: NodeId, count: usize, first: Role, other: Role) -> Vec<NodeId> {
        (0..count)
            .map(|index| {
                self.structure
                    .add(row, if index == 0 { first } else { other })
            })
            .collect()
    }

    /// `cells` is `None` on a later page: a repeated header is an artifact.
    fn draw_header(&mut self, frame: &Frame, cells: Option<&[NodeId]>) {
        let Some(header) = &frame.header else { return };
        let mut rest = Rest::of(header);
        self.draw_lines(&mut rest, frame, cells);
        self.rule(1.0, Color::INK);
        self.y += 1.0;
    }

    /// `kept` is the height of what must stay on the page of this row.
    fn draw_row(&mut self, table: NodeId, row: &SetRow, frame: &Frame, kept: f32) {
        let node = self.structure.add(table, Role::TableRow);
        let first = if frame.header.is_some() {
            Role::Cell
        } else {
            Role::RowHeader
        };
        let cells = self.cells(node, row.len(), first, Role::Cell);
        let height = row_height(row, frame.kind);
        let whole = height < (BOTTOM - TOP) / 2.0;
        let kept = if whole && kept < (BOTTOM - TOP) / 4.0 {
            kept
        } else {
            0.0
        };
        if height + kept > self.room() && (whole || self.room() < 90.0) {
            self.continue_table(frame);
        }
        let mut rest = Rest::of(row);
        self.draw_lines(&mut rest, frame, Some(&cells));
        while !rest.is_empty() {
            self.continue_table(frame);
            self.draw_lines(&mut rest, frame, Some(&cells));
        }
        self.rule(0.5, Color::RULE);
        self.y += 0.5;
    }

    fn continue_table(&mut self, frame: &Frame) {
        self.new_page();
        self.draw_header(frame, None);
    }

    /// Draws of every cell, side by side, what fits on the page, and goes below the longest.
    fn draw_lines(&mut self, rest: &mut Rest<'_>, frame: &Frame, cells: Option<&[NodeId]>) {
        let top = self.y + PAD;
        let end = self.bottom - PAD;
        let mut bottom = top;
        for (index, (cell, track)) in rest.0.iter_mut().zip(&frame.tracks).enumerate() {
            self.y = top;
            while let Some((line, later)) = cell.split_first() {
                let above = if self.y > top { line.above } else { 0.0 };
                // At least one line goes on each page, so that this ends.
                if self.y > top && self.y + above + frame.kind.leading > end {
                    break;
                }
                self.y += above;
                self.draw(line, track.x, frame.kind, cells.map(|cells| cells[index]));
                self.y += frame.kind.leading;
                *cell = later;
            }
            bottom = bottom.max(self.y);
        }
        self.y = bottom + PAD;
    }
}

/// What of a row is still to be drawn.
struct Rest<'a>(Vec<&'a [Line]>);

impl<'a> Rest<'a> {
    fn of(row: &'a SetRow) -> Self {
        Self(row.iter().map(Vec::as_slice).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|cell| cell.is_empty())
    }
}

fn tracks(columns: &[Column]) -> Vec<Track> {
    let total: f32 = columns.iter().map(|column| column.share).sum();
    let usable = MEASURE - GUTTER * usize_to_f32(columns.len() - 1);
    let mut x = MARGIN;
    columns
        .iter()
        .map(|column| {
            let track = Track {
                x,
                width: usable * column.share / total,
            };
            x += track.width + GUTTER;
            track
        })
        .collect()
}

fn row_height(row: &SetRow, kind: Type) -> f32 {
    let height = |cell: &Vec<Line>| {
        line_count(cell) * kind.leading + cell.iter().map(|line| line.above).sum::<f32>()
    };
    row.iter().map(height).fold(0.0, f32::max) + 2.0 * PAD + 1.0
}

/// Two columns without a header: what it is, and what it says.
pub(crate) struct Facts(Table);

impl Facts {
    pub(crate) fn new() -> Self {
        Self(Table::new(&[("", 0.84), ("", 2.9), ("", 0.5)]))
    }

    /// In the size of prose, for what a reader came for.
    pub(crate) fn large() -> Self {
        let mut facts = Self::new();
        facts.0.kind = Type::BODY;
        facts
    }

    /// A line without evidence id.
    pub(crate) fn add(&mut self, label: &str, value: Cell) {
        self.0
            .row([Cell::of(Span::faint(label)), value, Cell::default()]);
    }

    /// A figure: it carries an evidence id.
    pub(crate) fn figure(&mut self, label: &str, value: Cell, evidence: &str) {
        self.0
            .row([Cell::of(Span::faint(label)), value, Cell::mono(evidence)]);
    }

    pub(crate) fn set(&self, flow: &mut Flow<'_>) {
        flow.table(&self.0);
    }
}

#[cfg(test)]
mod tests;
