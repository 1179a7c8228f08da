//! Looking into records without reading them whole.
//!
//! The text is known to be JSON; of anything else nothing is found.

use std::borrow::Cow;

/// Finds the field that a dotted path names. A name is matched as it is written, and whatever its case
/// where none is written so; one with dots in it is tried before the path.
pub fn find_field<'a>(record: &'a str, path: &str) -> Option<&'a str> {
    find_with(record, path, |name, wanted| name == wanted)
        .or_else(|| find_with(record, path, is_same_in_any_case))
}

/// Whether two texts differ in case alone.
pub fn is_same_in_any_case(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    left.to_lowercase() == right.to_lowercase()
}

fn find_with<'a>(record: &'a str, path: &str, is: fn(&str, &str) -> bool) -> Option<&'a str> {
    if let Some(value) = find_name(record, path, is) {
        return Some(value);
    }
    path.match_indices('.').find_map(|(dot, _)| {
        let inner = find_name(record, &path[..dot], is)?;
        find_with(inner, &path[dot + 1..], is)
    })
}

/// The value of a field of an object; the last one where there are several, as for jq.
fn find_name<'a>(object: &'a str, wanted: &str, is: fn(&str, &str) -> bool) -> Option<&'a str> {
    let mut at = skip_space(object, 0);
    if object.as_bytes().get(at) != Some(&b'{') {
        return None;
    }
    at += 1;
    let mut found = None;
    loop {
        at = skip_space(object, at);
        let Some(name_end) = skip_string(object, at) else {
            return found;
        };
        let name = &object[at..name_end];
        at = skip_space(object, name_end);
        if object.as_bytes().get(at) != Some(&b':') {
            return found;
        }
        at = skip_space(object, at + 1);
        let Some(end) = skip_value(object, at) else {
            return found;
        };
        if is(&text_of(name)?, wanted) {
            found = Some(&object[at..end]);
        }
        at = skip_space(object, end);
        if object.as_bytes().get(at) != Some(&b',') {
            return found;
        }
        at += 1;
    }
}

/// The text that a JSON string stands for.
pub fn text_of(string: &str) -> Option<Cow<'_, str>> {
    let inner = string.strip_prefix('"')?.strip_suffix('"')?;
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Some(Cow::Borrowed(inner));
    }
    match super::jq::ValueReader::new().read(string) {
        Ok(super::jq::Value::String(text)) => Some(Cow::Owned(text.to_string())),
        _ => None,
    }
}

fn skip_space(text: &str, mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = text.as_bytes().get(at) {
        at += 1;
    }
    at
}

/// Where the string that begins at `at` ends.
fn skip_string(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Where the value that begins at `at` ends.
fn skip_value(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'"' => skip_string(text, at),
        b'{' | b'[' => {
            let (mut at, mut depth) = (at, 0usize);
            loop {
                match bytes.get(at)? {
                    b'"' => {
                        at = skip_string(text, at)?;
                        continue;
                    }
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        _ => {
            let length = bytes[at..]
                .iter()
                .position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r'));
            Some(length.map_or(bytes.len(), |length| at + length))
        }
    }
}

/// JSON without white space between its tokens.
pub fn compact(json: &str) -> Cow<'_, str> {
    let bytes = json.as_bytes();
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    if !bytes.iter().any(is_space) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'"' => skip_string(json, at).unwrap_or(bytes.len()),
            byte if is_space(&byte) => {
                at += 1;
                continue;
            }
            _ => {
                let rest = &bytes[at..];
                let length = rest.iter().position(|byte| *byte == b'"' || is_space(byte));
                length.map_or(bytes.len(), |length| at + length)
            }
        };
        out.push_str(&json[at..end]);
        at = end;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_wherever_they_stand() {
        let record =
            r#" { "a" : "x\"}," , "B.c":[1,{"d":"]"}], "m": {"T\u0065am": 5, "e":{}} ,"n":null}"#;
        assert_eq!(find_field(record, "a"), Some(r#""x\"},""#));
        assert_eq!(find_field(record, "A"), Some(r#""x\"},""#));
        assert_eq!(find_field(record, "b.C"), Some(r#"[1,{"d":"]"}]"#));
        assert_eq!(find_field(record, "m.team"), Some("5"));
        assert_eq!(find_field(record, "m.e"), Some("{}"));
        assert_eq!(find_field(record, "n"), Some("null"));
        assert_eq!(find_field(record, "n.x"), None);
        assert_eq!(find_field(record, "z"), None);
        assert_eq!(find_field("[1]", "z"), None);
        assert_eq!(find_field("{", "z"), None);
    }

    #[test]
    fn the_exact_spelling_comes_first() {
        let record = r#"{"Team":1,"team":2}"#;
        assert_eq!(find_field(record, "team"), Some("2"));
        // Of several that differ by case alone the last one counts, as of several that are the same.
        assert_eq!(find_field(record, "TEAM"), Some("2"));
    }

    #[test]
    fn white_space_between_tokens_goes() {
        assert_eq!(
            compact(r#"{ "a b" : [ 1 , "\" c" ] }"#),
            r#"{"a b":[1,"\" c"]}"#
        );
        assert_eq!(compact("[1]"), "[1]");
    }
}
