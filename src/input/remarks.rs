//! Oddities of records that are accepted all the same: fields that look misspelt, missing names,
//! what was put right, and cells that may be meant otherwise.

use std::sync::Arc;

use crate::record::{Location, Mended, Misspelling, clean};

/// The most misspellings that are reported.
const MOST: usize = 25;

/// The oddities of an input.
#[derive(Debug, Clone, Default)]
pub struct Remarks {
    names: Arc<[String]>,
    misspelt: Vec<MisspeltField>,
    nameless: u64,
    first_nameless: Location,
    mended: Mended,
    first_mended: Location,
    odd_cells: Vec<OddCells>,
    rounded: u64,
    /// The first of them.
    first_rounded: (String, Location),
}

/// Cells of a column that hold what other programs write for something else.
#[derive(Debug, Clone)]
struct OddCells {
    column: String,
    odd: OddText,
    count: u64,
    first: Location,
}

/// What a cell holds that is taken as text but may not be meant as one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum OddText {
    /// A word for "no value".
    None(String),
    /// The beginning of a list or an object as a program writes it for itself.
    Value(&'static str),
}

/// What is odd about the text of a cell.
pub(super) fn odd_text(cell: &str, is_quoted: bool) -> Option<OddText> {
    // As Python, R and JavaScript write what they hold.
    const VALUES: [&str; 5] = ["['", "{'", "[{'", "c(\"", "[object Object]"];
    if !is_quoted && is_word_for_none(cell) {
        return Some(OddText::None(cell.to_owned()));
    }
    let mut values = VALUES.into_iter();
    values
        .find(|begin| cell.starts_with(begin))
        .map(OddText::Value)
}

/// Words that databases and data frames write for "no value".
pub(super) fn is_word_for_none(cell: &str) -> bool {
    matches!(cell, "NULL" | "\\N" | "null" | "NA" | "NaN")
}

