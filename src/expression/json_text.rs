//! A cursor over JSON text.

use std::borrow::Cow;

/// Why a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    pub at: usize,
    pub what: &'static str,
}

/// JSON text that is read from left to right.
pub struct JsonText<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> JsonText<'a> {
    pub fn new(text: &'a str) -> JsonText<'a> {
        JsonText { text, at: 0 }
    }

    /// An error at the current position.
    pub fn error(&self, what: &'static str) -> ReadError {
        ReadError { at: self.at, what }
    }

    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Moves past `word` if it comes next and does not go on.
    pub fn take_word(&mut self, word: &str) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let next = rest.get(word.len());
        let is_next = rest.starts_with(word.as_bytes())
            && next.is_none_or(|next| !next.is_ascii_alphanumeric());
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    /// Moves past all characters that can be part of a number, and gives them back.
    pub fn number(&mut self) -> &'a str {
        let begin = self.at;
        while let Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') = self.peek() {
            self.at += 1;
        }
        &self.text[begin..self.at]
    }

    /// The same for what is no number in JSON: a word such as `NaN` may be part of it.
    pub fn number_or_word(&mut self) -> &'a str {
        let begin = self.at;
        while self
            .peek()
            .is_some_and(|next| next.is_ascii_alphanumeric() || b"+-.".contains(&next))
        {
            self.at += 1;
        }
        &self.text[begin..self.at]
    }

    /// Moves past an opening bracket. Gives back whether `closing` follows at once, and moves past that
    /// too.
    pub fn opens_empty(&mut self, closing: u8) -> bool {
        self.at += 1;
        self.skip_space();
        let is_empty = self.peek() == Some(closing);
        if is_empty {
            self.at += 1;
        }
        is_empty
    }

    /// Moves past the comma or the closing bracket after an item. Gives back whether it was the bracket.
    pub fn closes(&mut self, closing: u8) -> Result<bool, ReadError> {
        self.skip_space();
        let next = self.peek();
        if next == Some(b',') || next == Some(closing) {
            self.at += 1;
            return Ok(next == Some(closing));
        }
        Err(self.error(match (closing, next) {
            (b']', Some(_)) => "a comma or `]` is expected",
            (b']', None) => "an array is not closed",
            (_, Some(_)) => "a comma or `}` is expected",
            (_, None) => "an object is not closed",
        }))
    }

    /// Reads the name of a field, and moves on to its value.
    pub fn field_name(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.error("the name of a field is expected"));
        }
        let name = self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.error("a colon is expected"));
        }
        self.at += 1;
        self.skip_space();
        Ok(name)
    }

    /// Reads the string that begins here.
    pub fn string(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let (inner, is_escaped) = self.raw_string()?;
        match is_escaped {
            false => Ok(Cow::Borrowed(inner)),
            true => match unescape(inner) {
                Ok(text) => Ok(Cow::Owned(text)),
                Err(what) => Err(self.error(what)),
            },
        }
    }

    /// Moves past a string. Gives back what is between its quotes, and whether that has escapes.
    fn raw_string(&mut self) -> Result<(&'a str, bool), ReadError> {
        let bytes = self.text.as_bytes();
        let begin = self.at + 1;
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
        Ok((&self.text[begin..at], is_escaped))
    }

    /// Moves past a value of a text that is known to be JSON.
    pub fn skip_value(&mut self) -> Result<(), ReadError> {
        let mut depth = 0usize;
        loop {
            match self.peek() {
                None => return Err(self.error("it ends within a value")),
                Some(b'"') => {
                    self.raw_string()?;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b',' | b'}' | b']') if depth == 0 => return Ok(()),
                Some(b'}' | b']') => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Some(_) => self.at += 1,
            }
        }
    }
}

/// The value, as it is written, of the last field whose name `is_wanted`. `object` is known to be JSON.
///
/// # Errors
/// It is not an object.
pub fn find_value(
    object: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Option<&str>, ReadError> {
    let mut json = JsonText::new(object);
    json.skip_space();
    if json.peek() != Some(b'{') {
        return Err(json.error("an object is expected"));
    }
    let mut found = None;
    let mut has_ended = json.opens_empty(b'}');
    while !has_ended {
        let name = json.field_name()?;
        let begin = json.at;
        json.skip_value()?;
        if is_wanted(&name) {
            found = Some(object[begin..json.at].trim_ascii_end());
        }
        has_ended = json.closes(b'}')?;
    }
    Ok(found)
}

/// The text of a string with escapes, given what is between its quotes.
fn unescape(inner: &str) -> Result<String, &'static str> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let mut escape = rest[at + 1..].chars();
        text.push(match escape.next() {
            Some(same @ ('"' | '\\' | '/')) => same,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let (character, behind) =
                    unicode_escape(escape.as_str()).ok_or("`\\u` needs four digits")?;
                rest = behind;
                text.push(character);
                continue;
            }
            _ => return Err("a string has an escape that JSON does not know"),
        });
        rest = escape.as_str();
    }
    text.push_str(rest);
    Ok(text)
}

/// The character that the digits after `\u` stand for, and the rest of the text. If the next escape
/// completes a surrogate pair, it is read too. Half of a pair is replaced, as in jq.
fn unicode_escape(digits: &str) -> Option<(char, &str)> {
    let (first, behind) = four_digits(digits)?;
    if (0xD800..0xDC00).contains(&first)
        && let Some((second, behind)) = behind.strip_prefix("\\u").and_then(four_digits)
        && (0xDC00..0xE000).contains(&second)
    {
        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return Some((char::from_u32(code)?, behind));
    }
    let character = char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((character, behind))
}

fn four_digits(text: &str) -> Option<(u32, &str)> {
    let (digits, behind) = text.split_at_checked(4)?;
    if digits.starts_with('+') {
        return None;
    }
    Some((u32::from_str_radix(digits, 16).ok()?, behind))
}
