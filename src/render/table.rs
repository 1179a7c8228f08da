//! Tables: sober, as wide as the terminal, and whole where there is none.
//!
//! Rows become known page by page, so a column may become wider from one page to the next,
//! and a single cell that is wider than its column runs over its edge.

use std::borrow::Cow;

use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Row, Table, Width, presets};

use super::clean::for_terminal;
use super::error::RenderError;
use super::out::Out;
use super::widths::{
    ColumnNeeds, Shrinking, cut_begin, cut_end, cut_values, lay_out_row, width_of,
};

/// Space between two columns.
const GAP: usize = 2;
/// comfy-table counts widths in 16 bits; a row with a wider cell is written without it.
const WIDEST: usize = 60_000;
/// Where nothing is cut, one very long cell must not fill all other lines with blanks.
const WIDEST_COLUMN: usize = 120;
/// Blanks behind the last column are taken away, but they take time.
const WIDEST_AT_END: usize = 1_000;
/// Few cells have more bytes than this.
const USUAL_CELL: usize = 32;
/// Rows that comfy-table holds at a time, and the bytes of these from which there are fewer.
const AT_ONCE: usize = 200;
const BYTES_AT_ONCE: usize = 64 * 1024;

/// The rows of a page, cell after cell in one text.
pub struct Rows {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    /// The columns that each cell takes.
    widths: Vec<usize>,
    columns: usize,
}

impl Rows {
    /// With room for this many rows.
    pub fn new(columns: usize, rows: usize) -> Rows {
        let cells = columns * rows;
        Rows {
            text: String::with_capacity(cells * USUAL_CELL),
            ends: Vec::with_capacity(cells),
            widths: Vec::with_capacity(cells),
            columns: columns.max(1),
        }
    }

    /// Adds the next cell of the row, or the first one of the next row.
    pub fn add_cell(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
        self.widths.push(width_of(cell));
    }

    /// What its texts take.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    fn len(&self) -> usize {
        self.ends.len() / self.columns
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        let at = row * self.columns + column;
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[begin..self.ends[at]]
    }

    fn widths(&self, row: usize) -> &[usize] {
        &self.widths[row * self.columns..(row + 1) * self.columns]
    }
}

/// A table that is written page by page.
pub struct Grid {
    header: Vec<String>,
    shrinking: Vec<Shrinking>,
    /// The terminal's width; none where nothing may be cut.
    total: Option<usize>,
    /// As wide as the pages so far needed them.
    widths: Vec<usize>,
    /// What the pages so far needed, however wide the terminal is.
    needs: Vec<usize>,
    /// Whether the header has been written, or is not wanted.
    has_header: bool,
}

impl Grid {
    pub fn new(header: Vec<(String, Shrinking)>, total: Option<usize>) -> Grid {
        let (header, shrinking): (Vec<String>, Vec<Shrinking>) = header.into_iter().unzip();
        let needs: Vec<usize> = header.iter().map(|name| width_of(name)).collect();
        Grid {
            widths: needs.clone(),
            needs,
            header,
            shrinking,
            total,
            has_header: false,
        }
    }

    /// The header is neither written nor given room.
    pub fn leave_out_header(&mut self) {
        self.has_header = true;
        self.needs.fill(1);
        self.widths.fill(1);
    }

    /// Writes rows, and the header before the first ones.
    pub fn rows(&mut self, rows: &Rows, out: &mut Out) -> Result<(), RenderError> {
        self.widen(rows);
        let mut block = Block::new(&self.widths);
        if !self.has_header {
            self.has_header = true;
            let header = self.header.iter().zip(&self.widths);
            block.add(header.map(|(name, width)| cut_begin(name, *width)));
        }
        let mut shown = Vec::with_capacity(self.header.len());
        for row in 0..rows.len() {
            let cells = rows.widths(row);
            let total = self.total;
            lay_out_row(cells, &self.widths, &self.shrinking, GAP, total, &mut shown);
            let cell = |(column, width): (usize, &usize)| {
                let text = rows.cell(row, column);
                match self.shrinking[column] {
                    _ if cells[column] <= *width => Cow::Borrowed(text),
                    Shrinking::InValues => cut_values(text, *width),
                    _ => cut_end(text, *width),
                }
            };
            if self.is_regular(&shown) {
                block.add(shown.iter().enumerate().map(cell));
                if block.is_full() {
                    block.write(out)?;
                }
                continue;
            }
            block.write(out)?;
            if shown.iter().any(|width| *width > WIDEST) {
                let cells: Vec<_> = shown.iter().enumerate().map(cell).collect();
                out.line(cells.join("  ").trim_end())?;
                continue;
            }
            let mut alone = Block::new(&over_the_edge(&shown, &self.widths));
            alone.add(shown.iter().enumerate().map(cell));
            alone.write(out)?;
        }
        block.write(out)
    }

