//! A list of records in any of the formats, written page by page.

use std::borrow::Cow;

use crate::api::{MASK, Page};
use crate::record::{self, Fields, KNOWN_FIELDS, guarded, is_formula, one_line};

use super::cells;
use super::clean::for_terminal;
use super::console::Console;
use super::csv::push_row;
use super::error::RenderError;
use super::format::Format;
use super::jq_output::{JqOutput, Signals};
use super::out::Out;
use super::pretty::{JsonLayout, array_joints, end_of_array, shown_json};
use super::table::{Grid, Rows};
use super::table_writer::TableWriter;
use super::widths::Shrinking;

/// Which fields a table or CSV shows; dotted for nested ones.
#[derive(Debug, Clone)]
pub struct Columns {
    names: Vec<String>,
    /// Somebody asked for these very columns.
    are_chosen: bool,
}

impl Columns {
    /// The columns that are shown unless others are asked for.
    pub fn of(names: &[&str]) -> Columns {
        Columns {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            are_chosen: false,
        }
    }

    /// Known fields are named as they are, in whatever case they were asked for.
    pub fn chosen(names: &[String]) -> Columns {
        let as_known = |name: &String| {
            let (head, tail) = name.split_at(name.find('.').unwrap_or(name.len()));
            let known = KNOWN_FIELDS
                .iter()
                .find(|known| known.eq_ignore_ascii_case(head));
            format!("{}{tail}", known.unwrap_or(&head))
        };
        Columns {
            names: names.iter().map(as_known).collect(),
            are_chosen: true,
        }
    }
}

/// Bytes of CSV that are written at a time.
const PIECE: usize = 64 * 1024;

/// What tables and CSV do not show, and what the person is told about at the end.
#[derive(Default)]
struct Missing {
    /// By column: whether any record has it.
    seen: Vec<bool>,
    /// Values that are other ones when CSV is read, and the first of them.
    changed: u64,
    first_changed: Option<String>,
    /// Cells that a spreadsheet may take for formulas, and the first of them.
    formulas: u64,
    first_formula: Option<String>,
    /// Records with fields that are in no column, and the first such field.
    cut: u64,
    first_cut: Option<String>,
}

/// Writes records to standard output.
pub struct Listing {
    format: Format,
    columns: Columns,
    table: TableWriter,
    out: Out,
    console: Console,
    missing: Missing,
    for_terminal: bool,
    /// Of a table and of CSV.
    shows_header: bool,
    /// One object, not an array of one.
    single: bool,
    /// What the records are called together.
    plural: Option<&'static str>,
    written: u64,
    /// `--jq`, from the first page on.
    jq: Option<JqOutput>,
    signals: Signals,
}

impl Listing {
    pub fn new(console: &Console, columns: Columns) -> Listing {
        let terminal = console.terminal();
        let header = columns
            .names
            .iter()
            .map(|name| (for_terminal(name).to_uppercase(), shrinking_of(name)))
            .collect();
        Listing {
            format: console.format(),
            missing: Missing {
                seen: vec![false; columns.names.len()],
                ..Missing::default()
            },
            console: console.clone(),
            table: TableWriter::new(Grid::new(header, terminal.width)),
            columns,
            out: Out::new(),
            for_terminal: terminal.stdout,
            shows_header: true,
            single: false,
            plural: None,
            written: 0,
            jq: None,
            signals: Signals::EndProcess,
        }
    }

    /// What the records are called together: a person is told where there are none.
    pub fn of(mut self, plural: &'static str) -> Listing {
        self.plural = Some(plural);
        self
    }

    /// Tables and CSV begin with the first record.
    pub fn without_header(mut self) -> Listing {
        self.table.leave_out_header();
        self.shows_header = false;
        self
    }

    /// The list belongs to a run that has handlers of its own for Ctrl-C.
    pub fn within_run(mut self) -> Listing {
        self.signals = Signals::AreHandled;
        self
    }

    /// No page will be printed any more: the expression of `--jq` said `halt`.
    pub fn is_over(&self) -> bool {
        self.jq.as_ref().is_some_and(JqOutput::is_halted)
    }

    /// As JSON the one record is printed by itself.
    pub fn single(mut self) -> Listing {
        self.single = true;
        self
    }

    /// Whatever the format of the run is: JSON Lines where those were asked for, else one array.
    pub fn in_json(mut self) -> Listing {
        if self.format != Format::Jsonl {
            self.format = Format::Json;
        }
        self
    }

    /// Whether anything has been written.
    pub fn has_begun(&self) -> bool {
        self.written > 0
    }