/// Whether an id looks like a number that a spreadsheet has rounded: `1.75E+17`.
pub(super) fn is_rounded(id: &str) -> bool {
    let Some((digits, exponent)) = id.split_once(['E', 'e']) else {
        return false;
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    whole.len() == 1
        && is_digits(whole)
        && is_digits(fraction)
        && match exponent.strip_prefix('+') {
            Some(exponent) => is_digits(exponent),
            // Without a sign it is a number only where it has a fraction.
            None => fraction.len() > 1 && is_digits(exponent),
        }
}

/// A field that looks like a known one, and is passed on as it is.
#[derive(Debug, Clone)]
struct MisspeltField {
    field: String,
    meant: &'static str,
    /// How many records have it; none for a column.
    records: Option<u64>,
    first: Location,
}

impl Remarks {
    pub(super) fn new(names: Arc<[String]>) -> Remarks {
        Remarks {
            names,
            ..Remarks::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.misspelt.is_empty()
            && self.nameless == 0
            && self.mended.is_empty()
            && self.odd_cells.is_empty()
            && self.rounded == 0
    }

    /// Notes a column whose name looks like a misspelt known field.
    pub(super) fn note_column(&mut self, name: &str, meant: &'static str, first: Location) {
        self.push(name, meant, None, first);
    }

    /// Notes a field of a record that looks like a known one.
    pub(super) fn note_misspelt(&mut self, field: &Misspelling<'_>, location: Location) {
        let mut fields = self.misspelt.iter_mut();
        match fields.find(|known| known.field == field.name && known.records.is_some()) {
            Some(known) => known.records = known.records.map(|records| records + 1),
            None => self.push(&field.name, field.meant, Some(1), location),
        }
    }

    pub(super) fn note_nameless(&mut self, location: Location) {
        if self.nameless == 0 {
            self.first_nameless = location;
        }
        self.nameless += 1;
    }

    pub(super) fn note_mended(&mut self, mended: &Mended, location: Location) {
        if self.mended.is_empty() {
            self.first_mended = location;
        }
        self.mended.add_record(mended);
    }

    /// Notes a cell that may not be meant as text.
    pub(super) fn note_odd_cell(&mut self, column: &str, odd: OddText, location: Location) {
        let is_same = |cells: &OddCells| cells.column == column && cells.odd == odd;
        match self.odd_cells.iter().position(is_same) {
            Some(at) => self.odd_cells[at].count += 1,
            None if self.odd_cells.len() < MOST => self.odd_cells.push(OddCells {
                column: column.to_owned(),
                odd,
                count: 1,
                first: location,
            }),
            None => {}
        }
    }

    pub(super) fn note_rounded(&mut self, id: &str, location: Location) {
        if self.rounded == 0 {
            self.first_rounded = (id.to_owned(), location);
        }
        self.rounded += 1;
    }

    /// A note about what was put right, if anything was.
    pub fn mended(&self) -> Option<String> {
        let first = self.first_mended.show(&self.names);
        (!self.mended.is_empty()).then(|| format!("{first}: {}", self.mended.note_text()))
    }

    /// A warning for everything that may be read in another way than it was meant.
    pub fn doubts(&self) -> impl Iterator<Item = String> + '_ {
        let cells = self.odd_cells.iter().map(|cells| {
            let column = clean(&cells.column);
            let are = match cells.count {
                1 => "a cell".to_owned(),
                count => format!("{count} cells"),
            };
            let first = cells.first.show(&self.names);
            match &cells.odd {
                OddText::None(word) => format!(
                    "{first}: {are} of the column `{column}` with `{}` in it, which is taken as \
                     text; an empty cell leaves its field out",
                    clean(word)
                ),
                OddText::Value(begin) => format!(
                    "{first}: {are} of the column `{column}` with `{begin}…` in it, which is \
                     taken as text: a list or an object needs JSON, in a column `metadata`"
                ),
            }
        });
        let rounded = (self.rounded > 0).then(|| {
            let (id, first) = &self.first_rounded;
            let more = match self.rounded {
                1 => String::new(),
                count => format!(" (and {} more)", count - 1),
            };
            format!(
                "{}: the id `{}`{more} looks like a number that a spreadsheet has rounded: format \
                 the column as text before the numbers come in",
                first.show(&self.names),
                clean(id)
            )
        });
        self.misspelt().chain(cells).chain(rounded)
    }

    fn push(&mut self, field: &str, meant: &'static str, records: Option<u64>, first: Location) {
        if self.misspelt.len() < MOST {
            self.misspelt.push(MisspeltField {
                field: field.to_owned(),
                meant,
                records,
                first,
            });
        }
    }

    /// A warning for each field that looks misspelt.
    fn misspelt(&self) -> impl Iterator<Item = String> + '_ {
        self.misspelt.iter().map(|one| {
            let (field, first) = (clean(&one.field), one.first.show(&self.names));
            let what = match one.records {
                None => format!("the column `{field}` is passed on as it is"),
                Some(1) => format!("the field `{field}` is passed on as it is"),
                Some(records) => {
                    format!("the field `{field}` is passed on as it is, in {records} records")
                }
            };
            format!("{first}: {what}; is `{}` meant?", one.meant)
        })
    }

    /// A note about records without a name, if there are any. `nouns` are the words for one record
    /// and for several.
    pub fn nameless(&self, nouns: (&str, &str)) -> Option<String> {
        let have = match self.nameless {
            0 => return None,
            1 => format!("1 {} has", nouns.0),
            count => format!("{count} {} have", nouns.1),
        };
        let first = self.first_nameless.show(&self.names);
        Some(format!(
            "{first}: {have} no `name`, which the vendor's specification requires; passed on as \
             it is"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_numbers_are_told_from_ids() {
        for id in ["1.75E+17", "1E+17", "1,75E+17", "1.2e+05", "1.75e19"] {
            assert!(is_rounded(id), "{id}");
        }
        for id in [
            "175",
            "1E17",
            "12E+3",
            "E+1",
            "1.E+3",
            "a1E+3",
            "1.75E+17x",
            "1e5",
            "",
        ] {
            assert!(!is_rounded(id), "{id}");
        }
    }
}
