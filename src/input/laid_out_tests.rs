use std::io::Write;

use proptest::prelude::*;
use tempfile::NamedTempFile;

use super::*;
use crate::input::{InputFormat, InputKind, InputSource, Inspected, Inspection, testing};

fn inspect(input: &Input) -> Inspected {
    let inspected = input.inspect(&Inspection::of_all(), || Ok::<(), InputError>(()));
    inspected.unwrap()
}

/// What was noted of an input.
fn laid_out(input: &Input, inspected: Inspected) -> Vec<(String, Location)> {
    let mut records = LaidOutRecords::new(input, inspected.layout.unwrap());
    let mut found = Vec::new();
    while let Some(record) = records.next().unwrap() {
        let json = String::from_utf8(record.json.to_vec()).unwrap();
        found.push((json, record.location));
    }
    found
}

/// The same by reading the input.
fn read(input: &Input) -> Vec<(String, Location)> {
    let mut items = input.items();
    let mut found = Vec::new();
    while let Some(item) = items.next().unwrap() {
        found.push((String::from_utf8(item.json.to_vec()).unwrap(), item.place));
    }
    found
}

fn file(text: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text).unwrap();
    file
}

fn input_of(files: &[&NamedTempFile], chunk: usize) -> Input {
    let sources = files
        .iter()
        .map(|file| InputSource::File(file.path().to_owned()));
    let sources = sources.collect();
    let mut input = Input::open(sources, InputFormat::Auto, InputKind::Users).unwrap();
    input.sizes.chunk = chunk;
    input
}

/// Records in one of the arrangements that JSON has for them.
fn arranged(records: &[String], arrangement: usize, white: &str) -> String {
    match arrangement {
        0 => records.iter().map(|record| format!("{record}\n")).collect(),
        1 => format!("[{}]", records.join(",")),
        2 => format!("[\n{white}{}\n]\n", records.join(&format!(",\n{white}"))),
        3 => records
            .iter()
            .map(|record| format!("[{record}]{white}"))
            .collect(),
        _ => format!("\u{feff}{white}\n{}", records.join(white)),
    }
}

proptest! {
    #[test]
    fn records_are_where_they_were_found(
        shape in prop::collection::vec((0..40_usize, "[ \n]{0,3}"), 0..30),
        arrangement in 0..5_usize,
        white in "[ \n]{0,3}",
        is_ascending in any::<bool>(),
        chunk in 1..90_usize,
    ) {
        let mut records: Vec<String> = shape.iter().enumerate().map(|(n, (len, inner))| {
            let text = "}é{,".repeat(*len);
            format!("{{\"id\":\"u{n:03}\",{inner}\"name\":\"{text}\"}}")
        }).collect();
        if !is_ascending {
            records.reverse();
        }
        let text = arranged(&records, arrangement, &white);
        // In memory it is never taken apart, in a file it may be.
        let whole = testing::input(text.as_bytes(), InputFormat::Auto, InputKind::Users, chunk);
        let whole = whole.unwrap();
        let expected = read(&whole);
        let file = file(text.as_bytes());
        for input in [whole, input_of(&[&file], chunk), input_of(&[&file, &file], chunk)] {
            let Ok(inspected) = input.inspect(&Inspection::of_all(), || Ok::<(), InputError>(())) else {
                prop_assert!(input.sources.len() == 2 && !expected.is_empty());
                continue;
            };
            prop_assert_eq!(inspected.count, expected.len() as u64);
            prop_assert_eq!(inspected.is_ascending, is_ascending || expected.len() < 2);
            prop_assert_eq!(laid_out(&input, inspected), expected.clone());
        }
    }
}

#[test]
fn several_files_are_laid_out_one_after_the_other() {
    let first = file(b"\n{\"id\":\"a\",\"name\":\"A\"}\n {\"id\":\"b\",\"name\":\"B\"}");
    let second = file(b"[{\"id\":\"c\",\"name\":\"C\"}]");
    let input = input_of(&[&first, &second], 16);
    let found = laid_out(&input, inspect(&input));
    assert_eq!(found, read(&input));
    assert_eq!(found[1].1, Location::in_text(0, 3, 2));
    assert_eq!(found[2].1, Location::in_text(1, 1, 2));
}

