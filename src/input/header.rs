//! The header of a CSV file: which column goes where in the objects that rows become.

use super::cell::{CellKind, CellMistake, in_cell, write_cell, write_text};
use super::item::{NamedModes, Scratch};
use super::kind::InputKind;
use super::near::map_of_names;
use super::row::Row;
use crate::record::{
    KnownField, Location, MOST_LEVELS, Mended, Mistake, RecordKind, json_string, near_miss, quoted,
};

/// More columns than this are surely a mistake, and looking for duplicate names takes quadratic
/// time.
const MOST_COLUMNS: usize = 4096;

pub(super) struct Header {
    fields: Vec<ColumnField>,
    /// The names of the columns.
    names: Vec<String>,
    /// None where rows need not have one.
    id: Option<usize>,
    name: Option<usize>,
    ids_only: bool,
    /// Columns whose names look like misspelt known fields.
    pub misspelt: Vec<(usize, &'static str)>,
}

struct ColumnField {
    /// One part of a dotted column name.
    name: String,
    /// The name as it is written into an object, with the colon.
    key: String,
    value: ColumnValue,
}

enum ColumnValue {
    Cell(CellKind, usize),
    Object(Vec<ColumnField>),
}

impl Header {
    /// With `is_any`, rows need no id.
    pub fn of(row: &Row, kind: InputKind, is_any: bool) -> Result<Header, CellMistake> {
        if row.len() > MOST_COLUMNS {
            let message = format!("{} columns are more than {MOST_COLUMNS}", row.len());
            return Err(Mistake::new(None, message));
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
                let mistake = in_cell(index, message);
                return Err(match (name, index) {
                    ("", _) if row.cell(0).starts_with("sep=") => {
                        mistake.hint("Excel's line `sep=…` belongs to no table: leave it out")
                    }
                    ("", 1..) if (index..row.len()).all(|at| row.cell(at).is_empty()) => {
                        mistake.hint("leave out the commas at the end of the header and the rows")
                    }
                    ("", 0) => mistake.hint(
                        "is it the index of a data frame? In pandas, `to_csv(index=False)` leaves \
                         it out",
                    ),
                    _ => mistake,
                });
            }
            if name != name.trim() {
                let message = format!("{} has white space around its name", column(name));
                return Err(in_cell(index, message).hint("no white space around the commas"));
            }
            if parts.len() > MOST_LEVELS {
                let message = format!("{} has more than {MOST_LEVELS} levels", column(name));
                return Err(in_cell(index, message));
            }
            if !is_any && parts.len() > 1 && is_plain_field(kind, parts[0]) {
                let (column, field) = (column(name), parts[0]);
                let message = format!("{column}: `{field}` has no fields of its own");
                return Err(in_cell(index, message).hint(match field {
                    "members" => "`--map '(.members | objects) |= [.[]]'` makes one array of them",
                    _ => "`metadata.` before a name makes a field of the metadata",
                }));
            }
            let kind = match name {
                // In rows that are mapped, the mode of the resulting record is checked.
                "mode" if kind == InputKind::Users && !is_any => CellKind::Mode,
                "name" | "logo" => CellKind::Name,
                "metadata" => CellKind::Metadata,
                "members" if kind.record() == Some(RecordKind::Channel) => CellKind::Members,
                _ => CellKind::Text,
            };
            insert(&mut fields, &parts, ColumnValue::Cell(kind, index))
                .map_err(|message| in_cell(index, format!("{} {message}", column(name))))?;
            if name == "id" {
                id = Some(index);
            }
        }
        if id.is_none() && !is_any {
            let mistake: CellMistake = Mistake::new(None, "the header has no column `id`");
            let near = (0..row.len()).find(|&at| near_miss(row.cell(at), &["id"]).is_some());
            return Err(match (row.cell(0), near) {
                (only, _) if row.len() == 1 && only.contains([';', '\t', '|']) => {
                    mistake.hint("the cells must be separated by commas")
                }
                (_, Some(at)) => mistake.hint(format!(
                    "call {} `id`: names of fields are told apart by case",
                    column(row.cell(at))
                )),
                _ => mistake.hint(match map_of_names((0..row.len()).map(|at| row.cell(at))) {
                    Some(map) if kind.record().is_some() => format!("`--map '{map}'` takes it"),
                    _ => "the first row must name the columns, and one of them `id`".to_owned(),
                }),
            });
        }
        Ok(Header {
            fields,
            names: (0..row.len()).map(|at| row.cell(at).to_owned()).collect(),
            id,
            name: (0..row.len()).find(|&at| row.cell(at) == "name"),
            ids_only: kind.is_ids(),
            misspelt: (0..row.len())
                .filter_map(|at| {
                    let field = row.cell(at).split('.').next().unwrap_or_default();
                    Some((at, near_miss(field, kind.record()?.fields())?))
                })
                .collect(),
        })
    }

