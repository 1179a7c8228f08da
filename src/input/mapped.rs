//! Records that an expression made of the values of an input: one a line, after the location of its
//! value. What is wrong with a value is a line among them.

use std::io::Write;

use serde::{Deserialize, Serialize};

use super::doubts::{CellDoubt, RowDoubts};
use super::item::{FoundItem, NextItem, Scratch};
use super::kind::InputKind;
use super::near::of_mapped;
use super::object::read_object;
use super::scan::{Scan, consume, scan};
use super::window::Window;
use crate::record::{LikelyFields, Location, Mistake, Point, described};

/// The first line, if the input was not empty.
const BEGIN: &str = "~";

pub(crate) fn push_begin(out: &mut Vec<u8>) {
    out.extend_from_slice(BEGIN.as_bytes());
    out.push(b'\n');
}

/// Writes the location that a record has; the record and a line feed follow.
pub(crate) fn push_location(location: Location, out: &mut Vec<u8>) {
    let (line, column) = match location.point {
        Point::Text { line, column } => (line, column),
        Point::Argument(_) | Point::Unknown => (0, 0),
    };
    // Writing into memory cannot fail.
    let _ = write!(out, "{} {line} {column} ", location.source);
}

#[derive(Serialize, Deserialize)]
struct MistakeLine {
    message: String,
    hint: Option<String>,
}

/// Writes a line about what is wrong with a value.
pub(crate) fn push_mistake(
    location: Location,
    message: &str,
    hint: Option<&str>,
    out: &mut Vec<u8>,
) {
    push_location(location, out);
    out.push(b'!');
    let line = MistakeLine {
        message: message.to_owned(),
        hint: hint.map(str::to_owned),
    };
    // Text can always be written as JSON.
    let _ = serde_json::to_writer(&mut *out, &line);
    out.push(b'\n');
}

/// Writes a line about a cell of a row, before the records that the row becomes.
pub(crate) fn push_doubt(row: Location, doubt: &CellDoubt, out: &mut Vec<u8>) {
    push_location(row, out);
    out.push(b'?');
    // Text can always be written as JSON.
    let _ = serde_json::to_writer(&mut *out, doubt);
    out.push(b'\n');
}

/// Reads such lines.
#[derive(Default)]
pub(super) struct MappedReader {
    doubts: RowDoubts,
}

impl MappedReader {
    pub fn next(&mut self, window: &mut Window, scratch: &mut Scratch) -> NextItem {
        let (len, location, prefix) = loop {
            let Some(len) = memchr::memchr(b'\n', window.unread().as_bytes()) else {
                if window.ended() {
                    return Ok(None);
                }
                window.fill()?;
                continue;
            };
            let line = &window.unread()[..len];
            if *line == *BEGIN {
                window.advance(len + 1);
                continue;
            }
            let (location, prefix) = location_of(line);
            match line[prefix..].strip_prefix('?') {
                Some(doubt) => self.doubts.add(doubt, location),
                None => break (len, location, prefix),
            }
            window.advance(len + 1);
        };
        window.locate(location);
        window.advance(prefix);
        let len = len - prefix;
        window.check_length(len)?;
        let json = &window.unread()[..len];
        if let Some(mistake) = json.strip_prefix('!') {
            let mistake = told(mistake);
            let error = window.refuse(mistake);
            window.advance(len + 1);
            return Err(error.passed_over());
        }
        if !json.starts_with('{') {
            let error = window.refuse(no_object(json, scratch.kind));
            let record = json.to_owned();
            window.advance(len + 1);
            return Err(error.passed_over_record(record));
        }
        let found = match scan(json, |text, LikelyFields(fields)| {
            read_object(text, fields, location, scratch).map_err(of_mapped)
        }) {
            Scan::Done(len, value) => Scan::Done(len, value),
            Scan::Refused(len, mistake) => Scan::Refused(len, mistake),
            Scan::Wrong(mistake) | Scan::Short(Some(mistake)) => Scan::Refused(len, mistake),
            Scan::Short(None) => Scan::Refused(len, Mistake::new(0, "the record is cut off")),
        };
        let scanned = consume(window, found);
        // The line feed after it.
        window.advance(1);
        let Some(scanned) = scanned? else {
            return Ok(None);
        };
        let (json, id) = scanned.value;
        let text = &window.text().0[scanned.range.clone()];
        self.doubts.note(text, &id, location, scratch);
        Ok(Some(FoundItem {
            location,
            json: json.shifted(scanned.range.start),
            id: id.shifted(scanned.range.start),
        }))
    }
}

/// The location that a line begins with, and the length of it there.
fn location_of(line: &str) -> (Location, usize) {
    let mut parts = line.splitn(4, ' ');
    let mut len = 0;
    let mut number = || {
        let part = parts.next().unwrap_or_default();
        len += part.len() + 1;
        part.parse::<u64>().unwrap_or_default()
    };
    let (source, line, column) = (number(), number(), number());
    let source = u32::try_from(source).unwrap_or_default();
    (Location::in_text(source, line, column), len)
}

fn told(json: &str) -> Mistake<usize> {
    let line = serde_json::from_str(json).ok();
    line.map_or_else(
        || Mistake::new(0, "--map: a mistake"),
        |MistakeLine { message, hint }| Mistake {
            at: 0,
            message,
            hint,
        },
    )
}

/// The expression made something other than an object.
fn no_object(json: &str, kind: InputKind) -> Mistake<usize> {
    let what = match kind {
        InputKind::Users => "a user",
        InputKind::Channels | InputKind::ChannelChanges => "a channel",
        InputKind::Ids { .. } => "an id",
    };
    let found = described(json);
    let mistake = Mistake::new(
        0,
        format!("--map made {found} where {what} is an object with an `id`"),
    );
    match json.as_bytes().first() {
        Some(b'[') => mistake.hint("`… | .[]` gives the elements of an array one by one"),
        _ => mistake,
    }
}
