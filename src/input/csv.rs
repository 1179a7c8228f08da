//! CSV: the header names the fields, each row becomes an object.

use super::error::InputError;
use super::header::{CellMistake, Header};
use super::item::{FoundItem, ItemSpan, Scratch};
use super::kind::InputKind;
use super::row::Row;
use super::window::Window;

#[derive(Default)]
pub(super) struct CsvReader {
    header: Option<Header>,
    row: Row,
}

impl CsvReader {
    pub fn next(
        &mut self,
        window: &mut Window,
        kind: InputKind,
        scratch: &mut Scratch,
    ) -> Result<Option<FoundItem>, InputError> {
        loop {
            let Some(len) = self.row(window)? else {
                return Ok(None);
            };
            let Some(header) = &self.header else {
                let header =
                    Header::of(&self.row, kind).map_err(|mistake| self.refuse(window, mistake))?;
                for &(at, meant) in &header.misspelt {
                    let location = window.location_at(self.row.offset(at));
                    let name = self.row.cell(at);
                    scratch.remarks.note_column(name, meant, location);
                }
                self.header = Some(header);
                window.advance(len);
                continue;
            };
            let found = FoundItem {
                location: window.location(),
                json: ItemSpan::Scratch,
                id: ItemSpan::Scratch,
            };
            if scratch.csv_safe {
                self.row.unguard();
            }
            let record = header.record(&self.row, found.location, scratch);
            let checked = record.map_err(|mistake| self.refuse(window, mistake).passed_over());
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