#[test]
fn what_is_not_sent_as_it_is_written_is_not_laid_out() {
    for text in [
        "{\"id\":\"a\",\"name\":\"A\",\"mode\":\"admin\"}",
        "{\"line\":1,\"record\":{\"id\":\"a\"},\"error\":{}}",
    ] {
        let file = file(text.as_bytes());
        let input = input_of(&[&file], 16);
        assert!(inspect(&input).layout.is_none(), "{text}");
    }
}

#[test]
fn a_file_that_has_changed_since_is_not_sent() {
    let lines = |name: char| -> String {
        let line = |n: usize| format!("{{\"id\":\"u{n:03}\",\"name\":\"{name}\"}}\n");
        (0..100).map(line).collect()
    };
    let before = lines('a');
    for after in [lines('b'), before[..2000].to_owned(), String::new()] {
        let file = file(before.as_bytes());
        let input = input_of(&[&file], 256);
        let layout = inspect(&input).layout.unwrap();
        std::fs::write(file.path(), &after).unwrap();
        let mut records = LaidOutRecords::new(&input, layout);
        let error = loop {
            match records.next() {
                Ok(Some(record)) => assert!(record.json.ends_with(b"\"a\"}")),
                Ok(None) => panic!("nothing was noticed"),
                Err(error) => break error.to_string(),
            }
        };
        assert!(
            error.contains("has changed since it was checked"),
            "{error}"
        );
    }
}

#[test]
fn mistakes_and_twins_are_found_in_both_halves() {
    let line = |n: usize| format!("{{\"id\":\"u{n:03}\",\"name\":\"n\"}}\n");
    let good: Vec<String> = (0..60).map(line).collect();
    let told = |lines: &[String]| {
        let file = file(lines.concat().as_bytes());
        let input = input_of(&[&file], 64);
        let inspected = input.inspect(&Inspection::of_all(), || Ok::<(), InputError>(()));
        let error = inspected.err().unwrap().to_string();
        error.replace(&*file.path().to_string_lossy(), "f")
    };
    for at in [3, 57] {
        let mut bad = good.clone();
        bad[at] = "{\"id\":7}\n".to_owned();
        let text = told(&bad);
        assert!(text.starts_with(&format!("f:{}:7: ", at + 1)), "{text}");
        let mut twice = good.clone();
        twice[at] = line(20);
        let text = told(&twice);
        assert!(text.contains("the id `u020` is given twice"), "{text}");
        let (first, second) = (21.min(at + 1), 21.max(at + 1));
        assert!(text.starts_with(&format!("f:{second}:1: ")), "{text}");
        assert!(
            text.contains(&format!("the first is at f:{first}:1")),
            "{text}"
        );
    }
}

#[test]
fn what_counts_is_counted_in_both_halves() {
    let lines: String = (0..60)
        .map(|n| format!("{{\"id\":\"u{n:03}\",\"name\":\"n\"}}\n"))
        .collect();
    let file = file(lines.as_bytes());
    let input = input_of(&[&file], 64);
    let inspection = Inspection {
        counts: |id: &str| id.ends_with('0'),
        tolerates: false,
    };
    let inspected = input.inspect(&inspection, || Ok::<(), InputError>(()));
    assert_eq!(inspected.unwrap().count, 6);
}

#[test]
fn what_only_looks_like_the_end_of_a_record_is_none() {
    let inner: Vec<String> = (0..60).map(|n| format!("{{\"id\":\"i{n:03}\"}}")).collect();
    let large = format!(
        "{{\"id\":\"b\",\"name\":\"B\",\"x\":[{}]}}",
        inner.join(",")
    );
    let text = format!("[{{\"id\":\"a\",\"name\":\"A\"}},{large},{{\"id\":\"c\",\"name\":\"C\"}}]");
    let file = file(text.as_bytes());
    let input = input_of(&[&file], 64);
    let inspected = inspect(&input);
    assert_eq!(inspected.count, 3);
    assert_eq!(laid_out(&input, inspected), read(&input));
}
