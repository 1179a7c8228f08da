//! A list of records in any of the formats, written page by page.

use crate::api::Page;
use crate::record::{Fields, ModeScale};

use super::cells;
use super::clean::for_terminal;
use super::columns::Columns;
use super::console::Console;
use super::csv_list::CsvList;
use super::error::RenderError;
use super::format::Format;
use super::id_list::id_line;
use super::jq_output::Signals;
use super::json_list::JsonList;
use super::out::Out;
use super::table::{Grid, Rows};
use super::table_writer::TableWriter;
use super::widths::Shrinking;

/// Writes records to standard output.
pub struct Listing {
    body: ListingBody,
    columns: Columns,
    out: Out,
    console: Console,
    /// What the records are called together.
    plural: &'static str,
    written: u64,
}

/// What the records are written as.
enum ListingBody {
    Table(TableWriter),
    Csv(CsvList),
    Json(JsonList),
    Ids,
}

impl Listing {
    pub fn new(console: &Console, columns: Columns) -> Listing {
        let body = match console.format() {
            _ if console.jq().is_some() => ListingBody::Json(JsonList::new(console)),
            Format::Json | Format::Jsonl => ListingBody::Json(JsonList::new(console)),
            Format::Table => {
                let names = columns.names.iter();
                let header = names
                    .map(|name| (for_terminal(name).to_uppercase(), shrinking_of(name)))
                    .collect();
                let grid = Grid::new(header, console.terminal().width);
                ListingBody::Table(TableWriter::new(grid))
            }
            Format::Csv => ListingBody::Csv(CsvList::new(console)),
            Format::Id => ListingBody::Ids,
        };
        Listing {
            body,
            columns,
            out: Out::new(),
            console: console.clone(),
            plural: "records",
            written: 0,
        }
    }

    /// Whatever the format of the run is: JSON Lines where those were asked for, else one array.
    pub fn in_json(console: &Console) -> Listing {
        Listing {
            body: ListingBody::Json(JsonList::new(console)),
            ..Listing::new(console, Columns::of(&[]))
        }
    }

    /// What the records are called together: a person is told where there are none.
    pub fn of(self, plural: &'static str) -> Listing {
        Listing { plural, ..self }
    }

    /// Tables and CSV begin with the first record.
    pub fn without_header(mut self) -> Listing {
        match &mut self.body {
            ListingBody::Table(table) => table.leave_out_header(),
            ListingBody::Csv(csv) => csv.has_header = true,
            ListingBody::Json(_) | ListingBody::Ids => {}
        }
        self
    }

    /// The list belongs to a run that has handlers of its own for Ctrl-C.
    pub fn within_run(mut self) -> Listing {
        if let ListingBody::Json(list) = &mut self.body {
            list.signals = Signals::AreHandled;
        }
        self
    }

    /// As JSON the one record is printed by itself.
    pub fn single(mut self) -> Listing {
        if let ListingBody::Json(list) = &mut self.body {
            list.is_single = true;
        }
        self
    }

    /// No page will be printed any more: the expression of `--jq` said `halt`.
    pub fn is_over(&self) -> bool {
        matches!(&self.body, ListingBody::Json(list) if list.is_over())
    }

    /// Whether anything has been written.
    pub fn has_begun(&self) -> bool {
        self.written > 0
    }

    /// Writes a page, and hands it to the system.
    pub fn page(&mut self, page: &Page) -> Result<(), RenderError> {
        match &mut self.body {
            ListingBody::Table(table) => {
                let rows = rows(page, &mut self.columns, self.console.mode_scale());
                table.page(rows)?;
            }
            ListingBody::Csv(csv) => csv.page(page, &mut self.columns, &mut self.out)?,
            ListingBody::Json(list) => list.push(page.records(), &mut self.out)?,
            ListingBody::Ids => {
                let is_terminal = self.console.terminal().stdout;
                for record in page.records() {
                    id_line(record, is_terminal, &mut self.out)?;
                }
            }
        }
        self.written += page.len() as u64;
        self.out.flush()
    }

    /// Ends the list: closes the array; an empty table or CSV still has its header.
    pub fn end(mut self) -> Result<(), RenderError> {
        let is_empty = !self.has_begun();
        let is_silent = match &self.body {
            ListingBody::Table(_) | ListingBody::Ids => true,
            ListingBody::Json(list) => list.is_silent_when_empty(),
            ListingBody::Csv(_) => false,
        };
        // A person reads a sentence more easily than a header; a program may expect the header.
        if is_empty && is_silent && self.console.terminal().stdout {
            self.console.note(&format!("no {}", self.plural));
            return self.out.flush();
        }
        match self.body {
            ListingBody::Table(mut table) if is_empty => {
                table.page(Rows::new(self.columns.names.len(), 0))?;
            }
            ListingBody::Table(mut table) => {
                table.end()?;
                self.columns.note_missing(&self.console);
            }
            ListingBody::Csv(mut csv) if is_empty => {
                csv.page(&Page::default(), &mut self.columns, &mut self.out)?;
            }
            ListingBody::Csv(csv) => {
                self.out.flush()?;
                self.columns.note_missing(&self.console);
                csv.note_losses(&self.console);
            }
            ListingBody::Json(list) => list.end(&mut self.out)?,
            ListingBody::Ids => {}
        }
        self.out.flush()
    }
}

fn rows(page: &Page, columns: &mut Columns, scale: ModeScale) -> Rows {
    let mut rows = Rows::new(columns.names.len(), page.len());
    for record in page.records() {
        let fields = Fields::of(record);
        for (column, value) in columns.values(fields.as_ref()) {
            let text = cells::for_people(column, value, scale);
            rows.add_cell(&for_terminal(&text));
        }
    }
    rows
}

/// How a column gives way where the terminal is too narrow.
fn shrinking_of(column: &str) -> Shrinking {
    match column {
        "id" => Shrinking::Never,
        "name" | "mode" | "logo" => Shrinking::AtEnd,
        _ => Shrinking::InValues,
    }
}
