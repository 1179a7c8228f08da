//! Plain lines, one id each.

use memchr::{memchr, memchr_iter};

use super::item::{FoundItem, ItemSpan, NextItem, Scratch};
use super::kind::InputKind;
use super::window::{Style, Window};
use crate::record::{Mistake, quoted};

pub(super) struct LineReader {
    /// Set unless the input was said to be plain lines: then a line that looks like something else
    /// is refused. The value says whether the next line is the first one.
    guessed: Option<bool>,
}

impl LineReader {
    /// For input that only seems to be plain lines.
    pub fn guessing() -> LineReader {
        LineReader {
            guessed: Some(true),
        }
    }

    /// For input that was said to be plain lines: each is an id, whatever it looks like.
    pub fn told() -> LineReader {
        LineReader { guessed: None }
    }

    pub fn next(&mut self, window: &mut Window, scratch: &mut Scratch) -> NextItem {
        loop {
            let (len, end) = match memchr(b'\n', window.unread().as_bytes()) {
                Some(at) => (at, at + 1),
                None if !window.ended() => {
                    window.fill()?;
                    continue;
                }
                None => (window.unread().len(), window.unread().len()),
            };
            if end == 0 {
                return Ok(None);
            }
            let line = &window.unread()[..len];
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.trim_ascii().is_empty() {
                if window.style() != Style::Lines {
                    return Err(window.refuse(Mistake::new(0, "an id must not be empty")));
                }
                window.advance(end);
                continue;
            }
            window.check_length(line.len())?;
            if let Some(at) = memchr_iter(b'\r', line.as_bytes()).next() {
                let message = "a carriage return inside an id";
                return Err(window.refuse(
                    Mistake::new(at, message).hint("lines end with a line feed, or both"),
                ));
            }
            if let (Some(first), InputKind::Ids { noun }) = (&mut self.guessed, scratch.kind) {
                if let Some(mistake) = why_not_id(line, noun, *first) {
                    *first = false;
                    let error = window.refuse(mistake);
                    window.advance(end);
                    return Err(error.passed_over());
                }
                *first = false;
            }
            scratch.json.clear();
            serde_json::to_writer(&mut scratch.json, line)
                .map_err(|error| window.refuse(Mistake::new(0, error.to_string())))?;
            let (_, start) = window.text();
            let found = FoundItem {
                location: window.location(),
                json: ItemSpan::Scratch,
                id: ItemSpan::Text(start..start + line.len()),
            };
            window.advance(end);
            return Ok(Some(found));
        }
    }
}

/// Why a line is not taken for an id unless the input was said to be plain lines: it looks like a
/// part of a table, of CSV or of prose, or like a word for "no value".
fn why_not_id(line: &str, noun: &str, is_first: bool) -> Option<Mistake<usize>> {
    let head = line.split(',').next().unwrap_or_default();
    if is_first && head.eq_ignore_ascii_case("id") {
        let message = "this looks like the header of a CSV file or a table";
        return Some(Mistake::new(0, message).hint(format!(
            "say --format csv, or --format lines if it is the id of a {noun}"
        )));
    }
    let odd = line.char_indices().find_map(|(at, c)| {
        let what = match c {
            ',' => "a comma",
            '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' => "a quote",
            '\u{2500}'..='\u{257f}' => "a box-drawing character",
            c if c.is_whitespace() => "white space",
            _ => return None,
        };
        Some((at, what))
    });
    let (at, why) = match odd {
        Some((at, what)) => (at, format!("it has {what} in it")),
        None if line.bytes().all(|byte| matches!(byte, b'-' | b'+')) => {
            (0, "it is made of `-` and `+` alone".to_owned())
        }
        None if line == "null" => (0, "it is what programs write for no value".to_owned()),
        None => return None,
    };
    let message = format!("{} is not taken for an id: {why}", quoted(line));
    Some(Mistake::new(at, message).hint(
        "`list -o id` prints ids for this; `--format lines` takes each line as the id that it is",
    ))
}

#[cfg(test)]
mod tests {
    use crate::input::testing::{IDS, gather};
    use crate::input::{InputFormat, InputKind};

    #[test]
    fn each_line_is_an_id() {
        for (text, ids) in [
            ("a\nb\n", &["a", "b"][..]),
            ("a\r\nb", &["a", "b"]),
            ("\u{feff}a\n\n \r\n\nb\n", &["a", "b"]),
            ("auth0|1\nü\\\n17\nid\n", &["auth0|1", "ü\\", "17", "id"]),
            (
                "identity\n-a\n+1\nnulls\n",
                &["identity", "-a", "+1", "nulls"],
            ),
        ] {
            for format in [InputFormat::Auto, InputFormat::Lines] {
                let items = gather(text.as_bytes(), format, IDS).unwrap();
                let got: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
                assert_eq!(got, ids, "{text:?}");
                for item in &items {
                    assert_eq!(item.json, serde_json::to_string(&item.id).unwrap());
                }
            }
        }
        let text = " b \na,b\nü\"\n---\nnull\n";
        let items = gather(text.as_bytes(), InputFormat::Lines, IDS).unwrap();
        let got: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(got, [" b ", "a,b", "ü\"", "---", "null"]);
        let items = gather(b"[a\n\n\"b\"\n", InputFormat::Lines, IDS).unwrap();
        let got: Vec<_> = items
            .iter()
            .map(|i| (i.id.as_str(), i.place.as_str()))
            .collect();
        assert_eq!(got, [("[a", "f:1:1"), ("\"b\"", "f:3:1")]);
    }

    #[test]
    fn what_is_not_a_list_of_ids_is_refused() {
        let csv = "f:1:1: this looks like the header of a CSV file or a table";
        for (text, error) in [
            ("a\nb\rc\n", "f:2:2: a carriage return inside an id"),
            ("id,name\na,b\n", csv),
            ("id\r\na\n", csv),
            ("ID\na\n", csv),
            (
                "a\nb c\n",
                "f:2:2: `b c` is not taken for an id: it has white space in it",
            ),
            (
                "a\n b\n",
                "f:2:1: ` b` is not taken for an id: it has white space in it",
            ),
            (
                "a,b\n",
                "f:1:2: `a,b` is not taken for an id: it has a comma in it",
            ),
            (
                "'a'\n",
                "f:1:1: `'a'` is not taken for an id: it has a quote in it",
            ),
            (
                "│a│\n",
                "f:1:1: `│a│` is not taken for an id: it has a box-drawing character in it",
            ),
            (
                "a\n+--+\n",
                "f:2:1: `+--+` is not taken for an id: it is made of `-` and `+` alone",
            ),
            (
                "null\n",
                "f:1:1: `null` is not taken for an id: it is what programs write for no value",
            ),
            ("a\0b", "f:1:2: not text (found a NUL byte)"),
        ] {
            let got = gather(text.as_bytes(), InputFormat::Auto, IDS).unwrap_err();
            assert_eq!(got, error);
        }
        assert_eq!(
            gather(b"id\na\n", InputFormat::Lines, IDS).unwrap().len(),
            2
        );
        let error = gather(b"a\n", InputFormat::Lines, InputKind::Users).unwrap_err();
        assert_eq!(error, "plain lines can only be ids, not records");
    }
}
