//! Cells of CSV that go through `--map` and may be meant otherwise. Only what is still in a record
//! that the expression makes is warned about: the rest has been put right or left out.

use serde::{Deserialize, Serialize};

use super::item::{ItemSpan, Scratch};
use super::remarks::{OddText, is_rounded, odd_text};
use crate::record::{Location, Point, json_string};

/// A cell that may be meant otherwise.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CellDoubt {
    column: String,
    /// What it holds, or begins with.
    text: String,
    line: u64,
    at: u64,
}

impl CellDoubt {
    /// What is doubtful about a cell, wherever it will go.
    pub(super) fn of(
        cell: &str,
        is_quoted: bool,
        column: &str,
        location: Location,
    ) -> Option<CellDoubt> {
        let text = match odd_text(cell, is_quoted) {
            Some(OddText::None(word)) => word,
            Some(OddText::Value(begin)) => begin.to_owned(),
            None if is_rounded(cell) => cell.to_owned(),
            None => return None,
        };
        let (line, at) = match location.point {
            Point::Text { line, column } => (line, column),
            Point::Argument(_) | Point::Unknown => (0, 0),
        };
        Some(CellDoubt {
            column: column.to_owned(),
            text,
            line,
            at,
        })
    }

    /// Notes it where the record still holds it.
    fn note(&self, json: &str, id: &str, row: Location, scratch: &mut Scratch) {
        let Some(odd) = odd_text(&self.text, false) else {
            // With ids as texts every record is looked at.
            if id == self.text && !scratch.ids_as_text {
                let id = self.text.clone();
                scratch.remarks.note_rounded(&id, row);
            }
            return;
        };
        let written = json_string(&self.text);
        let is_there = match odd {
            OddText::None(_) => json.contains(&written),
            OddText::Value(_) => json.contains(&written[..written.len() - 1]),
        };
        if is_there {
            let cell = Location::in_text(row.source, self.line, self.at);
            scratch.remarks.note_odd_cell(&self.column, odd, cell);
        }
    }
}

/// The doubts about the row whose records are being read.
#[derive(Default)]
pub(super) struct RowDoubts {
    row: Location,
    doubts: Vec<CellDoubt>,
}

impl RowDoubts {
    /// Adds the doubt that a line about a row holds.
    pub fn add(&mut self, json: &str, row: Location) {
        self.turn_to(row);
        self.doubts.extend(serde_json::from_str::<CellDoubt>(json));
    }

    /// Notes those that a record of the row still holds.
    pub fn note(&mut self, json: &str, id: &ItemSpan, row: Location, scratch: &mut Scratch) {
        self.turn_to(row);
        if self.doubts.is_empty() {
            return;
        }
        let id = match id {
            ItemSpan::Text(range) => json[range.clone()].to_owned(),
            ItemSpan::Scratch => scratch.id.clone(),
        };
        for doubt in &self.doubts {
            doubt.note(json, &id, row, scratch);
        }
    }

    fn turn_to(&mut self, row: Location) {
        if self.row != row {
            self.row = row;
            self.doubts.clear();
        }
    }
}
