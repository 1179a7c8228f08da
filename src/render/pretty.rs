//! JSON for people: indented and coloured, and harmless for a terminal. To a JSON reader it is the
//! same value, numbers and texts as they were written.

use std::borrow::Cow;

use super::clean::json_for_terminal;
use super::console::Console;

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonLayout {
    /// One member or item a line; the whole is this many levels deep.
    Indented(usize),
    /// As it is.
    Unchanged,
}

const RESET: &str = "\u{1b}[0m";
const KEY: &str = "\u{1b}[1;34m";
const TEXT: &str = "\u{1b}[32m";
const NUMBER: &str = "\u{1b}[33m";
const NULL: &str = "\u{1b}[2m";

/// JSON for standard output: laid out and coloured for a person, unchanged for a program.
pub fn shown_json<'a>(console: &Console, json: &'a str, layout: JsonLayout) -> Cow<'a, str> {
    match console.is_json_pretty() {
        true => Cow::Owned(pretty_json(json, layout, console.paints_results())),
        false => Cow::Borrowed(json),
    }
}

/// What is written before the first item of a list, and before each other item, where a list is
/// written item by item. The items are indented once.
pub fn array_joints(console: &Console) -> (&'static [u8], &'static [u8]) {
    match console.is_json_pretty() {
        true => (b"[\n  ", b",\n  "),
        false => (b"[", b",\n"),
    }
}

/// What is written behind the last item of such a list.
pub fn end_of_array(console: &Console) -> &'static [u8] {
    match console.is_json_pretty() {
        true => b"\n]\n",
        false => b"]\n",
    }
}

/// JSON as a terminal shows it.
pub fn pretty_json(json: &str, layout: JsonLayout, has_color: bool) -> String {
    let clean = json_for_terminal(json);
    let mut printer = Printer {
        json: &clean,
        out: String::with_capacity(clean.len() * 2),
        has_color,
    };
    printer.print(layout);
    printer.out
}

struct Printer<'a> {
    json: &'a str,
    out: String,
    has_color: bool,
}

impl Printer<'_> {
    fn print(&mut self, layout: JsonLayout) {
        let bytes = self.json.as_bytes();
        let (mut depth, is_indented) = match layout {
            JsonLayout::Indented(depth) => (depth, true),
            JsonLayout::Unchanged => (0, false),
        };
        let mut at = 0;
        while at < bytes.len() {
            let end = end_of_token(bytes, at);
            let token = &self.json[at..end];
            at = end;
            if is_blank(bytes[at - token.len()]) {
                if !is_indented {
                    self.out.push_str(token);
                }
                continue;
            }
            match token {
                "{" | "[" if is_indented => {
                    let next = skip_blanks(bytes, at);
                    self.out.push_str(token);
                    // An empty object or array stays on its line.
                    if let Some(close) = bytes.get(next).filter(|byte| matches!(byte, b'}' | b']'))
                    {
                        self.out.push(char::from(*close));
                        at = next + 1;
                    } else {
                        depth += 1;
                        self.new_line(depth);
                    }
                }
                "}" | "]" if is_indented => {
                    depth = depth.saturating_sub(1);
                    self.new_line(depth);
                    self.out.push_str(token);
                }
                "," if is_indented => {
                    self.out.push(',');
                    self.new_line(depth);
                }
                ":" if is_indented => self.out.push_str(": "),
                "{" | "}" | "[" | "]" | "," | ":" => self.out.push_str(token),
                _ => {
                    let is_key = bytes.get(skip_blanks(bytes, at)) == Some(&b':');
                    self.scalar(token, is_key);
                }
            }
        }
    }

    fn scalar(&mut self, token: &str, is_key: bool) {
        if !self.has_color {
            self.out.push_str(token);
            return;
        }
        self.out.push_str(match token.as_bytes().first() {
            Some(b'"') if is_key => KEY,
            Some(b'"') => TEXT,
            Some(b'n') => NULL,
            _ => NUMBER,
        });
        self.out.push_str(token);
        self.out.push_str(RESET);
    }

    fn new_line(&mut self, depth: usize) {
        self.out.push('\n');
        for _ in 0..depth {
            self.out.push_str("  ");
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

fn skip_blanks(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|&&byte| is_blank(byte)).count()
}

/// Where the token that begins here ends: a text, a bracket, white space, or a number or word.
fn end_of_token(bytes: &[u8], begin: usize) -> usize {
    let rest = &bytes[begin + 1..];
    let more = match bytes[begin] {
        b'{' | b'}' | b'[' | b']' | b',' | b':' => 0,
        b'"' => {
            let mut is_escaped = false;
            let closing = rest.iter().position(|&byte| {
                let is_end = byte == b'"' && !is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                is_end
            });
            closing.map_or(rest.len(), |closing| closing + 1)
        }
        byte if is_blank(byte) => skip_blanks(bytes, begin + 1) - begin - 1,
        _ => {
            let is_inside = |&&byte: &&u8| !is_blank(byte) && !b"{}[],:\"".contains(&byte);
            rest.iter().take_while(is_inside).count()
        }
    };
    begin + 1 + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indented_as_other_tools_do() {
        let json = r#"{"a":1.10,"b":[],"c":{ },"d":[true,null,{"e, [":"x\"}"}]}"#;
        let text = "{\n  \"a\": 1.10,\n  \"b\": [],\n  \"c\": {},\n  \"d\": [\n    true,\n    null,\n    \
                    {\n      \"e, [\": \"x\\\"}\"\n    }\n  ]\n}";
        assert_eq!(pretty_json(json, JsonLayout::Indented(0), false), text);
        // Indented once, it is indented as before.
        assert_eq!(pretty_json(text, JsonLayout::Indented(0), false), text);
        assert_eq!(pretty_json(json, JsonLayout::Unchanged, false), json);
        assert_eq!(
            pretty_json("[1]", JsonLayout::Indented(1), false),
            "[\n    1\n  ]"
        );
    }

    #[test]
    fn coloured_and_harmless() {
        let json = "{\"k\": [\"\u{9b}2J\u{202e}\", 1, null]}";
        assert_eq!(
            pretty_json(json, JsonLayout::Unchanged, true),
            "{\u{1b}[1;34m\"k\"\u{1b}[0m: [\u{1b}[32m\"\\u009b2J\\u202e\"\u{1b}[0m, \
             \u{1b}[33m1\u{1b}[0m, \u{1b}[2mnull\u{1b}[0m]}"
        );
    }

    #[test]
    fn whatever_is_no_json_is_shown_all_the_same() {
        for text in ["", "\"open", "tru", "}]", "\"a\\", "é\u{301}", "{\"a\""] {
            let plain = pretty_json(text, JsonLayout::Unchanged, false);
            assert_eq!(plain, text);
            pretty_json(text, JsonLayout::Indented(0), true);
        }
    }
}