    /// Writes a page, and hands it to the system.
    pub fn page(&mut self, page: &Page) -> Result<(), RenderError> {
        if self.console.jq().is_some() {
            return self.page_through_jq(page);
        }
        match self.format {
            Format::Table => {
                let rows = self.rows(page);
                self.table.page(rows)?;
            }
            Format::Json if self.single => {
                for record in page.records() {
                    self.json(&one_line(record), JsonLayout::Indented(0))?;
                }
            }
            Format::Json => {
                let (first, others) = array_joints(&self.console);
                for (at, record) in page.records().enumerate() {
                    let is_first = self.written + at as u64 == 0;
                    self.out.bytes(if is_first { first } else { others })?;
                    self.json(record, JsonLayout::Indented(1))?;
                }
            }
            Format::Jsonl => {
                for record in page.records() {
                    self.json(&one_line(record), JsonLayout::Unchanged)?;
                    self.out.bytes(b"\n")?;
                }
            }
            Format::Csv => self.csv(page)?,
            Format::Id => {
                for record in page.records() {
                    self.id(record)?;
                }
            }
        }
        self.written += page.len() as u64;
        self.out.flush()
    }

    /// Ends the list: closes the array; an empty table or CSV still has its header.
    pub fn end(mut self) -> Result<(), RenderError> {
        if self.console.jq().is_some() {
            return self.end_of_jq();
        }
        match self.format {
            Format::Json if self.single => self.out.bytes(b"\n")?,
            Format::Json if self.written == 0 => self.out.bytes(b"[]\n")?,
            Format::Json => self.out.bytes(end_of_array(&self.console))?,
            // A person reads a sentence more easily than a header; a program may expect the header.
            Format::Table | Format::Id | Format::Jsonl if self.is_empty_for_person() => {
                let plural = self.plural.unwrap_or("records");
                self.console.note(&format!("no {plural}"));
            }
            Format::Table if self.written == 0 => {
                let rows = self.rows(&Page::default());
                self.table.page(rows)?;
            }
            Format::Table => self.table.end()?,
            Format::Csv if self.written == 0 => self.csv(&Page::default())?,
            _ => {}
        }
        self.out.flush()?;
        if matches!(self.format, Format::Table | Format::Csv) && self.written > 0 {
            self.tell_what_is_missing();
        }
        Ok(())
    }

    fn is_empty_for_person(&self) -> bool {
        self.written == 0 && self.for_terminal
    }

    fn page_through_jq(&mut self, page: &Page) -> Result<(), RenderError> {
        let Some(mut jq) = self.started_jq()? else {
            return Ok(());
        };
        if self.single {
            for record in page.records() {
                jq.value(record, &mut self.out)?;
            }
        } else {
            jq.page(page, &mut self.out)?;
        }
        self.written += page.len() as u64;
        self.jq = Some(jq);
        Ok(())
    }

    fn started_jq(&mut self) -> Result<Option<JqOutput>, RenderError> {
        match (self.jq.take(), self.console.jq()) {
            (None, Some(jq)) => Ok(Some(JqOutput::start(jq, &self.console, self.signals)?)),
            (started, _) => Ok(started),
        }
    }

    fn end_of_jq(mut self) -> Result<(), RenderError> {
        if self.single && self.written > 0 {
            return self.out.flush();
        }
        match self.started_jq()? {
            Some(jq) => jq.end(&mut self.out),
            None => self.out.flush(),
        }
    }

    fn tell_what_is_missing(&self) {
        let missing = &self.missing;
        for (column, seen) in self.columns.names.iter().zip(&missing.seen) {
            if *seen || !self.columns.are_chosen {
                continue;
            }
            self.console.note_missing(column);
        }
        if let Some(first) = &missing.first_changed {
            let values = match missing.changed {
                1 => "1 value".to_owned(),
                count => format!("{count} values"),
            };
            self.console.note(&format!(
                "{values} will not be the same when this CSV is read again, the first {}: CSV \
                 keeps texts, numbers of `mode` and the whole of `metadata`; `-o jsonl` keeps \
                 everything",
                for_terminal(first)
            ));
        }
        if let Some(first) = &missing.first_formula {
            let cells = match missing.formulas {
                1 => "1 cell begins".to_owned(),
                count => format!("{count} cells begin"),
            };
            self.console.note(&format!(
                "{cells} as a formula of a spreadsheet would, the first {}; `--csv-safe` puts an \
                 apostrophe before them",
                for_terminal(first)
            ));
        }
        if let Some(first) = &missing.first_cut {
            let records = match missing.cut {
                1 => "1 record has fields that are".to_owned(),
                count => format!("{count} records have fields that are"),
            };
            self.console.note(&format!(
                "{records} in no column, the first `{}`; `--columns` names more, `-o jsonl` has \
                 everything",
                for_terminal(first)
            ));
        }
    }