    /// Whether the cells fit into their columns. The last one may be longer: nothing is behind it.
    fn is_regular(&self, shown: &[usize]) -> bool {
        let (Some((last, shown)), Some((last_width, widths))) =
            (shown.split_last(), self.widths.split_last())
        else {
            return true;
        };
        *last <= WIDEST_AT_END.max(*last_width)
            && shown.iter().zip(widths).all(|(cell, width)| cell <= width)
    }

    /// Makes the columns as wide as a page needs them.
    fn widen(&mut self, rows: &Rows) {
        let needs = ColumnNeeds {
            shrinking: &self.shrinking,
            least: &self.needs,
            cells: &rows.widths,
        };
        let gaps = GAP * self.header.len().saturating_sub(1);
        let Some(total) = self.total else {
            self.needs = needs.uncut(WIDEST_COLUMN);
            self.widths.clone_from(&self.needs);
            return;
        };
        self.widths = needs.within(total.saturating_sub(gaps));
        let needed = needs.uncut(usize::MAX);
        for (column, need) in needed.into_iter().enumerate() {
            self.needs[column] = match self.shrinking[column] {
                // An id that is longer than its column takes no room from the next pages.
                Shrinking::Never => self.widths[column],
                _ => need.min(total),
            };
        }
    }
}

/// The widths of a row with a cell that runs over the edge of its column: the next ones begin later,
/// and stand in their columns again as soon as they can.
fn over_the_edge(shown: &[usize], widths: &[usize]) -> Vec<usize> {
    let (mut column, mut begin) = (0, 0);
    let mut own = Vec::with_capacity(shown.len());
    for (shown, width) in shown.iter().zip(widths) {
        column += width + GAP;
        // comfy-table has no column without any width.
        let end = column.max(begin + (*shown).max(1) + GAP);
        own.push(end - begin - GAP);
        begin = end;
    }
    own
}

/// Rows that are laid out at once: comfy-table is given each column as one cell of many lines, which
/// costs it a fraction of what as many rows do.
struct Block {
    widths: Vec<usize>,
    /// What the last column needs, at its own width or over its edge.
    last_width: usize,
    columns: Vec<String>,
    rows: usize,
    bytes: usize,
}

impl Block {
    fn is_full(&self) -> bool {
        self.rows == AT_ONCE || self.bytes >= BYTES_AT_ONCE
    }

    fn new(widths: &[usize]) -> Block {
        Block {
            widths: widths.to_vec(),
            last_width: 1,
            columns: vec![String::new(); widths.len()],
            rows: 0,
            bytes: 0,
        }
    }

    fn add(&mut self, cells: impl Iterator<Item = impl AsRef<str>>) {
        let last = self.columns.len().saturating_sub(1);
        for (at, (column, cell)) in self.columns.iter_mut().zip(cells).enumerate() {
            if self.rows > 0 {
                column.push('\n');
            }
            let cell = cell.as_ref();
            column.push_str(cell);
            self.bytes += cell.len();
            if at == last {
                self.last_width = self.last_width.max(width_of(cell));
            }
        }
        self.rows += 1;
    }

    /// Writes the rows, and takes new ones from then on.
    fn write(&mut self, out: &mut Out) -> Result<(), RenderError> {
        if self.rows == 0 {
            return Ok(());
        }
        self.rows = 0;
        self.bytes = 0;
        let columns = self.columns.iter_mut().map(|column| {
            let room = String::with_capacity(column.len());
            std::mem::replace(column, room)
        });
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled)
            .add_row(Row::from(columns.map(Cell::new_owned)));
        let last = self.widths.len().saturating_sub(1);
        for (at, (column, width)) in table.column_iter_mut().zip(&self.widths).enumerate() {
            let (width, gap) = match at == last {
                true => (self.last_width, 0),
                false => (*width, GAP),
            };
            column.set_padding((0, to_u16(gap)));
            let width = Width::Fixed(to_u16(width + gap));
            column.set_constraint(ColumnConstraint::Absolute(width));
        }
        for line in table.lines() {
            out.line(line.trim_end())?;
        }
        self.last_width = 1;
        Ok(())
    }
}

fn to_u16(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// How wide a small table is where nothing is cut.
pub fn table_width(header: &[(&str, Shrinking)], rows: &[Vec<String>]) -> usize {
    let columns = header.iter().enumerate().map(|(column, (name, _))| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let widest = cells.map(|cell| width_of(&for_terminal(cell))).max();
        widest.unwrap_or(0).max(width_of(name)) + GAP
    });
    columns.sum::<usize>().saturating_sub(GAP)
}

/// A small table written at once (profiles).
pub fn sober(
    header: &[(&str, Shrinking)],
    rows: &[Vec<String>],
    width: Option<usize>,
    out: &mut Out,
) -> Result<(), RenderError> {
    let header = header.iter().map(|&(name, how)| (name.to_owned(), how));
    let mut cells = Rows::new(header.len(), rows.len());
    for cell in rows.iter().flatten() {
        cells.add_cell(&for_terminal(cell));
    }
    Grid::new(header.collect(), width).rows(&cells, out)
}
