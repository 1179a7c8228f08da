//! The error object of an answer, even where the answer is too long to be read whole.

use super::error_object::ErrorObject;

/// How much of a refusal is read. A proper error object is far shorter.
pub(super) const MOST_READ: usize = 1 << 20;

/// Reads the error object. `is_cut`: the answer went on.
pub(super) fn object(body: &[u8], is_cut: bool) -> Option<ErrorObject> {
    if !is_cut {
        return serde_json::from_slice(body).ok();
    }
    let text = String::from_utf8_lossy(body);
    serde_json::from_str(&completed(&text)?).ok()
}

/// Completes an object that was cut: a text in a field is kept as far as it came, and any other value
/// that is not whole is left out.
fn completed(text: &str) -> Option<String> {
    let mut depth = 0_usize;
    let mut in_text = false;
    // Where the last field that is whole ends, and where the text at hand, if it is the value of
    // a field, may be cut.
    let mut whole = None;
    let mut cut = None;
    let mut is_value = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                in_text = !in_text;
                let is_field = depth == 1 && is_value;
                cut = (in_text && is_field).then_some(at + 1);
                if !in_text && is_field {
                    whole = Some(at + 1);
                }
            }
            b'\\' if in_text => {
                // An escape is kept whole: its letter, and the digits behind a `u`.
                let Some((_, letter)) = bytes.next() else {
                    break;
                };
                let digits = if letter == b'u' { 4 } else { 0 };
                let escape = digits + 2;
                for _ in 0..digits {
                    bytes.next();
                }
                if cut.is_some() && at + escape <= text.len() {
                    cut = Some(at + escape);
                }
            }
            _ if in_text && cut.is_some() && text.is_char_boundary(at + 1) => cut = Some(at + 1),
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b':' if depth == 1 => is_value = true,
            b',' if depth == 1 => {
                is_value = false;
                whole = Some(at);
            }
            _ => {}
        }
    }
    match (cut, whole) {
        (Some(end), _) => Some(format!("{}\"}}", &text[..end])),
        (None, Some(end)) => Some(format!("{}}}", &text[..end])),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read_as_far_as_it_came() {
        let whole =
            r#"{"type":"t","code":"C\u00e9","message":"no \"ü\" \u00e9 here","data":{"a":["x"]}}"#;
        let in_full: ErrorObject = serde_json::from_str(whole).unwrap();
        for end in 0..whole.len() {
            let Some(found) = object(&whole.as_bytes()[..end], true) else {
                assert!(end < r#"{"type":""#.len(), "{end}");
                continue;
            };
            for (part, all) in [
                (&found.kind, &in_full.kind),
                (&found.code, &in_full.code),
                (&found.message, &in_full.message),
            ] {
                let (part, all) = (part.as_deref().unwrap_or_default(), all.as_deref().unwrap());
                let part = part.trim_end_matches('\u{fffd}');
                assert!(all.starts_with(part), "{end}: {part}");
            }
        }
        let late = object(&whole.as_bytes()[..whole.len() - 1], true).unwrap();
        assert_eq!(late.message, in_full.message);
    }

    #[test]
    fn what_is_no_object_is_none() {
        for text in ["", "<html>", "[1,2", "\"x", "}", "{\"a\\"] {
            assert!(object(text.as_bytes(), true).is_none(), "{text}");
        }
    }
}
