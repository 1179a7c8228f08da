//! What is put right in a record: known fields in the spelling of a common exporter. Everything
//! else reaches the service as it was written.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// A spelling that is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// `300.0` as a mode.
    FloatMode,
    /// `"300"` as a mode.
    QuotedMode,
    /// `"Admin"` as a mode.
    OtherCaseMode,
    /// `null` in what is created.
    Null,
    /// `[]` as `metadata`.
    EmptyArray,
}

/// How often each spelling was put right, and in how many records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mended {
    counts: [u64; 5],
    records: u64,
}

impl Mended {
    pub fn note(&mut self, spelling: Spelling) {
        self.counts[spelling as usize] += 1;
    }

    pub fn is_empty(&self) -> bool {
        self.counts == [0; 5]
    }

    /// Adds what was put right in one more record.
    pub fn add_record(&mut self, record: &Mended) {
        for (sum, count) in self.counts.iter_mut().zip(record.counts) {
            *sum += count;
        }
        self.records += 1;
    }

    /// A note on what was put right.
    pub fn note_text(&self) -> String {
        const WORDS: [(&str, &str); 5] = [
            (
                "1 mode written as a whole float",
                "modes written as whole floats",
            ),
            ("1 mode in quotes", "modes in quotes"),
            (
                "1 name of a mode in other case",
                "names of modes in other case",
            ),
            ("1 `null` left out", "`null` left out"),
            (
                "1 empty array as `metadata`, now an object",
                "empty arrays as `metadata`, now objects",
            ),
        ];
        let mut text = match self.records {
            1 => "1 record was put right: ".to_owned(),
            count => format!("{count} records were put right: "),
        };
        let counted = self.counts.iter().zip(WORDS);
        let mut counted = counted.filter(|(count, _)| **count > 0).peekable();
        while let Some((count, (one, several))) = counted.next() {
            // Writing into a string cannot fail.
            let _ = match count {
                1 => write!(text, "{one}"),
                _ => write!(text, "{count} {several}"),
            };
            if counted.peek().is_some() {
                text.push_str(", ");
            }
        }
        text
    }
}

/// Changes to the text of an object, each at the value of a field.
#[derive(Debug, Default)]
pub struct Edits {
    edits: Vec<(Range<usize>, Option<String>)>,
    pub mended: Mended,
}

impl Edits {
    /// Puts other JSON in the place of a value.
    pub fn replace(&mut self, value: Range<usize>, json: impl Into<String>) {
        self.edits.push((value, Some(json.into())));
    }

    /// Takes away the field that has its value there.
    pub fn leave_out(&mut self, value: Range<usize>) {
        self.edits.push((value, None));
    }

    /// The text with all changes.
    pub fn apply(mut self, text: &str) -> Cow<'_, str> {
        if self.edits.is_empty() {
            return Cow::Borrowed(text);
        }
        self.edits.sort_by_key(|(value, _)| value.start);
        let mut out = String::with_capacity(text.len() + 16);
        let mut copied = 0;
        for (value, json) in self.edits {
            if let Some(json) = json {
                out.push_str(&text[copied..value.start]);
                out.push_str(&json);
                copied = value.end;
                continue;
            }
            out.push_str(&text[copied..name_before(text, value.start)]);
            copied = value.end;
            let rest = text[copied..].trim_ascii_start();
            if let Some(after) = rest.strip_prefix(',') {
                copied = text.len() - after.trim_ascii_start().len();
            } else {
                // It was the last field: the comma before it goes.
                out.truncate(out.trim_ascii_end().len());
                if out.ends_with(',') {
                    out.pop();
                    out.truncate(out.trim_ascii_end().len());
                }
            }
        }
        out.push_str(&text[copied..]);
        Cow::Owned(out)
    }
}

/// Where the name of a known field begins, if its value begins at `value`. No such name has a quote in
/// it, however it is escaped.
fn name_before(text: &str, value: usize) -> usize {
    let quote = |end: usize| memchr::memrchr(b'"', &text.as_bytes()[..end]).unwrap_or(end);
    quote(quote(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_left_out_wherever_they_stand() {
        for (text, expected) in [
            (r#"{"a":null,"id":"x"}"#, r#"{"id":"x"}"#),
            (r#"{"id":"x","a":null}"#, r#"{"id":"x"}"#),
            (r#"{"id":"x","a":null,"b":null}"#, r#"{"id":"x"}"#),
            (r#"{"a":null,"id":"x","b":null}"#, r#"{"id":"x"}"#),
            (
                "{\n  \"id\": \"x\",\n  \"\\u0061\" : null ,\n  \"c\": 1\n}",
                "{\n  \"id\": \"x\",\n  \"c\": 1\n}",
            ),
            ("{ \"id\" : \"x\" , \"a\" : null }", "{ \"id\" : \"x\" }"),
        ] {
            let mut edits = Edits::default();
            for (at, _) in text.match_indices("null") {
                edits.leave_out(at..at + 4);
            }
            assert_eq!(edits.apply(text), expected);
        }
    }

    #[test]
    fn a_note_counts_by_kind() {
        let mut all = Mended::default();
        let mut record = Mended::default();
        record.note(Spelling::FloatMode);
        all.add_record(&record);
        assert_eq!(
            all.note_text(),
            "1 record was put right: 1 mode written as a whole float"
        );
        record.note(Spelling::Null);
        record.note(Spelling::Null);
        all.add_record(&record);
        assert_eq!(
            all.note_text(),
            "2 records were put right: 2 modes written as whole floats, 2 `null` left out"
        );
    }
}
