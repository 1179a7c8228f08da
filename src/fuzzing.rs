//! What the targets in `fuzz/` throw bytes at, and what must hold whatever the bytes are. What runs
//! there for hours, the test below runs for a moment with every other test.

use std::path::Path;

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::api::read_as_answers;
use crate::config::{ApiUrl, AppUrl, Profiles};
use crate::document::read_document;
use crate::expression::{compile, compile_map, map_input};
use crate::input::{Input, InputFormat, InputKind, InputSource};
use crate::record::{Fields, guarded, is_formula, one_line, unguarded};
use crate::render::{cell, for_terminal};

/// Takes any bytes, and must not panic.
type FuzzTarget = fn(&[u8]);

/// Each by the name of its target and of its directory in `fuzz/corpus`.
pub const TARGETS: [(&str, FuzzTarget); 9] = [
    ("records", records),
    ("ids", ids),
    ("csv", csv),
    ("documents", documents),
    ("answers", answers),
    ("tables", tables),
    ("profiles", profiles),
    ("expressions", expressions),
    ("mappings", mappings),
];

/// Records and ids that were read are JSON, whatever they were read from.
fn read(bytes: &[u8], format: InputFormat, kind: InputKind) {
    let given = InputSource::Memory {
        name: "bytes".to_owned(),
        bytes: bytes.to_vec(),
    };
    if let Ok(input) = Input::open(vec![given], format, kind) {
        read_items(&input.with_csv_safe(bytes.len() % 2 == 1));
    }
}

fn read_items(input: &Input) {
    let mut items = input.items();
    loop {
        match items.next() {
            Ok(Some(item)) => {
                assert!(!item.id.is_empty());
                let json = serde_json::from_slice::<&RawValue>(item.json);
                assert!(json.is_ok(), "{json:?}");
            }
            Ok(None) => return,
            Err(error) => {
                let error = error.to_string();
                assert!(!error.is_empty());
                // A panic on another thread. A message about the input would begin with its place.
                return assert_ne!(error, "--map: the evaluation broke off");
            }
        }
    }
}

pub fn records(bytes: &[u8]) {
    for kind in [InputKind::Users, InputKind::Channels] {
        read(bytes, InputFormat::Auto, kind);
    }
}

pub fn ids(bytes: &[u8]) {
    for format in [InputFormat::Auto, InputFormat::Json, InputFormat::Lines] {
        read(bytes, format, InputKind::Ids { noun: "user" });
    }
}

pub fn csv(bytes: &[u8]) {
    for kind in [
        InputKind::Users,
        InputKind::Channels,
        InputKind::Ids { noun: "user" },
    ] {
        read(bytes, InputFormat::Csv, kind);
    }
}

pub fn documents(bytes: &[u8]) {
    let given = InputSource::Memory {
        name: "bytes".to_owned(),
        bytes: bytes.to_vec(),
    };
    let Ok(desired) = read_document(vec![given], None) else {
        return;
    };
    for section in [desired.users(), desired.channels()].into_iter().flatten() {
        for record in section.flatten() {
            assert!(!record.id.is_empty());
            assert!(serde_json::from_slice::<&RawValue>(&record.json).is_ok());
        }
    }
}

pub fn answers(bytes: &[u8]) {
    let Some(page) = read_as_answers(&Bytes::copy_from_slice(bytes)) else {
        return;
    };
    assert_eq!(page.ids().len(), page.len());
    for record in page.records() {
        assert!(serde_json::from_str::<&RawValue>(record).is_ok());
        let _ = one_line(record);
    }
}

/// No text from a service reaches a terminal with anything in it that the terminal would obey.
pub fn tables(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let shown = for_terminal(&text);
    assert!(!shown.chars().any(char::is_control), "{shown:?}");
    assert!(
        !shown
            .chars()
            .any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{e0000}'..='\u{e007f}'))
    );
    assert!(!is_formula(&guarded(&text)));
    assert_eq!(unguarded(&guarded(&text)), text);
    if Fields::of(&text).is_some() {
        for column in ["id", "name", "mode", "metadata", "metadata.avatar"] {
            let _ = for_terminal(&cell(&text, column));
        }
    }
}

/// The key in the corpus of `profiles`.
const KEY: &str = "a-key-that-nobody-may-see";

/// Whether the key stands only where keys stand. What a message quotes of other values is no secret.
fn is_secret(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let mut before: Vec<&str> = text.split(KEY).collect();
    before.pop();
    let is_at_key = |text: &str| {
        let line = text.rsplit('\n').next().unwrap_or_default();
        line.split_whitespace().collect::<String>() == "key=\""
    };
    before.into_iter().all(is_at_key) && !text.contains("\"\"\"") && !text.contains("'''")
}

