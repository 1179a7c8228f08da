//! The values of an input, one after the other, on their way through `--map`.
//!
//! ```text
//! sources ──> splitter ──> expression ──> lines with locations ──> Input
//!             a thread     a thread       spooled, read twice
//! ```
//!
//! An expression that begins with a path to an array, `.users[] | …`, is given one element at a
//! time, however large what holds it is. Any other is given each value whole.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};
use std::thread;

use crate::input::rows::{CsvRow, CsvRows};
use crate::input::scan::{Scanned, read_value, scan_any, unexpected};
use crate::input::sequence::{Sequence, SequenceStep};
use crate::input::spool::{OpenSource, open_sources};
use crate::input::window::{Sizes, Style, Window};
use crate::input::{Input, InputError, InputFormat, InputKind, InputSource};
use crate::record::{Location, Mistake, Text, described};

use super::jq::{MapProgram, MapValues, MapWork, MappedChunk, Source, start_map};

/// Values of which at most so many bytes are given to the expression at a time.
const AT_A_TIME: usize = 64 << 10;
const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 16 << 20,
};
/// Levels of what is passed over piece by piece, and not read whole.
const DEEPEST: usize = 64;

/// Opens an input of which an expression makes the records.
pub fn map_input(
    sources: Vec<InputSource>,
    format: InputFormat,
    kind: InputKind,
    csv_safe: bool,
    map: MapProgram,
) -> Result<Input, InputError> {
    let files = sources.iter().filter_map(InputSource::identity).collect();
    let sources = open_sources(sources)?;
    let names: Arc<[String]> = sources.iter().map(|source| source.name.clone()).collect();
    let splitter = Splitter {
        path: map.path.clone(),
        takes: map.program.source(),
        format,
        kind,
        csv_safe,
        names: Arc::clone(&names),
        work: None,
        is_begun: false,
        values: MapValues::default(),
    };
    let stream = MappedStream {
        begin: Some((sources, splitter, map)),
        chunks: None,
        current: Vec::new(),
        at: 0,
    };
    Ok(Input::of_mapped(names, files, Box::new(stream), kind))
}

/// What the expression makes of the input. Nothing is read before it is asked for.
struct MappedStream {
    begin: Option<(Vec<OpenSource>, Splitter, MapProgram)>,
    chunks: Option<Receiver<MappedChunk>>,
    current: Vec<u8>,
    at: usize,
}

impl Read for MappedStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some((sources, mut splitter, map)) = self.begin.take() {
            let (work, chunks) = start_map(map)?;
            splitter.work = Some(work);
            self.chunks = Some(chunks);
            thread::Builder::new().spawn(move || splitter.split(sources))?;
        }
        while self.at == self.current.len() {
            let Some(chunks) = &self.chunks else {
                return Ok(0);
            };
            match chunks.recv() {
                Ok(Ok(chunk)) if chunk.is_empty() => self.chunks = None,
                Ok(Ok(chunk)) => (self.current, self.at) = (chunk, 0),
                Ok(Err(error)) => return Err(io::Error::other(error)),
                // A thread that panicked has not come to the end of the input.
                Err(_) => {
                    let error = InputError::whole("--map: the evaluation broke off");
                    return Err(io::Error::other(error));
                }
            }
        }
        let n = (&self.current[self.at..]).read(buffer)?;
        self.at += n;
        Ok(n)
    }
}

