//! The values of an input, for `--map`.
//!
//! An expression that begins with a path to an array, such as `.users[] | …`, gets one element at a
//! time, and the array is never in memory as a whole. Any other expression gets each value whole.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use serde_json::Number;

use super::jq::{ElementsAt, MapValues, MapWork};
use crate::input::open_source::OpenSource;
use crate::input::rows::{CsvRow, CsvRows};
use crate::input::scan::{Scan, Scanned, consume, cut_off, scan_any, unexpected};
use crate::input::sequence::{Sequence, SequenceStep};
use crate::input::window::{Sizes, Style, Window};
use crate::input::{InputError, InputFormat, InputKind};
use crate::record::{Location, Mistake, Text, described};

/// Values are handed to the expression once they have this many bytes together.
const AT_A_TIME: usize = 64 << 10;
const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 16 << 20,
};
/// A value that is nested more deeply than this is skipped as a whole, and not piece by piece.
const DEEPEST: usize = 64;

/// Finds the values in the input, and checks that they are JSON.
pub struct Splitter {
    pub elements: Option<ElementsAt>,
    pub format: InputFormat,
    pub kind: InputKind,
    pub csv_safe: bool,
    pub names: Arc<[String]>,
    pub work: SyncSender<MapWork>,
    pub is_begun: bool,
    /// Values that have not been handed on.
    pub values: MapValues,
}

/// Why there are no more values.
enum Stopped {
    Wrong(InputError),
    /// The expression wants no more.
    Unheard,
}

impl From<InputError> for Stopped {
    fn from(error: InputError) -> Stopped {
        Stopped::Wrong(error)
    }
}

impl Splitter {
    pub fn split(mut self, sources: Vec<OpenSource>) {
        let last = match self.split_all(sources) {
            Ok(()) => MapWork::End,
            Err(Stopped::Wrong(error)) => MapWork::Broken(error),
            Err(Stopped::Unheard) => return,
        };
        // If nobody listens any more, nobody misses it.
        let _ = self.flush().and_then(|()| self.give(last));
    }

    fn split_all(&mut self, sources: Vec<OpenSource>) -> Result<(), Stopped> {
        for (index, source) in (0..).zip(sources) {
            let is_csv = match self.format {
                InputFormat::Csv => true,
                InputFormat::Auto => source.is_csv,
                InputFormat::Json | InputFormat::Lines => false,
            };
            let names = Arc::clone(&self.names);
            let reader = source.into_only_reader();
            let mut window = Window::new(reader, names, index, Style::Lines, SIZES);
            if window.look()?.is_some() && !std::mem::replace(&mut self.is_begun, true) {
                self.give(MapWork::Begun)?;
            }
            if is_csv {
                self.split_rows(&mut window)?;
            } else {
                self.split_values(&mut window)?;
            }
        }
        Ok(())
    }

    fn split_rows(&mut self, window: &mut Window) -> Result<(), Stopped> {
        let mut rows = CsvRows::of(self.kind, self.csv_safe);
        loop {
            match rows.next(window) {
                Ok(None) => return Ok(()),
                Ok(Some(row)) => self.add_row(&row)?,
                // Like a wrong record, a wrong row is reported if the rows after it can be read.
                Err(error) => {
                    let mistake = error.into_wrong_record()?.mistake;
                    self.give_mistake(mistake.relocated(Option::unwrap_or_default))?;
                }
            }
        }
    }

    fn add_row(&mut self, row: &CsvRow<'_>) -> Result<(), Stopped> {
        if self.elements.is_some() {
            let message = "--map: a row of CSV is an object of its cells, and has no elements";
            let hint = "leave out what ends with `[]`: `--map '{id: .user_id, name}'`";
            return self.give_mistake(Mistake::new(row.location, message).hint(hint));
        }
        let number = self.values.ends.len();
        let doubts = row.doubts.iter().map(|doubt| (number, doubt.clone()));
        self.values.doubts.extend(doubts);
        self.add(row.json, row.location)
    }

    fn split_values(&mut self, window: &mut Window) -> Result<(), Stopped> {
        let elements = self.elements.clone();
        window.name_values(match elements {
            None => (
                "a value of the input, which the expression of --map needs whole,",
                "an expression that begins with a path to an array, such as `.users[] | …`, takes \
                 one element at a time",
            ),
            Some(_) => ("a value of the input", ""),
        });
        while let Some(byte) = window.skip_white()? {
            match (byte, &elements) {
                // `jq --seq` writes this before each value (RFC 7464).
                (0x1e, _) => window.advance(1),
                (b'"' | b'[' | b'{' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n', None) => {
                    self.add_value(window)?;
                }
                (b'"' | b'[' | b'{' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n', Some(elements)) => {
                    self.follow(&elements.path, window)?;
                }
                _ => return Err(unexpected(window, "a JSON value").into()),
            }
        }
        Ok(())
    }

    /// Follows the path from the value that begins here, and adds the elements at its end.
    fn follow(&mut self, path: &[String], window: &mut Window) -> Result<(), Stopped> {
        let begin = window.location();
        let Some((name, rest)) = path.split_first() else {
            return self.add_elements(window);
        };
        if !window.unread().starts_with('{') {
            let is_null = window.unread().starts_with('n');
            let found = read_other(window)?;
            let why = format!("expected an object with `{name}`, found {found}");
            // The `?` of `.users[]?` belongs to the brackets, and only `null` lets the names before
            // them be.
            return match is_null {
                true => self.miss_elements(begin, &why),
                false => self.give_wrong_value(begin, &why),
            };
        }
        let mut fields = Sequence::begin(window, b'}');
        let mut is_found = false;
        while has_next(&mut fields, window, begin)? {
            if read_field_name(window)? != *name {
                skip_value(window, DEEPEST)?;
                continue;
            }
            if is_found {
                let message = format!("the field `{name}` is given twice");
                return Err(window.refuse(Mistake::new(0, message)).into());
            }
            is_found = true;
            self.follow(rest, window)?;
        }
        match is_found {
            true => Ok(()),
            false => self.miss_elements(begin, &format!("there is no field `{name}`")),
        }
    }

