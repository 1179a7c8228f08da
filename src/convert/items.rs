//! JSON values of an array or of lines, one after the other. No more than one is in memory.

use std::io::{self, Read};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::error::ConvertError;

/// Bytes that are read at a time. While a value is longer than this, each read doubles what there is of it.
const CHUNK: usize = 256 * 1024;

/// Called with each value, and its number counted from 1.
type Handle<'h, T> = &'h mut dyn FnMut(u64, T) -> Result<(), ConvertError>;

/// Calls `handle` with each value of a JSON array, or of a text with one value after the other.
///
/// # Errors
/// The text is not JSON, a value does not have the type, or `handle` fails.
pub fn read_items<T: DeserializeOwned>(
    name: &str,
    reader: impl Read,
    handle: Handle<'_, T>,
) -> Result<(), ConvertError> {
    let mut values = ValueStream::new(name, reader);
    if values.peek()? == Some(b'[') {
        return values.array(handle);
    }
    let mut ordinal = 0;
    while values.peek()?.is_some() {
        ordinal += 1;
        handle(ordinal, values.value()?)?;
    }
    Ok(())
}

/// Calls `handle` with each value of a JSON array.
///
/// # Errors
/// The text is not a JSON array, a value does not have the type, or `handle` fails.
pub fn read_array<T: DeserializeOwned>(
    name: &str,
    reader: impl Read,
    handle: Handle<'_, T>,
) -> Result<(), ConvertError> {
    let mut values = ValueStream::new(name, reader);
    match values.peek()? {
        Some(b'[') => values.array(handle),
        _ => Err(values.mistake("expected an array", (1, 1))),
    }
}

/// JSON that is read piece by piece. serde_json reads a slice several times as fast as a reader, so it is
/// given what was read so far, and more if a value turns out to be cut off.
struct ValueStream<'n, R> {
    name: &'n str,
    reader: R,
    buffer: Vec<u8>,
    /// Everything before this has been dealt with.
    at: usize,
    has_ended: bool,
    /// How many lines are before the buffer, and how many bytes of its first line.
    lines: usize,
    column: usize,
}

