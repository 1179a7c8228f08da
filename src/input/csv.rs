//! CSV: the header names the fields, each row becomes an object.
//!
//! Rows are split here and not by the `csv` crate, which neither bounds the length of a row whose
//! quote is never closed, nor refuses text after a closing quote, nor tells the line of a cell or
//! whether it was in quotes.

use memchr::{memchr, memchr3};

use super::check::{Piece, Scratch};
use super::error::{InputError, Refusal, described, quoted};
use super::header::{Header, Wrong};
use super::window::Window;
use super::{Found, InputKind};

#[derive(Default)]
pub(super) struct Reader {
    header: Option<Header>,
    row: Row,
}

/// The cells of one row, in memory that is used again for the next.
#[derive(Default)]
pub(super) struct Row {
    text: String,
    cells: Vec<Cell>,
}

struct Cell {
    /// Where it ends in `text`.
    end: usize,
    /// Where it begins in the input, from the beginning of the row.
    at: usize,
    is_quoted: bool,
}

impl Row {
    pub fn cell(&self, index: usize) -> &str {
        let start = match index.checked_sub(1) {
            None => 0,
            Some(before) => self.cells[before].end,
        };
        &self.text[start..self.cells[index].end]
    }

    /// An empty cell in quotes is an empty text, one without them is nothing.
    pub fn is_quoted(&self, index: usize) -> bool {
        self.cells[index].is_quoted
    }

    pub fn offset(&self, index: usize) -> usize {
        self.cells[index].at
    }

    pub fn len(&self) -> usize {
        self.cells.len()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }

    /// Splits the row at the beginning of the text and gives its length with the line's end.
    /// None where the text stops before the row does and is not all there is.
    pub fn split(&mut self, text: &str, all: bool) -> Result<Option<usize>, Refusal> {
        self.clear();
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            let begin = at;
            let is_quoted = bytes.get(at) == Some(&b'"');
            if is_quoted {
                at += 1;
                loop {
                    let Some(len) = memchr(b'"', &bytes[at..]) else {
                        return match all {
                            true => Err(Refusal::new(begin, "a quoted cell is not closed")),
                            false => Ok(None),
                        };
                    };
                    self.text.push_str(&text[at..at + len]);
                    at += len + 1;
                    if bytes.get(at) != Some(&b'"') {
                        break;
                    }
                    self.text.push('"');
                    at += 1;
                }
            } else {
                let rest = &bytes[at..];
                let len = memchr3(b',', b'\n', b'\r', rest).unwrap_or(rest.len());
                self.text.push_str(&text[at..at + len]);
                at += len;
            }
            self.cells.push(Cell {
                end: self.text.len(),
                at: begin,
                is_quoted,
            });
            match (bytes.get(at), bytes.get(at + 1)) {
                (None, _) => return Ok(all.then_some(at)),
                (Some(b','), _) => at += 1,
                (Some(b'\n'), _) => return Ok(Some(at + 1)),
                (Some(b'\r'), Some(b'\n')) => return Ok(Some(at + 2)),
                (Some(b'\r'), None) => return Ok(all.then_some(at + 1)),
                (Some(b'\r'), Some(_)) => {
                    return Err(Refusal::new(at, "a carriage return without a line feed")
                        .hint("put a cell with a line break into quotes; rows end with a line feed, or both"));
                }
                (Some(_), _) => {
                    let found = described(&text[at..]);
                    let message = format!(
                        "expected `,` or the end of the row after a closing quote, found {found}"
                    );
                    return Err(Refusal::new(at, message)
                        .hint("inside a quoted cell a quote is written twice"));
                }
            }
        }
    }
}

impl Reader {
    pub fn next(
        &mut self,
        window: &mut Window,
        kind: InputKind,
        scratch: &mut Scratch,
    ) -> Result<Option<Found>, InputError> {
        loop {
            let Some(len) = self.row(window)? else {
                return Ok(None);
            };
            let Some(header) = &self.header else {
                let header =
                    Header::of(&self.row, kind).map_err(|wrong| self.refuse(window, wrong))?;
                for &(at, meant) in &header.misspelt {
                    let place = window.place_at(self.row.offset(at));
                    let name = self.row.cell(at).to_owned();
                    scratch.misspelt_columns.push((name, meant, place));
                }
                self.header = Some(header);
                window.advance(len);
                continue;
            };
            let found = Found {
                place: window.place(),
                json: Piece::Scratch,
                id: Piece::Scratch,
            };
            let record = header.record(&self.row, scratch);
            let refused = record.map_err(|wrong| self.refuse(window, wrong).passed_over());
            window.advance(len);
            refused?;
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
                Err(refusal) => return Err(window.refuse(refusal)),
            }
        }
    }

    fn refuse(&self, window: &Window, wrong: Wrong) -> InputError {
        let offset = wrong.cell.map_or(0, |cell| self.row.offset(cell));
        window.refuse(Refusal {
            offset,
            message: wrong.message,
            hint: wrong.hint,
        })
    }
}

/// The name of a column in a message.
pub(super) fn column(name: &str) -> String {
    format!("the column {}", quoted(name))
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