    fn add_elements(&mut self, window: &mut Window) -> Result<(), Stopped> {
        let begin = window.location();
        let Some(end) = closing_bracket(window) else {
            let found = read_other(window)?;
            return self.miss_elements(begin, &format!("expected an array, found {found}"));
        };
        let mut items = Sequence::begin(window, end);
        // The names of an object, as numbers, because there may be as many as elements.
        let (mut seen, names) = (HashSet::new(), RandomState::new());
        while has_next(&mut items, window, begin)? {
            if end == b'}' {
                let name = read_field_name(window)?;
                // Its first element may be on its way already, and only the last one counts.
                if !seen.insert(names.hash_one(&name)) {
                    let message = format!("the field `{name}` is given twice");
                    return Err(window.refuse(Mistake::new(0, message)).into());
                }
            }
            self.add_value(window)?;
        }
        Ok(())
    }

    /// Reports that a value has no elements, if that is a mistake.
    fn miss_elements(&mut self, location: Location, why: &str) -> Result<(), Stopped> {
        if self
            .elements
            .as_ref()
            .is_some_and(|elements| elements.is_optional)
        {
            return Ok(());
        }
        self.give_wrong_value(location, why)
    }

    fn give_wrong_value(&mut self, location: Location, why: &str) -> Result<(), Stopped> {
        self.give_mistake(Mistake::new(location, format!("--map: {why}")))
    }

    /// Adds the value that begins here.
    fn add_value(&mut self, window: &mut Window) -> Result<(), Stopped> {
        let scanned = read_any(window)?;
        self.add(&window.text().0[scanned.range], scanned.location)
    }

    fn add(&mut self, json: &str, location: Location) -> Result<(), Stopped> {
        self.values.text.push_str(json);
        let len = self.values.text.len();
        self.values.ends.push((len, location));
        match len < AT_A_TIME {
            true => Ok(()),
            false => self.flush(),
        }
    }

    fn give_mistake(&mut self, mistake: Mistake<Location>) -> Result<(), Stopped> {
        self.flush()?;
        self.give(MapWork::Mistake(mistake))
    }

    fn flush(&mut self) -> Result<(), Stopped> {
        if self.values.ends.is_empty() {
            return Ok(());
        }
        let values = std::mem::take(&mut self.values);
        self.values.text.reserve(2 * AT_A_TIME);
        self.give(MapWork::Values(values))
    }

    fn give(&self, work: MapWork) -> Result<(), Stopped> {
        self.work.send(work).map_err(|_| Stopped::Unheard)
    }
}

/// Moves on to the next field or element; false at the end.
fn has_next(
    sequence: &mut Sequence,
    window: &mut Window,
    begin: Location,
) -> Result<bool, InputError> {
    match sequence.step(window)? {
        SequenceStep::Item(_) => Ok(true),
        SequenceStep::End => Ok(false),
        SequenceStep::CutOff(end) => Err(cut_off(window, end, begin)),
    }
}

/// The bracket that closes the value that begins here, if that is an array or an object.
fn closing_bracket(window: &Window) -> Option<u8> {
    match window.unread().as_bytes().first() {
        Some(b'[') => Some(b']'),
        Some(b'{') => Some(b'}'),
        _ => None,
    }
}

/// Reads the name of a field, and moves on to its value.
fn read_field_name(window: &mut Window) -> Result<String, InputError> {
    if !window.unread().starts_with('"') {
        return Err(unexpected(window, "a field name in quotes"));
    }
    let Scanned { range, .. } = read_any(window)?;
    let name = serde_json::from_str(&window.text().0[range]).ok();
    let name = name.map(|Text(name)| name.into_owned());
    if window.skip_white()? != Some(b':') {
        return Err(unexpected(window, "`:`"));
    }
    window.advance(1);
    window.skip_white()?;
    // A name that cannot be read is not the one in the path.
    Ok(name.unwrap_or_default())
}

/// Reads a value of any kind. At the end of the input no digits can follow a number.
fn read_any(window: &mut Window) -> Result<Scanned<()>, InputError> {
    loop {
        let text = window.unread();
        let scan = match scan_any(text) {
            Scan::Short(_) if window.ended() && serde_json::from_str::<Number>(text).is_ok() => {
                Scan::Done(text.len(), ())
            }
            other => other,
        };
        if let Some(scanned) = consume(window, scan)? {
            return Ok(scanned);
        }
    }
}

/// Reads a value that is not what was expected, and describes it.
fn read_other(window: &mut Window) -> Result<String, InputError> {
    let Scanned { range, .. } = read_any(window)?;
    Ok(described(&window.text().0[range]))
}

/// Skips the value that begins here: an array or an object piece by piece.
fn skip_value(window: &mut Window, levels: usize) -> Result<(), InputError> {
    let begin = window.location();
    let Some(end) = closing_bracket(window).filter(|_| levels > 0) else {
        return read_any(window).map(|_| ());
    };
    let mut items = Sequence::begin(window, end);
    while has_next(&mut items, window, begin)? {
        if end == b'}' {
            read_field_name(window)?;
        }
        skip_value(window, levels - 1)?;
    }
    Ok(())
}