pub fn profiles(bytes: &[u8]) {
    let path = Path::new("profiles.toml");
    let is_secret = is_secret(bytes);
    let check = |error: String| assert!(!is_secret || !error.contains(KEY), "{error}");
    match Profiles::parse(path, bytes.to_vec()) {
        Err(error) => return check(error.to_string()),
        Ok(profiles) => {
            for name in profiles.names() {
                if let Err(error) = profiles.get(&name) {
                    check(error.to_string());
                }
            }
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        for text in text.lines() {
            let url = AppUrl::parse(text).map(|url| url.api_url());
            if let Ok(url) = url.or_else(|_| ApiUrl::parse(text)) {
                // Written down and read again it is the same.
                assert_eq!(ApiUrl::parse(&url.to_string()).ok(), Some(url));
            }
        }
    }
}

pub fn expressions(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Err(error) = compile(text)
    {
        assert!(!error.to_string().is_empty());
    }
}

/// The first line is an expression of `--map`, and the rest what it is applied to.
pub fn mappings(bytes: &[u8]) {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let (expression, rest) = bytes.split_at(end);
    let Ok(expression) = std::str::from_utf8(expression) else {
        return;
    };
    let map = match compile_map(expression) {
        Ok(map) => map,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    if !is_modest(expression) || rest.len() > 512 {
        return;
    }
    let given = InputSource::Memory {
        name: "bytes".to_owned(),
        bytes: rest.to_vec(),
    };
    let format = match rest.get(1) {
        Some(first) if first.is_ascii_alphabetic() => InputFormat::Csv,
        _ => InputFormat::Json,
    };
    if let Ok(input) = map_input(vec![given], format, InputKind::Users, false, map) {
        read_items(&input);
    }
}

/// Whether an expression cannot make much of little, or go on for ever, which any may that a person
/// means to: it is short, and multiplies nothing often.
fn is_modest(expression: &str) -> bool {
    const AT_LENGTH: &str =
        ".. * def range repeat recurse while until combinations paths tostream setpath";
    let brackets = expression.matches('[').count();
    let assigns = ["==", "!=", "<=", ">="]
        .iter()
        .fold(expression.to_owned(), |text, operator| {
            text.replace(operator, "")
        })
        .contains('=');
    expression.len() <= 64
        && brackets <= 2
        // A place far behind the end of an array fills it up to there.
        && (brackets == 0 || !assigns)
        && !AT_LENGTH.split(' ').any(|word| expression.contains(word))
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;

    /// Of each file.
    const MUTATIONS: usize = 150;

    /// One change, of those that find most: bits, bytes that mean something, parts twice, gone, or out
    /// of another file.
    fn mutate(bytes: &mut Vec<u8>, others: &[Vec<u8>], rng: &mut Rng) {
        const TELLING: &[u8] = b"\"\\{}[],:\n\r\t\0' #=.|()/-+0e\xff\xc3\xed\xf0";
        let at = rng.usize(..=bytes.len());
        let end = rng.usize(at..=bytes.len().min(at + 16));
        match rng.u8(..6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << rng.u8(..8),
            1 => bytes.insert(at, TELLING[rng.usize(..TELLING.len())]),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part.iter().copied().cycle().take(part.len() * 4));
            }
            4 => {
                let other = &others[rng.usize(..others.len())];
                let from = rng.usize(..=other.len());
                let part = other[from..].iter().take(24).copied();
                bytes.splice(at..end, part);
            }
            _ => bytes.truncate(at),
        }
    }

    #[test]
    fn nothing_that_is_read_brings_the_tool_down() {
        for (name, target) in TARGETS {
            let corpus = format!("{}/fuzz/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
            let mut files: Vec<_> = std::fs::read_dir(&corpus)
                .unwrap_or_else(|error| panic!("{corpus}: {error}"))
                .map(|entry| entry.unwrap().path())
                .collect();
            files.sort();
            let seeds: Vec<Vec<u8>> = files
                .iter()
                .map(|file| std::fs::read(file).unwrap())
                .collect();
            assert!(seeds.len() > 2, "{corpus}");
            for (file, seed) in files.iter().zip(&seeds) {
                target(seed);
                // The same every time, so that a failure comes again.
                let mut rng = Rng::with_seed(seed.len() as u64);
                for round in 0..MUTATIONS {
                    let mut bytes = seed.clone();
                    for _ in 0..rng.usize(1..6) {
                        mutate(&mut bytes, &seeds, &mut rng);
                    }
                    let shown = bytes.clone();
                    let result = std::panic::catch_unwind(move || target(&bytes));
                    assert!(
                        result.is_ok(),
                        "{name}, {}, round {round}: {:?}",
                        file.display(),
                        String::from_utf8_lossy(&shown)
                    );
                }
            }
        }
    }
}
