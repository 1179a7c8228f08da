use proptest::prelude::*;

use super::testing::{IDS, gather, read};
use super::*;

fn opened(given: Vec<InputSource>, kind: InputKind) -> Result<Input, String> {
    Input::open(given, InputFormat::Auto, kind).map_err(|error| error.to_string())
}

fn memory(name: &str, text: &str) -> InputSource {
    InputSource::Memory {
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
        InputSource::File(path)
    };
    let given = vec![
        file("a.json", "[{\"id\":\"a\"}]"),
        file("empty.json", " \n"),
        file("b.CSV", "\u{feff}id\nb\n"),
        file("c", "\u{feff}\n{\"id\":\"c\"}"),
    ];
    let input = opened(given, InputKind::Users).unwrap();
    let names = input.names();
    for _ in 0..2 {
        let mut items = input.items();
        let mut got = Vec::new();
        while let Some(item) = items.next().unwrap() {
            let place = item.place.show(&names);
            let (_, file) = place.rsplit_once(std::path::MAIN_SEPARATOR).unwrap();
            got.push(format!("{} {file}", item.id));
        }
        assert_eq!(got, ["a a.json:1:2", "b b.CSV:2:1", "c c:2:1"]);
        assert_eq!(items.bytes_read(), 12 + 2 + 8 + 14);
    }
}

#[test]
fn nothing_is_told_from_an_empty_list() {
    for (text, kind, saw) in [
        ("", InputKind::Users, false),
        (" \r\n\t", InputKind::Users, false),
        ("\u{feff}\n", InputKind::Users, false),
        ("[]", InputKind::Users, true),
        ("\n\n", IDS, false),
    ] {
        let input = testing::input(text.as_bytes(), InputFormat::Auto, kind, 1).unwrap();
        let mut items = input.items();
        assert!(items.next().unwrap().is_none());
        assert_eq!(items.saw_anything(), saw, "{text:?}");
    }
}

#[test]
fn arguments_are_told_by_their_number() {
    let input = opened(vec![InputSource::arguments(&["a", "[\"b\n", " c"])], IDS).unwrap();
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
    let input = opened(vec![InputSource::arguments(&["a", ""])], IDS).unwrap();
    assert_eq!(
        read(input).unwrap_err(),
        "the arguments, number 2: an id must not be empty"
    );
    let input = opened(vec![memory("the arguments", "a\n\nb")], IDS).unwrap();
    assert_eq!(
        read(input).unwrap_err(),
        "the arguments, number 2: an id must not be empty"
    );
    let input = opened(
        vec![memory("the options", "{\"id\":\"\"}")],
        InputKind::Users,
    )
    .unwrap();
    assert_eq!(
        read(input).unwrap_err(),
        "the options: the field `id`: an id must not be empty"
    );
}

#[test]
fn what_cannot_be_opened_is_told_first() {
    let twice = vec![InputSource::Stdin, InputSource::File("-".into())];
    let error = opened(twice, InputKind::Users).err().unwrap();
    assert_eq!(error, "standard input: can be given only once");
    let given = vec![memory("m", "[]"), InputSource::File("/no/such".into())];
    let error = opened(given, InputKind::Users).err().unwrap();
    assert_eq!(error, "/no/such: no such file");
}

#[test]
fn errors_have_a_place_and_a_hint() {
    let input = opened(vec![memory("n", "[1]")], IDS).unwrap();
    let error = input.items().next().unwrap_err();
    assert!(error.to_string().starts_with('n'), "{error}");
    assert_eq!(error.hint().unwrap(), "ids are strings: write \"1\"");
}

#[cfg(unix)]
#[test]
fn what_is_not_a_regular_file_is_spooled() {
    let input = opened(
        vec![InputSource::File("/dev/null".into())],
        InputKind::Users,
    )
    .unwrap();
    for _ in 0..2 {
        assert!(input.items().next().unwrap().is_none());
    }
}

/// What `inspect` says about a text: the number of items, or the mistakes.
fn inspected(text: &str, kind: InputKind) -> Result<u64, String> {
    let input = testing::input(text.as_bytes(), InputFormat::Auto, kind, 64).unwrap();
    let inspected = input.inspect(&Inspection::of_all(), || Ok::<(), InputError>(()));
    inspected
        .map(|inspected| inspected.count)
        .map_err(|error| error.to_string())
}

