//! A list of records in any of the formats, written page by page.

use serde_json::value::RawValue;

use crate::api::Page;
use crate::model::{self, Fields, one_line};

use super::cells;
use super::clean::{for_terminal, json_for_terminal};
use super::{Console, Format, Grid, Out, RenderError};

/// Which fields a table or CSV shows; dotted for nested ones.
#[derive(Debug, Clone)]
pub struct Columns(pub Vec<String>);

impl Columns {
    pub fn of(names: &[&str]) -> Columns {
        Columns(names.iter().map(|&name| name.to_owned()).collect())
    }
}

/// Writes records to standard output.
pub struct Listing {
    format: Format,
    columns: Columns,
    grid: Grid,
    out: Out,
    for_terminal: bool,
    /// One object, not an array of one.
    single: bool,
    written: u64,
}

impl Listing {
    pub fn new(console: &Console, columns: Columns) -> Listing {
        let terminal = console.terminal();
        let header = columns
            .0
            .iter()
            .map(|name| for_terminal(name).to_uppercase())
            .collect();
        Listing {
            format: console.format(),
            grid: Grid::new(header, terminal.width),
            columns,
            out: Out::new(),
            for_terminal: terminal.stdout,
            single: false,
            written: 0,
        }
    }

    /// As JSON the one record is printed by itself.
    pub fn single(mut self) -> Listing {
        self.single = true;
        self
    }

    /// Writes a page, and hands it to the system.
    pub fn page(&mut self, page: &Page) -> Result<(), RenderError> {
        match self.format {
            Format::Table => {
                let rows: Vec<Vec<String>> =
                    page.records().map(|record| self.row(record)).collect();
                self.grid.rows(&rows, &mut self.out)?;
            }
            Format::Json if self.single => {
                for record in page.records() {
                    self.json(&one_line(record))?;
                }
            }
            Format::Json => {
                for (at, record) in page.records().enumerate() {
                    let before: &[u8] = if self.written + at as u64 == 0 {
                        b"["
                    } else {
                        b",\n"
                    };
                    self.out.bytes(before)?;
                    self.json(record)?;
                }
            }
            Format::Jsonl => {
                for record in page.records() {
                    self.json(&one_line(record))?;
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
        match self.format {
            Format::Json if self.single => self.out.bytes(b"\n")?,
            Format::Json if self.written == 0 => self.out.bytes(b"[]\n")?,
            Format::Json => self.out.bytes(b"]\n")?,
            Format::Table if self.written == 0 => self.grid.rows(&[], &mut self.out)?,
            Format::Csv if self.written == 0 => self.csv(&Page::default())?,
            _ => {}
        }
        self.out.flush()
    }

    fn row(&self, record: &str) -> Vec<String> {
        let fields = Fields::of(record);
        self.columns
            .0
            .iter()
            .map(|column| match &fields {
                Some(fields) => {
                    for_terminal(&cells::for_people(column, fields.at(column))).into_owned()
                }
                None => String::new(),
            })
            .collect()
    }

    fn json(&mut self, record: &str) -> Result<(), RenderError> {
        if self.for_terminal {
            self.out.bytes(json_for_terminal(record).as_bytes())
        } else {
            self.out.bytes(record.as_bytes())
        }
    }

    fn csv(&mut self, page: &Page) -> Result<(), RenderError> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::with_capacity(64 * 1024));
        let mut write = |cells: Vec<String>| {
            writer
                .write_record(&cells)
                .map_err(|error| RenderError::Io(std::io::Error::other(error)))
        };
        if self.written == 0 {
            write(self.columns.0.clone())?;
        }
        for record in page.records() {
            let fields = Fields::of(record);
            let cell = |column: &String| {
                let value: Option<&RawValue> = fields.as_ref().and_then(|f| f.at(column));
                let text = value.map(cells::plain).unwrap_or_default();
                if self.for_terminal {
                    for_terminal(&text).into_owned()
                } else {
                    text.into_owned()
                }
            };
            write(self.columns.0.iter().map(cell).collect())?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| RenderError::Io(std::io::Error::other(error.to_string())))?;
        self.out.bytes(&bytes)
    }

    fn id(&mut self, record: &str) -> Result<(), RenderError> {
        let Ok(model::Id { id }) = serde_json::from_str(record) else {
            return Ok(());
        };
        if id.contains(['\n', '\r']) {
            return Err(RenderError::LineBreak(format!("{id:?}")));
        }
        if self.for_terminal {
            self.out.line(&for_terminal(&id))
        } else {
            self.out.line(&id)
        }
    }
}
