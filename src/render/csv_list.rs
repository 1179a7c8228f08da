//! Records as CSV, and what is lost on the way.

use std::borrow::Cow;

use crate::api::Page;
use crate::record::{Fields, guarded, is_formula};

use super::cells::{cell, comes_back, plain};
use super::clean::for_terminal;
use super::columns::Columns;
use super::console::Console;
use super::csv::push_row;
use super::digits::number_of;
use super::error::RenderError;
use super::out::Out;

/// Bytes that are written at a time.
const PIECE: usize = 64 * 1024;

/// Writes records as CSV.
pub struct CsvList {
    /// The header has been written, or is not wanted.
    pub has_header: bool,
    /// Cells that a spreadsheet would take for formulas are guarded.
    is_safe: bool,
    for_terminal: bool,
    /// Values that will be other ones when the CSV is read again.
    changed: Remarked,
    /// Cells that a spreadsheet may take for formulas.
    formulas: Remarked,
    /// Records with fields that are in no column.
    cut: Remarked,
}

/// What people are told at the end: how many there are, and the first of them.
#[derive(Default)]
struct Remarked {
    count: u64,
    first: Option<String>,
}

impl Remarked {
    fn add(&mut self, what: impl FnOnce() -> String) {
        self.count += 1;
        self.first.get_or_insert_with(what);
    }

    fn note(&self, console: &Console, words: impl FnOnce(u64, &str) -> String) {
        if let Some(first) = &self.first {
            console.note(&words(self.count, first));
        }
    }
}

impl CsvList {
    pub fn new(console: &Console) -> CsvList {
        CsvList {
            has_header: false,
            is_safe: console.is_csv_safe(),
            for_terminal: console.terminal().stdout,
            changed: Remarked::default(),
            formulas: Remarked::default(),
            cut: Remarked::default(),
        }
    }

    /// Writes records, and the header before the first ones.
    pub fn page(
        &mut self,
        page: &Page,
        columns: &mut Columns,
        out: &mut Out,
    ) -> Result<(), RenderError> {
        let mut bytes = Vec::with_capacity(PIECE);
        if !std::mem::replace(&mut self.has_header, true) {
            let names = columns.names.iter();
            push_row(names.map(|name| Some(name.as_str())), &mut bytes);
        }
        let mut row: Vec<Option<Cow<'_, str>>> = Vec::with_capacity(columns.names.len());
        for record in page.records() {
            let fields = Fields::of(record);
            row.clear();
            for (column, value) in columns.values(fields.as_ref()) {
                let place = || format!("in the column `{column}` of `{}`", cell(record, "id"));
                if value.is_some_and(|value| !comes_back(column, value)) {
                    self.changed.add(place);
                }
                let text = value.filter(|value| value.get() != "null").map(plain);
                row.push(match text {
                    Some(text) if self.is_safe => Some(Cow::Owned(guarded(&text).into_owned())),
                    text => {
                        if text.as_deref().is_some_and(is_formula) {
                            self.formulas.add(place);
                        }
                        text
                    }
                });
            }
            if !columns.are_chosen
                && let Some(Fields(fields)) = &fields
                && let Some((name, _)) = fields
                    .iter()
                    .find(|(name, _)| !columns.names.iter().any(|column| column == name))
            {
                self.cut.add(|| name.to_string());
            }
            if self.for_terminal {
                let shown = row.iter().map(|cell| cell.as_deref().map(for_terminal));
                let shown: Vec<Option<Cow<'_, str>>> = shown.collect();
                push_row(shown.iter().map(Option::as_deref), &mut bytes);
            } else {
                push_row(row.iter().map(Option::as_deref), &mut bytes);
            }
            // A page of large records is not in memory twice.
            if bytes.len() >= PIECE {
                out.bytes(&bytes)?;
                bytes.clear();
            }
        }
        out.bytes(&bytes)
    }

    /// Notes what is not in the CSV as it is in the records.
    pub fn note_losses(&self, console: &Console) {
        self.changed.note(console, |count, first| {
            let values = number_of(count, "value", "values");
            format!(
                "{values} will not be the same when this CSV is read again, the first {first}: CSV \
                 keeps texts, numbers of `mode` and the whole of `metadata`; `-o jsonl` keeps \
                 everything"
            )
        });
        self.formulas.note(console, |count, first| {
            let cells = number_of(count, "cell begins", "cells begin");
            format!(
                "{cells} as a formula of a spreadsheet would, the first {first}; `--csv-safe` puts \
                 an apostrophe before them"
            )
        });
        self.cut.note(console, |count, first| {
            let (one, several) = ("record has fields", "records have fields");
            let records = number_of(count, one, several);
            format!(
                "{records} that are in no column, the first `{first}`; `--columns` names more, \
                 `-o jsonl` has everything"
            )
        });
    }
}
