//! The header of a CSV file: which column goes where in the objects that rows become.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::InputKind;
use super::check::Scratch;
use super::csv::{Row, column};
use super::error::quoted;
use crate::record::{Mode, near_miss};

/// More columns than this are a mistake, and finding names twice takes the square of it.
const MOST_COLUMNS: usize = 4096;
/// Readers of JSON stop at 128 levels.
const MOST_LEVELS: usize = 100;

pub(super) struct Header {
    fields: Vec<Field>,
    columns: usize,
    id: usize,
    name: Option<usize>,
    ids_only: bool,
    /// Columns that look like those of known fields.
    pub misspelt: Vec<(usize, &'static str)>,
}

struct Field {
    /// Between dots.
    name: String,
    /// The name as it is written into an object, with the colon.
    key: String,
    value: Value,
}

enum Value {
    Text(usize),
    /// A text that may be empty, if its cell is in quotes.
    Name(usize),
    Mode(usize),
    Metadata(usize),
    Members(usize),
    Object(Vec<Field>),
}

/// What is wrong with a row, and in which cell.
#[derive(Debug)]
pub(super) struct Wrong {
    pub cell: Option<usize>,
    pub message: String,
    pub hint: Option<String>,
}

impl Wrong {
    fn new(cell: impl Into<Option<usize>>, message: impl Into<String>) -> Wrong {
        Wrong {
            cell: cell.into(),
            message: message.into(),
            hint: None,
        }
    }

    fn hint(mut self, hint: &str) -> Wrong {
        self.hint = Some(hint.to_owned());
        self
    }
}

impl Header {
    pub fn of(row: &Row, kind: InputKind) -> Result<Header, Wrong> {
        if row.len() > MOST_COLUMNS {
            let message = format!("{} columns are more than {MOST_COLUMNS}", row.len());
            return Err(Wrong::new(None, message));
        }
        let mut fields = Vec::new();
        let mut id = None;
        for index in 0..row.len() {
            let name = row.cell(index);
            let parts: Vec<&str> = name.split('.').collect();
            if parts.contains(&"") {
                let message = match name {
                    "" => "a column has no name".to_owned(),
                    _ => format!("{} has an empty part between dots", column(name)),
                };
                return Err(Wrong::new(index, message));
            }
            if name != name.trim() {
                let message = format!("{} has white space around its name", column(name));
                return Err(Wrong::new(index, message).hint("no white space around the commas"));
            }
            if parts.len() > MOST_LEVELS {
                let message = format!("{} has more than {MOST_LEVELS} levels", column(name));
                return Err(Wrong::new(index, message));
            }
            let value = match name {
                "mode" if kind == InputKind::Users => Value::Mode(index),
                "name" | "logo" => Value::Name(index),
                "metadata" => Value::Metadata(index),
                "members" if kind == InputKind::Channels => Value::Members(index),
                _ => Value::Text(index),
            };
            insert(&mut fields, &parts, value)
                .map_err(|message| Wrong::new(index, format!("{} {message}", column(name))))?;
            if name == "id" {
                id = Some(index);
            }
        }
        let Some(id) = id else {
            let wrong = Wrong::new(None, "the header has no column `id`");
            let near = (0..row.len()).find(|&at| near_miss(row.cell(at), &["id"]).is_some());
            return Err(match (row.cell(0), near) {
                (only, _) if row.len() == 1 && only.contains([';', '\t']) => {
                    wrong.hint("the cells must be separated by commas")
                }
                (_, Some(at)) => wrong.hint(&format!(
                    "call {} `id`: names of fields are told apart by case",
                    column(row.cell(at))
                )),
                _ => wrong.hint("the first row must name the columns, and one of them `id`"),
            });
        };
        Ok(Header {
            fields,
            columns: row.len(),
            id,
            name: (0..row.len()).find(|&at| row.cell(at) == "name"),
            ids_only: matches!(kind, InputKind::Ids { .. }),
            misspelt: (0..row.len())
                .filter_map(|at| {
                    let field = row.cell(at).split('.').next().unwrap_or_default();
                    Some((at, near_miss(field, kind.fields())?))
                })
                .collect(),
        })
    }