    fn rows(&mut self, page: &Page) -> Rows {
        let mut rows = Rows::new(self.columns.names.len(), page.len());
        for record in page.records() {
            let fields = Fields::of(record);
            let columns = self.columns.names.iter().zip(&mut self.missing.seen);
            for (column, seen) in columns {
                let value = fields.as_ref().and_then(|f| f.at_any_case(column));
                *seen |= value.is_some();
                let text = cells::for_people(column, value, self.console.mode_scale());
                rows.add_cell(&for_terminal(&text));
            }
        }
        rows
    }

    fn json(&mut self, record: &str, layout: JsonLayout) -> Result<(), RenderError> {
        let shown = shown_json(&self.console, record, layout);
        self.out.bytes(shown.as_bytes())
    }

    fn csv(&mut self, page: &Page) -> Result<(), RenderError> {
        let mut bytes = Vec::with_capacity(PIECE);
        if self.written == 0 && self.shows_header {
            let names = self.columns.names.iter();
            push_row(names.map(|name| Some(name.as_str())), &mut bytes);
        }
        let mut row: Vec<Option<Cow<'_, str>>> = Vec::with_capacity(self.columns.names.len());
        for record in page.records() {
            let fields = Fields::of(record);
            row.clear();
            for (column, seen) in self.columns.names.iter().zip(&mut self.missing.seen) {
                let value = fields.as_ref().and_then(|f| f.at_any_case(column));
                *seen |= value.is_some();
                if let Some(value) = value
                    && !cells::comes_back(column, value)
                {
                    self.missing.changed += 1;
                    self.missing.first_changed.get_or_insert_with(|| {
                        let id = cells::cell(record, "id");
                        format!("in the column `{column}` of `{id}`")
                    });
                }
                let cell = value
                    .filter(|value| value.get() != "null")
                    .map(cells::plain);
                row.push(match cell {
                    Some(cell) if self.console.is_csv_safe() => {
                        Some(Cow::Owned(guarded(&cell).into_owned()))
                    }
                    Some(cell) if is_formula(&cell) => {
                        self.missing.formulas += 1;
                        self.missing.first_formula.get_or_insert_with(|| {
                            let id = cells::cell(record, "id");
                            format!("in the column `{column}` of `{id}`")
                        });
                        Some(cell)
                    }
                    cell => cell,
                });
            }
            if !self.columns.are_chosen
                && let Some(fields) = &fields
                && let Some((name, _)) = fields
                    .0
                    .iter()
                    .find(|(name, _)| !self.columns.names.iter().any(|column| column == name))
            {
                self.missing.cut += 1;
                self.missing
                    .first_cut
                    .get_or_insert_with(|| name.to_string());
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
                self.out.bytes(&bytes)?;
                bytes.clear();
            }
        }
        self.out.bytes(&bytes)
    }

    fn id(&mut self, record: &str) -> Result<(), RenderError> {
        let Ok(record::Id { id }) = serde_json::from_str(record) else {
            return Ok(());
        };
        if id.contains(MASK) {
            return Err(RenderError::MaskedId);
        }
        if let Some(why) = not_read_back(&id) {
            return Err(RenderError::Id {
                id: format!("{id:?}"),
                why,
            });
        }
        if self.for_terminal {
            self.out.line(&for_terminal(&id))
        } else {
            self.out.line(&id)
        }
    }
}

/// What may be lost of a column where the terminal is too narrow.
fn shrinking_of(column: &str) -> Shrinking {
    match column {
        "id" => Shrinking::Never,
        "name" | "mode" | "logo" => Shrinking::AtEnd,
        _ => Shrinking::InValues,
    }
}

/// Why a line of plain ids would not be read as this id, if it would not.
fn not_read_back(id: &str) -> Option<&'static str> {
    if id.contains(['\n', '\r']) {
        return Some("holds a line break, and would become two");
    }
    match id.trim_ascii_start().chars().next() {
        None => Some("is white space alone, and would be an empty line"),
        Some('\u{feff}') => Some("begins with a byte order mark, and would be read without it"),
        Some('"' | '[' | '{') => Some("begins like JSON, and would be read as such"),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_a_line_cannot_hold() {
        for id in [
            "a\nb",
            "\r",
            "\"admin\"",
            "[a",
            "{",
            " \"a\"",
            "\u{feff}a",
            " ",
            "",
        ] {
            assert!(not_read_back(id).is_some(), "{id:?}");
        }
        for id in ["a", "a b", "a\"", "auth0|1", "é", "-"] {
            assert!(not_read_back(id).is_none(), "{id:?}");
        }
    }

    #[test]
    fn known_columns_are_found_in_any_case() {
        let names = ["ID", "Metadata.Age", "Last_Seen"].map(str::to_owned);
        assert_eq!(
            Columns::chosen(&names).names,
            ["id", "metadata.Age", "Last_Seen"]
        );
    }
}
