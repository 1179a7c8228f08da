//! JSON text to values.

use std::rc::Rc;

use super::number::Number;
use super::value::{ObjectMap, Value};

/// jq reads no deeper.
const DEEPEST: usize = 10_000;

/// Names of fields that are remembered, so that records share them.
const REMEMBERED: usize = 64;

/// Why a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    pub at: usize,
    pub what: &'static str,
}

/// Which top-level fields of a record an expression looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedFields {
    Everything,
    Fields(Vec<String>),
}

/// Reads values, and remembers the names of fields from one to the next.
#[derive(Debug, Default)]
pub struct ValueReader {
    names: Vec<Option<Rc<str>>>,
    scratch: Vec<u8>,
}

impl ValueReader {
    pub fn new() -> ValueReader {
        ValueReader::default()
    }

    /// Reads the one value that `text` holds.
    pub fn read(&mut self, text: &str) -> Result<Value, ReadError> {
        let mut input = JsonText {
            text,
            at: 0,
            reader: self,
        };
        input.skip_space();
        let value = input.value(0)?;
        input.skip_space();
        if input.at < text.len() {
            return Err(input.error("something follows the value"));
        }
        Ok(value)
    }

    /// Reads a record that is known to be JSON, and of an object those fields alone that are wanted.
    pub fn read_wanted(&mut self, text: &str, wanted: &WantedFields) -> Result<Value, ReadError> {
        let WantedFields::Fields(fields) = wanted else {
            return self.read(text);
        };
        let mut input = JsonText {
            text,
            at: 0,
            reader: self,
        };
        input.skip_space();
        if input.peek() != Some(b'{') {
            return self.read(text);
        }
        input.at += 1;
        input.wanted_fields(fields)
    }

    /// Reads what a path of names leads to in a record that is known to be JSON. `None` where a step is
    /// not an object, which is the expression's to judge.
    pub fn read_path(&mut self, text: &str, path: &[String]) -> Option<Value> {
        let Some((name, rest)) = path.split_first() else {
            return self.read(text).ok();
        };
        let found = self.find(text, name)?;
        match found.map(|(begin, end)| &text[begin..end]) {
            None => Some(Value::Null),
            Some(inner) if rest.is_empty() => self.read(inner).ok(),
            Some(inner) => self.read_path(inner, rest),
        }
    }

    /// Where the value of a field stands in an object; of several with the same name, the last.
    fn find(&mut self, text: &str, wanted: &str) -> Option<Option<(usize, usize)>> {
        let mut input = JsonText {
            text,
            at: 0,
            reader: self,
        };
        input.skip_space();
        if input.peek() != Some(b'{') {
            return None;
        }
        input.at += 1;
        input.skip_space();
        let mut found = None;
        if input.peek() == Some(b'}') {
            return Some(found);
        }
        loop {
            input.skip_space();
            if input.peek() != Some(b'"') {
                return None;
            }
            let is_wanted = match input.string().ok()? {
                ScannedString::Plain(name) => name == wanted,
                ScannedString::Escaped => input.unescaped().ok()? == wanted,
            };
            input.colon().ok()?;
            let begin = input.at;
            input.skip_value().ok()?;
            if is_wanted {
                found = Some((begin, input.at));
            }
            if input.ends_object().ok()? {
                return Some(found);
            }
        }
    }

    /// The name of a field, shared with the records before.
    fn share(&mut self, name: &str) -> Rc<str> {
        let bytes = name.as_bytes();
        let first = bytes.first().copied().unwrap_or(0);
        let last = bytes.last().copied().unwrap_or(0);
        let place = (bytes.len() * 31 + usize::from(first) * 7 + usize::from(last)) % REMEMBERED;
        if self.names.is_empty() {
            self.names.resize(REMEMBERED, None);
        }
        match self.names.get(place) {
            Some(Some(known)) if **known == *name => known.clone(),
            _ => {
                let name: Rc<str> = name.into();
                if let Some(known) = self.names.get_mut(place) {
                    *known = Some(name.clone());
                }
                name
            }
        }
    }
}

struct JsonText<'a> {
    text: &'a str,
    at: usize,
    reader: &'a mut ValueReader,
}

