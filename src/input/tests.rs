use proptest::prelude::*;

use super::testing::{IDS, gather, read};
use super::*;

fn opened(given: Vec<Given>, kind: Kind) -> Result<Input, String> {
    Input::open(given, Format::Auto, kind).map_err(|error| error.to_string())
}

fn memory(name: &str, text: &str) -> Given {
    Given::Memory {
        name: name.to_owned(),
        bytes: text.into(),
    }
}

#[test]
fn items_can_be_handed_to_a_thread() {
    fn check<T: Send + 'static>() {}
    check::<Items>();
    check::<InputError>();
}

#[test]
fn files_follow_each_other_and_can_be_read_again() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        Given::File(path)
    };
    let given = vec![
        file("a.json", "[{\"id\":\"a\"}]"),
        file("empty.json", " \n"),
        file("b.CSV", "\u{feff}id\nb\n"),
        file("c", "\u{feff}\n{\"id\":\"c\"}"),
    ];
    let mut input = opened(given, Kind::Users).unwrap();
    assert!(input.rereadable());
    assert_eq!(input.total_bytes(), Some(12 + 2 + 8 + 14));
    let names = input.names();
    for _ in 0..2 {
        let mut items = input.items().unwrap();
        let mut got = Vec::new();
        while let Some(item) = items.next().unwrap() {
            let place = item.place.show(&names);
            let (_, file) = place.rsplit_once(std::path::MAIN_SEPARATOR).unwrap();
            got.push(format!("{} {file}", item.id));
        }
        assert_eq!(got, ["a a.json:1:2", "b b.CSV:2:1", "c c:2:1"]);
        assert_eq!(Some(items.bytes_read()), input.total_bytes());
    }
}

#[test]
fn nothing_is_told_from_an_empty_list() {
    for (text, kind, saw) in [
        ("", Kind::Users, false),
        (" \r\n\t", Kind::Users, false),
        ("\u{feff}\n", Kind::Users, false),
        ("[]", Kind::Users, true),
        ("\n\n", IDS, false),
    ] {
        let mut input = testing::input(text.as_bytes(), Format::Auto, kind, 1).unwrap();
        let mut items = input.items().unwrap();
        assert!(items.next().unwrap().is_none());
        assert_eq!(items.saw_anything(), saw, "{text:?}");
    }
}

#[test]
fn arguments_are_told_by_their_number() {
    let input = opened(vec![Given::arguments(&["a", "[\"b\n", " c"])], IDS).unwrap();
    let items = read(input).unwrap();
    let got: Vec<_> = items
        .iter()
        .map(|i| (i.id.as_str(), i.place.as_str()))
        .collect();
    let wanted = [
        ("a", "the arguments, number 1"),
        ("[\"b\n", "the arguments, number 2"),
        (" c", "the arguments, number 3"),
    ];
    assert_eq!(got, wanted);
    let input = opened(vec![Given::arguments(&["a", ""])], IDS).unwrap();
    assert_eq!(
        read(input).unwrap_err(),
        "the arguments, number 2: an id must not be empty"
    );
    let input = opened(vec![memory("the arguments", "a\n\nb")], IDS).unwrap();
    assert_eq!(
        read(input).unwrap_err(),
        "the arguments, number 2: an id must not be empty"
    );
    let input = opened(vec![memory("the options", "{\"id\":\"\"}")], Kind::Users).unwrap();
    assert_eq!(
        read(input).unwrap_err(),
        "the options: the field `id`: an id must not be empty"
    );
}

#[test]
fn what_cannot_be_opened_is_told_first() {
    let twice = vec![Given::Stdin, Given::File("-".into())];
    let error = opened(twice, Kind::Users).err().unwrap();
    assert_eq!(error, "standard input: can be given only once");
    let given = vec![memory("m", "[]"), Given::File("/no/such".into())];
    let error = opened(given, Kind::Users).err().unwrap();
    assert_eq!(error, "/no/such: no such file");
}

#[test]
fn errors_have_a_place_and_a_hint() {
    let mut input = opened(vec![memory("n", "[1]")], IDS).unwrap();
    let error = input.items().unwrap().next().unwrap_err();
    assert!(error.to_string().starts_with('n'), "{error}");
    assert_eq!(error.hint().unwrap(), "ids are strings: write \"1\"");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_spooled() {
    let mut input = opened(vec![Given::File("/dev/null".into())], Kind::Users).unwrap();
    assert!(input.rereadable());
    for _ in 0..2 {
        assert!(input.items().unwrap().next().unwrap().is_none());
    }
}

#[test]
fn a_long_file_can_be_read_again_but_is_not_short() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("long.json");
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(SPOOL + 1).unwrap();
    let mut input = opened(vec![Given::File(path)], Kind::Users).unwrap();
    assert!(!input.is_short());
    let error = input.items().unwrap().next().unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with(":1:1: not text (found a NUL byte)")
    );
    assert!(input.rereadable() && input.items().is_ok());
}

#[test]
fn ids_given_twice_are_found_by_reading_again() {
    // Ascending up to the fifth; then one of before, a new one, and that one again.
    let text = "{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n{\"id\":\"d\"}\n{\"id\":\"e\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n{\"id\":\"c\"}{\"id\":\"e\"}";
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("twice.jsonl");
    std::fs::write(&path, text).unwrap();
    let mut input = opened(vec![Given::File(path)], Kind::Users).unwrap();
    let mut items = input.items().unwrap();
    let mut seen = input.seen().unwrap();
    let mut found = Vec::new();
    while let Some(item) = items.next().unwrap() {
        if let Some(first) = seen.check(&item.id, item.place) {
            found.push((item.id.to_string(), item.place.line, first.line));
        }
    }
    let expected = [("b", 6, 3), ("c", 8, 7), ("e", 8, 5)];
    assert_eq!(
        found,
        expected.map(|(id, line, first)| (id.to_owned(), line, first))
    );
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survive(&bytes)?;
    }

    #[test]
    fn nearly_good_text_never_panics(text in "([\\[\\]{}:,\"\\\\ \r\nié0-]|\"id\"|\"a\"|id,m|-1|1e|nul){0,40}") {
        survive(text.as_bytes())?;
    }
}

/// Reads in every way; errors must begin with a place and be the same in windows of every size.
fn survive(bytes: &[u8]) -> Result<(), TestCaseError> {
    for kind in [Kind::Users, IDS] {
        for format in [Format::Auto, Format::Json, Format::Csv, Format::Lines] {
            if let Err(error) = gather(bytes, format, kind) {
                prop_assert!(!error.contains('\n'), "{error}");
            }
        }
    }
    Ok(())
}
