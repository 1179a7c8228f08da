//! JSON values one after the other, out of an array, or of lines: no more than one is in memory.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, Read};
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::error::ConvertError;

/// What happens to one value: its ordinal from 1 on, and the value.
type Handle<'h, T> = &'h mut dyn FnMut(u64, T) -> Result<(), ConvertError>;

/// Hands on each value of a JSON array, or, where the text begins otherwise, of values in a row.
///
/// # Errors
/// The text is not JSON, or a value is not of the type; or what `handle` returns.
pub fn read_items<T: DeserializeOwned>(
    name: &str,
    reader: impl Read,
    handle: Handle<'_, T>,
) -> Result<(), ConvertError> {
    let (is_array, reader) = after_space(name, reader)?;
    if is_array {
        return read_array(name, reader, handle);
    }
    let mut ordinal = 0;
    for value in serde_json::Deserializer::from_reader(reader).into_iter::<T>() {
        ordinal += 1;
        handle(ordinal, value.map_err(|error| mistake(name, &error))?)?;
    }
    Ok(())
}

/// Hands on each value of a JSON array.
///
/// # Errors
/// The text is not a JSON array, or a value is not of the type; or what `handle` returns.
pub fn read_array<T: DeserializeOwned>(
    name: &str,
    reader: impl Read,
    handle: Handle<'_, T>,
) -> Result<(), ConvertError> {
    // The first error of `handle`: serde has no room for one of another type.
    let failed = RefCell::new(None);
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let visitor = ItemsVisitor {
        handle: RefCell::new(handle),
        failed: &failed,
        element: PhantomData::<T>,
    };
    let result = deserializer.deserialize_seq(visitor);
    if let Some(error) = failed.take() {
        return Err(error);
    }
    result
        .and_then(|()| deserializer.end())
        .map_err(|error| mistake(name, &error))
}

struct ItemsVisitor<'h, 'e, T> {
    handle: RefCell<Handle<'h, T>>,
    failed: &'e RefCell<Option<ConvertError>>,
    element: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ItemsVisitor<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let mut handle = self.handle.borrow_mut();
        let mut ordinal = 0;
        while let Some(element) = sequence.next_element::<T>()? {
            ordinal += 1;
            if let Err(error) = handle(ordinal, element) {
                *self.failed.borrow_mut() = Some(error);
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// A value within another. What it is called, and where, the caller knows: see [`named`].
///
/// # Errors
/// It is not of the type.
pub fn parse_inner<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Result<T, ConvertError> {
    serde_json::from_str(json.get()).map_err(|error| {
        let text = error.to_string();
        // The position within the value would help nobody.
        let message = text.split(" at line ").next().unwrap_or_default();
        ConvertError::Item {
            name: String::new(),
            message: message.to_owned(),
        }
    })
}

/// A mistake of [`parse_inner`] with the name of its file and of its value.
pub fn named(error: ConvertError, file: &str, value: impl FnOnce() -> String) -> ConvertError {
    match error {
        ConvertError::Item { message, .. } => ConvertError::Item {
            name: file.to_owned(),
            message: format!("{}: {message}", value()),
        },
        error => error,
    }
}

fn mistake(name: &str, error: &serde_json::Error) -> ConvertError {
    ConvertError::Item {
        name: name.to_owned(),
        message: error.to_string(),
    }
}

/// Skips a byte order mark and white space; whether an array begins then, and all from there on.
fn after_space<R: Read>(name: &str, mut reader: R) -> Result<(bool, impl Read), ConvertError> {
    let mut first = Vec::new();
    let mut byte = [0];
    loop {
        match reader.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => {
                return Err(ConvertError::Read {
                    name: name.to_owned(),
                    cause,
                });
            }
        }
        // The lines stay those of the file, for messages.
        first.push(match byte[0] {
            0xef | 0xbb | 0xbf if first.len() < 3 => b' ',
            byte => byte,
        });
        if !byte[0].is_ascii_whitespace() && first.last() != Some(&b' ') {
            break;
        }
    }
    let is_array = first.last() == Some(&b'[');
    Ok((is_array, io::Cursor::new(first).chain(reader)))
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
