use super::*;

fn window(bytes: &[u8], chunk: usize) -> Window {
    let names = Arc::from(["f".to_owned()]);
    let sizes = Sizes { chunk, most: 100 };
    Window::new(SourceReader::of(bytes), names, 0, Style::Lines, sizes)
}

/// All text, or the error that ends it.
fn drained(bytes: &[u8], chunk: usize) -> (String, Option<String>) {
    let mut window = window(bytes, chunk);
    loop {
        if window.ended() {
            return (window.unread().to_owned(), None);
        }
        if let Err(error) = window.fill() {
            return (window.unread().to_owned(), Some(error.to_string()));
        }
    }
}

#[test]
fn text_is_checked_while_it_is_read() {
    for (bytes, text, error) in [
        (&b""[..], "", None),
        ("\u{feff}añb\u{feff}".as_bytes(), "añb\u{feff}", None),
        (
            b"\xff\xfe{\0",
            "",
            Some("f:1:1: this is UTF-16, not UTF-8 text"),
        ),
        (b"{\0}\0", "{", Some("f:1:2: not text (found a NUL byte)")),
        (
            b"a\nb\xe9c",
            "a\nb",
            Some("f:2:2: not UTF-8 text (found the byte 0xE9)"),
        ),
        (
            b"ab\xc3",
            "ab",
            Some("f:1:3: the input ends in the middle of a character"),
        ),
    ] {
        for chunk in [1, 2, 3, 64] {
            let got = drained(bytes, chunk);
            assert_eq!(got, (text.to_owned(), error.map(str::to_owned)));
        }
    }
}

#[test]
fn a_record_has_a_longest_length() {
    let (text, error) = drained(&[b'x'; 300], 8);
    assert_eq!(error.unwrap(), "f:1:1: a record is longer than 100 bytes");
    assert!(text.len() < 110);
}

#[test]
fn lines_and_columns_are_counted() {
    let mut window = window(" \n\r\n  {x\nyz".as_bytes(), 3);
    assert_eq!(window.skip_white().unwrap(), Some(b'{'));
    while !window.ended() {
        window.fill().unwrap();
    }
    let at = |window: &Window, offset| window.location_at(offset).show(&["f".to_owned()]);
    assert_eq!(at(&window, 0), "f:3:3");
    assert_eq!(at(&window, 3), "f:4:1");
    window.advance(4);
    assert_eq!(at(&window, 0), "f:4:2");
    assert_eq!(window.consumed(), 10);
}

#[test]
fn looking_keeps_the_white_space_of_the_line() {
    let mut window = window(b" \n\n  a", 1);
    assert_eq!(window.look().unwrap(), Some(b'a'));
    assert!(window.unread().starts_with("  a"));
    assert_eq!(window.location().line(), Some(3));
}
