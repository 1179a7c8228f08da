//! The cells of a CSV row as JSON values.

use serde_json::value::RawValue;

use super::item::NamedModes;
use super::remarks::is_word_for_none;
use super::row::Row;
use crate::record::{Mended, Mistake, Text, quoted, spelled_mode, twin_of};

/// What is wrong with a row, and in which cell.
pub(super) type CellMistake = Mistake<Option<usize>>;

pub(super) fn in_cell(cell: usize, message: impl Into<String>) -> CellMistake {
    Mistake::new(Some(cell), message)
}

/// What the cells of a column hold.
#[derive(Clone, Copy)]
pub(super) enum CellKind {
    Text,
    /// A text that may be empty, if its cell is in quotes.
    Name,
    Mode,
    Metadata,
    Members,
}

/// Writes the value of a cell; false if it has none.
pub(super) fn write_cell(
    kind: CellKind,
    at: usize,
    row: &Row,
    modes: &mut NamedModes,
    out: &mut Vec<u8>,
    mended: &mut Mended,
) -> Result<bool, CellMistake> {
    let cell = row.cell(at);
    let is_text = matches!(kind, CellKind::Name) && row.is_quoted(at);
    if cell.is_empty() && !is_text {
        return Ok(false);
    }
    match kind {
        CellKind::Text | CellKind::Name => write_text(cell, at, out),
        CellKind::Mode => write_mode(cell, at, modes, out, mended),
        CellKind::Metadata => write_metadata(cell, at, out),
        CellKind::Members => write_members(cell, at, out),
    }?;
    Ok(true)
}

pub(super) fn write_text(cell: &str, index: usize, out: &mut Vec<u8>) -> Result<(), CellMistake> {
    serde_json::to_writer(out, cell).map_err(|error| in_cell(index, error.to_string()))
}

/// Writes a JSON object, which travels as it was written.
fn write_metadata(cell: &str, index: usize, out: &mut Vec<u8>) -> Result<(), CellMistake> {
    let object = cell.trim_ascii();
    if object.starts_with('{') && serde_json::from_str::<&RawValue>(object).is_ok() {
        out.extend_from_slice(object.as_bytes());
        return Ok(());
    }
    let message = format!(
        "`metadata` must be a JSON object, found {}",
        quoted(cell.trim())
    );
    Err(in_cell(index, message).hint(match object {
        "[object Object]" => {
            "a program wrote this instead of the object: in JavaScript, write JSON.stringify(metadata) into the cell"
        }
        _ if is_word_for_none(object) => "an empty cell leaves the field out",
        _ if object.starts_with('{') => {
            "JSON needs double quotes: pandas writes it with `json.dumps`, DuckDB with `to_json`; columns named `metadata.KEY` take texts as they are"
        }
        _ => "a cell of it holds for example {\"avatar\":\"https://…\"}; a column named `metadata.KEY` takes texts as they are",
    }))
}

/// Writes a JSON array of user ids.
fn write_members(cell: &str, index: usize, out: &mut Vec<u8>) -> Result<(), CellMistake> {
    let array = cell.trim_ascii();
    if let Ok(members) = serde_json::from_str::<Vec<Text<'_>>>(array) {
        if let Some(twin) = twin_of(&members) {
            let message = format!("`members`: the id {} is given twice", quoted(twin));
            return Err(in_cell(index, message));
        }
        out.extend_from_slice(array.as_bytes());
        return Ok(());
    }
    let message = format!(
        "`members` must be a JSON array of user ids, found {}",
        quoted(cell.trim())
    );
    Err(in_cell(index, message).hint("a cell of it holds for example [\"u1\",\"u2\"]"))
}

/// Writes a mode, given as a number or by name, as its number.
fn write_mode(
    cell: &str,
    index: usize,
    modes: &mut NamedModes,
    out: &mut Vec<u8>,
    mended: &mut Mended,
) -> Result<(), CellMistake> {
    let scale = modes.scale;
    let (mode, spelling) = spelled_mode(cell, scale).ok_or_else(|| {
        let names: Vec<&str> = scale.modes().iter().map(|(name, _)| *name).collect();
        let message = format!("the mode {} is neither a number nor a name", quoted(cell));
        let hint = match scale.other_option(cell) {
            _ if is_word_for_none(cell) => "an empty cell leaves the field out".to_owned(),
            Some(option) => format!("it is a name with `{option}`"),
            None => format!("a mode is a number or one of {}", names.join(", ")),
        };
        in_cell(index, message).hint(hint)
    })?;
    if let Some(spelling) = spelling {
        mended.note(spelling);
    }
    modes.are_used |= mode.0 != 0 && !cell.starts_with(|c: char| c.is_ascii_digit());
    out.extend_from_slice(mode.0.to_string().as_bytes());
    Ok(())
}