impl<'a> JsonText<'a> {
    fn error(&self, what: &'static str) -> ReadError {
        ReadError { at: self.at, what }
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, ReadError> {
        let rest = &self.bytes()[self.at..];
        let ends = rest
            .get(word.len())
            .is_none_or(|next| !next.is_ascii_alphanumeric());
        if rest.starts_with(word.as_bytes()) && ends {
            self.at += word.len();
            return Ok(value);
        }
        Err(self.error("this is not a value of JSON"))
    }

    fn value(&mut self, depth: usize) -> Result<Value, ReadError> {
        if depth > DEEPEST {
            return Err(self.error("it is nested too deeply"));
        }
        match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                Ok(match text {
                    ScannedString::Plain(text) => Value::text(text),
                    ScannedString::Escaped => Value::text(&self.unescaped()?),
                })
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'n') if self.bytes()[self.at..].starts_with(b"nan") => {
                self.word("nan", Value::from(f64::NAN))
            }
            Some(b'n') => self.word("null", Value::Null),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(_) => Err(self.error("this is not a value of JSON")),
            None => Err(self.error("it ends where a value is expected")),
        }
    }

    fn number(&mut self) -> Result<Value, ReadError> {
        let begin = self.at;
        while let Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') = self.peek() {
            self.at += 1;
        }
        match Number::parse(&self.text[begin..self.at]) {
            Some(number) => Ok(Value::Number(number)),
            None => Err(self.error("this is not a number")),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, ReadError> {
        self.at += 1;
        self.skip_space();
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::array(items));
        }
        loop {
            self.skip_space();
            items.push(self.value(depth + 1)?);
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::array(items));
                }
                Some(_) => return Err(self.error("a comma or `]` is expected")),
                None => return Err(self.error("an array is not closed")),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, ReadError> {
        self.at += 1;
        self.skip_space();
        let mut fields = ObjectMap::default();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::object(fields));
        }
        loop {
            let name = self.name()?;
            let value = self.value(depth + 1)?;
            fields.insert(name, value);
            if self.ends_object()? {
                return Ok(Value::object(fields));
            }
        }
    }

    /// The name of a field, and the colon after it.
    fn name(&mut self) -> Result<Rc<str>, ReadError> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.error("the name of a field is expected"));
        }
        let name = match self.string()? {
            ScannedString::Plain(name) => self.reader.share(name),
            ScannedString::Escaped => self.unescaped()?.into(),
        };
        self.colon()?;
        Ok(name)
    }

    fn colon(&mut self) -> Result<(), ReadError> {
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.error("a colon is expected"));
        }
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    /// What follows the value of a field.
    fn ends_object(&mut self) -> Result<bool, ReadError> {
        self.skip_space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(b'}') => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => Err(self.error("a comma or `}` is expected")),
            None => Err(self.error("an object is not closed")),
        }
    }

    fn wanted_fields(&mut self, wanted: &[String]) -> Result<Value, ReadError> {
        let mut fields = ObjectMap::default();
        self.skip_space();
        if self.peek() == Some(b'}') {
            return Ok(Value::object(fields));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.error("the name of a field is expected"));
            }
            let name = match self.string()? {
                ScannedString::Plain(name) => wanted
                    .iter()
                    .any(|field| field == name)
                    .then(|| self.reader.share(name)),
                ScannedString::Escaped => Some(self.unescaped()?.into()),
            };
            self.colon()?;
            match name {
                Some(name) => {
                    let value = self.value(1)?;
                    fields.insert(name, value);
                }
                None => self.skip_value()?,
            }
            if self.ends_object()? {
                return Ok(Value::object(fields));
            }
        }
    }

    /// Passes a value of a text that is known to be JSON.
    fn skip_value(&mut self) -> Result<(), ReadError> {
        let mut depth = 0usize;
        loop {
            match self.peek() {
                None => return Err(self.error("it ends within a value")),
                Some(b'"') => {
                    self.string()?;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') if depth == 0 => return Ok(()),
                Some(b'}' | b']') => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Some(b',') if depth == 0 => return Ok(()),
                Some(_) => self.at += 1,
            }
        }
    }

    /// Passes a string. One with escapes is left in `scratch`, as it stands.
    fn string(&mut self) -> Result<ScannedString<'a>, ReadError> {
        let begin = self.at + 1;
        let bytes = self.bytes();
        let mut at = begin;
        let mut is_escaped = false;
        loop {
            match memchr::memchr2(b'"', b'\\', &bytes[at..]) {
                None => {
                    self.at = bytes.len();
                    return Err(self.error("a string is not closed"));
                }
                Some(offset) if bytes[at + offset] == b'"' => {
                    at += offset;
                    break;
                }
                Some(offset) => {
                    is_escaped = true;
                    at = (at + offset + 2).min(bytes.len());
                }
            }
        }
        self.at = at + 1;
        if !is_escaped {
            return Ok(ScannedString::Plain(&self.text[begin..at]));
        }
        self.reader.scratch.clear();
        self.reader.scratch.extend_from_slice(&bytes[begin..at]);
        Ok(ScannedString::Escaped)
    }

    /// The string with escapes that was passed last.
    fn unescaped(&mut self) -> Result<String, ReadError> {
        let bytes = std::mem::take(&mut self.reader.scratch);
        let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if byte != b'\\' {
                out.push(byte);
                continue;
            }
            let escape = bytes.get(at).copied().unwrap_or(0);
            at += 1;
            match escape {
                b'"' | b'\\' | b'/' => out.push(escape),
                b'b' => out.push(8),
                b'f' => out.push(12),
                b'n' => out.push(b'\n'),
                b'r' => out.push(b'\r'),
                b't' => out.push(b'\t'),
                b'u' => {
                    let first =
                        hex(&bytes, at).ok_or_else(|| self.error("`\\u` needs four digits"))?;
                    at += 4;
                    let second =
                        || (bytes.get(at..at + 2) == Some(b"\\u")).then(|| hex(&bytes, at + 2));
                    let character = match (first, (0xD800..0xDC00).contains(&first).then(second)) {
                        (high, Some(Some(Some(low)))) if (0xDC00..0xE000).contains(&low) => {
                            at += 6;
                            char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
                        }
                        (code, _) => char::from_u32(code),
                    };
                    // Half of a pair is replaced, as in jq.
                    let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
                    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                _ => return Err(self.error("a string has an escape that JSON does not know")),
            }
        }
        self.reader.scratch = bytes;
        String::from_utf8(out).map_err(|_| self.error("a string is not UTF-8"))
    }
}

enum ScannedString<'a> {
    Plain(&'a str),
    Escaped,
}

fn hex(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = std::str::from_utf8(bytes.get(at..at + 4)?).ok()?;
    if digits.starts_with('+') {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}
