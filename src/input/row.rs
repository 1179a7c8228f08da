//! One row of CSV, split into cells.
//!
//! This is done here and not by the `csv` crate, which neither bounds the length of a row whose
//! quote is never closed, nor refuses text after a closing quote, nor tells the line of a cell or
//! whether it was in quotes.

use memchr::{memchr, memchr3};

use crate::record::{Mistake, described, unguarded};

/// The cells of one row, in memory that is reused for the next one.
#[derive(Default)]
pub(super) struct Row {
    text: String,
    cells: Vec<Cell>,
}

struct Cell {
    /// Where it ends in `text`.
    end: usize,
    /// Where it begins in the input, counted from the beginning of the row.
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

    /// An empty cell in quotes is an empty text; without quotes it has no value.
    pub fn is_quoted(&self, index: usize) -> bool {
        self.cells[index].is_quoted
    }

    /// Takes away the apostrophe before what a spreadsheet would take for a formula.
    pub fn unguard(&mut self) {
        let mut text = String::with_capacity(self.text.len());
        let mut start = 0;
        for cell in &mut self.cells {
            text.push_str(unguarded(&self.text[start..cell.end]));
            start = cell.end;
            cell.end = text.len();
        }
        self.text = text;
    }

    /// Whether there is nothing in it but commas.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty() && self.cells.iter().all(|cell| !cell.is_quoted)
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

    /// Splits the row at the beginning of the text, and returns its length with the end of the line.
    /// None if the text ends before the row does and there is more text to come.
    pub fn split(&mut self, text: &str, all: bool) -> Result<Option<usize>, Mistake<usize>> {
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
                            true => Err(Mistake::new(begin, "a quoted cell is not closed")),
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
                    return Err(Mistake::new(at, "a carriage return without a line feed")
                        .hint("put a cell with a line break into quotes; rows end with a line feed, or both"));
                }
                (Some(_), _) => {
                    let found = described(&text[at..]);
                    let message = format!(
                        "expected `,` or the end of the row after a closing quote, found {found}"
                    );
                    return Err(Mistake::new(at, message).hint(match text.as_bytes()[at] {
                        b';' | b'\t' | b'|' => "the cells must be separated by commas",
                        _ => "inside a quoted cell a quote is written twice",
                    }));
                }
            }
        }
    }
}