impl<'n, R: Read> ValueStream<'n, R> {
    fn new(name: &'n str, reader: R) -> ValueStream<'n, R> {
        ValueStream {
            name,
            reader,
            buffer: Vec::new(),
            at: 0,
            has_ended: false,
            lines: 0,
            column: 0,
        }
    }

    fn array<T: DeserializeOwned>(&mut self, handle: Handle<'_, T>) -> Result<(), ConvertError> {
        self.at += 1;
        let mut ordinal = 0;
        let mut next = self.peek()?;
        while next != Some(b']') || ordinal > 0 {
            ordinal += 1;
            handle(ordinal, self.value()?)?;
            next = self.peek()?;
            match next {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                Some(_) => return Err(self.mistake("expected `,` or `]`", (1, 1))),
                None => return Err(self.mistake("EOF while parsing a list", (1, 0))),
            }
            next = self.peek()?;
        }
        self.at += 1;
        match self.peek()? {
            None => Ok(()),
            Some(_) => Err(self.mistake("trailing characters", (1, 1))),
        }
    }

    /// Skips white space. Gives back the next byte, but does not skip it.
    fn peek(&mut self) -> Result<Option<u8>, ConvertError> {
        loop {
            let is_space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
            let unread = &self.buffer[self.at..];
            match unread.iter().position(|byte| !is_space(byte)) {
                Some(space) => {
                    self.at += space;
                    return Ok(Some(self.buffer[self.at]));
                }
                None if self.has_ended => return Ok(None),
                None => {
                    self.at = self.buffer.len();
                    self.fill()?;
                }
            }
        }
    }

    fn value<T: DeserializeOwned>(&mut self) -> Result<T, ConvertError> {
        loop {
            let unread = serde_json::Deserializer::from_slice(&self.buffer[self.at..]);
            let mut values = unread.into_iter::<T>();
            match values.next() {
                Some(Ok(value)) => {
                    let end = self.at + values.byte_offset();
                    // A number at the end of the buffer may go on.
                    if end < self.buffer.len() || self.has_ended {
                        self.at = end;
                        return Ok(value);
                    }
                }
                Some(Err(error)) if !error.is_eof() || self.has_ended => {
                    let text = error.to_string();
                    let message = text.split(" at line ").next().unwrap_or_default();
                    return Err(self.mistake(message, (error.line(), error.column())));
                }
                None if self.has_ended => {
                    return Err(self.mistake("EOF while parsing a value", (1, 0)));
                }
                Some(Err(_)) | None => {}
            }
            self.fill()?;
        }
    }

    /// Reads more, and forgets what has been dealt with.
    fn fill(&mut self) -> Result<(), ConvertError> {
        let is_begin = self.buffer.is_empty() && self.lines == 0 && self.column == 0;
        (self.lines, self.column) = self.position();
        self.buffer.drain(..self.at);
        self.at = 0;
        let begin = self.buffer.len();
        self.buffer.resize(begin + begin.max(CHUNK), 0);
        let read = loop {
            match self.reader.read(&mut self.buffer[begin..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let read = read.map_err(|cause| ConvertError::Read {
            name: self.name.to_owned(),
            cause,
        })?;
        self.has_ended = read == 0;
        self.buffer.truncate(begin + read);
        if is_begin && self.buffer.starts_with("\u{feff}".as_bytes()) {
            self.at = 3;
        }
        Ok(())
    }

    /// How many lines are before the current position, and how many bytes of its line.
    fn position(&self) -> (usize, usize) {
        let before = &self.buffer[..self.at];
        match memchr::memrchr(b'\n', before) {
            None => (self.lines, self.column + before.len()),
            Some(last) => {
                let lines = memchr::memchr_iter(b'\n', before).count();
                (self.lines + lines, before.len() - last - 1)
            }
        }
    }

    /// A mistake at a line and a column, counted from the current position.
    fn mistake(&self, message: &str, (line, column): (usize, usize)) -> ConvertError {
        let (lines, before) = self.position();
        let column = if line <= 1 { before + column } else { column };
        ConvertError::Item {
            name: self.name.to_owned(),
            message: format!("{message} at line {} column {column}", lines + line.max(1)),
        }
    }
}

/// Reads a value within another. The caller knows what it is called and where it is: see [`named`].
///
/// # Errors
/// The value does not have the type.
pub fn parse_inner<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Result<T, ConvertError> {
    serde_json::from_str(json.get()).map_err(|error| {
        let text = error.to_string();
        // The position within the value would not help anybody.
        let message = text.split(" at line ").next().unwrap_or_default();
        ConvertError::Item {
            name: String::new(),
            message: message.to_owned(),
        }
    })
}

/// A mistake of [`parse_inner`], with the names of the file and of the value.
pub fn named(error: ConvertError, file: &str, value: impl FnOnce() -> String) -> ConvertError {
    match error {
        ConvertError::Item { message, .. } => ConvertError::Item {
            name: file.to_owned(),
            message: format!("{}: {message}", value()),
        },
        error => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(u64, u64)>, String> {
        let mut found = Vec::new();
        let result = read_items("f", text.as_bytes(), &mut |ordinal, value: u64| {
            found.push((ordinal, value));
            Ok(())
        });
        result.map(|()| found).map_err(|error| error.to_string())
    }

    #[test]
    fn arrays_and_lines_are_read() {
        let both = Ok(vec![(1, 7), (2, 8)]);
        for text in ["[7, 8]", "7\n8\n", "\u{feff} [7,8]", "7 8", "\u{feff}7\n8"] {
            assert_eq!(read(text), both, "{text}");
        }
        for text in ["", "[]", " \n"] {
            assert_eq!(read(text), Ok(Vec::new()), "{text}");
        }
    }

    /// Gives a few bytes at a time.
    struct Drips<'a>(&'a [u8]);

    impl Read for Drips<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = buffer.len().min(self.0.len()).min(3);
            buffer[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    #[test]
    fn values_may_be_cut_anywhere() {
        for text in [
            "[12345, [\"a, \\\"é\", 678901]\n, {\"b\": [true, null]}, \"\\u00e9\"]",
            "12345 [\"a, \\\"é\", 678901]\n{\"b\": [true, null]} \"\\u00e9\"",
        ] {
            let mut found = Vec::new();
            let mut keep = |_, value: serde_json::Value| {
                found.push(value.to_string());
                Ok(())
            };
            read_items("f", Drips(text.as_bytes()), &mut keep).unwrap();
            let expected = [
                "12345",
                "[\"a, \\\"é\",678901]",
                "{\"b\":[true,null]}",
                "\"é\"",
            ];
            assert_eq!(found, expected);
        }
        let mut ignore = |_, _: u64| Ok(());
        let error = read_items("f", Drips(b"[12345,\n67890,\n \"x\"]"), &mut ignore).unwrap_err();
        assert_eq!(
            error.to_string(),
            "f: invalid type: string \"x\", expected u64 at line 3 column 4"
        );
    }

    #[test]
    fn other_values_than_arrays_are_refused() {
        for (text, why) in [
            ("{}", "f: expected an array at line 1 column 1"),
            ("[7 8]", "f: expected `,` or `]` at line 1 column 4"),
            ("[7,]", "f: expected value at line 1 column 4"),
            ("[7", "f: EOF while parsing a list at line 1 column 2"),
            ("[7,", "f: EOF while parsing a value at line 1 column 3"),
        ] {
            let error = read_array("f", text.as_bytes(), &mut |_, _: u64| Ok(())).unwrap_err();
            assert_eq!(error.to_string(), why, "{text}");
        }
    }

    #[test]
    fn a_mistake_has_its_place() {
        assert_eq!(
            read("[7,\n\"x\"]").unwrap_err(),
            "f: invalid type: string \"x\", expected u64 at line 2 column 3"
        );
        assert!(read("[7, 8").unwrap_err().contains("EOF"), "cut");
        assert!(read("[7] 8").unwrap_err().contains("trailing"), "more");
        assert!(read("7\n{").unwrap_err().contains("line 2"), "lines");
    }
}
