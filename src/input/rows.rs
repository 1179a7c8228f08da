//! Rows of CSV as objects, whatever their columns are called.

use super::csv::CsvReader;
use super::doubts::CellDoubt;
use super::error::InputError;
use super::item::Scratch;
use super::kind::InputKind;
use super::window::Window;
use crate::record::Location;

/// A row as an object.
pub(crate) struct CsvRow<'a> {
    pub json: &'a str,
    /// Where it begins.
    pub location: Location,
    /// Cells that may be meant otherwise.
    pub doubts: &'a [CellDoubt],
}

/// The rows under a header, one after the other.
pub(crate) struct CsvRows {
    reader: CsvReader,
    scratch: Scratch,
}

impl CsvRows {
    /// Cells of the known columns of these records are read as in records.
    pub fn of(kind: InputKind, csv_safe: bool) -> CsvRows {
        CsvRows {
            reader: CsvReader::of_any_rows(),
            scratch: Scratch {
                csv_safe,
                ..Scratch::new(kind)
            },
        }
    }

    /// The next row.
    pub fn next(&mut self, window: &mut Window) -> Result<Option<CsvRow<'_>>, InputError> {
        let found = self.reader.next(window, &mut self.scratch)?;
        let Some(found) = found else {
            return Ok(None);
        };
        // It was put together from texts.
        let json = std::str::from_utf8(&self.scratch.json).unwrap_or_default();
        Ok(Some(CsvRow {
            json,
            location: found.location,
            doubts: &self.reader.doubts,
        }))
    }
}
