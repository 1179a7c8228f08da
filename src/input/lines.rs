//! Plain lines, one id each.

use memchr::{memchr, memchr_iter};

use super::check::{Piece, Scratch};
use super::error::{InputError, Refusal};
use super::window::{Style, Window};
use super::{Found, Kind};

pub(super) struct Reader {
    /// Nobody said that these are lines, so what looks like something else is refused.
    pub guessed: bool,
}

impl Reader {
    pub fn next(
        &mut self,
        window: &mut Window,
        kind: Kind,
        scratch: &mut Scratch,
    ) -> Result<Option<Found>, InputError> {
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
                    return Err(window.refuse(Refusal::new(0, "an id must not be empty")));
                }
                window.advance(end);
                continue;
            }
            window.check_length(line.len())?;
            if let Some(at) = memchr_iter(b'\r', line.as_bytes()).next() {
                let message = "a carriage return inside an id";
                return Err(window.refuse(
                    Refusal::new(at, message).hint("lines end with a line feed, or both"),
                ));
            }
            if self.guessed && (line.starts_with("id,") || line == "id") {
                let Kind::Ids { noun } = kind else {
                    return Ok(None);
                };
                let message = "this looks like the header of a CSV file";
                return Err(window.refuse(Refusal::new(0, message).hint(format!(
                    "say --format csv, or --format lines if it is the id of a {noun}"
                ))));
            }
            self.guessed = false;
            scratch.json.clear();
            serde_json::to_writer(&mut scratch.json, line)
                .map_err(|error| window.refuse(Refusal::new(0, error.to_string())))?;
            let (_, start) = window.text();
            let found = Found {
                place: window.place(),
                json: Piece::Scratch,
                id: Piece::Text(start..start + line.len()),
            };
            window.advance(end);
            return Ok(Some(found));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::input::testing::{IDS, gather};
    use crate::input::{Format, Kind};

    #[test]
    fn each_line_is_an_id() {
        for (text, ids) in [
            ("a\nb\n", &["a", "b"][..]),
            ("a\r\nb", &["a", "b"]),
            ("\u{feff}a\n\n \r\n\n b \n", &["a", " b "]),
            ("a,b\nü\"\\\n17\nid\n", &["a,b", "ü\"\\", "17", "id"]),
            ("identity\n", &["identity"]),
        ] {
            for format in [Format::Auto, Format::Lines] {
                let items = gather(text.as_bytes(), format, IDS).unwrap();
                let got: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
                assert_eq!(got, ids, "{text:?}");
                for item in &items {
                    assert_eq!(item.json, serde_json::to_string(&item.id).unwrap());
                }
            }
        }
        let items = gather(b"[a\n\n\"b\"\n", Format::Lines, IDS).unwrap();
        let got: Vec<_> = items
            .iter()
            .map(|i| (i.id.as_str(), i.place.as_str()))
            .collect();
        assert_eq!(got, [("[a", "f:1:1"), ("\"b\"", "f:3:1")]);
    }

    #[test]
    fn what_is_no_list_of_ids_is_refused() {
        let csv = "f:1:1: this looks like the header of a CSV file";
        for (text, error) in [
            ("a\nb\rc\n", "f:2:2: a carriage return inside an id"),
            ("id,name\na,b\n", csv),
            ("id\r\na\n", csv),
            ("a\0b", "f:1:2: not text (found a NUL byte)"),
        ] {
            let got = gather(text.as_bytes(), Format::Auto, IDS).unwrap_err();
            assert_eq!(got, error);
        }
        assert_eq!(gather(b"id\na\n", Format::Lines, IDS).unwrap().len(), 2);
        let error = gather(b"a\n", Format::Lines, Kind::Users).unwrap_err();
        assert_eq!(error, "plain lines can only be ids, not records");
    }
}
