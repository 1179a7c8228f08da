//! Looks for a text behind the escapes of JSON, percent codes and entities of HTML.

use std::ops::Range;

use memchr::memmem::Finder;
use memchr::{memchr, memchr2, memchr3};

/// How often a text is decoded: JSON in a text of JSON is as far as services go.
const DEEPEST: usize = 3;

/// Adds where the needle stands in a text once escapes are decoded. A text without escapes is looked
/// at once.
pub(super) fn find(text: &[u8], needle: &Finder<'_>, found: &mut Vec<Range<usize>>) {
    if memchr3(b'\\', b'%', b'&', text).is_none() {
        return;
    }
    // A text of JSON ends at a quotation mark that is not escaped: no needle reaches over it.
    let mut begin = 0;
    while begin < text.len() {
        let mut at = begin;
        while let Some(next) = memchr2(b'"', b'\\', &text[at..]) {
            at += next;
            if text[at] == b'"' {
                break;
            }
            at = (at + 2).min(text.len());
        }
        let end = match text.get(at) {
            Some(b'"') => at,
            _ => text.len(),
        };
        find_in_part(&text[begin..end], begin, needle, found);
        begin = end + 1;
    }
}

fn find_in_part(part: &[u8], offset: usize, needle: &Finder<'_>, found: &mut Vec<Range<usize>>) {
    if part.len() < needle.needle().len() || memchr3(b'\\', b'%', b'&', part).is_none() {
        return;
    }
    let mut decoded = Decoded::plain(part);
    for _ in 0..DEEPEST {
        if memchr2(b'%', b'&', &decoded.bytes).is_some() {
            for form in [percent as Form, entity] {
                decoded.once(form).find(offset, needle, found);
            }
        }
        if memchr(b'\\', &decoded.bytes).is_none() {
            return;
        }
        decoded = decoded.once(json);
        decoded.find(offset, needle, found);
    }
}

/// A decoded text, and of which part of the original each of its bytes was made.
struct Decoded {
    bytes: Vec<u8>,
    from: Vec<Range<usize>>,
}

/// Reads one code at the beginning of a text: the character, and how long the code is.
type Form = fn(&[u8]) -> Option<(char, usize)>;

impl Decoded {
    fn plain(text: &[u8]) -> Decoded {
        Decoded {
            bytes: text.to_vec(),
            from: (0..text.len()).map(|at| at..at + 1).collect(),
        }
    }

    fn once(&self, form: Form) -> Decoded {
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut from = Vec::with_capacity(self.bytes.len());
        let mut at = 0;
        while at < self.bytes.len() {
            match form(&self.bytes[at..]) {
                Some((character, length)) => {
                    let source = self.from[at].start..self.from[at + length - 1].end;
                    let mut buffer = [0; 4];
                    for byte in character.encode_utf8(&mut buffer).bytes() {
                        bytes.push(byte);
                        from.push(source.clone());
                    }
                    at += length;
                }
                None => {
                    bytes.push(self.bytes[at]);
                    from.push(self.from[at].clone());
                    at += 1;
                }
            }
        }
        Decoded { bytes, from }
    }

    fn find(&self, offset: usize, needle: &Finder<'_>, found: &mut Vec<Range<usize>>) {
        for at in needle.find_iter(&self.bytes) {
            let last = at + needle.needle().len() - 1;
            found.push(offset + self.from[at].start..offset + self.from[last].end);
        }
    }
}

/// RFC 8259, section 7. Half of a surrogate pair stays as it is written.
fn json(text: &[u8]) -> Option<(char, usize)> {
    let [b'\\', letter, ..] = text else {
        return None;
    };
    let character = match letter {
        b'"' | b'\\' | b'/' => char::from(*letter),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return Some((char::from_u32(hexadecimal(text.get(2..6)?)?)?, 6)),
        _ => return None,
    };
    Some((character, 2))
}

/// RFC 3986, section 2.1.
fn percent(text: &[u8]) -> Option<(char, usize)> {
    let [b'%', ..] = text else {
        return None;
    };
    let code = hexadecimal(text.get(1..3)?)?;
    // More than ASCII would have to be put together of several codes.
    char::from_u32(code)
        .filter(char::is_ascii)
        .map(|character| (character, 3))
}

/// The entities that encoders of HTML write: numbers, and the names that all of them know.
fn entity(text: &[u8]) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let [b'&', ..] = text else {
        return None;
    };
    let end = memchr(b';', &text[..text.len().min(LONGEST)])?;
    let character = match &text[1..end] {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(hexadecimal(digits)?)?,
        [b'#', digits @ ..] => std::str::from_utf8(digits)
            .ok()
            .and_then(|digits| digits.parse().ok())
            .and_then(char::from_u32)?,
        _ => return None,
    };
    Some((character, end + 1))
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let digits = std::str::from_utf8(digits).ok()?;
    u32::from_str_radix(digits, 16).ok()
}