    /// A wrong row as JSON, to be mended: its cells are texts under the names of their columns. A
    /// row that does not fit the header is an array of its cells, so that none is put under a wrong
    /// name.
    pub fn unchecked(&self, row: &Row) -> String {
        if row.len() != self.names.len() {
            let cells: Vec<&str> = (0..row.len()).map(|at| row.cell(at)).collect();
            // Text can always be written as JSON.
            return serde_json::to_string(&cells).unwrap_or_default();
        }
        let mut json = String::new();
        texts(&self.fields, row, &mut json);
        json
    }

    /// Whether a row repeats the header: the rows below it may belong to another table.
    pub fn is_again(&self, row: &Row) -> bool {
        let is_name = |cell: &str| {
            let field = cell.split('.').next().unwrap_or_default();
            KnownField::of(field).is_some() || self.names.iter().any(|name| name == cell)
        };
        row.len() > 1
            && self
                .id
                .is_some_and(|at| at < row.len() && row.cell(at) == "id")
            && (0..row.len()).all(|at| is_name(row.cell(at)))
    }

    /// The name of a column; empty for a cell that has none.
    pub fn column(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// Builds the object that a row stands for, in `scratch`.
    pub fn record(
        &self,
        row: &Row,
        location: Location,
        scratch: &mut Scratch,
    ) -> Result<(), CellMistake> {
        if row.len() != self.names.len() {
            let message = format!(
                "expected {} as in the header, found {}",
                cells(self.names.len()),
                row.len()
            );
            return Err(Mistake::new(None, message)
                .hint("a cell that holds a comma, a quote or a line break needs quotes"));
        }
        scratch.id.clear();
        scratch.json.clear();
        if let Some(at) = self.id {
            let id = row.cell(at);
            if id.is_empty() {
                return Err(in_cell(at, "an id must not be empty"));
            }
            scratch.id.push_str(id);
            if self.ids_only {
                return write_text(id, at, &mut scratch.json);
            }
        }
        let mut mended = Mended::default();
        let modes = &mut scratch.modes;
        object(&self.fields, row, modes, &mut scratch.json, &mut mended)?;
        if !mended.is_empty() {
            scratch.remarks.note_mended(&mended, location);
        }
        let name = self.name;
        if name.is_none_or(|at| row.cell(at).is_empty() && !row.is_quoted(at)) {
            scratch.remarks.note_nameless(location);
        }
        Ok(())
    }
}

/// Whether a field of the API holds one value, or texts, and no fields.
fn is_plain_field(kind: InputKind, field: &str) -> bool {
    let fields = kind.record().map(RecordKind::fields);
    field != "metadata" && fields.is_some_and(|fields| fields.contains(&field))
}

fn cells(count: usize) -> String {
    match count {
        1 => "1 cell".to_owned(),
        _ => format!("{count} cells"),
    }
}

/// Puts a column into the tree of fields. The error is the rest of a sentence about the column.
fn insert(
    fields: &mut Vec<ColumnField>,
    parts: &[&str],
    value: ColumnValue,
) -> Result<(), &'static str> {
    let Some((first, rest)) = parts.split_first() else {
        return Ok(());
    };
    let known = fields.iter_mut().find(|field| field.name == *first);
    match (known.map(|field| &mut field.value), rest) {
        (Some(ColumnValue::Object(inner)), [_, ..]) => insert(inner, rest, value),
        (Some(ColumnValue::Object(_)), []) => {
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
                    ColumnValue::Object(inner)
                }
            };
            fields.push(ColumnField {
                name: (*first).to_owned(),
                // A name is text, and text can always be written as JSON.
                key: json_string(first) + ":",
                value,
            });
            Ok(())
        }
    }
}

/// Writes an object; false if it is empty.
fn object(
    fields: &[ColumnField],
    row: &Row,
    modes: &mut NamedModes,
    out: &mut Vec<u8>,
    mended: &mut Mended,
) -> Result<bool, CellMistake> {
    out.push(b'{');
    let mut any = false;
    for field in fields {
        let before = out.len();
        if any {
            out.push(b',');
        }
        out.extend_from_slice(field.key.as_bytes());
        let written = match &field.value {
            ColumnValue::Object(inner) => object(inner, row, modes, out, mended)?,
            ColumnValue::Cell(kind, at) => write_cell(*kind, *at, row, modes, out, mended)?,
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

/// Writes an object with the cells as texts; false if it is empty.
fn texts(fields: &[ColumnField], row: &Row, out: &mut String) -> bool {
    out.push('{');
    let mut any = false;
    for field in fields {
        let before = out.len();
        if any {
            out.push(',');
        }
        out.push_str(&field.key);
        let written = match &field.value {
            ColumnValue::Object(inner) => texts(inner, row, out),
            ColumnValue::Cell(_, at) => {
                let cell = row.cell(*at);
                out.push_str(&json_string(cell));
                !cell.is_empty()
            }
        };
        if written {
            any = true;
        } else {
            out.truncate(before);
        }
    }
    out.push('}');
    any
}

/// The name of a column in a message.
fn column(name: &str) -> String {
    format!("the column {}", quoted(name))
}