/// Finds the values in the input.
struct Splitter {
    path: Vec<String>,
    takes: Source,
    format: InputFormat,
    kind: InputKind,
    csv_safe: bool,
    names: Arc<[String]>,
    work: Option<SyncSender<MapWork>>,
    is_begun: bool,
    values: MapValues,
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
    fn split(mut self, sources: Vec<OpenSource>) {
        let last = match self.split_all(sources) {
            Ok(()) => MapWork::End,
            Err(Stopped::Wrong(error)) => MapWork::Broken(error),
            Err(Stopped::Unheard) => return,
        };
        // Where nobody listens, nobody misses it.
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
                Err(error) => self.tell(error)?,
            }
        }
    }

    /// A row is one value, and has elements where the expression begins with `.[]`.
    fn add_row(&mut self, row: &CsvRow<'_>) -> Result<(), Stopped> {
        match self.takes {
            Source::Whole | Source::Collected | Source::Count => {
                let number = self.values.ends.len();
                let doubts = row.doubts.iter().map(|doubt| (number, doubt.clone()));
                self.values.doubts.extend(doubts);
                self.values.text.push_str(row.json);
                self.end_value(row.location)
            }
            Source::Elements { .. } => {
                let message = "--map: a row of CSV is an object of its cells, and has no elements";
                let hint = "leave out what ends with `[]`: `--map '{id: .user_id, name}'`";
                let work =
                    MapWork::Mistake(row.location, message.to_owned(), Some(hint.to_owned()));
                self.flush()?;
                self.give(work)
            }
        }
    }

    /// A wrong value is told of like a wrong record where values after it can be read.
    fn tell(&mut self, error: InputError) -> Result<(), Stopped> {
        let mistake = match error.into_wrong_record() {
            Ok(wrong) => wrong.mistake,
            Err(error) => return Err(error.into()),
        };
        self.flush()?;
        let location = mistake.at.unwrap_or_default();
        self.give(MapWork::Mistake(location, mistake.message, mistake.hint))
    }

    fn split_values(&mut self, window: &mut Window) -> Result<(), Stopped> {
        window.name_values(match self.takes {
            Source::Whole | Source::Collected | Source::Count => (
                "a value of the input, which the expression of --map needs whole,",
                "an expression that begins with a path to an array, such as `.users[] | …`, takes \
                 one element at a time",
            ),
            Source::Elements { .. } => ("a value of the input", ""),
        });
        let path = std::mem::take(&mut self.path);
        let walked = self.walk_values(window, &path);
        self.path = path;
        walked
    }

    fn walk_values(&mut self, window: &mut Window, path: &[String]) -> Result<(), Stopped> {
        while let Some(byte) = window.skip_white()? {
            match (byte, self.takes) {
                // `jq --seq` writes it before each value (RFC 7464).
                (0x1e, _) => window.advance(1),
                (b'"' | b'[' | b'{' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n', takes) => {
                    match takes {
                        Source::Whole | Source::Collected | Source::Count => {
                            self.add_value(window)?;
                        }
                        Source::Elements { .. } => self.walk(window, path)?,
                    }
                }
                _ => return Err(unexpected(window, "a JSON value").into()),
            }
        }
        Ok(())
    }

    /// Follows the path in the value that begins here, and adds the elements at its end.
    fn walk(&mut self, window: &mut Window, path: &[String]) -> Result<(), Stopped> {
        let begin = window.location();
        let Some((name, rest)) = path.split_first() else {
            return self.elements(window);
        };
        if !window.unread().starts_with('{') {
            let Scanned { range, .. } = read_value(window, scan_any)?;
            let found = described(&window.text().0[range]);
            return self.no_elements(
                begin,
                &format!("expected an object with `{name}`, found {found}"),
            );
        }
        let mut fields = Sequence::begin(window, b'}');
        let mut is_found = false;
        while field(&mut fields, window, begin)? {
            let found = field_name(window)?;
            if found != *name {
                pass_over(window, DEEPEST)?;
                continue;
            }
            if is_found {
                let message = format!("the field `{name}` is given twice");
                return Err(window.refuse(Mistake::new(0, message)).into());
            }
            is_found = true;
            self.walk(window, rest)?;
        }
        match is_found {
            true => Ok(()),
            false => self.no_elements(begin, &format!("there is no field `{name}`")),
        }
    }

    fn elements(&mut self, window: &mut Window) -> Result<(), Stopped> {
        let begin = window.location();
        match window.unread().as_bytes().first() {
            Some(b'[') => {
                let mut elements = Sequence::begin(window, b']');
                while field(&mut elements, window, begin)? {
                    self.add_value(window)?;
                }
                Ok(())
            }
            Some(b'{') => {
                let mut fields = Sequence::begin(window, b'}');
                while field(&mut fields, window, begin)? {
                    field_name(window)?;
                    self.add_value(window)?;
                }
                Ok(())
            }
            _ => {
                let Scanned { range, .. } = read_value(window, scan_any)?;
                let found = described(&window.text().0[range]);
                self.no_elements(begin, &format!("expected an array, found {found}"))
            }
        }
    }

    fn no_elements(&mut self, location: Location, why: &str) -> Result<(), Stopped> {
        if matches!(self.takes, Source::Elements { is_optional: true }) {
            return Ok(());
        }
        self.flush()?;
        self.give(MapWork::Mistake(location, format!("--map: {why}"), None))
    }

    /// Adds the value that begins here.
    fn add_value(&mut self, window: &mut Window) -> Result<(), Stopped> {
        let Scanned {
            range, location, ..
        } = read_value(window, scan_any)?;
        let text = &window.text().0[range];
        self.values.text.push_str(text);
        self.end_value(location)
    }

    fn end_value(&mut self, location: Location) -> Result<(), Stopped> {
        let len = self.values.text.len();
        self.values.ends.push((len, location));
        match len < AT_A_TIME {
            true => Ok(()),
            false => self.flush(),
        }
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
        let given = self.work.as_ref().map(|to| to.send(work));
        match given {
            Some(Ok(())) => Ok(()),
            _ => Err(Stopped::Unheard),
        }
    }
}

/// Goes on to the next field or element; false at the end.
fn field(
    sequence: &mut Sequence,
    window: &mut Window,
    begin: Location,
) -> Result<bool, InputError> {
    match sequence.step(window)? {
        SequenceStep::Item(_) => Ok(true),
        SequenceStep::End => Ok(false),
        SequenceStep::CutOff(end) => Err(crate::input::scan::cut_off(window, end, begin)),
    }
}

/// Reads the name of a field, and goes on to its value.
fn field_name(window: &mut Window) -> Result<String, InputError> {
    if !window.unread().starts_with('"') {
        return Err(unexpected(window, "a field name in quotes"));
    }
    let Scanned { range, .. } = read_value(window, scan_any)?;
    let name = serde_json::from_str(&window.text().0[range]).ok();
    let name = name.map(|Text(name)| name.into_owned());
    if window.skip_white()? != Some(b':') {
        return Err(unexpected(window, "`:`"));
    }
    window.advance(1);
    window.skip_white()?;
    // A name that cannot be read is not the one that is looked for.
    Ok(name.unwrap_or_default())
}

/// Passes over the value that begins here, piece by piece where it has pieces.
fn pass_over(window: &mut Window, levels: usize) -> Result<(), InputError> {
    let begin = window.location();
    let first = window.unread().as_bytes().first().copied();
    let end = match first {
        Some(b'[') if levels > 0 => b']',
        Some(b'{') if levels > 0 => b'}',
        _ => return read_value(window, scan_any).map(|_| ()),
    };
    let mut items = Sequence::begin(window, end);
    while field(&mut items, window, begin)? {
        if end == b'}' {
            field_name(window)?;
        }
        pass_over(window, levels - 1)?;
    }
    Ok(())
}
