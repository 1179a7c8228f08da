//! Values as JSON text.

use std::fmt;

use super::value::Value;

/// How much of a value a message shows, in bytes.
const SHOWN_IN_MESSAGES: usize = 30;

impl Value {
    /// Compact JSON, as `jq -c` prints it.
    pub fn push_json(&self, out: &mut Vec<u8>) {
        match self {
            Value::Null => out.extend_from_slice(b"null"),
            Value::Bool(true) => out.extend_from_slice(b"true"),
            Value::Bool(false) => out.extend_from_slice(b"false"),
            Value::Number(number) => number.push_to(out),
            Value::String(text) => push_text(text, out),
            Value::Array(items) => {
                out.push(b'[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(b',');
                    }
                    item.push_json(out);
                }
                out.push(b']');
            }
            Value::Object(fields) => {
                out.push(b'{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    if at > 0 {
                        out.push(b',');
                    }
                    push_text(name, out);
                    out.push(b':');
                    value.push_json(out);
                }
                out.push(b'}');
            }
        }
    }

    /// JSON over several lines, as `jq` prints it without options.
    pub fn push_indented(&self, depth: usize, out: &mut Vec<u8>) {
        match self {
            Value::Array(items) if !items.is_empty() => {
                out.push(b'[');
                for (at, item) in items.iter().enumerate() {
                    push_line(at > 0, depth + 1, out);
                    item.push_indented(depth + 1, out);
                }
                push_line(false, depth, out);
                out.push(b']');
            }
            Value::Object(fields) if !fields.is_empty() => {
                out.push(b'{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    push_line(at > 0, depth + 1, out);
                    push_text(name, out);
                    out.extend_from_slice(b": ");
                    value.push_indented(depth + 1, out);
                }
                push_line(false, depth, out);
                out.push(b'}');
            }
            _ => self.push_json(out),
        }
    }

    pub fn to_json(&self) -> String {
        let mut out = Vec::new();
        self.push_json(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// The value as messages of jq show it: its type, and the beginning of its JSON.
    pub fn describe(&self) -> String {
        let json = self.to_json();
        if json.len() < SHOWN_IN_MESSAGES {
            return format!("{} ({json})", self.type_name());
        }
        // jq keeps room for the closing quote or bracket.
        let (room, end) = match self {
            Value::String(_) => (SHOWN_IN_MESSAGES - 5, "...\""),
            Value::Array(_) => (SHOWN_IN_MESSAGES - 5, "...]"),
            Value::Object(_) => (SHOWN_IN_MESSAGES - 5, "...}"),
            _ => (SHOWN_IN_MESSAGES - 4, "..."),
        };
        let mut cut = room;
        while !json.is_char_boundary(cut) {
            cut -= 1;
        }
        format!("{} ({}{end})", self.type_name(), &json[..cut])
    }
}

fn push_line(is_further: bool, depth: usize, out: &mut Vec<u8>) {
    if is_further {
        out.push(b',');
    }
    out.push(b'\n');
    out.extend(std::iter::repeat_n(b' ', 2 * depth));
}

/// Writes a JSON string. As in jq, DEL is escaped, and characters outside ASCII are not.
pub fn push_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut begin = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' && byte != 0x7f {
            continue;
        }
        out.extend_from_slice(&bytes[begin..at]);
        begin = at + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0c => out.extend_from_slice(b"\\f"),
            control => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(b"\\u00");
                out.push(HEX[usize::from(control >> 4)]);
                out.push(HEX[usize::from(control & 15)]);
            }
        }
    }
    out.extend_from_slice(&bytes[begin..]);
    out.push(b'"');
}

/// The same as `tostring`: a string as it is, anything else as JSON.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::String(text) => f.write_str(text),
            other => f.write_str(&other.to_json()),
        }
    }
}