    /// Builds the object that a row means.
    pub fn record(&self, row: &Row, scratch: &mut Scratch) -> Result<(), Wrong> {
        if row.len() != self.columns {
            let message = format!(
                "expected {} as in the header, found {}",
                cells(self.columns),
                row.len()
            );
            return Err(Wrong::new(None, message)
                .hint("a cell that holds a comma, a quote or a line break needs quotes"));
        }
        let id = row.cell(self.id);
        if id.is_empty() {
            return Err(Wrong::new(self.id, "an id must not be empty"));
        }
        scratch.id.clear();
        scratch.id.push_str(id);
        scratch.json.clear();
        if self.ids_only {
            return text(id, self.id, &mut scratch.json);
        }
        scratch.is_nameless = self
            .name
            .is_none_or(|at| row.cell(at).is_empty() && !row.is_quoted(at));
        object(&self.fields, row, &mut scratch.json).map(drop)
    }
}

fn cells(count: usize) -> String {
    match count {
        1 => "1 cell".to_owned(),
        _ => format!("{count} cells"),
    }
}

/// Puts a column into the tree of fields. The error says what the column does.
fn insert(fields: &mut Vec<Field>, parts: &[&str], value: Value) -> Result<(), &'static str> {
    let Some((first, rest)) = parts.split_first() else {
        return Ok(());
    };
    let known = fields.iter_mut().find(|field| field.name == *first);
    match (known.map(|field| &mut field.value), rest) {
        (Some(Value::Object(inner)), [_, ..]) => insert(inner, rest, value),
        (Some(Value::Object(_)), []) => {
            Err("is a value here and has fields of its own in another column")
        }
        (Some(_), []) => Err("is there twice"),
        (Some(_), _) => Err("is a field of something that is a value in another column"),
        (None, _) => {
            let value = match rest {
                [] => value,
                _ => {
                    let mut inner = Vec::new();
                    insert(&mut inner, rest, value)?;
                    Value::Object(inner)
                }
            };
            fields.push(Field {
                name: (*first).to_owned(),
                // A name is text, and text can always be written as JSON.
                key: serde_json::to_string(first).unwrap_or_default() + ":",
                value,
            });
            Ok(())
        }
    }
}

/// Writes an object; false if nothing is in it.
fn object(fields: &[Field], row: &Row, out: &mut Vec<u8>) -> Result<bool, Wrong> {
    out.push(b'{');
    let mut any = false;
    for field in fields {
        let before = out.len();
        if any {
            out.push(b',');
        }
        out.extend_from_slice(field.key.as_bytes());
        let written = match &field.value {
            Value::Object(inner) => object(inner, row, out)?,
            Value::Name(index) if row.is_quoted(*index) => {
                text(row.cell(*index), *index, out).map(|()| true)?
            }
            Value::Text(index) | Value::Name(index) => write(text, *index, row, out)?,
            Value::Mode(index) => write(mode, *index, row, out)?,
            Value::Metadata(index) => write(metadata, *index, row, out)?,
            Value::Members(index) => write(members, *index, row, out)?,
        };
        if written {
            any = true;
        } else {
            out.truncate(before);
        }
    }
    out.push(b'}');
    Ok(any)
}

/// Writes the value of a cell; false for an empty one.
fn write(
    value: fn(&str, usize, &mut Vec<u8>) -> Result<(), Wrong>,
    index: usize,
    row: &Row,
    out: &mut Vec<u8>,
) -> Result<bool, Wrong> {
    let cell = row.cell(index);
    if cell.is_empty() {
        return Ok(false);
    }
    value(cell, index, out).map(|()| true)
}

fn text(cell: &str, index: usize, out: &mut Vec<u8>) -> Result<(), Wrong> {
    serde_json::to_writer(out, cell).map_err(|error| Wrong::new(index, error.to_string()))
}

/// A JSON object, which travels as it was written.
fn metadata(cell: &str, index: usize, out: &mut Vec<u8>) -> Result<(), Wrong> {
    let object = cell.trim_ascii();
    if object.starts_with('{') && serde_json::from_str::<&RawValue>(object).is_ok() {
        out.extend_from_slice(object.as_bytes());
        return Ok(());
    }
    let message = format!(
        "`metadata` must be a JSON object, found {}",
        quoted(cell.trim())
    );
    Err(Wrong::new(index, message).hint(match object {
        "[object Object]" => {
            "a program wrote this instead of the object: in JavaScript, write JSON.stringify(metadata) into the cell"
        }
        _ if object.starts_with('{') => {
            "JSON needs double quotes: pandas writes it with `json.dumps`, DuckDB with `to_json`; columns named `metadata.KEY` take texts as they are"
        }
        _ => "a cell of it holds for example {\"avatar\":\"https://…\"}; a column named `metadata.KEY` takes texts as they are",
    }))
}

/// A JSON array of user ids.
fn members(cell: &str, index: usize, out: &mut Vec<u8>) -> Result<(), Wrong> {
    let array = cell.trim_ascii();
    if serde_json::from_str::<Vec<Cow<'_, str>>>(array).is_ok() {
        out.extend_from_slice(array.as_bytes());
        return Ok(());
    }
    let message = format!(
        "`members` must be a JSON array of user ids, found {}",
        quoted(cell.trim())
    );
    Err(Wrong::new(index, message).hint("a cell of it holds for example [\"u1\",\"u2\"]"))
}

fn mode(cell: &str, index: usize, out: &mut Vec<u8>) -> Result<(), Wrong> {
    let mode: Mode = cell.parse().map_err(|_| {
        let names: Vec<&str> = crate::record::MODE_NAMES
            .iter()
            .map(|(name, _)| *name)
            .collect();
        let message = format!("the mode {} is neither a number nor a name", quoted(cell));
        Wrong::new(index, message).hint(&format!(
            "a mode is a number or one of {}",
            names.join(", ")
        ))
    })?;
    out.extend_from_slice(mode.0.to_string().as_bytes());
    Ok(())
}
