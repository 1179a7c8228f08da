//! CSV: the header names the fields, each row becomes an object.

use super::cell::CellMistake;
use super::doubts::CellDoubt;
use super::error::InputError;
use super::header::Header;
use super::item::{FoundItem, ItemSpan, NextItem, Scratch};
use super::remarks::{is_rounded, odd_text};
use super::row::Row;
use super::window::Window;
use crate::record::{Location, Mistake};

#[derive(Default)]
pub(super) struct CsvReader {
    header: Option<Header>,
    row: Row,
    /// Where the first empty row stands: spreadsheets write empty rows at the end, and anywhere
    /// else they are a mistake.
    blank: Option<Location>,
    /// Rows need not have an id, and what is doubtful about one is told along with it.
    is_any: bool,
    /// Of the row that was read last.
    pub doubts: Vec<CellDoubt>,
}

impl CsvReader {
    pub fn of_any_rows() -> CsvReader {
        CsvReader {
            is_any: true,
            ..CsvReader::default()
        }
    }

    pub fn next(&mut self, window: &mut Window, scratch: &mut Scratch) -> NextItem {
        loop {
            let Some(len) = self.row(window)? else {
                return Ok(None);
            };
            let Some(header) = &self.header else {
                let header = Header::of(&self.row, scratch.kind, self.is_any)
                    .map_err(|mistake| self.refuse(window, mistake))?;
                for &(at, meant) in &header.misspelt {
                    let location = window.location_at(self.row.offset(at));
                    let name = self.row.cell(at);
                    scratch.remarks.note_column(name, meant, location);
                }
                self.header = Some(header);
                window.advance(len);
                continue;
            };
            if self.row.is_blank() {
                self.blank.get_or_insert_with(|| window.location());
                window.advance(len);
                continue;
            }
            if header.is_again(&self.row) {
                let mistake = Mistake::new(0, "a header once more, where a row is expected").hint(
                    "give each table as a file of its own; Miller begins another one where \
                         records have other fields, and `flatten then unsparsify` makes them one",
                );
                return Err(window.refuse(mistake));
            }
            if let Some(blank) = self.blank.take() {
                let mistake = Mistake::new((), "a row of empty cells, and other rows after it")
                    .hint("at the end of the file such rows are left out; delete it, or give it an id");
                return Err(window
                    .refuse_at(blank, mistake)
                    .passed_over_record("{}".to_owned()));
            }
            let found = FoundItem {
                location: window.location(),
                json: ItemSpan::Scratch,
                id: ItemSpan::Scratch,
            };
            if scratch.csv_safe {
                self.row.unguard();
            }
            self.doubts.clear();
            for at in 0..self.row.len() {
                if self.is_any {
                    let location = window.location_at(self.row.offset(at));
                    let (cell, is_quoted) = (self.row.cell(at), self.row.is_quoted(at));
                    let doubt = CellDoubt::of(cell, is_quoted, header.column(at), location);
                    self.doubts.extend(doubt);
                    continue;
                }
                if let Some(odd) = odd_text(self.row.cell(at), self.row.is_quoted(at)) {
                    let location = window.location_at(self.row.offset(at));
                    let column = header.column(at);
                    scratch.remarks.note_odd_cell(column, odd, location);
                }
            }
            let record = header.record(&self.row, found.location, scratch);
            if record.is_ok() && is_rounded(&scratch.id) {
                scratch.remarks.note_rounded(&scratch.id, found.location);
            }
            let checked = record.map_err(|mistake| {
                self.refuse(window, mistake)
                    .passed_over_record(header.unchecked(&self.row))
            });
            window.advance(len);
            checked?;
            return Ok(Some(found));
        }
    }

    /// Splits the next row that is not an empty line; it is not consumed yet.
    fn row(&mut self, window: &mut Window) -> Result<Option<usize>, InputError> {
        loop {
            let text = window.unread();
            let empty = match text.as_bytes() {
                [b'\n', ..] => 1,
                [b'\r', b'\n', ..] => 2,
                _ => 0,
            };
            if empty > 0 {
                window.advance(empty);
                continue;
            }
            if text.is_empty() && window.ended() {
                return Ok(None);
            }
            match self.row.split(text, window.ended()) {
                Ok(Some(len)) => {
                    window.check_length(len)?;
                    return Ok(Some(len));
                }
                Ok(None) => window.fill()?,
                Err(mistake) => return Err(window.refuse(mistake)),
            }
        }
    }

    fn refuse(&self, window: &Window, mistake: CellMistake) -> InputError {
        let offset = |cell: Option<usize>| cell.map_or(0, |cell| self.row.offset(cell));
        window.refuse(mistake.relocated(offset))
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