#[test]
fn ids_given_twice_are_found_by_reading_again() {
    // Ascending up to the fifth; then one of before, a new one, and that one again.
    let text = "{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n{\"id\":\"d\"}\n{\"id\":\"e\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n{\"id\":\"c\"}{\"id\":\"e\"}";
    let twice = "f:6:1: the id `b` is given twice; the first is at f:3:1; \
                 f:8:1: the id `c` is given twice; the first is at f:7:1; \
                 f:8:11: the id `e` is given twice; the first is at f:5:1";
    assert_eq!(inspected(text, InputKind::Users).unwrap_err(), twice);
}

#[test]
fn mistakes_are_told_together() {
    let text = "[{\"id\":7},{\"id\":\"a\"},{\"name\":\"b\"},\n{\"id\":\"a\"},{\"id\":\"c\"} 5]";
    assert_eq!(
        inspected(text, InputKind::Users).unwrap_err(),
        "f:1:8: the field `id`: expected a string, found a number; \
         f:1:22: the field `id` is missing; \
         f:2:1: the id `a` is given twice; the first is at f:1:11; \
         f:2:23: expected `,` or `]`, found a number"
    );
    let lines: String = (0..30).map(|n| format!("a {n}\n")).collect();
    let told = inspected(&lines, IDS).unwrap_err();
    let told: Vec<&str> = told.split("; ").collect();
    assert_eq!(told.len(), 26);
    assert_eq!(
        told[24],
        "f:25:2: `a 24` is not taken for an id: it has white space in it"
    );
    assert_eq!(told[25], "and more");
    assert_eq!(inspected("a\nb\n", IDS), Ok(2));
    assert_eq!(inspected("", IDS), Ok(0));
}

#[test]
fn all_sources_are_looked_at() {
    let given = vec![memory("m", "[{]"), memory("n", "[{\"id\":1}]")];
    let input = opened(given, InputKind::Users).unwrap();
    let inspected = input.inspect(&Inspection::of_all(), || Ok::<(), InputError>(()));
    let told = inspected.err().unwrap().to_string();
    let sources: Vec<&str> = told.split("; ").map(|line| &line[..2]).collect();
    assert_eq!(sources, ["m:", "n:"], "{told}");
}

/// Reads on and on, as `yes` would write.
struct Endless(std::sync::Arc<std::sync::atomic::AtomicUsize>, &'static str);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let line = self.1.as_bytes();
        let lines = buffer.len() / line.len();
        for (byte, from) in buffer.iter_mut().zip(line.iter().cycle()) {
            *byte = *from;
        }
        let len = lines * line.len();
        self.0.fetch_add(len, std::sync::atomic::Ordering::Relaxed);
        Ok(len)
    }
}

#[test]
fn a_stream_is_not_read_on_for_ever_after_a_mistake() {
    for line in ["u1\n", "u1 u2\n"] {
        let read = std::sync::Arc::default();
        let mut input = testing::input(b"", InputFormat::Auto, IDS, 1024).unwrap();
        input.sources[0] =
            open_source::OpenSource::mapped(Box::new(Endless(std::sync::Arc::clone(&read), line)));
        let inspected = input.inspect(&Inspection::of_all(), || Ok::<(), InputError>(()));
        let told = inspected.err().unwrap().to_string();
        assert!(told.ends_with("; and more"), "{told}");
        assert!(read.load(std::sync::atomic::Ordering::Relaxed) < 10_000);
    }
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
    for kind in [InputKind::Users, IDS] {
        for format in [
            InputFormat::Auto,
            InputFormat::Json,
            InputFormat::Csv,
            InputFormat::Lines,
        ] {
            if let Err(error) = gather(bytes, format, kind) {
                prop_assert!(!error.contains('\n'), "{error}");
            }
            // Reading on behind mistakes comes to an end.
            let told = testing::input(bytes, format, kind, 7)
                .ok()
                .and_then(|input| {
                    input
                        .inspect(&Inspection::of_all(), || Ok::<(), InputError>(()))
                        .err()
                });
            prop_assert!(told.is_none_or(|told| told.lines().len() <= 26));
        }
    }
    Ok(())
}
